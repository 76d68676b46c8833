// SPDX-License-Identifier: Apache-2.0
package import Columns

extension LogicalPlan {
  /// The columns of its rows.
  package var fields: [Field] {
    switch self {
    case .scan(_, _, _, let fields), .values(_, let fields), .project(_, _, let fields),
      .aggregate(_, _, _, _, let fields), .window(_, _, let fields), .apply(_, _, _, let fields),
      .unnest(_, _, _, _, let fields), .setOperation(_, _, _, _, let fields):
      fields
    case .filter(let input, _), .sort(let input, _), .limit(let input, _, _),
      .topN(let input, _, _, _, _), .distinct(let input), .semiJoin(let input, _, _, _, _):
      input.fields
    case .join(let left, let right, _, _, _): left.fields + right.fields
    }
  }

  /// The number of columns of its rows.
  package var width: Int {
    switch self {
    case .scan(_, _, _, let fields), .values(_, let fields), .project(_, _, let fields),
      .aggregate(_, _, _, _, let fields), .window(_, _, let fields), .apply(_, _, _, let fields),
      .unnest(_, _, _, _, let fields), .setOperation(_, _, _, _, let fields):
      fields.count
    case .filter(let input, _), .sort(let input, _), .limit(let input, _, _),
      .topN(let input, _, _, _, _), .distinct(let input), .semiJoin(let input, _, _, _, _):
      input.width
    case .join(let left, let right, _, _, _): left.width + right.width
    }
  }

  /// The plans directly under this one, the left before the right.
  package var inputs: [LogicalPlan] {
    switch self {
    case .scan, .values: []
    case .filter(let input, _), .project(let input, _, _), .aggregate(let input, _, _, _, _),
      .window(let input, _, _), .sort(let input, _), .limit(let input, _, _),
      .topN(let input, _, _, _, _), .distinct(let input), .unnest(let input, _, _, _, _):
      [input]
    case .join(let left, let right, _, _, _), .semiJoin(let left, let right, _, _, _),
      .apply(let left, let right, _, _), .setOperation(_, _, let left, let right, _):
      [left, right]
    }
  }

  /// The number of plan nodes.
  package var nodeCount: Int {
    inputs.reduce(1) { $0 + $1.nodeCount }
  }

  /// The number of nodes from this one down to the deepest leaf.
  package var depth: Int {
    1 + (inputs.map(\.depth).max() ?? 0)
  }

  /// The same node over transformed inputs.
  package func mapInputs<Failure: Error>(
    _ transform: (LogicalPlan) throws(Failure) -> LogicalPlan
  ) throws(Failure) -> LogicalPlan {
    switch self {
    case .scan, .values: return self
    case .filter(let input, let condition): return .filter(try transform(input), condition)
    case .project(let input, let expressions, let fields):
      return .project(try transform(input), expressions, fields: fields)
    case .aggregate(let input, let keys, let sets, let aggregates, let fields):
      return .aggregate(
        try transform(input),
        keys: keys,
        sets: sets,
        aggregates: aggregates,
        fields: fields
      )
    case .window(let input, let calls, let fields):
      return .window(try transform(input), calls, fields: fields)
    case .sort(let input, let keys): return .sort(try transform(input), keys)
    case .limit(let input, let offset, let count):
      return .limit(try transform(input), offset: offset, count: count)
    case .topN(let input, let keys, let offset, let count, let withTies):
      return .topN(try transform(input), keys, offset: offset, count: count, withTies: withTies)
    case .distinct(let input): return .distinct(try transform(input))
    case .unnest(let input, let arrays, let withOrdinality, let keepsEmpty, let fields):
      return .unnest(
        try transform(input),
        arrays,
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        fields: fields
      )
    case .join(let left, let right, let kind, let keys, let condition):
      return .join(
        try transform(left),
        try transform(right),
        kind: kind,
        keys: keys,
        condition: condition
      )
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      return .semiJoin(
        try transform(left),
        try transform(right),
        keys: keys,
        condition: condition,
        isAnti: isAnti
      )
    case .apply(let left, let right, let kind, let fields):
      return .apply(try transform(left), try transform(right), kind: kind, fields: fields)
    case .setOperation(let operation, let isAll, let left, let right, let fields):
      return .setOperation(
        operation,
        isAll: isAll,
        try transform(left),
        try transform(right),
        fields: fields
      )
    }
  }

  /// The same node over other expressions; the inputs stay.
  package func mapOwnExpressions<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> LogicalPlan {
    switch self {
    case .scan, .limit, .distinct, .setOperation: return self
    case .values(let rows, let fields):
      let mapped = try rows.map { (row) throws(Failure) in try row.map(transform) }
      return .values(mapped, fields: fields)
    case .filter(let input, let condition): return .filter(input, try transform(condition))
    case .project(let input, let expressions, let fields):
      return .project(input, try expressions.map(transform), fields: fields)
    case .aggregate(let input, let keys, let sets, let aggregates, let fields):
      let calls = try aggregates.map { (call) throws(Failure) in try call.transformed(transform) }
      return .aggregate(
        input,
        keys: try keys.map(transform),
        sets: sets,
        aggregates: calls,
        fields: fields
      )
    case .window(let input, let calls, let fields):
      let mapped = try calls.map { (call) throws(Failure) in try call.transformed(transform) }
      return .window(input, mapped, fields: fields)
    case .sort(let input, let keys): return .sort(input, try keys.transformed(transform))
    case .topN(let input, let keys, let offset, let count, let withTies):
      return .topN(
        input,
        try keys.transformed(transform),
        offset: offset,
        count: count,
        withTies: withTies
      )
    case .unnest(let input, let arrays, let withOrdinality, let keepsEmpty, let fields):
      return .unnest(
        input,
        try arrays.map(transform),
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        fields: fields
      )
    case .join(let left, let right, let kind, let keys, let condition):
      return .join(
        left,
        right,
        kind: kind,
        keys: try keys.transformed(transform),
        condition: try condition.map(transform)
      )
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      return .semiJoin(
        left,
        right,
        keys: try keys.transformed(transform),
        condition: try condition.map(transform),
        isAnti: isAnti
      )
    case .apply(let left, let right, .quantified(let operation, let isAll, let value), let fields):
      return .apply(
        left,
        right,
        kind: .quantified(operation, isAll: isAll, try transform(value)),
        fields: fields
      )
    case .apply: return self
    }
  }

  /// The same plan with every expression of every node transformed.
  ///
  /// The closure is handed an expression and the depth it stands at: `depth` for the topmost nodes,
  /// one more on the right of each `apply`.
  package func mapExpressions<Failure: Error>(
    depth: Int,
    _ transform: (BoundExpression, Int) throws(Failure) -> BoundExpression
  ) throws(Failure) -> LogicalPlan {
    let own = try mapOwnExpressions { (expression) throws(Failure) in
      try transform(expression, depth)
    }
    if case .apply(let left, let right, let kind, let fields) = own {
      return .apply(
        try left.mapExpressions(depth: depth, transform),
        try right.mapExpressions(depth: depth + 1, transform),
        kind: kind,
        fields: fields
      )
    }
    return try own.mapInputs { (input) throws(Failure) in
      try input.mapExpressions(depth: depth, transform)
    }
  }

  /// Visits every expression of every node, told the depth as in `mapExpressions`.
  package func forEachExpression(depth: Int, _ visit: (BoundExpression, Int) -> Void) {
    _ = mapExpressions(depth: depth) { expression, level in
      visit(expression, level)
      return expression
    }
  }

  /// The plan as it stands `distance` applies further in: references out of it reach further.
  package func shiftingOuterColumns(by distance: Int) -> LogicalPlan {
    guard distance != 0 else { return self }
    return mapExpressions(depth: 1) { expression, depth in
      expression.rewritten { part in
        guard case .outerColumn(let level, let index) = part.kind, level >= depth else {
          return nil
        }
        return part.with(.outerColumn(depth: level + distance, index))
      }
    }
  }

  /// Whether an expression reads the row of the nearest enclosing `apply`, or of one further out.
  package var readsOuterRows: Bool {
    var found = false
    forEachExpression(depth: 1) { expression, depth in
      found = found || expression.contains { $0.isOuter(beyond: depth) }
    }
    return found
  }
}

extension BoundExpression {
  /// Whether this is a column `depth` or more levels out.
  func isOuter(beyond depth: Int) -> Bool {
    if case .outerColumn(let level, _) = kind { level >= depth } else { false }
  }
}

extension [JoinKey] {
  /// The same keys over other expressions.
  package func transformed<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> [JoinKey] {
    try map { (key) throws(Failure) in
      JoinKey(left: try transform(key.left), right: try transform(key.right))
    }
  }
}

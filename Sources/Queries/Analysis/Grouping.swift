// SPDX-License-Identifier: Apache-2.0
private import Columns

/// What the rows of a SELECT were grouped by, to turn expressions over rows into ones over groups.
struct Grouping: Sendable {
  /// Over the rows before grouping; column `i` of the groups holds key `i`.
  let keys: [BoundExpression]
  let sets: [[Int]]
  /// The group column of each aggregate, by its placeholder.
  let aggregateColumns: [Int: Int]
  /// The column with the number of a row's set in `sets`; nil for one set.
  let setColumn: Int?
  /// To name columns in errors.
  let scope: Scope

  /// The expression over groups: keys and aggregates become columns, anything else that reads a row
  /// is an error.
  func rewrite(
    _ expression: BoundExpression,
    _ pending: PendingValues
  ) throws(QueryError) -> BoundExpression {
    try expression.rewritten { (part) throws(QueryError) in
      if let key = keys.firstIndex(where: { $0.isEquivalent(to: part) }) {
        return BoundExpression(.column(key), part.type, at: part.range)
      }
      if case .column(let place) = part.kind, place < 0 {
        return try group(part, pending.entry(place))
      }
      if let chain = part.columnChain, !isReadable(part) {
        throw notGrouped(part, name(of: part, column: chain.column))
      }
      return nil
    }
  }

  /// A subquery's plan with its references to the grouped rows turned into ones to the groups.
  func rewrite(outerOf plan: LogicalPlan) throws(QueryError) -> LogicalPlan {
    try plan.mapExpressions(depth: 1) { (expression, depth) throws(QueryError) in
      let outerKeys = keys.map { $0.asOuter(depth: depth) }
      return try expression.rewritten { (part) throws(QueryError) in
        if let key = outerKeys.firstIndex(where: { $0.isEquivalent(to: part) }) {
          return part.with(.outerColumn(depth: depth, key))
        }
        if case .outerColumn(depth, let column) = part.kind {
          throw notGrouped(part, name(of: part, column: column))
        }
        return nil
      }
    }
  }

  private func group(
    _ part: BoundExpression,
    _ entry: PendingValues.Entry?
  ) throws(QueryError) -> BoundExpression {
    switch entry {
    case .aggregate:
      guard case .column(let place) = part.kind, let column = aggregateColumns[place] else {
        return part
      }
      return part.with(.column(column))
    case .grouping(let arguments): return try groupingMask(arguments, part)
    case .window, .subquery, .output, .none: return part
    }
  }

  /// `grouping(a, b)` as a number of bits, 1 for each argument the row is not grouped by.
  private func groupingMask(
    _ arguments: [BoundExpression],
    _ call: BoundExpression
  ) throws(QueryError) -> BoundExpression {
    var places: [Int] = []
    for argument in arguments {
      guard let key = keys.firstIndex(where: { $0.isEquivalent(to: argument) }) else {
        throw QueryError(
          .invalidArguments,
          "the arguments to grouping() must be expressions of GROUP BY",
          at: argument.range
        )
      }
      places.append(key)
    }
    let masks = sets.map { mask(of: places, in: $0) }
    func literal(_ number: Int64) -> BoundExpression {
      BoundExpression(.literal(.bigint(number)), .bigint, at: call.range)
    }
    guard let setColumn, let last = masks.last else { return literal(masks.last ?? 0) }
    let set = BoundExpression(.column(setColumn), .bigint)
    let whens = masks.dropLast().enumerated().map { number, mask in
      BoundWhen(
        condition: BoundExpression(.comparison(.equal, set, literal(Int64(number))), .boolean),
        result: literal(mask)
      )
    }
    return call.with(.caseWhen(whens, otherwise: literal(last)))
  }

  private func mask(of places: [Int], in set: [Int]) -> Int64 {
    places.reduce(0) { mask, key in mask << 1 | (set.contains(key) ? 0 : 1) }
  }

  /// Whether the chain of fields reaches a key on its way to the column.
  private func isReadable(_ chain: BoundExpression) -> Bool {
    if keys.contains(where: { $0.isEquivalent(to: chain) }) { return true }
    guard case .field(let base, _) = chain.kind else { return false }
    return isReadable(base)
  }

  private func name(of part: BoundExpression, column: Int) -> String {
    if let known = scope.columns.first(where: { $0.expression.isEquivalent(to: part) })?.name {
      return known
    }
    if case .field(let base, let index) = part.kind, case .row(let fields) = base.type {
      let field = fields.indices.contains(index) ? fields[index].name : nil
      return name(of: base, column: column) + "." + (field ?? "\(index + 1)")
    }
    let known = scope.columns.first { candidate in
      if case .column(column) = candidate.expression.kind { true } else { false }
    }
    return known?.name ?? "_col\(column)"
  }

  private func notGrouped(_ part: BoundExpression, _ name: String) -> QueryError {
    QueryError(
      .expressionNotAggregate,
      "'\(name)' must be an aggregate expression or appear in GROUP BY clause",
      hint: keys.isEmpty
        ? "add GROUP BY \(name), or wrap it in an aggregate such as max(…) or arbitrary(…)"
        : "add \(name) to GROUP BY, or wrap it in an aggregate such as max(…) or arbitrary(…)",
      at: part.range
    )
  }
}

extension BoundExpression {
  /// The column under a chain of fields, and the fields from the column outwards.
  package var columnChain: (column: Int, path: [Int])? {
    switch kind {
    case .column(let index): return (index, [])
    case .field(let base, let field):
      guard let chain = base.columnChain else { return nil }
      return (chain.column, chain.path + [field])
    default: return nil
    }
  }

  /// The expression as a query `depth` levels further in sees it.
  func asOuter(depth: Int) -> BoundExpression {
    rewritten { part in
      switch part.kind {
      case .column(let index): part.with(.outerColumn(depth: depth, index))
      case .outerColumn(let level, let index): part.with(.outerColumn(depth: level + depth, index))
      default: nil
      }
    }
  }
}

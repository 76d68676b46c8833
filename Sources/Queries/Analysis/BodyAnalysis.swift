// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension QueryAnalysis {
  /// Plans what stands between WITH and ORDER BY, and computes what ORDER BY sorts by.
  mutating func plan(
    _ body: QueryBody,
    orderBy: [SortItem],
    in environment: Environment
  ) throws(QueryError) -> SortedBody {
    switch body {
    case .select(let select):
      return try plan(select, orderBy: orderBy, in: environment)
    case .values(let rows, let range):
      return try sorted(try values(rows, range, in: environment), by: orderBy, in: environment)
    case .setOperation:
      return try sorted(try setOperation(body, in: environment), by: orderBy, in: environment)
    case .nested(let query):
      return try sorted(try plan(query, in: environment), by: orderBy, in: environment)
    case .table(let name, let range):
      let relation = try table(name, range, in: environment)
      let columns = relation.scope.visible
      let planned = PlannedQuery(
        plan: .project(
          relation.plan,
          columns.map(\.expression),
          fields: columns.map { Field($0.name ?? "", $0.expression.type) }
        ),
        columns: columns.map { QueryColumn(name: $0.name, type: $0.expression.type) }
      )
      return try sorted(planned, by: orderBy, in: environment)
    }
  }

  /// Sort keys of a body that is no SELECT: they see its columns only.
  private mutating func sorted(
    _ query: PlannedQuery,
    by items: [SortItem],
    in environment: Environment
  ) throws(QueryError) -> SortedBody {
    let scope = query.scope(relation: [])
    var context = ExpressionContext(.orderBy, scope: scope, environment: environment)
    var keys: [SortKey] = []
    var expressions = scope.columns.map(\.expression)
    var fields = query.plan.fields
    for item in items {
      let bound = try bind(sortItem: item, outputs: scope.columns.map(\.expression), &context)
      guard context.pending.entries.isEmpty else {
        throw QueryError(
          .notSupported,
          "ORDER BY of a set operation takes only its columns and functions of them",
          at: item.expression.range
        )
      }
      if case .column = bound.kind {
        keys.append(sortKey(item, over: bound))
      } else {
        keys.append(sortKey(item, over: BoundExpression(.column(expressions.count), bound.type)))
        expressions.append(bound)
        fields.append(Field("_sort\(keys.count)", bound.type))
      }
    }
    let isWidened = expressions.count > query.columns.count
    return SortedBody(
      plan: isWidened ? .project(query.plan, expressions, fields: fields) : query.plan,
      columns: query.columns,
      sortKeys: keys
    )
  }

  /// The expression an ORDER BY item sorts by: an output column by its number, or an expression.
  ///
  /// Without outputs, inside an aggregate or a window, a number is just a number.
  mutating func bind(
    sortItem item: SortItem,
    outputs: [BoundExpression]?,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let bound: BoundExpression
    if let outputs, case .integer(let digits) = item.expression.kind {
      guard let position = Int(digits), 1...max(1, outputs.count) ~= position, !outputs.isEmpty
      else {
        throw QueryError(
          .invalidColumnReference,
          "ORDER BY position \(digits) is not in select list",
          hint: "the list has \(outputs.count) columns",
          at: item.expression.range
        )
      }
      bound = outputs[position - 1].at(item.expression.range)
    } else {
      bound = try bind(item.expression, &context)
    }
    guard bound.type.isOrderable else {
      throw QueryError(
        .typeMismatch,
        "type \(bound.type) is not orderable, and therefore cannot be used in ORDER BY",
        hint: bound.type == .json ? "json_format(…) or CAST(… AS varchar) gives its text" : nil,
        at: item.expression.range
      )
    }
    return bound
  }

  func sortKey(_ item: SortItem, over expression: BoundExpression) -> SortKey {
    SortKey(
      expression,
      isDescending: item.isDescending,
      nullsFirst: item.nullsFirst ?? false
    )
  }

  /// `VALUES (…), (…)`: every column has the type all its values coerce to.
  private mutating func values(
    _ rows: [[Expression]],
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) -> PlannedQuery {
    var context = ExpressionContext(.values, scope: Scope(), environment: environment)
    var bound: [[BoundExpression]] = []
    for row in rows {
      var values: [BoundExpression] = []
      for value in row { values.append(try bind(value, &context)) }
      if let width = bound.first?.count, width != values.count {
        throw QueryError(
          .typeMismatch,
          "VALUES rows have mismatched sizes: \(width) vs \(values.count)",
          at: row.first?.range ?? range
        )
      }
      bound.append(values)
    }
    guard context.pending.entries.isEmpty else {
      throw QueryError(.notSupported, "VALUES cannot hold a subquery", at: range)
    }
    var types: [DataType] = []
    for column in (bound.first ?? []).indices {
      let found = bound.map { $0[column].type }
      guard let type = TypeCoercion.commonType(found) else {
        throw QueryError(
          .typeMismatch,
          "column \(column + 1) of VALUES has values of types without a common type: "
            + distinctNames(found),
          at: range
        )
      }
      types.append(type)
    }
    let fields = types.enumerated().map { Field("_col\($0)", $1) }
    let coerced = bound.map { row in zip(row, types).map { $0.coerced(to: $1) } }
    return PlannedQuery(
      plan: .values(coerced, fields: fields),
      columns: types.map { QueryColumn(name: nil, type: $0) }
    )
  }

  /// UNION, INTERSECT and EXCEPT; a chain is followed to the left without recursion.
  private mutating func setOperation(
    _ body: QueryBody,
    in environment: Environment
  ) throws(QueryError) -> PlannedQuery {
    var first = body
    var rest: [(SetOperator, isAll: Bool, QueryBody, SourceRange)] = []
    while case .setOperation(let operation, let isAll, let left, let right, let range) = first {
      rest.append((operation, isAll, right, range))
      first = left
    }
    try AnalysisLimits.check(chain: rest.count, rest.first?.3 ?? SourceRange(0, 0))
    var left = try branch(first, in: environment)
    for (operation, isAll, body, range) in rest.reversed() {
      let right = try branch(body, in: environment)
      left = try combine(left, right, operation, isAll: isAll, range)
    }
    return left
  }

  private mutating func branch(
    _ body: QueryBody,
    in environment: Environment
  ) throws(QueryError) -> PlannedQuery {
    let sorted = try plan(body, orderBy: [], in: environment)
    return PlannedQuery(plan: sorted.plan, columns: sorted.columns)
  }

  private func combine(
    _ left: PlannedQuery,
    _ right: PlannedQuery,
    _ operation: SetOperator,
    isAll: Bool,
    _ range: SourceRange
  ) throws(QueryError) -> PlannedQuery {
    let name = operation.name
    guard left.columns.count == right.columns.count else {
      throw QueryError(
        .typeMismatch,
        "\(name) query has different number of fields: \(left.columns.count), "
          + "\(right.columns.count)",
        at: range
      )
    }
    let isBag = isAll && operation == .union
    var columns: [QueryColumn] = []
    for (index, (first, second)) in zip(left.columns, right.columns).enumerated() {
      guard let type = TypeCoercion.commonType(first.type, second.type), isBag || type.isComparable
      else {
        throw QueryError(
          .typeMismatch,
          "column \(index + 1) in \(name) query has incompatible types: \(first.type), "
            + "\(second.type)",
          at: range
        )
      }
      columns.append(QueryColumn(name: first.name, type: type))
    }
    let fields = columns.enumerated().map { Field($1.name ?? "_col\($0)", $1.type) }
    return PlannedQuery(
      plan: .setOperation(
        operation,
        isAll: isAll,
        left.coerced(to: fields),
        right.coerced(to: fields),
        fields: fields
      ),
      columns: columns
    )
  }
}

extension PlannedQuery {
  /// The plan with its columns cast to the types of other fields.
  fileprivate func coerced(to target: [Field]) -> LogicalPlan {
    guard zip(columns, target).contains(where: { $0.type != $1.type }) else { return plan }
    let expressions = zip(columns, target).enumerated().map { index, pair in
      BoundExpression(.column(index), pair.0.type).coerced(to: pair.1.type)
    }
    return .project(plan, expressions, fields: target)
  }
}

extension SetOperator {
  /// As it is written.
  package var name: String {
    switch self {
    case .union: "UNION"
    case .intersect: "INTERSECT"
    case .except: "EXCEPT"
    }
  }
}

/// Types as an error lists them, each once.
func distinctNames(_ types: [DataType]) -> String {
  var seen: Set<DataType> = []
  return types.filter { seen.insert($0).inserted }.map(\.description).joined(separator: ", ")
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// A query inside an expression: it is put aside for an apply node.
  mutating func bindSubquery(
    _ expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let range = expression.range
    guard context.lambdas.isEmpty else {
      throw QueryError(.notSupported, "a lambda expression cannot contain subqueries", at: range)
    }
    switch expression.kind {
    case .scalarSubquery(let query):
      let planned = try plan(subquery: query, context)
      guard planned.columns.count == 1 else { throw severalColumns(planned, range) }
      return try add(planned.plan, .scalar, planned.columns[0].type, range, &context)
    case .exists(let query):
      let planned = try plan(subquery: query, context)
      return try add(planned.plan, .exists, .boolean, range, &context)
    case .inQuery(let value, let query, let isNegated):
      let bound = try quantified(value, query, .equal, isAll: false, "IN", range, &context)
      return isNegated ? BoundExpression(.not(bound), .boolean, at: range) : bound
    case .quantified(let operation, let isAll, let value, let query):
      return try quantified(
        value,
        query,
        operation,
        isAll: isAll,
        operation.rawValue,
        range,
        &context
      )
    default:
      throw QueryError(.genericInternalError, "no subquery", at: range)
    }
  }

  private mutating func plan(
    subquery query: Query,
    _ context: ExpressionContext
  ) throws(QueryError) -> PlannedQuery {
    try plan(query, in: context.environment.entering(context.scope))
  }

  private mutating func quantified(
    _ value: Expression,
    _ query: Query,
    _ operation: ComparisonOperator,
    isAll: Bool,
    _ symbol: String,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let left = try bind(value, &context)
    var right = try plan(subquery: query, context)
    if case .row(let fields) = left.type, right.columns.count == fields.count, fields.count > 1 {
      right = right.packed
    }
    guard right.columns.count == 1 else { throw severalColumns(right, range) }
    let found = right.columns[0].type
    let needsOrder = operation != .equal && operation != .notEqual
    guard let type = TypeCoercion.commonType(left.type, found), type.isComparable,
      !needsOrder || type.isOrderable
    else {
      throw QueryError(
        .typeMismatch,
        symbol == "IN"
          ? "value expression and result of subquery must be of the same type: \(left.type) vs "
            + "\(found)"
          : "cannot apply operator: \(left.type) \(symbol) \(found)",
        hint: Hints.conversion(left.type, found),
        at: range
      )
    }
    let kind = ApplyKind.quantified(operation, isAll: isAll, left.coerced(to: type))
    return try add(right.cast(to: type), kind, .boolean, range, &context)
  }

  private func add(
    _ plan: LogicalPlan,
    _ kind: ApplyKind,
    _ type: DataType,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    guard context.pending.subqueryCount < AnalysisLimits.subqueryCount else {
      throw QueryError(
        .notSupported,
        "more than \(AnalysisLimits.subqueryCount) subqueries stand in one SELECT",
        at: range
      )
    }
    return context.pending.add(
      .subquery(PendingSubquery(plan: plan, kind: kind, type: type)),
      type: type,
      at: range
    )
  }

  private func severalColumns(_ planned: PlannedQuery, _ range: SourceRange) -> QueryError {
    QueryError(
      .notSupported,
      "multiple columns returned by subquery are not supported: found \(planned.columns.count), "
        + "expected 1",
      at: range
    )
  }
}

extension PlannedQuery {
  /// The columns of each row as one value of type row.
  fileprivate var packed: PlannedQuery {
    let items = columns.enumerated().map { BoundExpression(.column($0), $1.type) }
    let type = DataType.row(columns.map { RowField($0.name, $0.type) })
    return PlannedQuery(
      plan: .project(plan, [BoundExpression(.row(items), type)], fields: [Field("_row", type)]),
      columns: [QueryColumn(name: nil, type: type)]
    )
  }

  /// The plan with its only column as another type.
  fileprivate func cast(to type: DataType) -> LogicalPlan {
    guard columns[0].type != type else { return plan }
    let column = BoundExpression(.column(0), columns[0].type)
    return .project(
      plan,
      [column.coerced(to: type)],
      fields: [Field(columns[0].name ?? "_col0", type)]
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// Binds an aggregate without OVER: it is put aside for the aggregate node.
  mutating func bindAggregate(
    _ call: FunctionCall,
    _ function: FunctionIndex.Aggregate,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    guard !call.ignoresNulls else {
      throw QueryError(
        .notSupported,
        "IGNORE NULLS is not for aggregates: use FILTER (WHERE … IS NOT NULL)",
        at: range
      )
    }
    try checkTakesAggregates(call, range, context)
    let bound = try aggregate(call, function, range, &context)
    return context.pending.add(.aggregate(bound), type: bound.function.resultType, at: range)
  }

  private func checkTakesAggregates(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: ExpressionContext
  ) throws(QueryError) {
    guard context.clause.takesAggregates else {
      let cure = context.clause == .where ? "filter groups with HAVING" : nil
      throw QueryError(
        .expressionNotScalar,
        "\(context.clause.rawValue) clause cannot contain aggregations, window functions or "
          + "grouping operations: \(call.name.name)",
        hint: cure,
        at: range
      )
    }
    guard !context.isInsideAggregate else {
      throw QueryError(
        .nestedAggregation,
        "cannot nest aggregations inside aggregation: \(call.name.name)",
        hint: "aggregate in a subquery first",
        at: range
      )
    }
    guard context.lambdas.isEmpty else {
      throw QueryError(
        .expressionNotScalar,
        "a lambda expression cannot contain aggregations, window functions or grouping operations",
        at: range
      )
    }
  }

  /// The call itself: arguments, DISTINCT, FILTER and ORDER BY.
  ///
  /// Over a window its arguments may be aggregates of groups: `sum(count(*)) OVER ()`.
  mutating func aggregate(
    _ call: FunctionCall,
    _ function: FunctionIndex.Aggregate,
    _ range: SourceRange,
    _ context: inout ExpressionContext,
    isOverWindow: Bool = false
  ) throws(QueryError) -> AggregateCall {
    let wasInside = context.isInsideAggregate
    context.isInsideAggregate = wasInside || !isOverWindow
    defer { context.isInsideAggregate = wasInside }
    let resolved = try resolve(call, function, range, &context)
    if call.isDistinct, let odd = resolved.arguments.first(where: { !$0.type.isComparable }) {
      throw QueryError(
        .typeMismatch,
        "DISTINCT can only be applied to comparable types (actual: \(odd.type))",
        at: odd.range ?? range
      )
    }
    let filter = try call.filter.map { (filter) throws(QueryError) in
      try boolean(try bind(filter, &context), "FILTER clause", filter.range)
    }
    var keys: [SortKey] = []
    for item in call.orderBy {
      let bound = try bind(sortItem: item, outputs: nil, &context)
      let isArgument = resolved.arguments.contains { $0.isEquivalent(to: bound) }
      guard !call.isDistinct || isArgument else {
        throw QueryError(
          .expressionNotInDistinct,
          "for aggregate function with DISTINCT, ORDER BY expressions must appear in arguments",
          at: item.expression.range
        )
      }
      keys.append(sortKey(item, over: bound))
    }
    return AggregateCall(
      function: resolved.function,
      arguments: resolved.arguments,
      isDistinct: call.isDistinct,
      filter: filter,
      orderBy: keys
    )
  }

  private mutating func resolve(
    _ call: FunctionCall,
    _ function: FunctionIndex.Aggregate,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> (function: ResolvedAggregateFunction, arguments: [BoundExpression]) {
    try checkArguments(of: call, function, range)
    let arguments = try bindArguments(call.arguments, &context)
    let patterns = function.overloads.map(\.pattern)
    guard let chosen = try choose(among: patterns, arguments, &context) else {
      throw noOverload(
        call.name.name,
        function.overloads.map(\.overload.signature),
        arguments,
        range
      )
    }
    let overload = function.overloads[chosen.index].overload
    guard let result = try overload.resultType?(chosen.argumentTypes) ?? chosen.resultType else {
      throw QueryError(
        .genericInternalError,
        "the result type of \(function.name) cannot be told",
        at: range
      )
    }
    let resolved = ResolvedAggregateFunction(
      name: function.name,
      overload: overload,
      argumentTypes: chosen.argumentTypes,
      resultType: result
    )
    return (resolved, chosen.arguments)
  }

  private func checkArguments(
    of call: FunctionCall,
    _ function: FunctionIndex.Aggregate,
    _ range: SourceRange
  ) throws(QueryError) {
    guard !call.isStar || function.name == "count" else {
      throw QueryError(
        .functionNotFound,
        "only count takes *, and this is \(call.name.name)",
        at: range
      )
    }
    if call.isDistinct, call.arguments.count > 1, function.name == "count" {
      throw QueryError(
        .functionNotFound,
        "count takes one argument",
        hint: "count(DISTINCT ROW(a, b)) counts pairs",
        at: range
      )
    }
  }

  /// `grouping(a, b)`.
  mutating func bindGrouping(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    try checkTakesAggregates(call, range, context)
    let arguments = try bind(call.arguments, &context)
    guard arguments.count <= 62 else {
      throw QueryError(.invalidArguments, "grouping() takes at most 62 arguments", at: range)
    }
    return context.pending.add(.grouping(arguments), type: .bigint, at: range)
  }
}

extension AggregateCall {
  /// The same call over other expressions.
  func transformed<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> AggregateCall {
    AggregateCall(
      function: function,
      arguments: try arguments.map(transform),
      isDistinct: isDistinct,
      filter: try filter.map(transform),
      orderBy: try orderBy.transformed(transform)
    )
  }
}

extension [SortKey] {
  /// The same order by other expressions.
  func transformed<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> [SortKey] {
    try map { (key) throws(Failure) in
      SortKey(
        try transform(key.expression),
        isDescending: key.isDescending,
        nullsFirst: key.nullsFirst
      )
    }
  }
}

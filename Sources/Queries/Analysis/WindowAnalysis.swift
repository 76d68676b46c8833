// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension QueryAnalysis {
  /// A call with OVER: it is put aside for the window node.
  mutating func bindWindow(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    try checkTakesWindows(call, range, context)
    let wasInside = context.isInsideWindow
    context.isInsideWindow = true
    defer { context.isInsideWindow = wasInside }
    let specification = try specification(of: call, range, context)
    let partition = try partition(specification.partitionBy, &context)
    var keys: [SortKey] = []
    for item in specification.orderBy {
      keys.append(sortKey(item, over: try bind(sortItem: item, outputs: nil, &context)))
    }
    let frame = try frame(specification, keys, &context)
    let (function, arguments, type) = try windowFunction(call, range, &context)
    let window = WindowCall(
      function: function,
      arguments: arguments,
      ignoresNulls: call.ignoresNulls,
      partitionBy: partition,
      orderBy: keys,
      unit: frame.unit,
      start: frame.start,
      end: frame.end,
      type: type
    )
    return context.pending.add(.window(window), type: type, at: range)
  }

  private mutating func partition(
    _ expressions: [Expression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundExpression] {
    let bound = try bind(expressions, &context)
    guard let odd = bound.first(where: { !$0.type.isComparable }) else { return bound }
    throw QueryError(
      .typeMismatch,
      "\(odd.type) is not comparable, and therefore cannot be used in window function PARTITION BY",
      at: odd.range
    )
  }

  private mutating func windowFunction(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> (WindowCall.Function, [BoundExpression], DataType) {
    if let function = WindowFunction(rawValue: call.name.key) {
      let (arguments, type) = try ranking(function, call, range, &context)
      return (.ranking(function), arguments, type)
    }
    let aggregate = try windowAggregate(call, range, &context)
    return (.aggregate(aggregate), aggregate.arguments, aggregate.function.resultType)
  }

  private func checkTakesWindows(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: ExpressionContext
  ) throws(QueryError) {
    guard context.clause.takesAggregates, context.clause != .having else {
      throw QueryError(
        .expressionNotScalar,
        "\(context.clause.rawValue) clause cannot contain window functions: \(call.name.name)",
        hint: "compute it in a subquery and filter outside",
        at: range
      )
    }
    guard !context.isInsideWindow, !context.isInsideAggregate else {
      throw QueryError(
        .nestedWindow,
        "cannot nest window functions inside "
          + (context.isInsideWindow ? "window function" : "aggregation") + ": \(call.name.name)",
        at: range
      )
    }
    guard context.lambdas.isEmpty else {
      throw QueryError(
        .expressionNotScalar,
        "a lambda expression cannot contain window functions",
        at: range
      )
    }
  }

  private mutating func windowAggregate(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> AggregateCall {
    guard let function = FunctionIndex.shared.aggregates[call.name.key],
      !(call.name.key.hasPrefix("$") && call.name.isQuoted)
    else {
      guard FunctionIndex.shared.scalars[call.name.key] != nil else {
        throw unknownFunction(call.name)
      }
      throw QueryError(
        .functionNotFound,
        "\(call.name.name) is not a window function, and cannot have OVER",
        at: call.name.range
      )
    }
    guard !call.isDistinct, call.orderBy.isEmpty, !call.ignoresNulls else {
      throw QueryError(
        .notSupported,
        "DISTINCT, ORDER BY and IGNORE NULLS are not supported in an aggregate with OVER",
        at: range
      )
    }
    return try aggregate(call, function, range, &context, isOverWindow: true)
  }

  /// The specification with what it takes over from a named window.
  private func specification(
    of call: FunctionCall,
    _ range: SourceRange,
    _ context: ExpressionContext
  ) throws(QueryError) -> WindowSpecification {
    switch call.window {
    case .named(let name): return try named(name, context, [])
    case .specification(let specification): return try expand(specification, context, [])
    case .none: throw QueryError(.genericInternalError, "no window", at: range)
    }
  }

  private func named(
    _ name: Identifier,
    _ context: ExpressionContext,
    _ seen: Set<String>
  ) throws(QueryError) -> WindowSpecification {
    guard let specification = context.windows[name.key], !seen.contains(name.key) else {
      throw QueryError(
        .invalidColumnReference,
        "cannot resolve WINDOW name \(name.name)",
        hint: NearestName.nearest(name.name, in: context.windows.keys).map {
          "did you mean '\($0)'?"
        },
        at: name.range
      )
    }
    return try expand(specification, context, seen.union([name.key]))
  }

  private func expand(
    _ specification: WindowSpecification,
    _ context: ExpressionContext,
    _ seen: Set<String>
  ) throws(QueryError) -> WindowSpecification {
    guard let base = specification.base else { return specification }
    let inherited = try named(base, context, seen)
    guard specification.partitionBy.isEmpty else {
      throw QueryError(
        .invalidWindowFrame,
        "WINDOW specification with a base window cannot have PARTITION BY",
        at: specification.range
      )
    }
    guard specification.orderBy.isEmpty || inherited.orderBy.isEmpty, inherited.frame == nil else {
      throw QueryError(
        .invalidWindowFrame,
        "the base window '\(base.name)' has an ORDER BY or a frame already",
        at: specification.range
      )
    }
    var expanded = specification
    expanded.base = nil
    expanded.partitionBy = inherited.partitionBy
    if expanded.orderBy.isEmpty { expanded.orderBy = inherited.orderBy }
    return expanded
  }
}

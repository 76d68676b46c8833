// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension QueryAnalysis {
  /// A window's frame; by default all rows up to the current one and its peers.
  mutating func frame(
    _ specification: WindowSpecification,
    _ keys: [SortKey],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> (unit: WindowFrame.Unit, start: WindowCall.Bound, end: WindowCall.Bound) {
    guard let frame = specification.frame else { return (.range, .unboundedPreceding, .currentRow) }
    try check(frame, specification, keys)
    let start = try bound(frame.start, frame.unit, keys, &context)
    let end = try bound(frame.end, frame.unit, keys, &context)
    return (frame.unit, start, end)
  }

  private func check(
    _ frame: WindowFrame,
    _ specification: WindowSpecification,
    _ keys: [SortKey]
  ) throws(QueryError) {
    func invalid(_ message: String) -> QueryError {
      QueryError(.invalidWindowFrame, message, at: specification.range)
    }
    if case .unboundedFollowing = frame.start {
      throw invalid("window frame start cannot be UNBOUNDED FOLLOWING")
    }
    if case .unboundedPreceding = frame.end {
      throw invalid("window frame end cannot be UNBOUNDED PRECEDING")
    }
    switch (frame.start, frame.end) {
    case (.currentRow, .preceding):
      throw invalid("window frame starting from CURRENT ROW cannot end with PRECEDING")
    case (.following, .preceding), (.following, .currentRow):
      throw invalid("window frame starting from FOLLOWING cannot end with PRECEDING or CURRENT ROW")
    default: break
    }
    let hasOffset = frame.start.offset != nil || frame.end.offset != nil
    if frame.unit == .range, hasOffset, keys.count != 1 {
      throw invalid("window frame of type RANGE PRECEDING or FOLLOWING requires one ORDER BY key")
    }
    if frame.unit == .groups, keys.isEmpty {
      throw invalid("window frame of type GROUPS requires ORDER BY")
    }
  }

  private mutating func bound(
    _ bound: WindowFrame.Bound,
    _ unit: WindowFrame.Unit,
    _ keys: [SortKey],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> WindowCall.Bound {
    switch bound {
    case .unboundedPreceding: return .unboundedPreceding
    case .currentRow: return .currentRow
    case .unboundedFollowing: return .unboundedFollowing
    case .preceding(let offset): return .preceding(try self.offset(offset, unit, keys, &context))
    case .following(let offset): return .following(try self.offset(offset, unit, keys, &context))
    }
  }

  /// How far a bound lies: a number of rows or groups, or for RANGE a distance of the sort key.
  private mutating func offset(
    _ offset: Expression,
    _ unit: WindowFrame.Unit,
    _ keys: [SortKey],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let value = try bind(offset, &context)
    guard unit == .range, let key = keys.first?.expression.type else {
      guard value.type.isInteger else {
        throw QueryError(
          .typeMismatch,
          "window frame \(unit == .rows ? "ROWS" : "GROUPS") value must be a whole number "
            + "(actual: \(value.type))",
          at: offset.range
        )
      }
      return value.coerced(to: .bigint)
    }
    if key.isNumber, TypeCoercion.canCoerce(value.type, to: key) { return value.coerced(to: key) }
    let isInterval = value.type == .intervalDayToSecond || value.type == .intervalYearToMonth
    guard key.isTemporal, isInterval else {
      throw QueryError(
        .typeMismatch,
        "window frame RANGE value of type \(value.type) does not fit the sort key of type \(key)",
        hint: key.isText
          ? "sort by from_iso8601_timestamp(eventtime) and use INTERVAL '1' HOUR" : nil,
        at: offset.range
      )
    }
    return value
  }

  /// The arguments and the type of a function that only windows have.
  mutating func ranking(
    _ function: WindowFunction,
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> ([BoundExpression], DataType) {
    try checkIsPlain(function, call, range)
    var arguments = try bind(call.arguments, &context)
    guard function.argumentCounts ~= arguments.count else {
      throw QueryError(
        .functionNotFound,
        "unexpected parameters (\(arguments.map(\.type.description).joined(separator: ", "))) for "
          + "function \(call.name.name). Expected: \(function.usage)",
        at: range
      )
    }
    switch function {
    case .rowNumber, .rank, .denseRank: return ([], .bigint)
    case .percentRank, .cumeDist: return ([], .double)
    case .ntile:
      return ([try whole(arguments[0], function, range)], .bigint)
    case .firstValue, .lastValue: return (arguments, arguments[0].type)
    case .nthValue:
      arguments[1] = try whole(arguments[1], function, range)
      return (arguments, arguments[0].type)
    case .lag, .lead:
      if arguments.count > 1 { arguments[1] = try whole(arguments[1], function, range) }
      guard arguments.count > 2 else { return (arguments, arguments[0].type) }
      let same = try unified(
        [arguments[0], arguments[2]],
        "arguments of \(function.rawValue)",
        range
      )
      return ([same[0], arguments[1], same[1]], same[0].type)
    }
  }

  private func checkIsPlain(
    _ function: WindowFunction,
    _ call: FunctionCall,
    _ range: SourceRange
  ) throws(QueryError) {
    guard call.filter == nil, !call.isDistinct, !call.isStar, call.orderBy.isEmpty else {
      throw QueryError(
        .notSupported,
        "DISTINCT, FILTER and ORDER BY are not for \(call.name.name)",
        at: range
      )
    }
    let takesNullTreatment = function.takesValue && function != .ntile
    guard !call.ignoresNulls || takesNullTreatment else {
      throw QueryError(
        .notSupported,
        "cannot specify null treatment clause for \(call.name.name) function",
        at: range
      )
    }
  }

  private func whole(
    _ argument: BoundExpression,
    _ function: WindowFunction,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard TypeCoercion.canCoerce(argument.type, to: .bigint) else {
      throw QueryError(
        .functionNotFound,
        "\(function.rawValue) takes a whole number here, found \(argument.type). Expected: "
          + function.usage,
        at: argument.range ?? range
      )
    }
    return argument.coerced(to: .bigint)
  }
}

extension WindowFrame.Bound {
  fileprivate var offset: Expression? {
    switch self {
    case .preceding(let offset), .following(let offset): offset
    case .unboundedPreceding, .currentRow, .unboundedFollowing: nil
    }
  }
}

extension WindowFunction {
  /// Whether it reads an argument.
  fileprivate var takesValue: Bool { argumentCounts.upperBound > 0 }

  fileprivate var argumentCounts: ClosedRange<Int> {
    switch self {
    case .rowNumber, .rank, .denseRank, .percentRank, .cumeDist: 0...0
    case .ntile, .firstValue, .lastValue: 1...1
    case .nthValue: 2...2
    case .lag, .lead: 1...3
    }
  }

  fileprivate var usage: String {
    switch self {
    case .rowNumber, .rank, .denseRank, .percentRank, .cumeDist: "\(rawValue)()"
    case .ntile: "ntile(bigint)"
    case .firstValue, .lastValue: "\(rawValue)(T)"
    case .nthValue: "nth_value(T, bigint)"
    case .lag, .lead: "\(rawValue)(T), \(rawValue)(T, bigint), \(rawValue)(T, bigint, T)"
    }
  }
}

extension WindowCall {
  /// For the field that holds its value.
  var name: String {
    switch function {
    case .ranking(let function): function.rawValue
    case .aggregate(let call): call.function.name
    }
  }

  /// The same call over other expressions.
  func transformed<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> WindowCall {
    let mapped: Function
    switch function {
    case .ranking: mapped = function
    case .aggregate(let call): mapped = .aggregate(try call.transformed(transform))
    }
    return WindowCall(
      function: mapped,
      arguments: try arguments.map(transform),
      ignoresNulls: ignoresNulls,
      partitionBy: try partitionBy.map(transform),
      orderBy: try orderBy.transformed(transform),
      unit: unit,
      start: try start.transformed(transform),
      end: try end.transformed(transform),
      type: type
    )
  }

  /// Whether both give the same value in every row.
  func isEquivalent(to other: WindowCall) -> Bool {
    let isSameFunction =
      switch (function, other.function) {
      case (.ranking(let first), .ranking(let second)): first == second
      case (.aggregate(let first), .aggregate(let second)): first.isEquivalent(to: second)
      default: false
      }
    return isSameFunction && arguments.isEquivalent(to: other.arguments)
      && ignoresNulls == other.ignoresNulls && partitionBy.isEquivalent(to: other.partitionBy)
      && orderBy.isEquivalent(to: other.orderBy) && unit == other.unit
      && start.isEquivalent(to: other.start) && end.isEquivalent(to: other.end)
  }
}

extension WindowCall.Bound {
  fileprivate func transformed<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> WindowCall.Bound {
    switch self {
    case .preceding(let offset): .preceding(try transform(offset))
    case .following(let offset): .following(try transform(offset))
    case .unboundedPreceding, .currentRow, .unboundedFollowing: self
    }
  }

  fileprivate func isEquivalent(to other: WindowCall.Bound) -> Bool {
    switch (self, other) {
    case (.preceding(let first), .preceding(let second)),
      (.following(let first), .following(let second)):
      first.isEquivalent(to: second)
    case (.unboundedPreceding, .unboundedPreceding), (.currentRow, .currentRow),
      (.unboundedFollowing, .unboundedFollowing):
      true
    default: false
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// A call by name: a form of its own, an aggregate, a window function, or a scalar function.
  mutating func bind(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let name = call.name.key
    let index = FunctionIndex.shared
    if call.window != nil {
      return try bindWindow(call, range, &context)
    }
    if name == "grouping" { return try bindGrouping(call, range, &context) }
    guard !(name.hasPrefix("$") && call.name.isQuoted) else { throw unknownFunction(call.name) }
    if let aggregate = index.aggregates[name] {
      return try bindAggregate(call, aggregate, range, &context)
    }
    if WindowFunction(rawValue: name) != nil {
      throw QueryError(
        .typeMismatch,
        "window function \(name) must have an OVER clause",
        hint: "for instance \(name)(…) OVER (PARTITION BY … ORDER BY eventtime)",
        at: range
      )
    }
    try checkIsPlain(call, range)
    if let special = try bindSpecial(call, range, &context) { return special }
    let form = try CallOptions.form(of: call)
    guard let function = index.scalars[form?.function ?? lakeFunction(of: call)] else {
      throw unknownFunction(call.name)
    }
    let arguments = try bindArguments(form?.arguments ?? call.arguments, &context)
    if name == "concat", arguments.count == 1 {
      throw QueryError(
        .invalidArguments,
        "there must be two or more concatenation arguments",
        at: range
      )
    }
    let value = try scalarCall(function, named: call.name.name, arguments, range, &context)
    return try returned(value, call, range, &context)
  }

  /// The value of a SQL/JSON function as RETURNING wants it.
  private mutating func returned(
    _ value: BoundExpression,
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    guard let type = try CallOptions.returnedType(of: call) else { return value }
    if type == .varbinary { return try operatorCall("to_utf8", "RETURNING", [value], range) }
    guard Cast.exists(from: value.type, to: type) else {
      throw QueryError(.typeMismatch, "\(call.name.name) cannot return \(type)", at: range)
    }
    // A value that does not fit the type is one more error that ON ERROR is for.
    let fails = CallOptions.failsOnError(call)
    let cast = BoundExpression(.cast(value, isTry: !fails), type, at: range)
    guard let fallback = call.options["default on error"] else { return cast }
    let bound = try bind(fallback, &context)
    guard Cast.exists(from: bound.type, to: type) else {
      throw QueryError(
        .typeMismatch,
        "the default of \(call.name.name) must be of type \(type) (actual: \(bound.type))",
        at: fallback.range
      )
    }
    let isThere = BoundExpression(
      .not(BoundExpression(.isNull(value), .boolean, at: range)),
      .boolean,
      at: range
    )
    let whenFailed = BoundExpression(
      .caseWhen(
        [
          BoundWhen(
            condition: isThere,
            result: BoundExpression(.cast(bound, isTry: false), type, at: fallback.range)
          )
        ],
        otherwise: nil
      ),
      type,
      at: range
    )
    return BoundExpression(.coalesce([cast, whenFailed]), type, at: range)
  }

  /// Clauses that only aggregates and windows take.
  private func checkIsPlain(_ call: FunctionCall, _ range: SourceRange) throws(QueryError) {
    let clause: String
    if call.isStar {
      clause = "*"
    } else if call.isDistinct {
      clause = "DISTINCT"
    } else if call.filter != nil {
      clause = "FILTER"
    } else if !call.orderBy.isEmpty {
      clause = "ORDER BY"
    } else if call.ignoresNulls {
      clause = "IGNORE NULLS"
    } else {
      return
    }
    guard FunctionIndex.shared.scalars[call.name.key] != nil else {
      throw unknownFunction(call.name)
    }
    throw QueryError(
      .typeMismatch,
      "\(clause) is only for aggregates, and \(call.name.name) is none",
      at: range
    )
  }

  /// Binds arguments, leaving lambdas for when the overload is known.
  mutating func bindArguments(
    _ arguments: [Expression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [CallArgument] {
    let before = context.isComparand
    context.isComparand = false
    defer { context.isComparand = before }
    var bound: [CallArgument] = []
    for argument in arguments {
      if case .lambda(let names, let body) = argument.kind {
        bound.append(.lambda(names, body, argument.range))
      } else {
        bound.append(.value(try bind(argument, &context)))
      }
    }
    return bound
  }

  /// A call of a scalar function by the overload its arguments choose.
  private mutating func scalarCall(
    _ function: FunctionIndex.Scalar,
    named name: String,
    _ arguments: [CallArgument],
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let patterns = function.overloads.map(\.pattern)
    guard let chosen = try choose(among: patterns, arguments, &context) else {
      throw noOverload(name, function.overloads.map(\.overload.signature), arguments, range)
    }
    let overload = function.overloads[chosen.index].overload
    let bound = try call(function.name, overload, chosen, range)
    if !context.isInsideTry { try checkConstants(chosen, overload, bound.type) }
    return bound
  }

  /// Finds a wrong pattern, path or format now, where it is written in the query.
  private func checkConstants(
    _ chosen: ChosenOverload,
    _ overload: ScalarOverload,
    _ result: DataType
  ) throws(QueryError) {
    let constants = chosen.arguments.map(\.literal)
    guard constants.contains(where: { $0 != nil }),
      !constants.contains(where: { $0?.isNull == true }),
      case .prepared(let prepare) = overload.make(chosen.argumentTypes, result)
    else { return }
    do throws(QueryError) {
      _ = try prepare(constants)
    } catch {
      // Most often the constant behind the value is the pattern, unless the error quotes another.
      let quoted = chosen.arguments.first { argument in
        guard case .varchar(let text)? = argument.literal else { return false }
        return error.message.firstRange(of: "'\(text.string)'") != nil
      }
      let place =
        quoted ?? chosen.arguments.dropFirst().first { $0.literal != nil } ?? chosen.arguments[0]
      var located = error
      located.range = error.range ?? place.range
      throw located
    }
  }

  private func call(
    _ name: String,
    _ overload: ScalarOverload,
    _ chosen: ChosenOverload,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard
      let result = try overload.located(
        range,
        { (overload) throws(QueryError) in
          try overload.resultType?(chosen.argumentTypes) ?? chosen.resultType
        }
      )
    else {
      throw QueryError(
        .genericInternalError,
        "the result type of \(name) cannot be told",
        at: range
      )
    }
    let resolved = ResolvedScalarFunction(
      name: name,
      overload: overload,
      argumentTypes: chosen.argumentTypes,
      resultType: result
    )
    return BoundExpression(.call(ScalarCall(resolved, chosen.arguments)), result, at: range)
  }

  /// An operator, or a function that syntax calls: errors name what was written.
  func operatorCall(
    _ name: String,
    _ symbol: String,
    _ arguments: [BoundExpression],
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard let function = FunctionIndex.shared.scalars[name] else {
      throw QueryError(.functionNotFound, "operator \(symbol) is not registered", at: range)
    }
    // No lambdas here, so that nothing of the analysis changes.
    var copy = self
    var context = ExpressionContext(.select, scope: Scope(), environment: Environment())
    let patterns = function.overloads.map(\.pattern)
    guard
      let chosen = try copy.choose(among: patterns, arguments.map { .value($0) }, &context)
    else {
      let types = arguments.map(\.type.description)
      let text =
        symbol == "[]"
        ? "\(types[0])[\(types.dropFirst().joined())]"
        : types.count == 1 ? "\(symbol) \(types[0])" : types.joined(separator: " \(symbol) ")
      throw QueryError(
        .typeMismatch,
        "cannot apply operator: \(text)",
        hint: Hints.arithmetic(symbol, arguments),
        at: range
      )
    }
    return try call(name, function.overloads[chosen.index].overload, chosen, range)
  }

  /// Names of other databases and of Hive, with what Athena has instead.
  private static let foreign: [String: String] = [
    "ifnull": "coalesce(a, b)", "nvl": "coalesce(a, b)", "isnull": "a IS NULL", "len": "length(a)",
    "charindex": "strpos(text, part)", "instr": "strpos(text, part)",
    "locate": "strpos(text, part)", "getdate": "current_timestamp", "sysdate": "current_timestamp",
    "curdate": "current_date", "string_agg": "array_join(array_agg(x), ', ')",
    "group_concat": "array_join(array_agg(x), ', ')", "datediff": "date_diff('day', a, b)",
    "dateadd": "date_add('day', n, a)", "date_sub": "date_add('day', -n, a)",
    "to_timestamp": "from_iso8601_timestamp(text) or date_parse(text, format)",
    "to_date": "date(…) or date_parse(text, format)", "to_char": "date_format(time, format)",
    "strftime": "date_format(time, format)", "unix_timestamp": "to_unixtime(time)",
    "get_json_object": "json_extract_scalar(text, '$.key')",
    "json_extract_string": "json_extract_scalar(text, '$.key')",
    "regexp_substr": "regexp_extract(text, pattern)", "rlike": "regexp_like(text, pattern)",
    "substring_index": "split_part(text, separator, n)", "size": "cardinality(a)",
    "array_size": "cardinality(a)", "array_length": "cardinality(a)",
    "array_contains": "contains(array, x)", "explode": "CROSS JOIN UNNEST(array)",
    "collect_list": "array_agg(x)", "collect_set": "array_agg(DISTINCT x)",
    "percentile": "approx_percentile(x, 0.95)", "median": "approx_percentile(x, 0.5)",
    "first": "min_by(x, eventtime)", "last": "max_by(x, eventtime)", "iif": "if(condition, a, b)",
    "decode": "CASE x WHEN … THEN … END", "ucase": "upper(text)", "lcase": "lower(text)",
    "startswith": "starts_with(text, part)", "any_value": "arbitrary(x)",
    "last_day": "last_day_of_month(date)",
  ]

  /// A name that no function has: one of Athena's that is not supported, or a mistake.
  func unknownFunction(_ name: Identifier) -> QueryError {
    if let family = RefusedFunctions.family(of: name.name) {
      return QueryError(
        .notSupported,
        "not supported: \(family) function \(name.name)",
        at: name.range
      )
    }
    let index = FunctionIndex.shared
    let known =
      (Array(index.scalars.keys) + Array(index.aggregates.keys)).filter { !$0.hasPrefix("$") }
      + Self.specialNames + WindowFunction.allCases.map(\.rawValue)
    let hint =
      Self.foreign[name.key].map { "use \($0)" }
      ?? NearestName.nearest(name.name, in: known).map { "did you mean '\($0)'?" }
    return QueryError(
      .functionNotFound,
      "function '\(name.name)' not registered",
      hint: hint,
      at: name.range
    )
  }
}

extension ScalarOverload {
  /// Gives an error of the closure a place.
  fileprivate func located<Result>(
    _ range: SourceRange,
    _ body: (ScalarOverload) throws(QueryError) -> Result
  ) throws(QueryError) -> Result {
    do throws(QueryError) {
      return try body(self)
    } catch {
      var located = error
      located.range = error.range ?? range
      throw located
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// Gives an expression its type and its names their meaning.
  mutating func bind(
    _ expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let range = expression.range
    context.depth += 1
    defer { context.depth -= 1 }
    guard context.depth <= AnalysisLimits.expressionDepth else {
      throw AnalysisLimits.tooDeep(range)
    }
    switch expression.kind {
    case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typedLiteral, .interval,
      .parameter, .namedParameter:
      return try literal(expression)
    case .currentValue(let name, let precision):
      return try currentValue(name, precision, range)
    case .identifier, .dereference:
      return try bindName(expression, &context)
    case .subscript_(let base, let index):
      return try bindSubscript(base, index, range, &context)
    case .unary(let operation, let operand):
      return try bindUnary(operation, operand, range, &context)
    case .binaryOperation(let operation, let left, let right):
      return try bindBinary(operation, left, right, range, &context)
    case .and(let terms):
      return BoundExpression(.and(try bindTerms(terms, &context)), .boolean, at: range)
    case .or(let terms):
      return BoundExpression(.or(try bindTerms(terms, &context)), .boolean, at: range)
    case .not(let operand):
      let bound = try boolean(
        try bind(operand, &context),
        "value of logical NOT expression",
        operand.range
      )
      return BoundExpression(.not(bound), .boolean, at: range)
    case .comparison, .isNull, .isDistinctFrom, .between, .inList, .like:
      return try bindPredicate(expression, &context)
    case .quantified, .inQuery, .exists, .scalarSubquery:
      return try bindSubquery(expression, &context)
    case .caseWhen(let operand, let clauses, let otherwise):
      return try bindCase(operand, clauses, otherwise, range, &context)
    case .cast(let operand, let name, let isTry):
      return try bindCast(operand, name, isTry: isTry, range, &context)
    case .call(let call):
      return try bind(call, range, &context)
    case .lambda:
      throw QueryError(
        .typeMismatch,
        "a lambda expression can only be an argument of a function that takes one",
        at: range
      )
    case .row(let items):
      let bound = try bind(items, &context)
      return BoundExpression(
        .row(bound),
        .row(bound.map { RowField(nil, $0.type) }),
        at: range
      )
    case .array(let items):
      let bound = try unified(try bind(items, &context), "ARRAY elements", range)
      return BoundExpression(
        .array(bound),
        .array(bound.first?.type ?? .unknown),
        at: range
      )
    case .atTimeZone(let value, let zone):
      let arguments = try bind([value, zone], &context)
      return try operatorCall("at_timezone", "AT TIME ZONE", arguments, range)
    case .extract(let field, let value):
      return try bindExtract(field, value, range, &context)
    }
  }

  mutating func bind(
    _ expressions: [Expression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundExpression] {
    var bound: [BoundExpression] = []
    for expression in expressions { bound.append(try bind(expression, &context)) }
    return bound
  }

  private mutating func bindName(
    _ expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    if let parts = expression.nameParts {
      return try resolve(parts, expression.range, context)
    }
    var names: [Identifier] = []
    var base = expression
    while case .dereference(let inner, let name) = base.kind {
      names.append(name)
      base = inner
    }
    let row = try bind(base, &context)
    // The chain's first part stands for what has no name.
    let chain = [Identifier("…", range: base.range)] + names.reversed()
    return try fields(chain.dropFirst(), of: row, chain)
  }

  private mutating func bindTerms(
    _ terms: [Expression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundExpression] {
    var bound: [BoundExpression] = []
    for term in terms {
      bound.append(
        try boolean(try bind(term, &context), "logical expression term", term.range)
      )
    }
    return bound
  }

  /// The expression as a boolean, or an error that says what had to be one.
  func boolean(
    _ bound: BoundExpression,
    _ role: String,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard TypeCoercion.canCoerce(bound.type, to: .boolean) else {
      throw QueryError(
        .typeMismatch,
        "\(role) must evaluate to a boolean (actual: \(bound.type))",
        at: range
      )
    }
    return bound.coerced(to: .boolean)
  }

  /// Expressions coerced to the one type all share.
  func unified(
    _ bound: [BoundExpression],
    _ role: String,
    _ range: SourceRange
  ) throws(QueryError) -> [BoundExpression] {
    let types = bound.map(\.type)
    guard let common = TypeCoercion.commonType(types) else {
      let odd = types.indices.first { TypeCoercion.commonType(Array(types[...$0])) == nil } ?? 0
      throw QueryError(
        .typeMismatch,
        "all \(role) must be of the same type or coercible to a common type, found "
          + distinctNames(types),
        hint: Hints.conversion(types[0], types[odd]),
        at: bound[odd].range ?? range
      )
    }
    return bound.map { $0.coerced(to: common) }
  }

  private mutating func bindUnary(
    _ operation: UnaryOperator,
    _ operand: Expression,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    switch (operation, operand.kind) {
    case (.minus, .integer), (.minus, .decimal), (.minus, .double):
      return try number(operand, isNegative: true).at(range)
    default: break
    }
    let bound = try bind(operand, &context)
    switch operation {
    case .minus:
      return try operatorCall("$negate", "-", [bound], range)
    case .plus:
      guard bound.type.isNumber || bound.type == .unknown else {
        throw QueryError(
          .typeMismatch,
          "unary '+' operator cannot by applied to \(bound.type) type",
          at: range
        )
      }
      return bound
    }
  }

  private mutating func bindBinary(
    _ operation: BinaryOperator,
    _ left: Expression,
    _ right: Expression,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    // A chain grows to the left; it is followed there without recursion.
    var first = left
    var rest = [(operation, right, range)]
    while case .binaryOperation(let inner, let left, let right) = first.kind {
      rest.append((inner, right, first.range))
      first = left
    }
    let nesting = rest.count { $0.0 != .concat }
    context.depth += nesting
    defer { context.depth -= nesting }
    var bound = try bind(first, &context)
    // Text joined to text is one call with many arguments, however long the chain.
    var texts: [BoundExpression] = []
    for (operation, right, range) in rest.reversed() {
      let other = try bind(right, &context)
      if operation == .concat, other.type.isText, !texts.isEmpty || bound.type.isText {
        if texts.isEmpty { texts = [bound] }
        texts.append(other.at(other.range ?? range))
        continue
      }
      bound = try joined(texts, else: bound, range)
      texts = []
      bound = try operatorCall(operation.functionName, operation.rawValue, [bound, other], range)
    }
    return try joined(texts, else: bound, range)
  }

  private func joined(
    _ texts: [BoundExpression],
    else bound: BoundExpression,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    texts.isEmpty ? bound : try operatorCall("concat", "||", texts, range)
  }

  private mutating func bindSubscript(
    _ base: Expression,
    _ index: Expression,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let value = try bind(base, &context)
    if case .row(let fields) = value.type {
      guard case .integer(let digits) = index.kind, let place = Int(digits),
        1...max(1, fields.count) ~= place, !fields.isEmpty
      else {
        throw QueryError(
          .invalidFunctionArgument,
          "subscript expression on ROW requires a constant index from 1 to \(fields.count)",
          at: index.range
        )
      }
      return BoundExpression(.field(value, place - 1), fields[place - 1].type, at: range)
    }
    let place = try bind(index, &context)
    switch value.type {
    case .array, .map, .unknown: break
    default:
      throw QueryError(
        .typeMismatch,
        "cannot use [] on a value of type \(value.type)",
        hint: Hints.subscripting(base, value.type, index),
        at: base.range
      )
    }
    return try operatorCall("$subscript", "[]", [value, place], range)
  }

  private mutating func bindCast(
    _ operand: Expression,
    _ name: TypeName,
    isTry: Bool,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let target = try TypeResolver.resolve(name)
    let bound = try dated(try bind(operand, &context), for: target, range)
    guard Cast.exists(from: bound.type, to: target) else {
      throw QueryError(
        .typeMismatch,
        "cannot cast \(bound.type) to \(target)",
        hint: Hints.casting(bound.type, to: target),
        at: range
      )
    }
    if TypeCoercion.canCoerce(bound.type, to: target) { return bound.coerced(to: target).at(range) }
    return BoundExpression(.cast(bound, isTry: isTry), target, at: range)
  }

  /// A time of day that is cast to a timestamp, on the day of the run.
  private mutating func dated(
    _ bound: BoundExpression,
    for target: DataType,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard case .time = bound.type else { return bound }
    switch target {
    case .timestamp, .timestampWithTimeZone:
      let today = try currentValue("current_date", nil, range)
      return try operatorCall(TimeFunctions.timeOnDate, "CAST", [today, bound], range)
    default: return bound
    }
  }

  private mutating func bindCase(
    _ operand: Expression?,
    _ clauses: [WhenClause],
    _ otherwise: Expression?,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let value = try operand.map { (operand) throws(QueryError) in try bind(operand, &context) }
    var conditions: [BoundExpression] = []
    var results: [BoundExpression] = []
    for clause in clauses {
      let condition = try bind(clause.condition, &context)
      if let value, let operand {
        let sides = Sides(value, condition, operand, clause.condition)
        conditions.append(try compare(.equal, sides, clause.condition.range))
      } else {
        conditions.append(try boolean(condition, "CASE WHEN clause", clause.condition.range))
      }
      results.append(try bind(clause.result, &context))
    }
    if let otherwise { results.append(try bind(otherwise, &context)) }
    let unified = try unified(results, "CASE results", range)
    let whens = zip(conditions, unified).map { BoundWhen(condition: $0, result: $1) }
    return BoundExpression(
      .caseWhen(whens, otherwise: otherwise == nil ? nil : unified.last),
      unified.first?.type ?? .unknown,
      at: range
    )
  }

  private mutating func bindExtract(
    _ field: Identifier,
    _ value: Expression,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let names = [
      "year": "year", "quarter": "quarter", "month": "month", "week": "week", "day": "day",
      "day_of_month": "day", "day_of_week": "day_of_week", "dow": "day_of_week",
      "day_of_year": "day_of_year", "doy": "day_of_year", "year_of_week": "year_of_week",
      "yow": "year_of_week", "hour": "hour", "minute": "minute", "second": "second",
      "timezone_hour": "timezone_hour", "timezone_minute": "timezone_minute",
    ]
    let bound = try bind(value, &context)
    guard let name = names[field.key] else {
      throw QueryError(
        .syntaxError,
        "invalid EXTRACT field: \(field.name)",
        hint: NearestName.nearest(field.name, in: names.keys).map { "did you mean '\($0)'?" },
        at: field.range
      )
    }
    return try operatorCall(name, "EXTRACT(\(field.name))", [bound], range)
  }
}

extension BinaryOperator {
  /// The name of the operator in the catalogue of functions.
  fileprivate var functionName: String {
    switch self {
    case .add: "$add"
    case .subtract: "$subtract"
    case .multiply: "$multiply"
    case .divide: "$divide"
    case .modulus: "$modulus"
    case .concat: "concat"
    }
  }
}

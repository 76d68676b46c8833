// SPDX-License-Identifier: Apache-2.0
private import Columns

/// The two sides of a comparison, as they were written and as they were bound.
struct Sides {
  let left: BoundExpression
  let right: BoundExpression
  let leftText: Expression
  let rightText: Expression

  init(
    _ left: BoundExpression,
    _ right: BoundExpression,
    _ leftText: Expression,
    _ rightText: Expression
  ) {
    self.left = left
    self.right = right
    self.leftText = leftText
    self.rightText = rightText
  }
}

extension QueryAnalysis {
  /// Binds a test that two or three values pass or fail.
  mutating func bindPredicate(
    _ expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let range = expression.range
    switch expression.kind {
    case .comparison(let operation, let left, let right):
      let sides = try bindSides(left, right, &context)
      warn(of: operation, sides, range)
      return try compare(operation, sides, range)
    case .isNull(let operand, let isNegated):
      let bound = BoundExpression(.isNull(try bind(operand, &context)), .boolean, at: range)
      return bound.negated(isNegated)
    case .isDistinctFrom(let left, let right, let isNegated):
      let sides = try bindSides(left, right, &context)
      let type = try comparable(sides, "IS DISTINCT FROM", range)
      let bound = BoundExpression(
        .isDistinctFrom(sides.left.coerced(to: type), sides.right.coerced(to: type)),
        .boolean,
        at: range
      )
      return bound.negated(isNegated)
    case .between(let value, let lower, let upper, let isNegated):
      return try bindBetween(value, lower, upper, range, &context).negated(isNegated)
    case .inList(let value, let items, let isNegated):
      return try bindIn(value, items, isNegated: isNegated, range, &context).negated(isNegated)
    case .like(let value, let pattern, let escape, let isNegated):
      if isNegated { warnOfDroppedNulls(value, "NOT LIKE", range) }
      return try bindLike(value, pattern, escape, range, &context).negated(isNegated)
    default:
      return try bind(expression, &context)
    }
  }

  private mutating func bindSides(
    _ left: Expression,
    _ right: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> Sides {
    let first = try bind(left, &context)
    let second = try bind(comparand: right, &context)
    return Sides(
      try lakeOperand(first, left, beside: second.type),
      try lakeOperand(second, right, beside: first.type),
      left,
      right
    )
  }

  /// Binds what stands to the right of a comparison, where double quotes are likely a slip.
  mutating func bind(
    comparand expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let before = context.isComparand
    context.isComparand = true
    defer { context.isComparand = before }
    return try bind(expression, &context)
  }

  /// A comparison of two bound values, coerced to one type.
  func compare(
    _ operation: ComparisonOperator,
    _ sides: Sides,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    let type = try comparable(sides, operation.rawValue, range)
    switch operation {
    case .equal, .notEqual: break
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard type.isOrderable else { throw cannotApply(operation.rawValue, sides, range) }
    }
    return BoundExpression(
      .comparison(operation, sides.left.coerced(to: type), sides.right.coerced(to: type)),
      .boolean,
      at: range
    )
  }

  private func comparable(
    _ sides: Sides,
    _ symbol: String,
    _ range: SourceRange
  ) throws(QueryError) -> DataType {
    guard let type = TypeCoercion.commonType(sides.left.type, sides.right.type), type.isComparable
    else { throw cannotApply(symbol, sides, range) }
    return type
  }

  private func cannotApply(_ symbol: String, _ sides: Sides, _ range: SourceRange) -> QueryError {
    QueryError(
      .typeMismatch,
      "cannot apply operator: \(sides.left.type) \(symbol) \(sides.right.type)",
      hint: Hints.comparing(sides),
      at: range
    )
  }

  private mutating func bindBetween(
    _ value: Expression,
    _ lower: Expression,
    _ upper: Expression,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    var bound = [
      try bind(value, &context), try bind(comparand: lower, &context),
      try bind(comparand: upper, &context),
    ]
    bound[1] = try lakeOperand(bound[1], lower, beside: bound[0].type)
    bound[2] = try lakeOperand(bound[2], upper, beside: bound[0].type)
    warn(of: .greaterOrEqual, Sides(bound[0], bound[1], value, lower), range)
    warn(of: .lessOrEqual, Sides(bound[0], bound[2], value, upper), range)
    guard let type = TypeCoercion.commonType(bound.map(\.type)), type.isOrderable else {
      let isLower = TypeCoercion.commonType(bound[0].type, bound[1].type) == nil
      throw QueryError(
        .typeMismatch,
        "cannot check if \(bound[0].type) is BETWEEN \(bound[1].type) and \(bound[2].type)",
        hint: Hints.comparing(
          isLower
            ? Sides(bound[0], bound[1], value, lower) : Sides(bound[0], bound[2], value, upper)
        ),
        at: range
      )
    }
    return BoundExpression(
      .between(
        bound[0].coerced(to: type),
        bound[1].coerced(to: type),
        bound[2].coerced(to: type)
      ),
      .boolean,
      at: range
    )
  }

  private mutating func bindIn(
    _ value: Expression,
    _ items: [Expression],
    isNegated: Bool,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    if isNegated { warnOfDroppedNulls(value, "NOT IN", range) }
    let bound = try bind(value, &context)
    var list: [BoundExpression] = []
    for item in items {
      list.append(try lakeOperand(try bind(comparand: item, &context), item, beside: bound.type))
    }
    guard let type = TypeCoercion.commonType([bound.type] + list.map(\.type)), type.isComparable
    else {
      let odd = zip(items, list).first {
        TypeCoercion.commonType(bound.type, $0.1.type) == nil
      }
      throw QueryError(
        .typeMismatch,
        "IN value and list items must be the same type: "
          + distinctNames([bound.type] + list.map(\.type)),
        hint: odd.flatMap { Hints.comparing(Sides(bound, $0.1, value, $0.0)) },
        at: odd?.0.range ?? range
      )
    }
    return BoundExpression(
      .inList(bound.coerced(to: type), list.map { $0.coerced(to: type) }),
      .boolean,
      at: range
    )
  }

  private mutating func bindLike(
    _ value: Expression,
    _ pattern: Expression,
    _ escape: Expression?,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let bound = try text(
      try bind(value, &context),
      "left side of LIKE expression",
      value.range
    )
    let boundPattern = try text(
      try bind(comparand: pattern, &context),
      "pattern for LIKE expression",
      pattern.range
    )
    let boundEscape = try escape.map { (escape) throws(QueryError) in
      try text(
        try bind(comparand: escape, &context),
        "escape for LIKE expression",
        escape.range
      )
    }
    return BoundExpression(
      .like(bound, pattern: boundPattern, escape: boundEscape),
      .boolean,
      at: range
    )
  }

  private func text(
    _ bound: BoundExpression,
    _ role: String,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    guard bound.type.isText else {
      throw QueryError(
        .typeMismatch,
        "\(role) must evaluate to a varchar (actual: \(bound.type))",
        hint: Hints.texting(bound.type),
        at: range
      )
    }
    return bound.type == .unknown ? bound.coerced(to: .string) : bound
  }
}

extension BoundExpression {
  /// NOT of the expression, or itself.
  fileprivate func negated(_ isNegated: Bool) -> BoundExpression {
    isNegated ? BoundExpression(.not(self), .boolean, at: range) : self
  }
}

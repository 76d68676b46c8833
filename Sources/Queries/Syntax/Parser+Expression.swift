// SPDX-License-Identifier: Apache-2.0

/// What stands between parentheses after IN, EXISTS, ANY or where an expression may stand.
enum ParenthesisedOperand {
  case query(Query)
  case list([Expression])
}

extension Parser {
  /// Any expression: `OR` binds loosest.
  mutating func expression() throws(QueryError) -> Expression {
    try enter()
    defer { leave() }
    let first = try conjunction()
    guard at(.or) else { return first }
    var terms = [first]
    while accept(.or) {
      terms.append(try conjunction())
    }
    return Expression(.or(terms), first.range.joined(terms[terms.count - 1].range))
  }

  private mutating func conjunction() throws(QueryError) -> Expression {
    let first = try negation()
    guard at(.and) else { return first }
    var terms = [first]
    while accept(.and) {
      terms.append(try negation())
    }
    return Expression(.and(terms), first.range.joined(terms[terms.count - 1].range))
  }

  private mutating func negation() throws(QueryError) -> Expression {
    let start = position
    while accept(.not) {}
    let count = position - start
    try checkRun(count)
    var result = try predicate(on: try value())
    for index in 0..<count {
      let word = tokens[start + count - 1 - index]
      result = Expression(.not(result), word.range.joined(result.range))
    }
    return result
  }

  // MARK: Predicates

  /// At most one predicate follows a value; comparisons do not chain.
  private mutating func predicate(on left: Expression) throws(QueryError) -> Expression {
    if case .symbol(let symbol) = current.kind,
      let comparison = ComparisonOperator(rawValue: symbol.rawValue)
    {
      advance()
      return try comparisonRest(left, comparison)
    }
    if accept(.is) { return try isRest(left) }
    let isNegated = at(.not)
    if isNegated {
      switch peek().keyword {
      case .between, .in, .like: advance()
      default: return left
      }
    }
    switch current.keyword {
    case .between: return try betweenRest(left, isNegated)
    case .in: return try inRest(left, isNegated)
    case .like: return try likeRest(left, isNegated)
    default: return left
    }
  }

  private mutating func comparisonRest(
    _ left: Expression,
    _ comparison: ComparisonOperator
  ) throws(QueryError) -> Expression {
    let start = position
    let isAll = at(.all)
    if isAll || at(.any) || at(.some), peek().kind == .symbol(.leftParenthesis) {
      let word = advance()
      guard case .query(let query) = try parenthesisedOperand(prefersQuery: true) else {
        throw QueryError(
          .syntaxError,
          "\(word.text.uppercased()) takes a subquery",
          hint: "an array's elements are tested by contains(array, element) or any_match",
          at: range(from: start)
        )
      }
      let whole = left.range.joined(range(from: start))
      return Expression(.quantified(comparison, isAll: isAll, left, query), whole)
    }
    let right = try value()
    return Expression(.comparison(comparison, left, right), left.range.joined(right.range))
  }

  private mutating func isRest(_ left: Expression) throws(QueryError) -> Expression {
    let isNegated = accept(.not)
    let start = position
    if accept(.null) {
      let whole = left.range.joined(range(from: start))
      return Expression(.isNull(left, isNegated: isNegated), whole)
    }
    if accept(.distinct) {
      try expect(.from)
      let right = try value()
      let kind = ExpressionKind.isDistinctFrom(left, right, isNegated: isNegated)
      return Expression(kind, left.range.joined(right.range))
    }
    let isTruth = at(.true) || at(.false)
    throw unexpected(
      "NULL",
      "DISTINCT FROM",
      hint: isTruth ? "a condition is tested by itself or by IS NOT DISTINCT FROM true" : nil
    )
  }

  private mutating func betweenRest(
    _ left: Expression,
    _ isNegated: Bool
  ) throws(QueryError) -> Expression {
    try expect(.between)
    let lower = try value()
    try expect(.and)
    let upper = try value()
    let kind = ExpressionKind.between(left, lower, upper, isNegated: isNegated)
    return Expression(kind, left.range.joined(upper.range))
  }

  private mutating func inRest(
    _ left: Expression,
    _ isNegated: Bool
  ) throws(QueryError) -> Expression {
    try expect(.in)
    let start = position
    guard at(.leftParenthesis) else {
      throw unexpected("'('", hint: "IN takes a list or a subquery in parentheses")
    }
    let operand = try parenthesisedOperand(prefersQuery: false)
    let whole = left.range.joined(range(from: start))
    switch operand {
    case .query(let query):
      return Expression(.inQuery(left, query, isNegated: isNegated), whole)
    case .list(let list):
      return Expression(.inList(left, list, isNegated: isNegated), whole)
    }
  }

  private mutating func likeRest(
    _ left: Expression,
    _ isNegated: Bool
  ) throws(QueryError) -> Expression {
    try expect(.like)
    let pattern = try value()
    let escape = accept(.escape) ? try value() : nil
    let kind = ExpressionKind.like(left, pattern: pattern, escape: escape, isNegated: isNegated)
    return Expression(kind, left.range.joined((escape ?? pattern).range))
  }

  /// `(query)` or `(a, b, …)`.
  ///
  /// With `prefersQuery` a query in doubled parentheses is that query, not a list of one scalar
  /// subquery.
  mutating func parenthesisedOperand(
    prefersQuery: Bool
  ) throws(QueryError) -> ParenthesisedOperand {
    try expect(.leftParenthesis)
    let start = position
    if startsQuery {
      let query = try query()
      try expect(.rightParenthesis)
      return .query(query)
    }
    let first = try expression()
    if case .scalarSubquery(let inner) = first.kind {
      if continuesQuery {
        // `((SELECT …) UNION SELECT …)`: what was read is the first part of a longer query.
        let query = try query(continuing: inner, from: start)
        try expect(.rightParenthesis)
        return .query(query)
      }
      if prefersQuery, accept(.rightParenthesis) { return .query(inner) }
    }
    var list = [first]
    while accept(.comma) {
      list.append(try expression())
    }
    try expect(.rightParenthesis)
    return .list(list)
  }

  // MARK: Arithmetic

  /// A value without comparisons or logic; `||` binds loosest, then `+ -`, then `* / %`.
  mutating func value(_ minimum: Int = 1) throws(QueryError) -> Expression {
    var left = try signed()
    while case .symbol(let symbol) = current.kind,
      let binary = BinaryOperator(rawValue: symbol.rawValue), binary.precedence >= minimum
    {
      advance()
      let right = try value(binary.precedence + 1)
      try growChain()
      left = Expression(.binaryOperation(binary, left, right), left.range.joined(right.range))
    }
    return left
  }

  private mutating func signed() throws(QueryError) -> Expression {
    let start = position
    while at(.plus) || at(.minus) { advance() }
    let count = position - start
    try checkRun(count)
    var result = try operand()
    for index in 0..<count {
      let sign = tokens[start + count - 1 - index]
      let unary: UnaryOperator = sign.kind == .symbol(.minus) ? .minus : .plus
      result = Expression(.unary(unary, result), sign.range.joined(result.range))
    }
    return result
  }

  /// A primary with `.field`, `[index]` and `AT TIME ZONE` behind it.
  private mutating func operand() throws(QueryError) -> Expression {
    let start = position
    var result = try primary()
    var count = 0
    while true {
      if at(.dot), peek().kind != .symbol(.asterisk) {
        advance()
        let field = try identifier("a field's name")
        guard !at(.leftParenthesis) else {
          throw notSupported("functions of a schema are not supported", at: range(from: start))
        }
        result = Expression(.dereference(result, field), result.range.joined(field.range))
      } else if accept(.leftBracket) {
        let index = try expression()
        let close = try expect(.rightBracket)
        result = Expression(.subscript_(result, index), result.range.joined(close.range))
      } else if at(.at, .time) {
        advance()
        advance()
        try expect(.zone)
        let zone = try primary()
        result = Expression(.atTimeZone(result, zone), result.range.joined(zone.range))
      } else {
        break
      }
      count += 1
      try checkRun(count)
    }
    lastOperandStart = start
    return result
  }
}

extension BinaryOperator {
  fileprivate var precedence: Int {
    switch self {
    case .concat: 1
    case .add, .subtract: 2
    case .multiply, .divide, .modulus: 3
    }
  }
}

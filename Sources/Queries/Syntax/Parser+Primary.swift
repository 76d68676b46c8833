// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// A literal, a name, a call, or something in parentheses.
  mutating func primary() throws(QueryError) -> Expression {
    let token = current
    switch token.kind {
    case .integer: return literal(.integer(token.text))
    case .decimal: return literal(.decimal(token.text))
    case .double: return literal(.double(token.text))
    case .string: return literal(.string(token.text))
    case .unicodeString:
      let start = position
      let text = try unicodeString()
      return Expression(.string(text), range(from: start))
    case .binary:
      guard let bytes = Self.bytes(hexadecimal: token.text) else {
        throw QueryError(
          .invalidLiteral,
          "X'…' holds pairs of hexadecimal digits",
          at: token.range
        )
      }
      return literal(.binary(bytes))
    case .symbol(.questionMark):
      parameterCount += 1
      return literal(.parameter(parameterCount - 1))
    case .symbol(.colon): return try namedParameter()
    case .symbol(.leftParenthesis): return try parenthesisedPrimary()
    case .symbol(.asterisk):
      throw unexpected("an expression", hint: "'*' stands alone in SELECT or in count(*)")
    case .word:
      if let special = try specialPrimary() { return special }
      return try named()
    case .quotedName: return try named()
    default: throw unexpected("an expression")
    }
  }

  private mutating func literal(_ kind: ExpressionKind) -> Expression {
    Expression(kind, advance().range)
  }

  private mutating func namedParameter() throws(QueryError) -> Expression {
    let colon = current
    let next = peek()
    guard next.kind == .word, next.range.start == colon.range.end else {
      throw unexpected("an expression")
    }
    advance()
    advance()
    return Expression(.namedParameter(next.text), colon.range.joined(next.range))
  }

  private static func bytes(hexadecimal text: String) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in text.utf8 where !(byte == 0x20 || (0x09...0x0d).contains(byte)) {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      digits.append(UInt8(digit))
    }
    guard digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  // MARK: Names

  /// A column, a call, a typed literal or a lambda: all begin with a name.
  private mutating func named() throws(QueryError) -> Expression {
    let start = position
    guard isAtName else { throw unexpected("an expression") }
    switch peek().kind {
    case .string, .unicodeString:
      let name = advance()
      let type = TypeName(name: name.text.lowercased(), arguments: [], range: name.range)
      let text = try string()
      return Expression(.typedLiteral(type, text), range(from: start))
    case .symbol(.leftParenthesis): return try functionCall()
    case .symbol(.arrow):
      let parameter = try identifier()
      advance()
      let body = try expression()
      return Expression(.lambda([parameter], body), range(from: start))
    default:
      let name = try identifier()
      return Expression(.identifier(name), name.range)
    }
  }

  // MARK: Parentheses

  private mutating func parenthesisedPrimary() throws(QueryError) -> Expression {
    let start = position
    if let parameters = lambdaParameters() {
      let body = try expression()
      return Expression(.lambda(parameters, body), range(from: start))
    }
    switch try parenthesisedOperand(prefersQuery: true) {
    case .query(let query): return Expression(.scalarSubquery(query), range(from: start))
    case .list(let list):
      if list.count == 1, let only = list.first {
        return Expression(only.kind, range(from: start))
      }
      return Expression(.row(list), range(from: start))
    }
  }

  /// Moves over `(a, b) ->` and gives its names; nil, and no move, for anything else.
  private mutating func lambdaParameters() -> [Identifier]? {
    var index = position + 1
    var names: [Identifier] = []
    while isName(tokens[index]) {
      let token = tokens[index]
      names.append(
        Identifier(token.text, isQuoted: token.kind == .quotedName, range: token.range)
      )
      guard tokens[index + 1].kind == .symbol(.comma) else {
        index += 1
        break
      }
      index += 2
    }
    guard tokens[index].kind == .symbol(.rightParenthesis),
      tokens[index + 1].kind == .symbol(.arrow)
    else { return nil }
    position = index + 2
    return names
  }

  // MARK: Words with a syntax of their own

  /// A primary that begins with a keyword; nil, and no move, where the word is a plain name.
  private mutating func specialPrimary() throws(QueryError) -> Expression? {
    guard let keyword = current.keyword else { return nil }
    switch keyword {
    case .null: return literal(.null)
    case .true: return literal(.boolean(true))
    case .false: return literal(.boolean(false))
    case .case: return try caseExpression()
    case .interval where startsInterval: return try interval()
    case .exists where atCall(.exists): return try exists()
    case .array where peek().kind == .symbol(.leftBracket): return try array()
    case .row where atCall(.row): return try row()
    case .double where peek().keyword == .precision && peek(2).kind == .string:
      return try doublePrecision()
    case .currentDate, .currentCatalog, .currentSchema, .currentPath, .currentUser, .currentRole,
      .currentTime, .currentTimestamp, .localTime, .localTimestamp:
      return try currentValue(keyword)
    default:
      return peek().kind == .symbol(.leftParenthesis) ? try specialCall(keyword) : nil
    }
  }

  private mutating func currentValue(_ keyword: Keyword) throws(QueryError) -> Expression {
    let start = position
    advance()
    var precision: Int?
    switch keyword {
    case .currentTime, .currentTimestamp, .localTime, .localTimestamp:
      guard accept(.leftParenthesis) else { break }
      guard current.kind == .integer, let digits = Int(current.text) else {
        throw unexpected("a precision", hint: "\(keyword.rawValue) may stand without parentheses")
      }
      advance()
      precision = digits
      try expect(.rightParenthesis)
    default:
      guard !at(.leftParenthesis) else {
        throw unexpected("no parentheses", hint: "\(keyword.rawValue) stands without them")
      }
    }
    let kind = ExpressionKind.currentValue(keyword.rawValue.lowercased(), precision: precision)
    return Expression(kind, range(from: start))
  }

  private mutating func caseExpression() throws(QueryError) -> Expression {
    let start = position
    try expect(.case)
    let operand = at(.when) ? nil : try expression()
    var clauses: [WhenClause] = []
    while accept(.when) {
      let condition = try expression()
      try expect(.then)
      clauses.append(WhenClause(condition: condition, result: try expression()))
    }
    guard !clauses.isEmpty else { throw unexpected("WHEN") }
    let otherwise = accept(.else) ? try expression() : nil
    guard accept(.end) else {
      throw otherwise == nil ? unexpected("WHEN", "ELSE", "END") : unexpected("END")
    }
    let kind = ExpressionKind.caseWhen(operand: operand, clauses, otherwise: otherwise)
    return Expression(kind, range(from: start))
  }

  private var startsInterval: Bool {
    switch peek().kind {
    case .string, .unicodeString: true
    case .symbol(.plus), .symbol(.minus): peek(2).kind == .string
    default: false
    }
  }

  private mutating func interval() throws(QueryError) -> Expression {
    let begin = position
    try expect(.interval)
    let isNegative = at(.minus)
    if isNegative || at(.plus) { advance() }
    let text = try string()
    let start = try intervalField()
    let end = accept(.to) ? try intervalField() : nil
    let literal = IntervalLiteral(isNegative: isNegative, text: text, start: start, end: end)
    return Expression(.interval(literal), range(from: begin))
  }

  private mutating func exists() throws(QueryError) -> Expression {
    let start = position
    try expect(.exists)
    guard case .query(let query) = try parenthesisedOperand(prefersQuery: true) else {
      throw QueryError(.syntaxError, "EXISTS takes a subquery", at: range(from: start))
    }
    return Expression(.exists(query), range(from: start))
  }

  private mutating func array() throws(QueryError) -> Expression {
    let start = position
    advance()
    try expect(.leftBracket)
    let elements = at(.rightBracket) ? [] : try expressionList()
    try expect(.rightBracket)
    return Expression(.array(elements), range(from: start))
  }

  private mutating func row() throws(QueryError) -> Expression {
    let start = position
    advance()
    try expect(.leftParenthesis)
    let values = try expressionList()
    try expect(.rightParenthesis)
    return Expression(.row(values), range(from: start))
  }

  private mutating func doublePrecision() throws(QueryError) -> Expression {
    let start = position
    advance()
    advance()
    let type = TypeName(name: "double precision", arguments: [], range: range(from: start))
    let text = try string()
    return Expression(.typedLiteral(type, text), range(from: start))
  }

  // MARK: U&'…'

  /// A string with `\XXXX` and `\+XXXXXX`, the backslash replaced by what UESCAPE names.
  mutating func unicodeString() throws(QueryError) -> String {
    let token = advance()
    var escape: Character = "\\"
    if accept(.uescape) {
      let range = current.range
      let text = try string("one character")
      guard text.count == 1, let character = text.first, !character.isHexDigit,
        !character.isWhitespace, !"+'\"".contains(character)
      else {
        throw QueryError(.invalidLiteral, "'\(text)' cannot be an escape character", at: range)
      }
      escape = character
    }
    guard let text = Self.unescaped(token.text, escape) else {
      throw QueryError(
        .invalidLiteral,
        "the string has an incomplete or impossible escape",
        hint: "it is \(escape)XXXX or \(escape)+XXXXXX, in hexadecimal digits",
        at: token.range
      )
    }
    return text
  }

  private static func unescaped(_ text: String, _ escape: Character) -> String? {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == escape else {
        result.append(character)
        continue
      }
      if rest.first == escape {
        result.append(escape)
        rest.removeFirst()
        continue
      }
      let length = rest.first == "+" ? 6 : 4
      if length == 6 { rest.removeFirst() }
      let digits = rest.prefix(length)
      guard digits.count == length, digits.allSatisfy(\.isHexDigit),
        let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
      else { return nil }
      result.unicodeScalars.append(scalar)
      rest = rest.dropFirst(length)
    }
    return result
  }
}

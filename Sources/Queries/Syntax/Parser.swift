// SPDX-License-Identifier: Apache-2.0

/// Reads Athena's SQL by recursive descent, operators by precedence climbing.
///
/// The time is linear in the text. What nests deeper than `maximumDepth` is refused, so that no text
/// can exhaust the stack.
package struct Parser {
  /// How deep parentheses, subqueries, CASE and types may nest in one another.
  static let maximumDepth = 128
  /// How many operators of one statement may lean on their left operand, as `+` and JOIN do; the
  /// tree is as deep as the chain is long.
  static let maximumChain = 10_000
  /// How many `NOT`, signs, `.field` and `[…]` may follow one another directly.
  static let maximumRun = 20

  let tokens: [Token]
  var position = 0
  /// How many `?` were met.
  var parameterCount = 0
  /// The last name that was taken for an alias without AS: the place to look for a misspelt keyword.
  var lastImplicitAlias: Int?
  /// Where the last operand without operators began.
  var lastOperandStart = 0
  private var depth = 0
  private var chainLength = 0

  private init(_ sql: String) {
    tokens = Lexer.tokens(of: sql)
  }

  /// Reads one statement; a semicolon may follow it.
  package static func parse(_ sql: String) throws(QueryError) -> Statement {
    var parser = Parser(sql)
    let statement = try parser.statement()
    guard parser.isAtEnd || parser.accept(.semicolon) else { throw parser.unexpectedTail() }
    while parser.accept(.semicolon) {}
    guard parser.isAtEnd else {
      throw parser.unexpected("one statement", hint: "a second statement begins here")
    }
    return statement
  }

  /// Reads statements with semicolons between them.
  package static func parseScript(_ sql: String) throws(QueryError) -> [Statement] {
    var parser = Parser(sql)
    var statements: [Statement] = []
    while true {
      while parser.accept(.semicolon) {}
      if parser.isAtEnd { return statements }
      parser.startStatement()
      statements.append(try parser.statement())
      guard parser.isAtEnd || parser.accept(.semicolon) else { throw parser.unexpectedTail() }
    }
  }

  /// How many `?` stand in a part of a text.
  package static func parameterCount(of range: SourceRange, in sql: String) -> Int {
    Lexer.tokens(of: sql).count { token in
      token.kind == .symbol(.questionMark) && token.range.start >= range.start
        && token.range.end <= range.end
    }
  }

  private mutating func startStatement() {
    parameterCount = 0
    chainLength = 0
    lastImplicitAlias = nil
  }

  // MARK: Looking

  var current: Token { tokens[position] }

  var isAtEnd: Bool { current.kind == .end }

  /// A token further on; the end token for all that lies behind it.
  func peek(_ ahead: Int = 1) -> Token {
    tokens[min(position + ahead, tokens.count - 1)]
  }

  func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }

  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  /// Whether keywords follow one another from here.
  func at(_ first: Keyword, _ second: Keyword) -> Bool {
    current.keyword == first && peek().keyword == second
  }

  /// Whether a keyword and an opening parenthesis stand here.
  func atCall(_ keyword: Keyword) -> Bool {
    current.keyword == keyword && peek().kind == .symbol(.leftParenthesis)
  }

  // MARK: Moving

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if token.kind != .end { position += 1 }
    return token
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    position += 1
    return true
  }

  mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
    guard at(first, second) else { return false }
    position += 2
    return true
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    position += 1
    return true
  }

  @discardableResult
  mutating func expect(_ keyword: Keyword) throws(QueryError) -> Token {
    guard at(keyword) else { throw unexpected(keyword.rawValue) }
    return advance()
  }

  @discardableResult
  mutating func expect(_ symbol: Symbol) throws(QueryError) -> Token {
    guard at(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
    return advance()
  }

  /// The text from a token to the last one that was read.
  func range(from start: Int) -> SourceRange {
    let last = max(start, position - 1)
    return SourceRange(tokens[start].range.start, tokens[last].range.end)
  }

  // MARK: Limits

  /// Goes one level down; the caller comes up again by `leave`.
  mutating func enter() throws(QueryError) {
    guard depth < Self.maximumDepth else {
      throw QueryError(
        .syntaxError,
        "this nests more than \(Self.maximumDepth) levels deep",
        at: current.range
      )
    }
    depth += 1
  }

  mutating func leave() { depth -= 1 }

  /// Counts an operator whose left operand is the chain before it.
  mutating func growChain() throws(QueryError) {
    chainLength += 1
    guard chainLength <= Self.maximumChain else {
      throw QueryError(
        .syntaxError,
        "the statement has more than \(Self.maximumChain) operators",
        hint: "long lists are best written with IN or VALUES",
        at: current.range
      )
    }
  }

  func checkRun(_ count: Int) throws(QueryError) {
    guard count <= Self.maximumRun else {
      throw QueryError(
        .syntaxError,
        "more than \(Self.maximumRun) operators of one operand in a row",
        at: current.range
      )
    }
  }

  // MARK: Names and lists

  /// Whether a name stands here: quoted, or a word that is not reserved.
  var isAtName: Bool { isName(current) }

  func isName(_ token: Token) -> Bool {
    switch token.kind {
    case .word: token.keyword?.isReserved != true
    case .quotedName: true
    default: false
    }
  }

  mutating func identifier(_ what: String = "a name") throws(QueryError) -> Identifier {
    guard isAtName else { throw unexpected(what) }
    let token = advance()
    return Identifier(token.text, isQuoted: token.kind == .quotedName, range: token.range)
  }

  /// `catalog.schema.name`.
  mutating func qualifiedName(_ what: String = "a name") throws(QueryError) -> [Identifier] {
    var parts = [try identifier(what)]
    while accept(.dot) {
      parts.append(try identifier())
      try checkRun(parts.count)
    }
    return parts
  }

  /// `(a, b, c)`.
  mutating func identifierList() throws(QueryError) -> [Identifier] {
    try expect(.leftParenthesis)
    var names = [try identifier("a column's name")]
    while accept(.comma) {
      names.append(try identifier("a column's name"))
    }
    try expect(.rightParenthesis)
    return names
  }

  mutating func expressionList() throws(QueryError) -> [Expression] {
    var list = [try expression()]
    while accept(.comma) {
      list.append(try expression())
    }
    return list
  }

  /// A string, `U&'…'` with its escapes replaced.
  mutating func string(_ what: String = "a string") throws(QueryError) -> String {
    switch current.kind {
    case .string: return advance().text
    case .unicodeString: return try unicodeString()
    default: throw unexpected(what)
    }
  }
}

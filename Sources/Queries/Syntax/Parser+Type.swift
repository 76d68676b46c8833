// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// A type: `decimal(10, 2)`, `row(arn varchar)`, `timestamp(3) with time zone`, and Hive's
  /// `array<struct<arn:string>>`.
  mutating func type() throws(QueryError) -> TypeName {
    try enter()
    defer { leave() }
    let start = position
    var type = try baseType()
    var count = 0
    // `bigint array`.
    while at(.array), peek().kind != .symbol(.leftParenthesis), peek().kind != .symbol(.less) {
      advance()
      if accept(.leftBracket) {
        guard current.kind == .integer else { throw unexpected("a number") }
        advance()
        try expect(.rightBracket)
      }
      count += 1
      try checkRun(count)
      type = TypeName(name: "array", arguments: [.type(type)], range: range(from: start))
    }
    return type
  }

  private mutating func baseType() throws(QueryError) -> TypeName {
    let start = position
    switch current.keyword {
    case .interval where isIntervalField(peek()):
      advance()
      var words = "interval \(try intervalField())"
      if accept(.to) { words += " to \(try intervalField())" }
      return TypeName(name: words, arguments: [], range: range(from: start))
    case .double where peek().keyword == .precision:
      advance()
      advance()
      return TypeName(name: "double precision", arguments: [], range: range(from: start))
    case .row where peek().kind == .symbol(.leftParenthesis):
      advance()
      let fields = try fields(open: .leftParenthesis, close: .rightParenthesis)
      return TypeName(name: "row", arguments: fields, range: range(from: start))
    case .struct where peek().kind == .symbol(.less):
      advance()
      let fields = try fields(open: .less, close: .greater)
      return TypeName(name: "struct", arguments: fields, range: range(from: start))
    default: break
    }
    let isTime = at(.time) || at(.timestamp)
    var name = try identifier("a type").key
    let arguments = try typeArguments()
    if isTime, at(.with) || at(.without), peek().keyword == .time {
      name += advance().keyword == .with ? " with time zone" : ""
      try expect(.time)
      try expect(.zone)
    }
    return TypeName(name: name, arguments: arguments, range: range(from: start))
  }

  /// `(10, 2)` or `<string>`.
  private mutating func typeArguments() throws(QueryError) -> [TypeName.Argument] {
    let close: Symbol
    if accept(.leftParenthesis) {
      close = .rightParenthesis
    } else if accept(.less) {
      close = .greater
    } else {
      return []
    }
    var arguments: [TypeName.Argument] = []
    repeat {
      if current.kind == .integer {
        guard let number = Int(current.text) else {
          throw QueryError(
            .syntaxError,
            "\(current.description) is too large for a type",
            at: current.range
          )
        }
        advance()
        arguments.append(.number(number))
      } else {
        arguments.append(.type(try type()))
      }
    } while accept(.comma)
    try expect(close)
    return arguments
  }

  // MARK: Fields

  private mutating func fields(
    open: Symbol,
    close: Symbol
  ) throws(QueryError) -> [TypeName.Argument] {
    try expect(open)
    var fields: [TypeName.Argument] = []
    repeat {
      let name = hasFieldName ? try fieldName() : nil
      _ = name != nil && accept(.colon)
      let type = try type()
      if accept(.comment) { _ = try string("a comment") }
      fields.append(.field(name, type))
    } while accept(.comma)
    try expect(close)
    return fields
  }

  /// Whether a field begins with its name, and not with its type.
  private var hasFieldName: Bool {
    let next = peek()
    if next.kind == .symbol(.colon) { return true }
    guard next.kind == .word || next.kind == .quotedName else { return false }
    switch current.keyword {
    case .double: return next.keyword != .precision
    case .time, .timestamp: return next.keyword != .with && next.keyword != .without
    case .interval: return !isIntervalField(next)
    default: break
    }
    guard next.keyword == .array else { return next.keyword != .comment }
    return peek(2).kind == .symbol(.leftParenthesis) || peek(2).kind == .symbol(.less)
  }

  /// The name of a field or column in DDL: any word, and names between quotes of every kind.
  mutating func fieldName() throws(QueryError) -> Identifier {
    switch current.kind {
    case .word, .quotedName, .backquotedName:
      let token = advance()
      return Identifier(token.text, isQuoted: token.kind != .word, range: token.range)
    default: throw unexpected("a name")
    }
  }

  // MARK: Intervals

  private func isIntervalField(_ token: Token) -> Bool {
    switch token.keyword {
    case .year, .month, .week, .day, .hour, .minute, .second: true
    default: false
    }
  }

  mutating func intervalField() throws(QueryError) -> String {
    guard isIntervalField(current) else {
      throw unexpected(
        "YEAR",
        "MONTH",
        "WEEK",
        "DAY",
        "HOUR",
        "MINUTE",
        "SECOND",
        hint: pluralUnit
      )
    }
    return advance().text.lowercased()
  }

  /// The cure for `INTERVAL '7 days'` and `INTERVAL '7' DAYS`.
  private var pluralUnit: String? {
    let word = current.text.uppercased()
    if word.hasSuffix("S"), let unit = Keyword.bySpelling[String(word.dropLast())],
      [.year, .month, .week, .day, .hour, .minute, .second].contains(unit)
    {
      return "the unit is \(unit.rawValue)"
    }
    guard position > 0, tokens[position - 1].text.contains(" ") else { return nil }
    return "the unit stands behind the quotes: INTERVAL '7' DAY"
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The functions of SQL/JSON.
///
/// What stands between their arguments goes into `FunctionCall.options`: `returning` is a NULL cast
/// to the type, `passing NAME` the value of a path variable, `on empty`, `on error`, `on null`,
/// `wrapper` and `quotes` strings in lower case, `default on empty` and `default on error` the
/// values behind DEFAULT, `unique keys` a boolean.
extension Parser {
  /// `JSON_VALUE(input, path PASSING … RETURNING … ON EMPTY … ON ERROR)` and its siblings.
  mutating func jsonPathCall(_ keyword: Keyword) throws(QueryError) -> Expression {
    let start = position
    var call = jsonCall()
    try expect(.leftParenthesis)
    call.arguments.append(try expression())
    // It is what the text is taken for anyway.
    _ = try formatJSON()
    guard accept(.comma) else { throw unexpected("','", hint: "a JSON path follows") }
    call.arguments.append(try expression())
    if accept(.as) { _ = try identifier("the path's name") }
    if accept(.passing) {
      repeat { try passing(&call) } while accept(.comma)
    }
    if keyword != .jsonExists { try returning(&call) }
    if keyword == .jsonQuery { try wrapperAndQuotes(&call) }
    while !at(.rightParenthesis) {
      try behaviour(&call, keyword)
    }
    try expect(.rightParenthesis)
    return Expression(.call(call), range(from: start))
  }

  /// `JSON_OBJECT(KEY k VALUE v, k : v NULL ON NULL)`: keys and values in turn.
  mutating func jsonObject() throws(QueryError) -> Expression {
    let start = position
    var call = jsonCall()
    try expect(.leftParenthesis)
    if !at(.rightParenthesis), !startsNullHandling, !at(.returning) {
      repeat { try member(&call) } while accept(.comma)
    }
    try nullHandling(&call)
    if at(.with) || at(.without), peek().keyword == .unique {
      let word = advance()
      advance()
      _ = accept(.keys)
      call.options["unique keys"] = Expression(.boolean(word.keyword == .with), word.range)
    }
    try returning(&call)
    try expect(.rightParenthesis)
    return Expression(.call(call), range(from: start))
  }

  mutating func jsonArray() throws(QueryError) -> Expression {
    let start = position
    var call = jsonCall()
    try expect(.leftParenthesis)
    if !at(.rightParenthesis), !startsNullHandling, !at(.returning) {
      repeat { call.arguments.append(try jsonValue()) } while accept(.comma)
    }
    try nullHandling(&call)
    try returning(&call)
    try expect(.rightParenthesis)
    return Expression(.call(call), range(from: start))
  }

  private mutating func jsonCall() -> FunctionCall {
    let word = advance()
    return FunctionCall(name: Identifier(word.text, range: word.range), arguments: [])
  }

  // MARK: Arguments

  /// A value, and `FORMAT JSON ENCODING UTF8`: text behind which it stands is JSON.
  private mutating func jsonValue() throws(QueryError) -> Expression {
    let value = try expression()
    guard try formatJSON() else { return value }
    let parse = FunctionCall(name: Identifier("json_parse", range: value.range), arguments: [value])
    return Expression(.call(parse), value.range)
  }

  /// Whether `FORMAT JSON` stands here.
  private mutating func formatJSON() throws(QueryError) -> Bool {
    guard accept(.format, .json) else { return false }
    guard accept(.encoding) else { return true }
    let encoding = current
    guard try identifier("UTF8").key == "utf8" else {
      throw notSupported(
        "\(encoding.description) is not supported as JSON's encoding",
        at: encoding.range
      )
    }
    return true
  }

  private mutating func member(_ call: inout FunctionCall) throws(QueryError) {
    // `KEY` may also be a column of that name.
    switch peek().kind {
    case .symbol: break
    default: if peek().keyword != .value { _ = accept(.key) }
    }
    call.arguments.append(try expression())
    guard accept(.value) || accept(.colon) else { throw unexpected("VALUE", "':'") }
    call.arguments.append(try jsonValue())
  }

  private mutating func passing(_ call: inout FunctionCall) throws(QueryError) {
    let value = try jsonValue()
    try expect(.as)
    let name = try identifier("a path variable's name")
    // Path variables keep their case between quotes and are in capitals without them.
    let spelling = name.isQuoted ? name.name : name.name.uppercased()
    call.options["passing \(spelling)"] = value
  }

  private mutating func returning(_ call: inout FunctionCall) throws(QueryError) {
    guard at(.returning) else { return }
    let word = advance()
    let type = try type()
    _ = try formatJSON()
    let null = Expression(.null, word.range)
    call.options["returning"] = Expression(.cast(null, type, isTry: false), type.range)
  }

  // MARK: Options

  private mutating func wrapperAndQuotes(_ call: inout FunctionCall) throws(QueryError) {
    if at(.with) || at(.without) {
      let word = advance()
      var wrapper = "without"
      if word.keyword == .with {
        wrapper = at(.conditional) ? "conditional" : "unconditional"
        if at(.conditional) || at(.unconditional) { advance() }
      }
      _ = accept(.array)
      try expect(.wrapper)
      call.options["wrapper"] = Expression(.string(wrapper), word.range)
    }
    if at(.keep) || at(.omit) {
      let word = advance()
      try expect(.quotes)
      if accept(.on) {
        try expect(.scalar)
        // TEXT or STRING, as the versions of the engine have it.
        _ = try identifier("STRING")
      }
      call.options["quotes"] = Expression(.string(word.text.lowercased()), word.range)
    }
  }

  /// `NULL ON EMPTY`, `DEFAULT 'x' ON ERROR` and the like.
  private mutating func behaviour(
    _ call: inout FunctionCall,
    _ keyword: Keyword
  ) throws(QueryError) {
    let word = current
    var text = word.text.lowercased()
    var fallback: Expression?
    switch (keyword, current.keyword) {
    case (.jsonExists, .true), (.jsonExists, .false), (.jsonExists, .unknown), (_, .error),
      (.jsonValue, .null), (.jsonQuery, .null):
      advance()
    case (.jsonValue, .default):
      advance()
      fallback = try expression()
    case (.jsonQuery, .empty):
      advance()
      guard at(.array) || at(.object) else { throw unexpected("ARRAY", "OBJECT") }
      text += " " + advance().text.lowercased()
    default: throw unexpected("ON EMPTY", "ON ERROR", "')'")
    }
    try expect(.on)
    guard at(.error) || at(.empty) && keyword != .jsonExists else {
      throw keyword == .jsonExists ? unexpected("ERROR") : unexpected("EMPTY", "ERROR")
    }
    let occasion = advance().keyword == .error ? "on error" : "on empty"
    call.options[occasion] = Expression(.string(text), word.range)
    if let fallback { call.options["default \(occasion)"] = fallback }
  }

  private var startsNullHandling: Bool {
    at(.null) && peek().keyword == .on || at(.absent) && peek().keyword == .on
  }

  private mutating func nullHandling(_ call: inout FunctionCall) throws(QueryError) {
    guard startsNullHandling else { return }
    let word = advance()
    advance()
    try expect(.null)
    call.options["on null"] = Expression(.string(word.text.lowercased()), word.range)
  }
}

// SPDX-License-Identifier: Apache-2.0

extension Parser {
  // MARK: Ordinary calls

  /// `name(DISTINCT a, b ORDER BY c) FILTER (WHERE …) IGNORE NULLS OVER (…)`.
  mutating func functionCall() throws(QueryError) -> Expression {
    let start = position
    let name = try identifier("a function's name")
    try expect(.leftParenthesis)
    var call = FunctionCall(name: name, arguments: [])
    if at(.asterisk), peek().kind == .symbol(.rightParenthesis) {
      advance()
      call.isStar = true
    } else if !at(.rightParenthesis) {
      try arguments(of: &call)
    }
    guard accept(.rightParenthesis) else { throw unexpected("','", "')'") }
    return try finish(&call, from: start)
  }

  private mutating func arguments(of call: inout FunctionCall) throws(QueryError) {
    try quantifier(of: &call)
    if !at(.order) { call.arguments = try expressionList() }
    try nullTreatment(of: &call)
    if at(.order) { call.orderBy = try orderBy() }
  }

  private mutating func quantifier(of call: inout FunctionCall) throws(QueryError) {
    if accept(.distinct) {
      call.isDistinct = true
    } else if at(.all) {
      switch peek().kind {
      case .symbol(.comma), .symbol(.rightParenthesis), .symbol(.dot): break
      default: advance()
      }
    }
  }

  /// What may follow a call's parentheses.
  private mutating func finish(
    _ call: inout FunctionCall,
    from start: Int
  ) throws(QueryError) -> Expression {
    if at(.within, .group) {
      throw unexpected("the end of the call", hint: "WITHIN GROUP belongs to listagg")
    }
    try filterAndWindow(of: &call)
    return Expression(.call(call), range(from: start))
  }

  private mutating func filterAndWindow(of call: inout FunctionCall) throws(QueryError) {
    if atCall(.filter) {
      advance()
      try expect(.leftParenthesis)
      try expect(.where)
      call.filter = try expression()
      try expect(.rightParenthesis)
    }
    try nullTreatment(of: &call)
    guard at(.over), peek().kind == .symbol(.leftParenthesis) || isName(peek()) else { return }
    advance()
    if at(.leftParenthesis) {
      call.window = .specification(try windowSpecification())
    } else {
      call.window = .named(try identifier("a window's name"))
    }
  }

  private mutating func nullTreatment(of call: inout FunctionCall) throws(QueryError) {
    if accept(.ignore, .nulls) {
      call.ignoresNulls = true
    } else {
      _ = accept(.respect, .nulls)
    }
  }

  // MARK: Calls with a syntax of their own

  /// A call whose arguments words separate; nil, and no move, for a function like any other.
  mutating func specialCall(_ keyword: Keyword) throws(QueryError) -> Expression? {
    switch keyword {
    case .cast, .tryCast: return try cast(isTry: keyword == .tryCast)
    case .extract: return try extract()
    case .substring: return try substring()
    case .trim: return try trim()
    case .position: return try positionCall()
    case .normalize: return try normalize()
    case .grouping: return try grouping()
    case .listagg: return try listagg()
    case .jsonValue, .jsonQuery, .jsonExists: return try jsonPathCall(keyword)
    case .jsonObject: return try jsonObject()
    case .jsonArray: return try jsonArray()
    case .left, .right:
      let side = keyword == .left ? "substr(text, 1, n)" : "substr(text, -n)"
      throw QueryError(
        .syntaxError,
        "there is no function \(current.text)",
        hint: "use \(side)",
        at: current.range
      )
    default: return nil
    }
  }

  private mutating func cast(isTry: Bool) throws(QueryError) -> Expression {
    let start = position
    advance()
    try expect(.leftParenthesis)
    let value = try expression()
    guard accept(.as) else { throw unexpected("AS", hint: "CAST(value AS type)") }
    let type = try type()
    try expect(.rightParenthesis)
    return Expression(.cast(value, type, isTry: isTry), range(from: start))
  }

  private mutating func extract() throws(QueryError) -> Expression {
    let start = position
    advance()
    try expect(.leftParenthesis)
    let field = try identifier("a field such as YEAR")
    try expect(.from)
    let value = try expression()
    try expect(.rightParenthesis)
    return Expression(.extract(field, value), range(from: start))
  }

  /// A call without DISTINCT, ORDER BY and the like.
  private func call(
    _ name: Identifier,
    _ arguments: [Expression],
    from start: Int
  ) -> Expression {
    Expression(.call(FunctionCall(name: name, arguments: arguments)), range(from: start))
  }

  /// `SUBSTRING(text FROM start FOR length)` and `substring(text, start, length)`.
  private mutating func substring() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    var arguments = [try expression()]
    if accept(.from) {
      arguments.append(try expression())
      if accept(.for) { arguments.append(try expression()) }
    } else {
      while accept(.comma) { arguments.append(try expression()) }
    }
    guard accept(.rightParenthesis) else { throw unexpected("','", "FROM", "FOR", "')'") }
    return call(Identifier(word.text, range: word.range), arguments, from: start)
  }

  /// `TRIM(LEADING 'x' FROM text)` as `ltrim(text, 'x')`, and so on.
  private mutating func trim() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    var name = word.text
    var hasSide = true
    switch current.keyword {
    case .leading: name = "ltrim"
    case .trailing: name = "rtrim"
    case .both: name = "trim"
    default: hasSide = false
    }
    // A column may be named `both`.
    switch peek().kind {
    case .symbol(.comma), .symbol(.rightParenthesis), .symbol(.dot): hasSide = false
    default: break
    }
    if hasSide { advance() } else { name = word.text }
    var arguments: [Expression] = []
    if !at(.from) { arguments.append(try expression()) }
    if hasSide || at(.from) {
      guard accept(.from) else { throw unexpected("FROM") }
      arguments.insert(try expression(), at: 0)
    } else if accept(.comma) {
      arguments.append(try expression())
    }
    guard accept(.rightParenthesis) else { throw unexpected("FROM", "','", "')'") }
    return call(Identifier(name, range: word.range), arguments, from: start)
  }

  /// `POSITION(part IN text)` as `strpos(text, part)`.
  private mutating func positionCall() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    let part = try value()
    guard accept(.in) else {
      throw unexpected("IN", hint: "POSITION(part IN text), or strpos(text, part)")
    }
    let text = try value()
    try expect(.rightParenthesis)
    return call(Identifier("strpos", range: word.range), [text, part], from: start)
  }

  /// `NORMALIZE(text, NFKC)`: the form as a string, `NFC` where none is named.
  private mutating func normalize() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    let text = try expression()
    var form = Expression(.string("NFC"), text.range)
    if accept(.comma) {
      let token = current
      let name = token.text.uppercased()
      guard token.kind == .word, ["NFC", "NFD", "NFKC", "NFKD"].contains(name) else {
        throw unexpected("NFC", "NFD", "NFKC", "NFKD")
      }
      advance()
      form = Expression(.string(name), token.range)
    }
    try expect(.rightParenthesis)
    return call(Identifier("normalize", range: word.range), [text, form], from: start)
  }

  private mutating func grouping() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    let columns = at(.rightParenthesis) ? [] : try expressionList()
    try expect(.rightParenthesis)
    return call(Identifier("grouping", range: word.range), columns, from: start)
  }

  /// `LISTAGG(DISTINCT x, ',' ON OVERFLOW TRUNCATE '…' WITH COUNT) WITHIN GROUP (ORDER BY y)`.
  ///
  /// With TRUNCATE it is the function `$listagg`, which takes the text put at the cut and whether to
  /// count what is left out behind the separator.
  private mutating func listagg() throws(QueryError) -> Expression {
    let start = position
    let word = advance()
    try expect(.leftParenthesis)
    var call = FunctionCall(name: Identifier(word.text, range: word.range), arguments: [])
    try quantifier(of: &call)
    call.arguments = try expressionList()
    if at(.on, .overflow) { try listaggOverflow(&call) }
    guard accept(.rightParenthesis) else { throw unexpected("','", "ON OVERFLOW", "')'") }
    guard accept(.within, .group) else {
      throw unexpected(
        "WITHIN GROUP",
        hint: "LISTAGG(x, ',') WITHIN GROUP (ORDER BY x)"
      )
    }
    try expect(.leftParenthesis)
    call.orderBy = try orderBy()
    try expect(.rightParenthesis)
    try filterAndWindow(of: &call)
    return Expression(.call(call), range(from: start))
  }

  private mutating func listaggOverflow(_ call: inout FunctionCall) throws(QueryError) {
    advance()
    let behaviour = try expect(.overflow).range
    guard at(.error) || at(.truncate) else { throw unexpected("ERROR", "TRUNCATE") }
    let word = advance()
    guard word.keyword == .truncate else { return }
    var filler = Expression(.string("..."), word.range)
    if current.kind == .string { filler = try primary() }
    guard at(.with) || at(.without) else { throw unexpected("WITH COUNT", "WITHOUT COUNT") }
    let withCount = advance().keyword == .with
    try expect(.count)
    if call.arguments.count == 1 {
      call.arguments.append(Expression(.string(""), word.range))
    }
    call.name = Identifier("$listagg", range: call.name.range)
    call.arguments += [filler, Expression(.boolean(withCount), behaviour)]
  }
}

// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// The error for the current token standing where something else must.
  ///
  /// What is expected are keywords in capitals and other things as sentence parts. Without a hint the
  /// nearest keyword or a known slip is looked for.
  func unexpected(_ expected: String..., hint: String? = nil) -> QueryError {
    if current.kind == .invalid {
      return QueryError(.syntaxError, current.text, hint: current.hint, at: current.range)
    }
    let keywords = expected.filter { Keyword.bySpelling[$0] != nil }
    let cure = hint ?? foreignWord
    if cure == nil, let misspelt = misspeltKeyword(among: keywords) { return misspelt }
    return QueryError(
      .syntaxError,
      "unexpected \(current.description), expected \(Self.alternatives(expected))",
      hint: cure ?? slip,
      at: current.range
    )
  }

  /// The error for what follows a statement that is complete.
  func unexpectedTail() -> QueryError {
    unexpected("the end of the statement")
  }

  func notSupported(_ what: String, hint: String? = nil, at range: SourceRange) -> QueryError {
    QueryError(.notSupported, what, hint: hint, at: range)
  }

  private static func alternatives(_ list: [String]) -> String {
    guard let last = list.last, list.count > 1 else { return list.first ?? "something else" }
    return list.dropLast().joined(separator: ", ") + " or " + last
  }

  // MARK: Misspelt keywords

  /// Keywords that may follow most parts of a query, and so are looked for beside the expected ones.
  private static let clauseWords = [
    "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "OFFSET", "LIMIT", "FETCH",
    "UNION", "INTERSECT", "EXCEPT", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "USING",
    "AND", "BETWEEN", "LIKE", "DISTINCT", "WITH", "VALUES",
  ]

  /// The current word, or the alias just before it, where it is nearly a keyword.
  private func misspeltKeyword(among keywords: [String]) -> QueryError? {
    let candidates = keywords + Self.clauseWords
    if current.kind == .word, current.keyword == nil,
      let right = NearestName.nearest(current.text, in: candidates)
    {
      return misspelt(current, right)
    }
    if let index = lastImplicitAlias, index == position - 1, tokens[index].kind == .word,
      tokens[index].keyword == nil,
      let right = NearestName.nearest(tokens[index].text, in: candidates)
    {
      return misspelt(tokens[index], right)
    }
    return nil
  }

  private func misspelt(_ token: Token, _ right: String) -> QueryError {
    QueryError(
      .syntaxError,
      "unexpected \(token.description)",
      hint: "did you mean \(right)?",
      at: token.range
    )
  }

  // MARK: Known slips

  /// Words of other dialects and what Athena has for them.
  private static let foreignWords: [String: String] = [
    "ILIKE": "use lower(text) LIKE 'pattern'",
    "RLIKE": "use regexp_like(text, 'pattern')",
    "REGEXP": "use regexp_like(text, 'pattern')",
    "GLOB": "use LIKE or regexp_like(text, 'pattern')",
    "TOP": "use LIMIT at the end of the query",
    "QUALIFY": "use a subquery and WHERE",
    "MINUS": "use EXCEPT",
    "ISNULL": "use IS NULL",
    "NOTNULL": "use IS NOT NULL",
    "DIV": "use /, which truncates integers",
    "XOR": "use <> between two conditions",
  ]

  private static let clauseOrder =
    "the order is SELECT, FROM, WHERE, GROUP BY, HAVING, WINDOW, ORDER BY, OFFSET, LIMIT"

  /// What is probably meant, from the current token and the one before it.
  private var slip: String? {
    let previous: Token? = position > 0 ? tokens[position - 1] : nil
    switch current.kind {
    case .backquotedName: return "names stand between double quotes in queries"
    case .symbol(.equal) where previous?.kind == .symbol(.equal): return "equality is a single '='"
    case .symbol(.colon) where peek().kind == .symbol(.colon):
      return "conversion is CAST(value AS type)"
    case .symbol(.colon) where previous?.kind == .symbol(.colon):
      return "conversion is CAST(value AS type)"
    case .string where previous?.keyword == .as, .string where lastImplicitAlias == position - 1:
      return "an alias is a name: write it between double quotes"
    case .symbol(.rightParenthesis) where previous?.kind == .symbol(.comma):
      return "the comma before it is one too many"
    default: break
    }
    guard let keyword = current.keyword else { return nil }
    if previous?.kind == .symbol(.comma), keyword == .from {
      return "the comma before it is one too many"
    }
    switch keyword {
    case .from, .where, .group, .having, .order: return Self.clauseOrder
    case _ where keyword.isReserved:
      return "it is a reserved word; a column of that name stands between double quotes"
    default: return nil
    }
  }

  /// The cure for a word of another dialect: the current one, or the alias just before it.
  private var foreignWord: String? {
    let isBehindAlias = position > 0 && lastImplicitAlias == position - 1
    let tokens = isBehindAlias ? [current, tokens[position - 1]] : [current]
    return tokens.lazy.filter { $0.kind == .word }
      .compactMap { Self.foreignWords[$0.text.uppercased()] }.first
  }
}

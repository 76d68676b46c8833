// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// `SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW …`.
  mutating func select() throws(QueryError) -> Select {
    let start = position
    try expect(.select)
    var select = Select(
      isDistinct: false,
      items: [],
      from: [],
      windows: [],
      range: range(from: start)
    )
    if accept(.distinct) {
      select.isDistinct = true
    } else if at(.all), startsOperand(peek()) {
      advance()
    }
    repeat { select.items.append(try selectItem()) } while accept(.comma)
    if accept(.from) {
      repeat { select.from.append(try relation()) } while accept(.comma)
    }
    if accept(.where) { select.where = try expression() }
    if accept(.group) {
      try expect(.by)
      select.groupBy = try groupBy()
    }
    if accept(.having) { select.having = try expression() }
    if startsWindow { select.windows = try windows() }
    select.range = range(from: start)
    return select
  }

  /// Whether a token may be the first of an expression or `*`: tells `SELECT ALL a` from a column
  /// that is named `all`.
  private func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .word: token.keyword != .from && token.keyword != .as
    case .symbol(let symbol): symbol == .asterisk || symbol == .leftParenthesis
    case .end: false
    default: true
    }
  }

  private mutating func selectItem() throws(QueryError) -> SelectItem {
    let start = position
    if accept(.asterisk) {
      return .all(qualifier: nil, aliases: [], range(from: start))
    }
    let value = try expression()
    if at(.dot), peek().kind == .symbol(.asterisk), lastOperandStart == start {
      advance()
      advance()
      var aliases: [Identifier] = []
      if at(.as), peek().kind == .symbol(.leftParenthesis) {
        advance()
        aliases = try identifierList()
      }
      return .all(qualifier: value, aliases: aliases, range(from: start))
    }
    if accept(.as) {
      return .expression(value, alias: try identifier("an alias"))
    }
    guard isAtName, !startsClause else { return .expression(value, alias: nil) }
    lastImplicitAlias = position
    return .expression(value, alias: try identifier("an alias"))
  }

  /// Whether a word that could be an alias begins the next clause.
  var startsClause: Bool {
    startsLimit || startsWindow || startsSampling || atCall(.matchRecognize)
  }

  /// `TABLESAMPLE BERNOULLI (…)`.
  var startsSampling: Bool {
    at(.tablesample) && peek().kind == .word && peek(2).kind == .symbol(.leftParenthesis)
  }

  // MARK: GROUP BY

  private mutating func groupBy() throws(QueryError) -> GroupBy {
    let isDistinct = accept(.distinct)
    if !isDistinct, at(.all), startsOperand(peek()) { advance() }
    var items: [GroupingItem] = []
    repeat { items.append(try groupingItem()) } while accept(.comma)
    return GroupBy(isDistinct: isDistinct, items: items)
  }

  private mutating func groupingItem() throws(QueryError) -> GroupingItem {
    let start = position
    if at(.rollup) || at(.cube) {
      let isRollup = advance().keyword == .rollup
      let sets = try groupingSets()
      return isRollup ? .rollup(sets, range(from: start)) : .cube(sets, range(from: start))
    }
    if accept(.grouping, .sets) {
      let sets = try groupingSets()
      return .groupingSets(sets, range(from: start))
    }
    let set = try groupingSet()
    if set.count == 1, let only = set.first { return .expression(only) }
    return .groupingSets([set], range(from: start))
  }

  /// `((a, b), c, ())`.
  private mutating func groupingSets() throws(QueryError) -> [[Expression]] {
    try expect(.leftParenthesis)
    var sets: [[Expression]] = []
    repeat { sets.append(try groupingSet()) } while accept(.comma)
    try expect(.rightParenthesis)
    return sets
  }

  /// One expression, or several in parentheses.
  private mutating func groupingSet() throws(QueryError) -> [Expression] {
    if at(.leftParenthesis), peek().kind == .symbol(.rightParenthesis) {
      advance()
      advance()
      return []
    }
    let isParenthesised = at(.leftParenthesis)
    let begin = current.range.start
    let item = try expression()
    if isParenthesised, item.range.start == begin, case .row(let items) = item.kind {
      return items
    }
    return [item]
  }

  // MARK: WINDOW

  private var startsWindow: Bool {
    at(.window) && isName(peek()) && peek(2).keyword == .as
  }

  private mutating func windows() throws(QueryError) -> [NamedWindow] {
    try expect(.window)
    var windows: [NamedWindow] = []
    repeat {
      let name = try identifier("a window's name")
      try expect(.as)
      windows.append(NamedWindow(name: name, window: try windowSpecification()))
    } while accept(.comma)
    return windows
  }

  /// `(base PARTITION BY … ORDER BY … ROWS …)`.
  mutating func windowSpecification() throws(QueryError) -> WindowSpecification {
    let start = position
    try expect(.leftParenthesis)
    var window = WindowSpecification(
      base: nil,
      partitionBy: [],
      orderBy: [],
      frame: nil,
      range: range(from: start)
    )
    if isAtName, !at(.partition, .by), !startsFrame {
      window.base = try identifier("a window's name")
    }
    if accept(.partition, .by) { window.partitionBy = try expressionList() }
    if at(.order) { window.orderBy = try orderBy() }
    if startsFrame { window.frame = try windowFrame() }
    guard accept(.rightParenthesis) else {
      throw unexpected("PARTITION BY", "ORDER BY", "ROWS", "RANGE", "GROUPS", "')'")
    }
    window.range = range(from: start)
    return window
  }

  private var startsFrame: Bool {
    guard at(.rows) || at(.range) || at(.groups) else { return false }
    switch peek().kind {
    case .symbol(.rightParenthesis): return false
    default: return peek().keyword != .partition && peek().keyword != .order
    }
  }

  private mutating func windowFrame() throws(QueryError) -> WindowFrame {
    let unit: WindowFrame.Unit =
      switch advance().keyword {
      case .rows: .rows
      case .groups: .groups
      default: .range
      }
    guard accept(.between) else {
      return WindowFrame(unit: unit, start: try frameBound(), end: .currentRow)
    }
    let first = try frameBound()
    try expect(.and)
    return WindowFrame(unit: unit, start: first, end: try frameBound())
  }

  private mutating func frameBound() throws(QueryError) -> WindowFrame.Bound {
    if accept(.current, .row) { return .currentRow }
    if accept(.unbounded, .preceding) { return .unboundedPreceding }
    if accept(.unbounded, .following) { return .unboundedFollowing }
    let distance = try expression()
    if accept(.preceding) { return .preceding(distance) }
    if accept(.following) { return .following(distance) }
    throw unexpected("PRECEDING", "FOLLOWING")
  }
}

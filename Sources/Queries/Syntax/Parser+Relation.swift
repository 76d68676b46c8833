// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// What stands in parentheses where a table may stand.
  private enum Parenthesised {
    case query(Query)
    case relation(Relation)
  }

  /// A table and what is joined to it.
  mutating func relation() throws(QueryError) -> Relation {
    try enter()
    defer { leave() }
    let start = position
    return try joins(to: try aliasedRelation(), from: start)
  }

  // MARK: Joins

  private var startsJoin: Bool {
    switch current.keyword {
    case .join, .inner, .left, .right, .full, .cross, .natural: true
    default: false
    }
  }

  private mutating func joins(
    to first: Relation,
    from start: Int
  ) throws(QueryError) -> Relation {
    var left = first
    while startsJoin {
      left = try join(left, from: start)
    }
    return left
  }

  private mutating func join(_ left: Relation, from start: Int) throws(QueryError) -> Relation {
    try growChain()
    let isNatural = accept(.natural)
    if accept(.cross) {
      try expect(.join)
      let right = try aliasedRelation()
      return .join(.cross, left, right, .none, range(from: start))
    }
    let kind = try joinKind()
    let rightStart = position
    var right = try aliasedRelation()
    if isNatural {
      return .join(kind, left, right, .natural, range(from: start))
    }
    // `a JOIN b JOIN c ON … ON …`: the right side is a join itself.
    while startsJoin {
      try enter()
      defer { leave() }
      right = try join(right, from: rightStart)
    }
    let condition = try joinCondition()
    return .join(kind, left, right, condition, range(from: start))
  }

  private mutating func joinKind() throws(QueryError) -> JoinKind {
    var kind = JoinKind.inner
    switch current.keyword {
    case .left: kind = .left
    case .right: kind = .right
    case .full: kind = .full
    default: break
    }
    if kind != .inner {
      advance()
      _ = accept(.outer)
    } else {
      _ = accept(.inner)
    }
    try expect(.join)
    return kind
  }

  private mutating func joinCondition() throws(QueryError) -> JoinCondition {
    if accept(.on) { return .on(try expression()) }
    if accept(.using) { return .using(try identifierList()) }
    throw unexpected("ON", "USING", hint: "a join without a condition is CROSS JOIN")
  }

  // MARK: Tables

  private mutating func aliasedRelation() throws(QueryError) -> Relation {
    try aliased(try primaryRelation())
  }

  private mutating func aliased(_ relation: Relation) throws(QueryError) -> Relation {
    try refuseSampling()
    var name: Identifier?
    if accept(.as) {
      name = try identifier("an alias")
    } else if isAtName, !startsClause {
      lastImplicitAlias = position
      name = try identifier("an alias")
    }
    guard let name else { return relation }
    let columns = at(.leftParenthesis) ? try identifierList() : nil
    try refuseSampling()
    return .aliased(relation, name, columns: columns)
  }

  private func refuseSampling() throws(QueryError) {
    if startsSampling {
      throw notSupported(
        "TABLESAMPLE is not supported",
        hint: "every record is read",
        at: current.range
      )
    }
    if atCall(.matchRecognize) {
      throw notSupported(
        "MATCH_RECOGNIZE is not supported",
        hint: "window functions can often take its place",
        at: current.range
      )
    }
    if at(.for), peek().kind == .word, !isAtName {
      throw notSupported("a table as of another time is not supported", at: current.range)
    }
  }

  private mutating func primaryRelation() throws(QueryError) -> Relation {
    let start = position
    switch current.keyword {
    case .unnest:
      advance()
      try expect(.leftParenthesis)
      let arrays = try expressionList()
      try expect(.rightParenthesis)
      let withOrdinality = accept(.with, .ordinality)
      return .unnest(arrays, withOrdinality: withOrdinality, range(from: start))
    case .lateral where peek().kind == .symbol(.leftParenthesis):
      advance()
      try expect(.leftParenthesis)
      let query = try query()
      try expect(.rightParenthesis)
      return .lateral(query, range(from: start))
    case .table where peek().kind == .symbol(.leftParenthesis):
      throw notSupported("table functions are not supported", at: current.range)
    case .jsonTable where peek().kind == .symbol(.leftParenthesis):
      throw notSupported(
        "JSON_TABLE is not supported",
        hint: "use json_extract and UNNEST",
        at: current.range
      )
    default: break
    }
    if at(.leftParenthesis) {
      switch try parenthesised() {
      case .query(let query): return .subquery(query, range(from: start))
      case .relation(let relation): return relation
      }
    }
    if current.kind == .string {
      throw unexpected("a table's name", hint: "names stand between double quotes")
    }
    let name = try qualifiedName("a table's name")
    return .table(name, range(from: start))
  }

  /// `(query)` or `(relation)`, told apart without reading anything twice.
  private mutating func parenthesised() throws(QueryError) -> Parenthesised {
    try enter()
    defer { leave() }
    try expect(.leftParenthesis)
    let start = position
    let inner: Parenthesised
    if startsQuery, !(at(.table) && peek().kind == .symbol(.leftParenthesis)) {
      inner = .query(try query())
    } else if at(.leftParenthesis) {
      inner = try afterParenthesised(try parenthesised(), from: start)
    } else {
      inner = .relation(try relation())
    }
    try expect(.rightParenthesis)
    return inner
  }

  /// What a parenthesised query or relation is the beginning of.
  private mutating func afterParenthesised(
    _ first: Parenthesised,
    from start: Int
  ) throws(QueryError) -> Parenthesised {
    let primary: Relation
    switch first {
    case .query(let nested):
      if continuesQuery { return .query(try query(continuing: nested, from: start)) }
      if at(.rightParenthesis) { return first }
      primary = .subquery(nested, range(from: start))
    case .relation(let relation):
      primary = relation
    }
    return .relation(try joins(to: try aliased(primary), from: start))
  }
}

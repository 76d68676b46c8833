// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// Whether a query can begin here, parentheses aside.
  var startsQuery: Bool {
    switch current.keyword {
    case .select, .with, .values, .table: true
    default: false
    }
  }

  /// Whether what follows a parenthesised query makes it a part of a larger one.
  var continuesQuery: Bool {
    switch current.keyword {
    case .union, .intersect, .except, .order: true
    default: startsLimit
    }
  }

  /// `WITH … body ORDER BY … OFFSET … LIMIT …`.
  mutating func query() throws(QueryError) -> Query {
    try enter()
    defer { leave() }
    let start = position
    let tables = at(.with) ? try commonTables() : []
    return try finishQuery(with: tables, body: try setOperations(first: nil), from: start)
  }

  /// The rest of a query whose first operand, in parentheses, was read already.
  mutating func query(continuing first: Query, from start: Int) throws(QueryError) -> Query {
    try finishQuery(with: [], body: try setOperations(first: .nested(first)), from: start)
  }

  private mutating func finishQuery(
    with tables: [CommonTable],
    body: QueryBody,
    from start: Int
  ) throws(QueryError) -> Query {
    var query = Query(with: tables, body: body, range: range(from: start))
    if at(.order) { query.orderBy = try orderBy() }
    if startsLimit { try limits(&query) }
    query.range = range(from: start)
    return query
  }

  // MARK: WITH

  private mutating func commonTables() throws(QueryError) -> [CommonTable] {
    try expect(.with)
    if at(.recursive) {
      throw notSupported("WITH RECURSIVE is not supported", at: current.range)
    }
    var tables: [CommonTable] = []
    repeat {
      let name = try identifier("the name of a subquery")
      let columns = at(.leftParenthesis) ? try identifierList() : nil
      try expect(.as)
      try expect(.leftParenthesis)
      let query = try query()
      try expect(.rightParenthesis)
      tables.append(CommonTable(name: name, columns: columns, query: query))
    } while accept(.comma)
    return tables
  }

  // MARK: Set operations

  /// UNION and EXCEPT from left to right, INTERSECT before them.
  private mutating func setOperations(first: QueryBody?) throws(QueryError) -> QueryBody {
    let start = position
    var left = try intersections(first: first)
    while at(.union) || at(.except) {
      let operation: SetOperator = at(.union) ? .union : .except
      advance()
      let isAll = try setQuantifier()
      let right = try intersections(first: nil)
      try growChain()
      left = .setOperation(operation, isAll: isAll, left, right, range(from: start))
    }
    return left
  }

  private mutating func intersections(first: QueryBody?) throws(QueryError) -> QueryBody {
    let start = position
    var left: QueryBody
    if let first { left = first } else { left = try queryPrimary() }
    while accept(.intersect) {
      let isAll = try setQuantifier()
      let right = try queryPrimary()
      try growChain()
      left = .setOperation(.intersect, isAll: isAll, left, right, range(from: start))
    }
    return left
  }

  /// `ALL` is true, `DISTINCT` or nothing false.
  private mutating func setQuantifier() throws(QueryError) -> Bool {
    if accept(.distinct) { return false }
    return accept(.all)
  }

  private mutating func queryPrimary() throws(QueryError) -> QueryBody {
    let start = position
    switch current.keyword {
    case .select: return .select(try select())
    case .values: return try values()
    case .table:
      advance()
      let name = try qualifiedName("a table's name")
      return .table(name, range(from: start))
    default: break
    }
    guard accept(.leftParenthesis) else { throw unexpected("SELECT", "VALUES", "TABLE", "'('") }
    let inner = try query()
    try expect(.rightParenthesis)
    return .nested(inner)
  }

  private mutating func values() throws(QueryError) -> QueryBody {
    let start = position
    try expect(.values)
    var rows: [[Expression]] = []
    repeat {
      let row = try expression()
      if case .row(let items) = row.kind {
        rows.append(items)
      } else {
        rows.append([row])
      }
    } while accept(.comma)
    return .values(rows, range(from: start))
  }

  // MARK: ORDER BY, OFFSET, LIMIT, FETCH

  mutating func orderBy() throws(QueryError) -> [SortItem] {
    try expect(.order)
    try expect(.by)
    var items: [SortItem] = []
    repeat {
      let expression = try expression()
      let isDescending = at(.desc)
      if isDescending || at(.asc) { advance() }
      var nullsFirst: Bool?
      if accept(.nulls) {
        guard at(.first) || at(.last) else { throw unexpected("FIRST", "LAST") }
        nullsFirst = advance().keyword == .first
      }
      items.append(
        SortItem(expression: expression, isDescending: isDescending, nullsFirst: nullsFirst)
      )
    } while accept(.comma)
    return items
  }

  /// Whether OFFSET, LIMIT or FETCH stands here as a clause and not as a name.
  var startsLimit: Bool {
    switch current.keyword {
    case .limit: peek().keyword == .all || isCount(peek())
    case .offset: isCount(peek())
    case .fetch: peek().keyword == .first || peek().keyword == .next
    default: false
    }
  }

  private func isCount(_ token: Token) -> Bool {
    switch token.kind {
    case .integer, .decimal, .double, .string, .symbol(.questionMark), .symbol(.colon),
      .symbol(.minus), .symbol(.leftParenthesis):
      true
    default: false
    }
  }

  private mutating func limits(_ query: inout Query) throws(QueryError) {
    if accept(.offset) {
      query.offset = try rowCount()
      if at(.row) || at(.rows) { advance() }
    }
    if accept(.limit) {
      if !accept(.all) { query.limit = try rowCount() }
      if at(.comma) {
        throw unexpected("the end of LIMIT", hint: "rows are passed over by OFFSET, before LIMIT")
      }
    } else if accept(.fetch) {
      try fetch(&query)
    }
    if at(.offset), isCount(peek()) {
      throw unexpected("the end of the query", hint: "OFFSET stands before LIMIT")
    }
  }

  private mutating func fetch(_ query: inout Query) throws(QueryError) {
    guard at(.first) || at(.next) else { throw unexpected("FIRST", "NEXT") }
    let word = advance()
    if at(.row) || at(.rows) {
      query.limit = Expression(.integer("1"), word.range)
    } else {
      query.limit = try rowCount()
    }
    guard at(.row) || at(.rows) else { throw unexpected("ROW", "ROWS") }
    advance()
    if accept(.with) {
      try expect(.ties)
      query.withTies = true
    } else {
      guard accept(.only) else { throw unexpected("ONLY", "WITH TIES") }
    }
  }

  private mutating func rowCount() throws(QueryError) -> Expression {
    switch current.kind {
    case .integer, .symbol(.questionMark), .symbol(.colon): return try primary()
    default: throw unexpected("a number of rows", hint: "it is a whole number")
    }
  }
}

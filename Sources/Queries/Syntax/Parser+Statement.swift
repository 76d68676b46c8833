// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// One statement, without its semicolon.
  mutating func statement() throws(QueryError) -> Statement {
    try enter()
    defer { leave() }
    if startsQuery || at(.leftParenthesis) { return .query(try query()) }
    guard let keyword = current.keyword else { throw notAStatement() }
    switch keyword {
    case .explain: return try explain()
    case .create: return try create()
    case .drop: return try drop()
    case .show: return try show()
    case .describe, .desc: return try describe()
    case .alter: return try alterTable()
    case .msck: return try repairTable()
    case .prepare, .execute, .deallocate: return try prepared()
    case .insert, .update, .delete, .merge, .unload, .truncate, .optimize, .vacuum, .refresh,
      .call, .grant, .revoke, .set, .reset, .start, .commit, .rollback, .analyze, .use, .comment:
      throw readOnly(keyword.rawValue)
    case .from, .where:
      throw unexpected("SELECT", hint: "a query begins with SELECT")
    default: throw notAStatement()
    }
  }

  private func notAStatement() -> QueryError {
    if isAtEnd {
      return QueryError(
        .syntaxError,
        "there is no statement, expected SELECT",
        at: current.range
      )
    }
    let starts = [
      "SELECT", "WITH", "VALUES", "EXPLAIN", "CREATE", "SHOW", "DESCRIBE", "DROP", "ALTER",
      "PREPARE", "EXECUTE", "INSERT", "UPDATE", "DELETE",
    ]
    if current.kind == .word, let right = NearestName.nearest(current.text, in: starts) {
      return QueryError(
        .syntaxError,
        "unexpected \(current.description), expected a statement",
        hint: "did you mean \(right)?",
        at: current.range
      )
    }
    return unexpected("SELECT", "WITH", "another statement", hint: "a query begins with SELECT")
  }

  private func readOnly(_ what: String) -> QueryError {
    notSupported("\(what) is not supported", hint: "the tool only reads", at: current.range)
  }

  // MARK: Statements around statements

  private mutating func explain() throws(QueryError) -> Statement {
    let start = position
    advance()
    let isAnalyze = accept(.analyze)
    let isVerbose = isAnalyze && accept(.verbose)
    var options: [String: String] = [:]
    if at(.leftParenthesis), at(ahead: .type) || at(ahead: .format) {
      advance()
      repeat {
        guard at(.type) || at(.format) else { throw unexpected("TYPE", "FORMAT") }
        let option = advance().text.lowercased()
        options[option] = try identifier("an option's value").key
      } while accept(.comma)
      try expect(.rightParenthesis)
    }
    let inner = try statement()
    return .explain(
      ExplainStatement(
        isAnalyze: isAnalyze,
        isVerbose: isVerbose,
        options: options,
        statement: inner,
        range: range(from: start)
      )
    )
  }

  private func at(ahead keyword: Keyword) -> Bool { peek().keyword == keyword }

  private mutating func prepared() throws(QueryError) -> Statement {
    let start = position
    switch advance().keyword {
    case .prepare:
      let name = try identifier("the statement's name")
      try expect(.from)
      let inner = try statement()
      return .prepare(name, inner, range(from: start))
    case .execute:
      let name = try identifier("the statement's name")
      let values = accept(.using) ? try expressionList() : []
      return .execute(name, values, range(from: start))
    default:
      try expect(.prepare)
      let name = try identifier("the statement's name")
      return .deallocate(name, range(from: start))
    }
  }

  // MARK: CREATE, DROP

  private mutating func create() throws(QueryError) -> Statement {
    let start = position
    switch (peek().keyword, peek(2).keyword) {
    case (.database, _), (.schema, _):
      advance()
      return try createDatabase(from: start)
    case (.external, .table):
      advance()
      return try createExternalTable(from: start)
    case (.view, _), (.or, .replace):
      advance()
      return try createView(from: start)
    case (.table, _): throw readOnly("CREATE TABLE without EXTERNAL")
    case (.external, _):
      advance()
      advance()
      throw unexpected("TABLE")
    default:
      advance()
      throw unexpected("EXTERNAL TABLE", "VIEW", "DATABASE", "SCHEMA")
    }
  }

  private mutating func createDatabase(from start: Int) throws(QueryError) -> Statement {
    advance()
    _ = try ifNotExists()
    let name = try tableName()
    if accept(.comment) { _ = try string("a comment") }
    if accept(.location) { _ = try string("a location") }
    if accept(.with) {
      guard current.kind == .word, current.text.uppercased() == "DBPROPERTIES" else {
        throw unexpected("DBPROPERTIES")
      }
      advance()
      _ = try properties()
    }
    return .createDatabase(name, range(from: start))
  }

  private mutating func createView(from start: Int) throws(QueryError) -> Statement {
    let replaces = accept(.or, .replace)
    guard accept(.view) else { throw unexpected("VIEW") }
    let name = try qualifiedName("the view's name")
    if accept(.comment) { _ = try string("a comment") }
    try expect(.as)
    let query = try query()
    return .createView(
      ViewDeclaration(name: name, replaces: replaces, query: query, range: range(from: start))
    )
  }

  private mutating func drop() throws(QueryError) -> Statement {
    let start = position
    advance()
    let kind: DropStatement.Kind
    switch current.keyword {
    case .table: kind = .table
    case .view: kind = .view
    case .database, .schema: kind = .database
    default: throw unexpected("TABLE", "VIEW", "DATABASE", "SCHEMA")
    }
    advance()
    let ifExists = accept(.if, .exists)
    let name = try tableName()
    if at(.cascade) || at(.restrict) { advance() }
    return .drop(
      DropStatement(kind: kind, name: name, ifExists: ifExists, range: range(from: start))
    )
  }

  // MARK: SHOW, DESCRIBE

  private mutating func show() throws(QueryError) -> Statement {
    let start = position
    advance()
    let kind: ShowStatement.Kind
    let word = current
    switch word.keyword {
    case .databases, .schemas: kind = .databases
    case .tables: kind = .tables
    case .views: kind = .views
    case .columns: kind = .columns
    case .partitions: kind = .partitions
    case .functions: kind = .functions
    case .tblProperties: kind = .tableProperties
    case .create:
      advance()
      guard at(.table) || at(.view) else { throw unexpected("TABLE", "VIEW") }
      kind = at(.table) ? .createTable : .createView
    default:
      throw unexpected(
        "DATABASES",
        "TABLES",
        "VIEWS",
        "COLUMNS",
        "CREATE TABLE",
        "CREATE VIEW",
        "PARTITIONS",
        "FUNCTIONS",
        "TBLPROPERTIES"
      )
    }
    advance()
    let name = try shownName(kind)
    let pattern = try shownPattern(kind)
    return .show(
      ShowStatement(kind: kind, name: name, pattern: pattern, range: range(from: start))
    )
  }

  private mutating func shownName(_ kind: ShowStatement.Kind) throws(QueryError) -> [Identifier] {
    switch kind {
    case .functions: return []
    case .databases, .tables, .views:
      guard at(.in) || at(.from) else { return [] }
      advance()
      return try tableName()
    case .columns:
      guard at(.in) || at(.from) else { throw unexpected("IN", "FROM") }
      advance()
      var name = try tableName()
      if at(.in) || at(.from) {
        advance()
        name = try tableName() + name
      }
      return name
    case .partitions, .tableProperties, .createTable, .createView: return try tableName()
    }
  }

  private mutating func shownPattern(_ kind: ShowStatement.Kind) throws(QueryError) -> String? {
    if kind == .tableProperties, accept(.leftParenthesis) {
      let key = try string("a property's name")
      try expect(.rightParenthesis)
      return key
    }
    guard accept(.like) || current.kind == .string else { return nil }
    return try string("a pattern")
  }

  private mutating func describe() throws(QueryError) -> Statement {
    let start = position
    advance()
    if at(.input) || at(.output), isName(peek()) {
      let kind: DescribeStatement.Kind = advance().keyword == .input ? .input : .output
      let name = try identifier("the statement's name")
      return .describe(DescribeStatement(kind: kind, name: [name], range: range(from: start)))
    }
    if at(.extended) || at(.formatted), peek().kind != .end { advance() }
    let name = try tableName()
    return .describe(DescribeStatement(kind: .table, name: name, range: range(from: start)))
  }
}

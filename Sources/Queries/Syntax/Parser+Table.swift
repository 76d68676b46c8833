// SPDX-License-Identifier: Apache-2.0

/// Hive's statements about tables: back-quoted names, and clauses in any order.
extension Parser {
  mutating func ifNotExists() throws(QueryError) -> Bool {
    guard accept(.if) else { return false }
    try expect(.not)
    try expect(.exists)
    return true
  }

  /// `database.table`, between quotes of any kind or none.
  mutating func tableName() throws(QueryError) -> [Identifier] {
    var parts = [try fieldName()]
    while accept(.dot) {
      parts.append(try fieldName())
      try checkRun(parts.count)
    }
    return parts
  }

  // MARK: CREATE EXTERNAL TABLE

  mutating func createExternalTable(from start: Int) throws(QueryError) -> Statement {
    try expect(.external)
    try expect(.table)
    let ifNotExists = try ifNotExists()
    let name = try tableName()
    if at(.as) || at(.like) {
      throw notSupported(
        "CREATE TABLE \(current.text.uppercased()) is not supported",
        hint: "the tool only reads",
        at: current.range
      )
    }
    var table = TableDeclaration(
      name: name,
      ifNotExists: ifNotExists,
      columns: try columns(),
      range: range(from: start)
    )
    while !isAtEnd, !at(.semicolon) {
      try clause(&table)
    }
    table.range = range(from: start)
    return .createTable(table)
  }

  private mutating func columns() throws(QueryError) -> [ColumnDeclaration] {
    try expect(.leftParenthesis)
    var columns: [ColumnDeclaration] = []
    repeat {
      let name = try fieldName()
      let type = try type()
      let comment = accept(.comment) ? try string("a comment") : nil
      columns.append(ColumnDeclaration(name: name, type: type, comment: comment))
    } while accept(.comma)
    guard accept(.rightParenthesis) else { throw unexpected("','", "COMMENT", "')'") }
    return columns
  }

  private mutating func clause(_ table: inout TableDeclaration) throws(QueryError) {
    switch current.keyword {
    case .comment:
      advance()
      table.comment = try text("a comment")
    case .partitioned:
      advance()
      try expect(.by)
      table.partitionedBy = try columns()
    case .clustered: try buckets()
    case .row: try rowFormat(&table)
    case .with where peek().keyword == .serdeProperties:
      advance()
      advance()
      table.serdeProperties = try properties()
    case .stored: try storage(&table)
    case .location:
      advance()
      table.location = try text("a location")
    case .tblProperties:
      advance()
      table.properties = try properties()
    default:
      throw unexpected(
        "PARTITIONED BY",
        "ROW FORMAT",
        "WITH SERDEPROPERTIES",
        "STORED AS",
        "LOCATION",
        "TBLPROPERTIES"
      )
    }
  }

  /// `CLUSTERED BY (a) INTO 4 BUCKETS`: how files were written does not matter to a reader.
  private mutating func buckets() throws(QueryError) {
    advance()
    try expect(.by)
    try expect(.leftParenthesis)
    repeat { _ = try fieldName() } while accept(.comma)
    try expect(.rightParenthesis)
    try expect(.into)
    guard current.kind == .integer else { throw unexpected("a number") }
    advance()
    try expect(.buckets)
  }

  private mutating func rowFormat(_ table: inout TableDeclaration) throws(QueryError) {
    advance()
    try expect(.format)
    if accept(.serde) {
      table.serde = try text("a class name")
      return
    }
    guard accept(.delimited) else { throw unexpected("SERDE", "DELIMITED") }
    while let delimiter = try delimiter() {
      table.delimiters.append(delimiter)
    }
  }

  private mutating func delimiter() throws(QueryError) -> TableProperty? {
    let start = position
    switch (current.keyword, peek().keyword) {
    case (.fields, .terminated), (.lines, .terminated):
      advance()
      advance()
      try expect(.by)
    case (.escaped, .by):
      advance()
      advance()
    case (.collection, .items), (.map, .keys):
      advance()
      advance()
      try expect(.terminated)
      try expect(.by)
    case (.null, .defined):
      advance()
      advance()
      try expect(.as)
    default: return nil
    }
    let words = tokens[start..<position].map { $0.text.lowercased() }
    return TableProperty(key: words.joined(separator: " "), value: try text("a string"))
  }

  private mutating func storage(_ table: inout TableDeclaration) throws(QueryError) {
    advance()
    try expect(.as)
    guard accept(.inputFormat) else {
      table.format = try identifier("a file format").name.uppercased()
      return
    }
    table.inputFormat = try text("a class name")
    try expect(.outputFormat)
    table.outputFormat = try text("a class name")
  }

  /// `('key' = 'value', …)`.
  mutating func properties() throws(QueryError) -> [TableProperty] {
    try expect(.leftParenthesis)
    var properties: [TableProperty] = []
    repeat {
      let key = try text("a property's name")
      try expect(.equal)
      properties.append(TableProperty(key: key, value: try text("a property's value")))
    } while accept(.comma)
    guard accept(.rightParenthesis) else { throw unexpected("','", "')'") }
    return properties
  }

  /// A string, which Hive also lets stand between double quotes; escapes are kept as typed.
  private mutating func text(_ what: String) throws(QueryError) -> String {
    current.kind == .quotedName ? advance().text : try string(what)
  }

  // MARK: ALTER TABLE, MSCK

  mutating func alterTable() throws(QueryError) -> Statement {
    let start = position
    advance()
    guard accept(.table) else { throw unexpected("TABLE") }
    let name = try tableName()
    guard accept(.add) else {
      throw notSupported(
        "ALTER TABLE … \(current.text.uppercased()) is not supported",
        hint: "the tool only reads",
        at: range(from: start)
      )
    }
    _ = try ifNotExists()
    guard at(.partition) else {
      throw notSupported(
        "ALTER TABLE … ADD \(current.text.uppercased()) is not supported",
        hint: "the tool only reads",
        at: range(from: start)
      )
    }
    var partitions: [PartitionDeclaration] = []
    while accept(.partition) {
      partitions.append(try partition())
    }
    return .addPartitions(name, partitions, range(from: start))
  }

  private mutating func partition() throws(QueryError) -> PartitionDeclaration {
    try expect(.leftParenthesis)
    var values: [(name: Identifier, value: String)] = []
    repeat {
      let name = try fieldName()
      try expect(.equal)
      let value = current.kind == .integer ? advance().text : try text("a value")
      values.append((name, value))
    } while accept(.comma)
    try expect(.rightParenthesis)
    let location = accept(.location) ? try text("a location") : nil
    return PartitionDeclaration(values: values, location: location)
  }

  mutating func repairTable() throws(QueryError) -> Statement {
    let start = position
    advance()
    try expect(.repair)
    guard accept(.table) else { throw unexpected("TABLE") }
    let name = try tableName()
    return .repairTable(name, range(from: start))
  }
}

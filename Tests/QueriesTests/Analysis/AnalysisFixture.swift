// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// A small table in the shape of CloudTrail's, and what is asked of the analyzer over it.
enum AnalysisFixture {
  /// 2024-03-31 08:09:10.123456 UTC.
  static let session = Session(nowMicroseconds: 1_711_872_550_123_456)

  static let identity = DataType.row([
    RowField("type", .string), RowField("arn", .string), RowField("accountid", .string),
    RowField("username", .string),
    RowField(
      "sessioncontext",
      .row([
        RowField("attributes", .row([RowField("mfaauthenticated", .string)])),
        RowField("sessionissuer", .row([RowField("arn", .string), RowField("type", .string)])),
      ])
    ),
  ])

  static let resources = DataType.array(
    .row([RowField("arn", .string), RowField("accountid", .string), RowField("type", .string)])
  )

  static let logs = TableDefinition(
    name: "logs",
    columns: [
      column("eventtime", .string), column("useridentity", identity),
      column("eventsource", .string), column("eventname", .string),
      column("sourceipaddress", .string), column("errorcode", .string),
      column("requestparameters", .string), column("resources", resources),
      column("readonly", .string),
      .init(
        field: Field("year", .string),
        source: ScanColumn(.partition("year"), .string),
        isHidden: true
      ),
      .init(
        field: Field("day", .string),
        source: ScanColumn(.partition("day"), .string),
        isHidden: true
      ),
      .init(field: Field("$path", .string), source: ScanColumn(.path, .string), isHidden: true),
    ]
  )

  /// One column of each type, for the rules of types.
  static let types = TableDefinition(
    name: "types",
    columns: [
      column("flag", .boolean), column("tiny", .tinyint), column("small", .smallint),
      column("int", .integer), column("big", .bigint), column("real4", .real),
      column("double8", .double), column("dec", .decimal(precision: 10, scale: 2)),
      column("text", .string), column("short", .varchar(length: 5)),
      column("code", .char(length: 3)),
      column("day", .date), column("clock", .time(precision: 3)),
      column("stamp", .timestamp(precision: 3)),
      column("instant", .timestampWithTimeZone(precision: 3)), column("data", .json),
      column("address", .ipaddress), column("names", .array(.string)),
      column("counts", .map(key: .string, value: .bigint)), column("bytes", .varbinary),
      column("span", .intervalDayToSecond),
    ]
  )

  static let catalog = Catalog(tables: [logs, types])

  private static func column(_ name: String, _ type: DataType) -> TableDefinition.Column {
    .init(field: Field(name, type), source: ScanColumn(.record([name]), type))
  }

  static func query(_ sql: String) throws -> Query {
    guard case .query(let query) = try Parser.parse(sql) else {
      throw QueryError(.syntaxError, "the test's text is no query")
    }
    return query
  }

  static func analyze(_ sql: String) throws -> CompiledQuery {
    try Analyzer(catalog: catalog, session: session).analyze(try query(sql))
  }

  static func compile(_ sql: String) throws -> CompiledQuery {
    try Analyzer(catalog: catalog, session: session).compile(try query(sql))
  }

  /// The only column's type.
  static func type(_ expression: String, from table: String = "types") throws -> String {
    try analyze("SELECT \(expression) FROM \(table)").columns[0].type.description
  }

  /// The catalogue with views, which are not checked.
  static func catalog(views: [String]) throws -> Catalog {
    var catalog = catalog
    for view in views {
      _ = try catalog.apply(try Parser.parse(view), text: view, check: { _, _ in })
    }
    return catalog
  }

  /// Expects an error at the place between two carets.
  static func expectError(
    _ marked: String,
    _ code: QueryError.Code,
    _ message: String? = nil,
    hint: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parts = marked.split(separator: "^", omittingEmptySubsequences: false)
    let sql = parts.joined()
    do {
      _ = try analyze(sql)
      Issue.record("no error", sourceLocation: sourceLocation)
    } catch let error as QueryError {
      #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
      if let message { #expect(error.message == message, sourceLocation: sourceLocation) }
      if let hint { #expect(error.hint == hint, sourceLocation: sourceLocation) }
      if parts.count == 3 {
        let start = parts[0].utf8.count
        let range = SourceRange(start, start + parts[1].utf8.count)
        #expect(error.range == range, sourceLocation: sourceLocation)
      }
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }
}

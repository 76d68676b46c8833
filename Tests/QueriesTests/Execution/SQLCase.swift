// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// A query and its rows: the SQL, a line of dashes, one line a row with ` | ` between the columns.
///
/// The rows were computed by DuckDB from the same statements over the same table, and stand in the
/// order the engine promises: that of ORDER BY, or else that of the input.
struct SQLCase {
  let sql: String
  let rows: [String]

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let border = lines.firstIndex(of: "----") ?? lines.endIndex
    sql = lines[..<border].joined(separator: "\n")
    rows = Array(lines.dropFirst(border + 1))
  }

  /// `events(event, who, size)`, in five units of which one is empty.
  static let events = TestTable(
    [("event", .string), ("who", .string), ("size", .bigint)],
    units: SharedScanTests.table.units
  )

  static func compile(_ sql: String, optimized: Bool = true) throws -> CompiledQuery {
    let columns = events.columns.map {
      TableDefinition.Column(field: Field($0.name, $0.type), source: events.scanColumn($0.name))
    }
    let catalog = Catalog(tables: [TableDefinition(name: "events", columns: columns)])
    guard case .query(let query) = try Parser.parse(sql) else { return try #require(nil) }
    let session = Session(
      nowMicroseconds: 0,
      disabledRules: optimized ? [] : Set(Optimizer.ruleNames)
    )
    return try Analyzer(catalog: catalog, session: session).compile(query)
  }

  /// Runs the query in a few ways of reading, as it was written and as it was optimised, and
  /// compares its rows.
  func check(_ location: SourceLocation = #_sourceLocation) async throws {
    for optimized in [true, false] {
      let query = try Self.compile(sql, optimized: optimized)
      let types = query.columns.map(\.type)
      for reading in Reading.few {
        let result = try await reading.result(of: query.plan, Self.events).get()
        let rows = result.rows.map { row in
          zip(row, types).map { $0.text(as: $1)?.string ?? "NULL" }.joined(separator: " | ")
        }
        let comment: Comment = "\(reading), \(optimized ? "optimised" : "as written")"
        #expect(rows == self.rows, comment, sourceLocation: location)
      }
    }
  }

  /// The error the query ends with.
  static func failure(of sql: String) async throws -> QueryError? {
    let query = try compile(sql)
    switch try await Reading.few[1].result(of: query.plan, events) {
    case .success: return nil
    case .failure(let error): return error
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries
import Testing

/// Which of the logs a declared table reads.
@Suite struct TableLocationsTests {
  private static func table(
    at location: String,
    _ mappings: [(String, String)],
    roots: [(path: String, shown: String)] = [("/srv/trail", "logs")]
  ) throws -> (table: TableDefinition?, warnings: [String]) {
    var catalog = Catalog(
      tables: EventSchema.tables,
      locations: TableLocations(
        mappings: mappings.map { .init(address: $0.0, folder: $0.1) },
        roots: roots.map { .init(path: $0.path, shown: $0.shown) }
      )
    )
    let sql = "CREATE EXTERNAL TABLE t (eventname STRING) LOCATION '\(location)'"
    _ = try catalog.apply(try Parser.parse(sql), text: sql) { _, _ in }
    return (catalog.table(named: "t"), catalog.warnings.map(\.message))
  }

  @Test(arguments: [
    ("s3://b/AWSLogs/1/", "s3://b", "/srv/trail", "logs/AWSLogs/1"),
    ("s3://b/AWSLogs/1", "s3://b/", "/srv/trail/", "logs/AWSLogs/1"),
    ("s3://b/x/AWSLogs", "s3://b/x/", "/srv/trail", "logs/AWSLogs"),
    ("s3://b/", "s3://b/", "/srv", "logs"),
    ("s3://b/trail/AWSLogs/1", "s3://b/", "/srv", "logs/AWSLogs/1"),
  ])
  func aLocationIsAFolderOfTheLogs(
    location: String,
    address: String,
    folder: String,
    place: String
  ) throws {
    let (table, warnings) = try Self.table(at: location, [(address, folder)])
    #expect(table?.places == [place])
    #expect(warnings.isEmpty)
  }

  @Test func theLongestAddressCounts() throws {
    let mappings = [("s3://b/", "/elsewhere"), ("s3://b/x/", "/srv/trail"), ("s3://b/xy", "/no")]
    #expect(try Self.table(at: "s3://b/x/AWSLogs", mappings).table?.places == ["logs/AWSLogs"])
  }

  @Test func aFolderAboveSeveralRootsHoldsThemAll() throws {
    let roots = [("/srv/a", "a"), ("/srv/b", "b/"), ("/other", "c")]
    let places = try Self.table(at: "s3://b/", [("s3://b", "/srv")], roots: roots).table?.places
    #expect(places == ["a", "b/"])
  }

  @Test func withoutAnEntryAllLogsAreReadAndAWarningSaysSo() throws {
    let (table, warnings) = try Self.table(at: "s3://b/x/", [("s3://bb", "/srv/trail")])
    #expect(try #require(table).places == nil)
    #expect(
      warnings == ["table 't' reads all logs: no entry of 'locations' covers 's3://b/x/'"]
    )
  }

  @Test func aFolderWithoutLogsIsAnEmptyTableAndAWarningSaysSo() throws {
    let (table, warnings) = try Self.table(at: "s3://b/x/", [("s3://b", "/elsewhere")])
    #expect(table?.places == [])
    #expect(
      warnings == ["table 't' is empty: none of the logs lie in the folder of 's3://b/x/'"]
    )
  }
}

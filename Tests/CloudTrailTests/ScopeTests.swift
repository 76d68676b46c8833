// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// Which records of a file lie in the scope.
@Suite struct ScopeTests {
  private static let times: [(json: String, isInside: Bool)] = [
    ("\"2024-03-13T23:59:59Z\"", false), ("\"2024-03-14T00:00:00Z\"", true),
    ("\"2024-03-15T23:59:59Z\"", true), ("\"2024-03-16T00:00:00Z\"", false),
    ("\"2024-03-14 10:00:00.000\"", true), ("\"2024-03-14\"", true),
    ("\"2024\\u002d03-14T00:00:00Z\"", true), ("\"yesterday\"", false), ("20240314", false),
    ("null", false), ("{\"a\":1}", false),
  ]

  private static func scope() -> Scope { Scope(from: Day("2024-03-14"), to: Day("2024-03-15")) }

  private static func document() -> String {
    "{\"Records\":["
      + times.enumerated().map { "{\"eventTime\":\($1.json),\"n\":\"\($0)\"}" }.joined(
        separator: ","
      )
      + ",{\"n\":\"none\"}]}"
  }

  @Test func keepsTheRecordsOfThePeriod() throws {
    let result = try scan(document: Self.document(), columns: [field("n")], scope: Self.scope())
    let inside = Self.times.indices.filter { Self.times[$0].isInside }
    #expect(result.column == inside.map(String.init))
    let file = try #require(result.evidence.files.first)
    #expect(file.recordCount == 12)
    #expect(file.outsideScopeCount == 12 - inside.count)
    #expect(file.issue == nil)
  }

  /// A record without a time is of the day its file was delivered.
  @Test(arguments: [("13", 5), ("14", 10), ("15", 10), ("16", 5)])
  func judgesUndatedRecordsByTheirFile(day: String, count: Int) throws {
    let tree = TemporaryTree()
    tree.write(Text("CloudTrail/eu-west-1/2024/03/\(day)/a.json"), Self.document())
    let result = try scan([tree.root], columns: [field("n")], scope: Self.scope())
    #expect(result.rows.count == count)
  }

  @Test func anOpenPeriodHasOneEnd() throws {
    let document =
      "{\"Records\":[{\"eventTime\":\"2023-12-31T23:59:59Z\"},{\"eventTime\":\"2024-01-01T00:00:00Z\"}]}"
    let day = try #require(Day("2024-01-01"))
    let since = try scan(document: document, columns: [field("eventtime")], scope: Scope(from: day))
    #expect(since.column == ["2024-01-01T00:00:00Z"])
    let until = try scan(
      document: document,
      columns: [field("eventtime")],
      scope: Scope(to: day.previous)
    )
    #expect(until.column == ["2023-12-31T23:59:59Z"])
  }

  @Test func recordsDecideWhereThePlaceDoesNotTell() throws {
    let records = [
      "{\"recipientAccountId\":\"111122223333\",\"awsRegion\":\"eu-west-1\",\"n\":\"1\"}",
      "{\"recipientAccountId\":\"1111\\u00322223333\",\"awsRegion\":\"eu-west-1\",\"n\":\"2\"}",
      "{\"recipientAccountId\":\"111122223333\",\"awsRegion\":\"us-east-1\",\"n\":\"3\"}",
      "{\"recipientAccountId\":\"444455556666\",\"awsRegion\":\"eu-west-1\",\"n\":\"4\"}",
      "{\"awsRegion\":\"eu-west-1\",\"n\":\"5\"}",
    ]
    let document = "{\"Records\":[\(records.joined(separator: ","))]}"
    let scope = Scope(accounts: ["111122223333"], regions: ["eu-west-1"])
    let loose = try scan(document: document, columns: [field("n")], scope: scope)
    #expect(loose.column == ["1", "2"])
    #expect(loose.evidence.files.map(\.outsideScopeCount) == [3])
    // Where the place tells, the record is not asked.
    let tree = TemporaryTree()
    tree.write("AWSLogs/111122223333/CloudTrail/eu-west-1/2024/03/14/a.json", document)
    let placed = try scan([tree.root], columns: [field("n")], scope: scope)
    #expect(placed.rows.count == 5)
  }

  @Test func whatTheScopeLooksAtCanBeAColumnToo() throws {
    let document = "{\"Records\":[{\"eventTime\":\"2024-03-14T00:00:00Z\"}]}"
    let result = try scan(
      document: document,
      columns: [field("eventtime"), field("")],
      scope: Self.scope()
    )
    #expect(
      result.texts == [["2024-03-14T00:00:00Z", "{\"eventTime\":\"2024-03-14T00:00:00Z\"}"]]
    )
  }
}

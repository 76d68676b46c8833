// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// Every form CloudTrail's records come in, recognised by content, gives the same rows.
@Suite struct InputFormTests {
  private static let columns = [
    field("eventname"), field("eventid"), field("useridentity.username"),
    field("requestparameters"), field(""),
  ]

  private static let wanted: [[String?]] = [
    [
      "RunInstances", "11111111-aaaa-4bbb-8ccc-000000000001", "jérôme \"x\"",
      #"{"path":"C:\\temp\\new","list":[1,{"a":"}]"}]}"#,
    ],
    [
      "GetObject", "22222222-aaaa-4bbb-8ccc-000000000002", "jérôme \"x\"",
      #"{"path":"C:\\temp\\new","list":[1,{"a":"}]"}]}"#,
    ],
  ]

  /// Names that say nothing, or something else.
  @Test(arguments: WrittenForm.all)
  func givesTheSameRows(form: WrittenForm) throws {
    for name in ["log.json.gz", "5d41402a-1b2c", "export/000000.gz"] {
      let tree = TemporaryTree()
      tree.write(Text(name), form.bytes)
      let result = try scan([tree.root], columns: Self.columns)
      let file = try #require(result.evidence.files.first, "\(result.evidence.skipped)")
      #expect(file.issue == nil, "\(file.issue?.reason ?? "")")
      #expect(file.form == form.form)
      #expect(file.isReformatted == form.isReformatted)
      #expect(file.recordCount == 2)
      #expect(file.foreignCount == form.foreignCount)
      #expect(file.refusedCount == 0)
      #expect(file.salvagedCount == 0)
      // Of the pretty-printed copy, values and records are written with spaces.
      if !form.isReformatted {
        #expect(result.texts.map { $0.dropLast() } == Self.wanted.map { $0[...] })
        #expect(result.texts.map(\.last) == [WrittenForm.first, WrittenForm.second])
      } else {
        #expect(result.texts.map { $0.prefix(3) } == Self.wanted.map { $0.prefix(3) })
      }
    }
  }

  @Test func aSingleRecordIsRead() throws {
    let result = try scan(document: WrittenForm.first, columns: Self.columns)
    #expect(result.rows.count == 1)
    #expect(result.evidence.files.map(\.form) == ["records"])
  }

  /// A second member of a log file is covered by no digest, and another reader would not see it.
  @Test func ofALogFileOnlyTheFirstMemberCounts() throws {
    let tree = TemporaryTree()
    let member = Gzip.stored("{\"Records\":[\(WrittenForm.first)]}")
    tree.write("a.json.gz", member + member)
    let result = try scan([tree.root], columns: Self.columns)
    #expect(result.rows.count == 1)
    #expect(result.evidence.issues.map(\.kind) == [.trailingData])
  }

  @Test func aBrokenLineCostsOneLine() throws {
    let lines = [
      WrittenForm.first, String(WrittenForm.second.dropLast(30)), WrittenForm.second,
      "no json at all", #"{"eventVersion":"1.08","eventSource":tru}"#, WrittenForm.first,
    ]
    let result = try scan(
      document: lines.joined(separator: "\n"),
      columns: [field("eventname")],
      duplicates: .keep
    )
    #expect(result.column == ["RunInstances", "GetObject", "RunInstances"])
    let file = try #require(result.evidence.files.first)
    #expect(file.recordCount == 3)
    #expect(file.salvagedCount == 3)
    #expect(file.refusedCount == 3)
    #expect(file.issue?.kind == .malformedRecord)
  }

  @Test func aCutExportGivesTheLinesBeforeTheCut() throws {
    let text = "1710410400000 \(WrittenForm.first)\n1710410399000 \(WrittenForm.second)"
    let result = try scan(document: String(text.dropLast(40)), columns: [field("eventname")])
    #expect(result.column == ["RunInstances"])
    #expect(result.evidence.issues.map(\.kind) == [.truncated])
    #expect(result.evidence.files.map(\.salvagedCount) == [1])
  }

  /// What is in a file whose name tells nothing, and what it is counted as.
  @Test(arguments: [
    ("2 111122223333 eni-0a1b 10.0.0.1 10.0.0.2 443 1 6 1 1 1 1 ACCEPT OK\n", "VPC flow logs"),
    ("version account-id interface-id srcaddr\n2 1 eni-1 x\n", "VPC flow logs"),
    ("#Version: 1.0\n#Fields: date time\n", "CloudFront logs"),
    ("https 2024-03-14T10:00:00.000000Z app/x/1 10.0.0.1:1 -\n", "Elastic Load Balancing logs"),
    ("Event time,User name,Event name,Resource type\na,b,c,d\n", "event history as CSV"),
    (
      "\"eventVersion\",\"userIdentity\",\"eventTime\"\n\"1\",\"2\",\"3\"\n", "query results as CSV"
    ),
    ("{\"configurationItems\":[]}", "AWS Config"),
    ("{\"version\":\"1.1\",\"query_timestamp\":\"x\"}", "Route 53 Resolver query logs"),
    ("{\"timestamp\":1,\"formatVersion\":1,\"webaclId\":\"x\"}", "AWS WAF logs"),
    ("{\"metadata\":{},\"class_uid\":6003}", "Security Lake records"),
    ("1710410400000 {}\n1710410400001 hello\n", "messages and events of other sources"),
    ("1710410400000 hello\n1710410400001 world\n", "other files"),
    ("some notes", "other files"), ("\u{1}\u{2}\u{3}", "other files"), ("", "other files"),
    ("{\"a\":1}", "other files"), ("PAR1....", "Parquet files"),
  ])
  func namesWhatIsNoCloudTrail(content: String, kind: String) throws {
    let tree = TemporaryTree()
    tree.write("some-object", content)
    let result = try scan([tree.root], columns: [])
    #expect(result.evidence.issues.isEmpty)
    #expect(result.evidence.files.isEmpty)
    #expect(result.evidence.skipped.map(\.kind) == [kind])
  }

  @Test func recordsThatAreNoEventsHaveTheirOwnBatches() throws {
    func record(_ name: String, _ category: String) -> String {
      #"{"eventVersion":"1.08","eventType":"x","eventName":"\#(name)","#
        + #""eventTime":"2024-03-1\#(name.count)T00:00:00Z","eventCategory":"\#(category)"}"#
    }
    let records = [
      record("A", "Management"), record("BB", "Data"), record("CCC", "Insight"),
      record("DDDD", "NetworkActivity"), record("EEEEE", "NetworkActivity"),
      record("F", "Aggregated"), record("G", "Somethingelse"),
    ]
    let result = try scan(
      document: "{\"Records\":[\(records.joined(separator: ","))]}",
      columns: [field("eventname")],
      scope: Scope(from: Day("2024-03-01"), to: Day("2024-03-14"))
    )
    #expect(result.column == ["A", "BB", "CCC", "DDDD", "F", "G"])
    #expect(result.batchKinds == [.event, .insight, .networkActivity, .aggregated, .event])
    let file = try #require(result.evidence.files.first)
    #expect(file.recordCount == 3)
    #expect(file.outsideScopeCount == 0)
    #expect(
      file.others == [
        OtherRecords(kind: .insight, count: 1, outsideScopeCount: 0),
        OtherRecords(kind: .networkActivity, count: 2, outsideScopeCount: 1),
        OtherRecords(kind: .aggregated, count: 1, outsideScopeCount: 0),
      ]
    )
  }

  @Test func wrappingsInWrappingsEnd() throws {
    var text = WrittenForm.first
    for _ in 0..<2000 {
      text = #"{"detail-type":"x via CloudTrail","detail":\#(text)}"#
    }
    let result = try scan(document: text, columns: [])
    #expect(result.rows.isEmpty)
    #expect(result.evidence.files.isEmpty)
  }

  @Test func aZstdBombIsRefused() throws {
    let tree = TemporaryTree()
    tree.write("a.json.zst", Zstd.run(of: 0x20, after: "{\"Records\":[]}", blockCount: 400))
    let result = try scan([tree.root], columns: [])
    #expect(result.evidence.issues.map(\.kind) == [.tooLarge])
  }
}

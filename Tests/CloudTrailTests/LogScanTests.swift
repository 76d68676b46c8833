// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

@Suite struct LogScanTests {
  private static func document(count: Int, _ record: (Int) -> String) -> String {
    "{\"Records\":[" + (0..<count).map(record).joined(separator: ",") + "]}"
  }

  @Test func handsOutBatchesInOrder() throws {
    let document = Self.document(count: 5000) {
      "{\"eventID\":\"\($0)\",\"eventName\":\"\($0 % 7)\"}"
    }
    let result = try scan(document: document, columns: [field("eventid"), field("eventname")])
    #expect(result.batchRowCounts == [2048, 2048, 904])
    #expect(result.texts == (0..<5000).map { ["\($0)", "\($0 % 7)"] })
    #expect(result.evidence.files.map(\.recordCount) == [5000])
  }

  /// A beginning may be longer than was asked for, and a text that is not plain ASCII stays whole.
  @Test func cutsTextsOfWhichTheBeginningIsEnough() throws {
    let texts = [
      "2024-03-14T12:34:56Z", "2024", "", "2024-03-1é and more", "a\\u00e9bcdefghijklmnop",
    ]
    let document = Self.document(count: texts.count) { "{\"eventTime\":\"\(texts[$0])\"}" }
    let column = ScanColumn(.record(["eventtime"]), .string, prefixLength: 10)
    let result = try scan(document: document, columns: [column, field("eventtime")])
    #expect(
      result.texts == [
        ["2024-03-14", texts[0]], ["2024", "2024"], ["", ""], [texts[3], texts[3]],
        ["aébcdefghijklmnop", "aébcdefghijklmnop"],
      ]
    )
  }

  /// What is taken of times while records are read is what stands there: nothing of a text that is
  /// long, no text, or written with escapes, and of each row its own after copies were removed.
  @Test func takesShortTextsOfTimes() throws {
    let times = [
      "\"2024-03-14T12:34:56Z\"", "\"\"", "null", "\"2024-03-14T12:34:56.123456Z\"", "17",
      "\"2024-03-14T12:34:5\\u0036Z\"", "\"123456789012345678901234\"", "\"é\"",
    ]
    // Every third record is a copy of one before.
    let document = Self.document(count: 6000) { number in
      let original = number % 3 == 2 ? number - 1 : number
      return "{\"eventID\":\"\(original)\",\"eventTime\":\(times[original % 8])}"
    }
    let tree = TemporaryTree()
    tree.write("log.json", Array(document.utf8))
    let source = LogScan(
      LogTree(roots: [tree.root], scope: Scope(), fileLimit: 10),
      columns: [field("eventtime")],
      duplicates: .remove
    )
    var reader = source.makeReader()
    var number = 0
    try reader.read(unit: 0) { batch in
      guard case .spans(let vector) = batch.columns[0] else { return }
      for row in 0..<batch.rowCount {
        let time = times[number % 8]
        let isShort = time != "null" && !time.contains("\\") && time.count <= 26
        let text = isShort ? time.replacing("\"", with: "") : nil
        #expect(vector.shortTexts?[row]?.text.string == text)
        number += number % 3 == 1 ? 2 : 1
      }
    }
    #expect(number == 6000)
  }

  @Test func hasARowForEveryRecordThoughNoColumnIsAsked() throws {
    let result = try scan(document: Self.document(count: 3) { _ in "{}" }, columns: [])
    #expect(result.rows == [[], [], []])
  }

  @Test func readsWhatStandsAroundRecords() throws {
    let documents = [
      "{\"Records\":[{\"a\":\"1\"},{\"a\":\"2\"}]}",
      "\u{feff}{\"Records\":[{\"a\":\"1\"},{\"a\":\"2\"}]}\n",
      " {\n \"Records\" : [ \n{ \"a\" : \"1\" } ,\r\n\t{\"a\":\"2\"}\n ]\n}\n ",
      "{\"x\":{\"Records\":[{}]},\"y\":null,\"Records\":[{\"a\":\"1\"},{\"a\":\"2\"}],\"z\":[1]}",
      "{\"Records\":[{\"a\":\"1\"}],\"Records\":[{\"a\":\"2\"}]}",
    ]
    for document in documents {
      let result = try scan(document: document, columns: [field("a")])
      #expect(result.column == ["1", "2"])
      #expect(result.evidence.issues.isEmpty)
    }
  }

  @Test func readsBareRecords() throws {
    let record = "{\"eventVersion\":\"1.08\",\"eventSource\":\"s3.amazonaws.com\",\"a\":\"1\"}"
    for document in [record, "[\(record)]", " [ \(record) ] "] {
      let result = try scan(document: document, columns: [field("a")])
      #expect(result.column == ["1"])
      #expect(result.evidence.issues.isEmpty)
    }
  }

  @Test func anEmptyFileOfRecordsIsNoTrouble() throws {
    for document in ["{\"Records\":[]}", "{\"Records\": [ ] }"] {
      let result = try scan(document: document, columns: [field("a")])
      #expect(result.evidence.files.map(\.recordCount) == [0])
      #expect(result.evidence.issues.isEmpty)
    }
  }

  @Test func tellsOfTextBehindTheDocument() throws {
    let result = try scan(
      document: "{\"Records\":[{\"a\":\"1\"}]}{\"Records\":[{\"a\":\"2\"}]} and more",
      columns: [field("a")]
    )
    #expect(result.column == ["1", "2"])
    #expect(result.evidence.issues.map(\.kind) == [.trailingData])
    #expect(
      result.evidence.issues.first?.reason == "8 bytes behind the JSON document are not used"
    )
  }

  @Test func computesPartitionColumnsFromThePlace() throws {
    let tree = TemporaryTree()
    tree.write("AWSLogs/012345678901/CloudTrail/eu-west-1/2024/03/04/a.json", "{\"Records\":[{}]}")
    tree.write("b.json", "{\"Records\":[{}]}")
    let names = ["account", "region", "year", "month", "day", "date", "nonsense"]
    let columns =
      names.map { ScanColumn(.partition($0), .string) } + [
        ScanColumn(.partition("day"), .integer), ScanColumn(.partition("date"), .date),
        ScanColumn(.partition("account"), .varchar(length: 4)), ScanColumn(.path, .string),
      ]
    let result = try scan([tree.root], columns: columns)
    let first = "AWSLogs/012345678901/CloudTrail/eu-west-1/2024/03/04/a.json"
    #expect(
      result.rows[0] == [
        .text("012345678901"), .text("eu-west-1"), .text("2024"), .text("03"), .text("04"),
        .text("2024/03/04"), .null, .bigint(4), .date(19_786), .text("0123"),
        .varchar(Text(bytes: tree.location(Text(first)))),
      ]
    )
    #expect(result.rows[1].dropLast() == Array(repeating: .null, count: 10)[...])
  }

  @Test func dictionariesGrowAcrossFilesAndKeepTheirCodes() throws {
    let tree = TemporaryTree()
    // The larger file is read first.
    tree.write(
      "a.json",
      "{\"Records\":[{\"a\":\"x\"},{\"a\":\"y\"},{\"a\":null},{}]}\n\n\n\n\n\n\n\n\n\n\n\n"
    )
    tree.write(
      "b.json",
      "{\"Records\":[{\"a\":\"y\"},{\"a\":\"z\"},{\"a\":\"\\u0078\"},{\"a\":\"\"}]}"
    )
    let source = LogScan(LogTree(roots: [tree.root]), columns: [field("a")])
    var reader = source.makeReader()
    var codes: [[UInt32]] = []
    var dictionaries: [ValueDictionary] = []
    for unit in source.schedule {
      try reader.read(unit: unit) { batch in
        guard case .dictionary(let vector) = batch.columns[0] else { return }
        codes.append(vector.codes)
        dictionaries.append(vector.dictionary)
      }
    }
    // One code for a value, however it is written; 0 for NULL.
    #expect(codes == [[1, 2, 0, 0], [2, 3, 1, 4]])
    #expect(dictionaries[0] === dictionaries[1])
    #expect(dictionaries[0].values == [.null, .text("x"), .text("y"), .text("z"), .text("")])
    #expect(dictionaries[0].generation == 0)
  }

  /// With at most 4 values: files of distinct values, the largest first, and how their column comes.
  @Test func aDictionaryThatGrewTooLargeIsBegunAnew() throws {
    let tree = TemporaryTree()
    for (name, count) in [("a", 5), ("b", 2), ("c", 17), ("d", 1)] {
      tree.write(
        Text("\(name).json"),
        Self.document(count: count) { "{\"a\":\"\(name)\($0)\"}" }
      )
    }
    let source = LogScan(
      LogTree(roots: [tree.root]),
      columns: [field("a")],
      limits: ScanLimits(dictionaryValueCount: 4)
    )
    var reader = source.makeReader()
    var forms: [String] = []
    var values: [[String?]] = []
    for unit in source.schedule {
      try reader.read(unit: unit) { batch in
        switch batch.columns[0] {
        case .dictionary(let vector):
          forms.append("\(vector.dictionary.generation): \(vector.dictionary.values.count - 1)")
        case .values: forms.append("values")
        case .constant, .spans: forms.append("unexpected")
        }
        values.append((0..<batch.rowCount).map { batch.columns[0].value(at: $0).testText })
      }
    }
    #expect(forms == ["values", "1: 5", "2: 2", "2: 3"])
    #expect(values.map(\.count) == [17, 5, 2, 1])
    #expect(values[0] == (0..<17).map { "c\($0)" })
    #expect(values[3] == ["d0"])
  }

  /// Day by day; in a day by size, unless its identifiers need more memory than there is.
  @Test func filesOfADayAreTakenByTheirSize() {
    let tree = TemporaryTree()
    for (account, day, count) in [
      ("1", "02", 3), ("2", "01", 5), ("1", "01", 9), ("2", "01", 7), ("1", "01", 1),
      ("2", "02", 4),
    ] {
      let id = String(repeating: account, count: 12)
      tree.write(
        Text(
          "AWSLogs/\(id)/CloudTrail/us-east-1/2026/03/\(day)/"
            + "\(id)_CloudTrail_us-east-1_202603\(day)T0005Z_\(count).json"
        ),
        Self.document(count: count) { "{\"a\":\"\($0)\"}" }
      )
    }
    func taken(identifierByteCount: Int) -> [String] {
      let logs = LogTree(roots: [tree.root])
      let scan = LogScan(
        logs,
        columns: [],
        limits: ScanLimits(identifierByteCount: identifierByteCount)
      )
      return scan.schedule.map { unit in
        let path = logs.files[unit].path.string
        return path.split(separator: "/").dropFirst().prefix(1).map { String($0.prefix(1)) }
          .joined()
          + path.suffix(6).prefix(1)
      }
    }
    #expect(taken(identifierByteCount: 1 << 20) == ["19", "27", "25", "11", "24", "13"])
    #expect(taken(identifierByteCount: 0) == ["19", "11", "27", "25", "13", "24"])
  }

  @Test func twoReadersGiveWhatOneGives() throws {
    let tree = TemporaryTree()
    for index in 0..<6 {
      tree.write(
        Text("\(index).json"),
        index == 3 ? "{" : Self.document(count: index) { "{\"a\":\"\($0)\"}" }
      )
    }
    let source = LogScan(LogTree(roots: [tree.root]), columns: [field("a")])
    var first = source.makeReader()
    var second = source.makeReader()
    for (turn, unit) in source.schedule.enumerated() {
      if turn % 2 == 0 {
        try first.read(unit: unit) { _ in }
      } else {
        try second.read(unit: unit) { _ in }
      }
    }
    let evidence = source.evidence(from: [second.finish(), first.finish()])
    #expect(try evidence == scan([tree.root], columns: [field("a")]).evidence)
    #expect(evidence.files.map(\.recordCount) == [0, 1, 2, 0, 4, 5])
    #expect(source.progress.fileCount == 6)
    #expect(
      source.progress.storedByteCount == evidence.files.reduce(0) { $0 + $1.storedByteCount }
    )
  }

  @Test func anErrorOfTheReceiverEndsTheReading() throws {
    struct Stop: Error {}
    let tree = TemporaryTree()
    tree.write("a.json", Self.document(count: 5000) { "{\"a\":\"\($0)\"}" })
    var reader = LogScan(LogTree(roots: [tree.root]), columns: [field("a")]).makeReader()
    var batchCount = 0
    #expect(throws: Stop.self) {
      try reader.read(unit: 0) { _ in
        batchCount += 1
        throw Stop()
      }
    }
    #expect(batchCount == 1)
  }
}

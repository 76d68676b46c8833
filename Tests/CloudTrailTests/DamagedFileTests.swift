// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// What a damaged or foreign file gives: the whole records before the damage, and an issue that says
/// what was found.
@Suite struct DamagedFileTests {
  private static let document =
    "{\"Records\":[{\"eventName\":\"A\"},{\"eventName\":\"B\"},{\"eventName\":\"C\"}]}"

  private static func read(
    _ bytes: [UInt8],
    limits: ScanLimits = ScanLimits(),
    damaged: DamagedFiles = .salvage
  ) throws -> ScanResult {
    let tree = TemporaryTree()
    tree.write("log.json.gz", bytes)
    return try scan(
      [tree.root],
      columns: [field("eventname")],
      limits: limits,
      damaged: damaged
    )
  }

  @Test func aWholeFileHasNoIssue() throws {
    let result = try Self.read(Gzip.stored(Self.document))
    #expect(result.column == ["A", "B", "C"])
    let file = try #require(result.evidence.files.first)
    #expect(file.issue == nil)
    #expect(file.recordCount == 3)
    #expect(file.storedByteCount == Gzip.stored(Self.document).count)
    #expect(file.inflatedByteCount == Self.document.utf8.count)
  }

  @Test func aFileCutAnywhereGivesTheRecordsBeforeTheCut() throws {
    let whole = Gzip.stored(Self.document)
    let text = Array(Self.document.utf8)
    let names: [String?] = ["A", "B", "C"]
    for count in 0..<whole.count {
      let result = try Self.read(Array(whole[..<count]))
      let file = try #require(result.evidence.files.first)
      let wanted: InputIssue.Kind = count == 0 ? .empty : count < 2 ? .notJSON : .truncated
      #expect(file.issue?.kind == wanted, "\(count) bytes: \(file.issue?.reason ?? "no issue")")
      // A header of ten bytes and a block's of five; every record ends in a brace.
      let left = text.prefix(max(0, count - 15))
      let recordCount = min(3, left.count { $0 == UInt8(ascii: "}") })
      #expect(result.column == Array(names.prefix(recordCount)))
      #expect(file.recordCount == recordCount)
      #expect(file.salvagedCount == recordCount)
      let skipped = try Self.read(Array(whole[..<count]), damaged: .skip)
      #expect(skipped.rows.isEmpty)
      #expect(skipped.evidence.files.first?.recordCount == 0)
      #expect(skipped.evidence.files.first?.issue?.kind == wanted)
    }
  }

  @Test func aFlippedBitIsNeverReadAsIfItWereWhole() throws {
    let whole = Gzip.stored(Self.document)
    // Behind the magic and the flags: modification time, extra flags and system mean nothing.
    for place in 10..<whole.count {
      var bytes = whole
      bytes[place] ^= 1 << UInt8(place % 8)
      let result = try Self.read(bytes)
      let file = try #require(result.evidence.files.first)
      let kind = file.issue?.kind
      #expect(kind == .corrupt || kind == .truncated, "byte \(place)")
      #expect(result.rows.count == file.recordCount)
      #expect(file.salvagedCount == file.recordCount)
      #expect(try Self.read(bytes, damaged: .skip).rows.isEmpty)
    }
  }

  @Test func onlyTheFirstMemberCounts() throws {
    let second = Gzip.stored("{\"Records\":[{\"eventName\":\"Forged\"}]}")
    for tail in [second, [0], Array("garbage".utf8)] {
      let result = try Self.read(Gzip.stored(Self.document) + tail)
      #expect(result.column == ["A", "B", "C"])
      let file = try #require(result.evidence.files.first)
      #expect(file.recordCount == 3)
      #expect(file.issue?.kind == .trailingData)
      #expect(
        file.issue?.reason == "\(tail.count) bytes behind the first gzip member are not used"
      )
    }
  }

  @Test func aBombIsRefusedByItsRatioAndByItsSize() throws {
    let bomb = Gzip.run(of: UInt8(ascii: " "), after: "{\"Records\":[]}", matchCount: 80_000)
    let byRatio = try Self.read(bomb, limits: ScanLimits(inflationRatio: 100))
    #expect(byRatio.evidence.files.first?.issue?.kind == .tooLarge)
    #expect(
      byRatio.evidence.files.first?.issue?.reason
        == "inflates to more than 100 times its \(bomb.count) bytes"
    )
    let bySize = try Self.read(bomb, limits: ScanLimits(inflatedByteCount: 1 << 20))
    #expect(bySize.evidence.files.first?.issue?.kind == .tooLarge)
    #expect(
      bySize.evidence.files.first?.issue?.reason
        == "inflates to more than the limit of 1048576 bytes"
    )
    let allowed = try Self.read(bomb, limits: ScanLimits(inflationRatio: 2000))
    #expect(allowed.evidence.issues.isEmpty)
    #expect(allowed.evidence.files.first?.inflatedByteCount == 15 + 258 * 80_000)
  }

  @Test func aFileOfTooManyRecordsIsRefused() throws {
    let allowed = try Self.read(Array(Self.document.utf8), limits: ScanLimits(recordCount: 3))
    #expect(allowed.rows.count == 3)
    let refused = try Self.read(Array(Self.document.utf8), limits: ScanLimits(recordCount: 2))
    #expect(refused.rows.isEmpty)
    #expect(refused.evidence.issues.map(\.kind) == [.tooLarge])
    #expect(refused.evidence.issues.map(\.reason) == ["holds more than the limit of 2 records"])
  }

  /// The text ends where its buffer ends, so that a sanitizer sees every read too far.
  @Test func textThatFillsItsBufferIsReadInBounds() throws {
    let end =
      #"{"userIdentity":{"arn":"a","x":[{"y":"\\"}]},"eventName":"A","n":-1.5e3,"t":true}]}"#
    for count in 0...end.utf8.count {
      let head = #"{"Records":["#
      let filling = String(repeating: " ", count: (1 << 16) - head.utf8.count - count)
      let document = Array((head + filling).utf8) + Array(end.utf8.prefix(count))
      let result = try Self.read(document)
      #expect(document.count == 1 << 16)
      #expect(result.column == (count >= end.utf8.count - 2 ? ["A"] : []))
      #expect(result.evidence.issues.count == (count == end.utf8.count ? 0 : 1))
    }
  }

  @Test func aPlainFileIsLimitedToo() throws {
    let result = try Self.read(
      Array(Self.document.utf8),
      limits: ScanLimits(inflatedByteCount: 20)
    )
    #expect(result.evidence.files.first?.issue?.kind == .tooLarge)
  }

  /// What is in the file, the kind of issue, and a part of its reason.
  @Test(arguments: [
    ("", InputIssue.Kind.empty, "holds no bytes"),
    (" \n\t", .empty, "holds no text"),
    ("\u{feff}", .empty, "holds no text"),
    ("hello", .notJSON, "begins with 'h'"),
    ("\"Records\"", .notJSON, "begins with a string"),
    ("{}", .noRecords, "holds an empty object"),
    ("[]", .noRecords, "not of CloudTrail records"),
    ("[1,2]", .noRecords, "not of CloudTrail records"),
    ("[{\"a\":1}]", .noRecords, "not of CloudTrail records"),
    ("{\"a\":1,\"b\":2}", .noRecords, "holds the keys 'a', 'b', expected 'Records'"),
    ("{\"Records\":null}", .noRecords, "'Records' holds null or a word at byte 11"),
    ("{\"Records\":{}}", .noRecords, "'Records' holds an object"),
    ("{\"records\":[{}]}", .noRecords, "holds the keys 'records'"),
    ("{\"detail-type\":\"AWS API Call via CloudTrail\"}", .noRecords, "no CloudTrail record"),
    ("{\"Records\":[{\"a\":1},", .truncated, "ends at byte 20, in record 2, expected a record"),
    ("{\"Records\":[{\"a\":1}", .truncated, "ends at byte 19"),
    ("{\"Records\":[{\"a\":1}]", .truncated, "ends at byte 20"),
    (
      "{\"Records\":[{\"a\":\"b", .truncated,
      "ends at byte 19, in record 1, expected the end of a string that begins at byte 17"
    ),
    (
      "{\"Records\":[{\"a\":{\"b\":[1", .truncated,
      "expected a closing bracket for the one at byte 17"
    ),
    (
      "{\"Records\":[{\"a\":1},{\"a\"}]}", .malformedRecord,
      "record 2 is not JSON at byte 24: found '}', expected ':'; 1 whole record in it is used"
    ),
    ("{\"Records\":[{\"a\":1} {}]}", .malformedRecord, "expected ',' or the closing bracket"),
    ("{\"Records\":[{\"a\":1,}]}", .malformedRecord, "expected a key in quotes"),
    ("{\"Records\":[{\"a\":tru", .truncated, "ends at byte 20"),
    ("{\"Records\":[{\"a\":-", .truncated, "ends at byte 18"),
    ("{\"Records\":[{\"a\":01}]}", .malformedRecord, "expected a value"),
    ("{\"Records\":[{\"a\":tru}]}", .malformedRecord, "expected a value"),
    ("{\"Records\":[{\"a\":+1}]}", .malformedRecord, "expected a value"),
    ("{\"Records\":[{\"a\":NaN}]}", .malformedRecord, "expected a value"),
    ("{\"Records\":[{\"a\":1 \"b\":2}]}", .malformedRecord, "expected ',' or the closing bracket"),
    (
      "{\"Records\":[null]}", .malformedRecord,
      "record 1 is not JSON at byte 12: found null or a word, expected a record"
    ),
    ("{\"Records\":[[]]}", .malformedRecord, "found an array, expected a record"),
    ("{\"Records\":[{}],}", .malformedRecord, "expected a key in quotes"),
    ("{\"Records\":[{}]\u{0}", .malformedRecord, "the byte 0x0"),
  ])
  func saysWhatWasFound(content: String, kind: InputIssue.Kind, reason: String) throws {
    for bytes in [Array(content.utf8), Gzip.stored(content)] {
      let result = try Self.read(bytes)
      let file = try #require(result.evidence.files.first)
      if bytes.count != content.utf8.count && content.isEmpty {
        #expect(file.issue?.reason == "holds no text, expected JSON")
        continue
      }
      #expect(file.issue?.kind == kind)
      #expect(file.issue?.reason.contains(reason) ?? false, "\(file.issue?.reason ?? "none")")
      #expect(result.rows.count == file.recordCount)
      #expect(file.salvagedCount == file.recordCount)
    }
  }

  @Test(
    arguments: [
      ([0x28, 0xb5, 0x2f, 0xfd, 0x00], InputIssue.Kind.truncated, "the zstd data ends too early"),
      ([0xff, 0xfe, 0x7b, 0x00], .notJSON, "is UTF-16 text"),
      ([0x1f, 0x8b], .truncated, "the gzip data ends too early"),
      (
        [0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .corrupt,
        "damaged at byte 4 of 18"
      ),
    ] as [([UInt8], InputIssue.Kind, String)]
  )
  func saysWhatBinaryFilesAre(bytes: [UInt8], kind: InputIssue.Kind, reason: String) throws {
    let result = try Self.read(bytes)
    #expect(result.evidence.files.first?.issue?.kind == kind)
    let found = result.evidence.files.first?.issue?.reason ?? "none"
    #expect(found.contains(reason), "\(found)")
  }

  @Test(arguments: [
    ("{\"digestS3Object\":\"x\",\"logFiles\":[]}", "CloudTrail digests"),
    ("{\"publicKeyList\":[]}", "CloudTrail public keys"),
    ("{\"fileVersion\":\"1.0\",\"configurationItems\":[]}", "AWS Config"),
    ("PAR1xxxxPAR1", "Parquet files"),
    ("PK\u{3}\u{4}xxxx", "zip archives"),
  ])
  func recognisesOtherFilesByTheirContent(content: String, kind: String) throws {
    let result = try Self.read(Gzip.stored(content))
    #expect(result.evidence.files.isEmpty)
    #expect(result.evidence.issues.isEmpty)
    #expect(result.evidence.skipped.map(\.kind) == [kind])
    #expect(result.evidence.skipped.first?.fileCount == 1)
  }

  @Test func aFileThatIsGoneIsAnIssue() throws {
    let tree = TemporaryTree()
    tree.write("a.json", Self.document)
    tree.write("b.json", Self.document)
    let source = LogScan(LogTree(roots: [tree.root]), columns: [field("eventname")])
    tree.remove("a.json")
    tree.remove("b.json")
    tree.makePipe("b.json")
    var reader = source.makeReader()
    for unit in source.schedule {
      try reader.read(unit: unit) { batch in #expect(batch.rowCount == 0) }
    }
    let issues = source.evidence(from: [reader.finish()]).issues
    #expect(issues.map(\.kind) == [.unreadable, .notRegularFile])
    #expect(issues.first?.reason == "cannot be opened: no such file or directory")
  }

  /// Some of the system's own files tell a size that they do not have.
  @Test func aFileThatIsShorterThanItSaidIsAnIssue() throws {
    let tree = LogTree(roots: ["/sys/devices/system/cpu/online"])
    guard let file = tree.files.first, file.storedByteCount == 4096 else { return }
    let result = try scan(tree.roots, columns: [])
    let issue = try #require(result.evidence.issues.first)
    #expect(issue.kind == .changed)
    #expect(issue.reason.hasPrefix("shrank while it was read: "))
    #expect(issue.reason.hasSuffix(" of 4096 bytes were there"))
  }

  @Test func aDamagedFileLeavesTheNextOneWhole() throws {
    let tree = TemporaryTree()
    tree.write("a.json", Self.document)
    tree.write("b.json", "{\"Records\":[{\"eventName\":\"X\"},{\"eventName\":\"Y\"")
    tree.write("c.json", Self.document)
    let result = try scan([tree.root], columns: [field("eventname")])
    #expect(result.column == ["A", "B", "C", "X", "A", "B", "C"])
    #expect(result.evidence.files.map(\.recordCount) == [3, 1, 3])
    #expect(result.evidence.files.map(\.salvagedCount) == [0, 1, 0])
    #expect(result.evidence.issues.map(\.kind) == [.truncated])
  }

  @Test func depthNeedsNoStack() throws {
    let open = String(repeating: "{\"a\":[", count: 200_000)
    let close = String(repeating: "]}", count: 200_000)
    let deep = Array("{\"Records\":[{\"x\":\(open)1\(close),\"eventName\":\"A\"}]}".utf8)
    let result = try Self.read(deep, limits: ScanLimits(nestingDepth: 400_001))
    #expect(result.column == ["A"])
    #expect(result.evidence.issues.isEmpty)
    let refused = try Self.read(deep)
    #expect(refused.rows.isEmpty)
    #expect(refused.evidence.files.first?.refusedCount == 1)
    #expect(
      refused.evidence.issues.map(\.reason)
        == ["record 1 is nested deeper than the limit of 5000, and is left out"]
    )
    let unclosed = try Self.read(Array("{\"Records\":[{\"x\":\(open)".utf8))
    #expect(unclosed.evidence.issues.map(\.kind) == [.truncated])
    let bare = try Self.read(Array(String(repeating: "[", count: 100_000).utf8))
    #expect(bare.evidence.issues.map(\.kind) == [.noRecords])
  }

  @Test func onlyTheRecordBeyondALimitIsLeftOut() throws {
    let long = String(repeating: "x", count: 5000)
    let document = """
      {"Records":[{"eventName":"A"},{"eventName":"B","a":"\(long)"},{"eventName":"C"},\
      {"eventName":"D","b":"\(long)"}]}
      """
    let limits = [
      (ScanLimits(recordByteCount: 4000), "has 5024 bytes, more than the limit of 4000"),
      (
        ScanLimits(stringByteCount: 4999),
        "has a string of 5000 bytes, more than the limit of 4999"
      ),
    ]
    for (limits, reason) in limits {
      let result = try Self.read(Array(document.utf8), limits: limits)
      #expect(result.column == ["A", "C"])
      let file = try #require(result.evidence.files.first)
      #expect(file.recordCount == 2)
      #expect(file.refusedCount == 2)
      #expect(file.salvagedCount == 0)
      #expect(file.issue?.kind == .tooLarge)
      #expect(file.issue?.reason == "record 2 \(reason), and 1 more are left out")
    }
    let whole = ScanLimits(recordByteCount: 5024, stringByteCount: 5000)
    #expect(try Self.read(Array(document.utf8), limits: whole).evidence.issues.isEmpty)
  }
}

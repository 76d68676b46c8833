// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Synchronization
import Testing

@Suite struct DuplicateTests {
  private static let id = "7c3f9a10-5b2d-4e6f-8a91-0123456789ab"

  /// One record; nil leaves a key out, text is written as it is.
  private static func record(
    _ name: String,
    id: String? = "\"\(id)\"",
    account: String? = "\"111122223333\"",
    time: String? = "\"2026-10-05T08:00:00Z\"",
    shared: String? = nil
  ) -> String {
    let members = [
      ("eventName", "\"\(name)\""), ("eventTime", time), ("eventID", id),
      ("sharedEventID", shared), ("recipientAccountId", account),
    ]
    return "{"
      + members.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }
      .joined(separator: ",") + "}"
  }

  private static func document(_ records: [String]) -> String {
    "{\"Records\":[\(records.joined(separator: ","))]}"
  }

  private static func path(day: String, _ name: String, account: String = "111122223333") -> Text {
    Text("AWSLogs/\(account)/CloudTrail/eu-central-1/2026/10/\(day)/\(name).json")
  }

  @Test func theFirstCopyByDayThenSizeIsKept() throws {
    let tree = TemporaryTree()
    tree.write(Self.path(day: "06", "a"), Self.document([Self.record("NextDay")]))
    tree.write(Self.path(day: "05", "a"), Self.document([Self.record("Small")]))
    tree.write(
      Self.path(day: "05", "b"),
      Self.document([Self.record("Large"), Self.record("Again"), Self.record("Other", id: "\"x\"")])
    )
    let removed = try scan([tree.root], columns: [field("eventname")])
    #expect(removed.column == ["Large", "Other"])
    #expect(removed.evidence.files.map(\.duplicateCount) == [1, 1, 1])
    #expect(removed.evidence.files.map(\.recordCount) == [1, 3, 1])
    let kept = try scan([tree.root], columns: [field("eventname")], duplicates: .keep)
    #expect(kept.column == ["Small", "Large", "Again", "Other", "NextDay"])
    #expect(kept.evidence.files.map(\.duplicateCount) == [1, 1, 1])
  }

  /// Two records each, and whether they are the same event.
  @Test(arguments: [
    (record("a"), record("b"), true),
    (record("a"), record("b", account: "\"444455556666\""), false),
    (record("a"), record("b", account: nil), false),
    (record("a", account: nil), record("b", account: "null"), true),
    (record("a"), record("b", time: "\"2026-10-06T08:00:00Z\""), false),
    (record("a"), record("b", time: "\"2026-10-05 23:59:59.000\""), true),
    (record("a", time: nil), record("b", time: "17"), true),
    (record("a"), record("b", id: "\"\\u0037c3f9a10-5b2d-4e6f-8a91-0123456789ab\""), true),
    (record("a"), record("b", id: "\"\(id.uppercased())\""), false),
    (record("a", id: nil), record("b", id: nil), false),
    (record("a", id: "null"), record("b", id: "\"\""), false),
    (record("a", id: "\"\""), record("b", id: "\"\""), false),
    (record("a", id: "17"), record("b", id: "17"), true),
    (record("a", id: "\"\""), record("b", id: "\" \""), false),
    (record("a", id: "{}"), record("b", id: "{}"), true),
    (
      record("a", id: "\"00000000-0000-0000-0000-000000000000\""),
      record("b", id: "\"00000000-0000-0000-0000-000000000000\""), true
    ),
    (
      record("a", id: "\"00000000-0000-0000-0000-000000000000\""),
      record("b", id: "\"0000000000000000-0000-0000-0000-0000\""), false
    ),
    (record("a", shared: "\"s\""), record("b", shared: "\"t\""), true),
  ])
  func tellsWhatIsTheSame(first: String, second: String, isSame: Bool) throws {
    let result = try scan(
      document: Self.document([first, second]),
      columns: [field("eventname")]
    )
    #expect(result.column == (isSame ? ["a"] : ["a", "b"]))
    #expect(result.evidence.files[0].duplicateCount == (isSame ? 1 : 0))
  }

  @Test func rowsAreTakenOutOfLargeFilesWhereverTheyStand() throws {
    func identifier(_ number: Int) -> String { "\"id-\(number)\"" }
    let records = (0..<9000).map { Self.record("n\($0)", id: identifier($0 % 7000 / 2)) }
    let result = try scan(document: Self.document(records), columns: [field("eventname")])
    #expect(result.column == (0..<3500).map { "n\(2 * $0)" })
    #expect(result.evidence.files[0].duplicateCount == 5500)
    #expect(result.batchRowCounts == [2048, 1452])
  }

  @Test func lateAndSharedRecordsAreCountedWithoutCopies() throws {
    let tree = TemporaryTree()
    let late = Self.record("late", time: "\"2026-10-04T23:58:00Z\"", shared: "\"s\"")
    tree.write(
      Self.path(day: "05", "a"),
      Self.document([
        late, late, Self.record("x"), Self.record("early", id: "\"2\"", time: "\"2026-10-06T\""),
        Self.record("timeless", time: nil),
      ])
    )
    let file = try scan([tree.root], columns: []).evidence.files[0]
    #expect(file.recordCount == 5)
    #expect(file.duplicateCount == 1)
    #expect(file.lateCount == 1)
    #expect(file.sharedCount == 1)
    let all = try scan([tree.root], columns: [], duplicates: .keep).evidence.files[0]
    #expect(all.lateCount == 2)
    #expect(all.sharedCount == 2)
  }

  @Test func whatIsOutsideTheScopeIsNoCopy() throws {
    let tree = TemporaryTree()
    tree.write(
      Self.path(day: "05", "a"),
      Self.document([
        Self.record("before", time: "\"2026-10-04T23:58:00Z\""),
        Self.record("before", time: "\"2026-10-04T23:58:00Z\""), Self.record("inside"),
      ])
    )
    let scope = Scope(from: Day("2026-10-05"))
    let result = try scan([tree.root], columns: [field("eventname")], scope: scope)
    #expect(result.column == ["inside"])
    #expect(result.evidence.files[0].outsideScopeCount == 2)
    #expect(result.evidence.files[0].duplicateCount == 0)
  }

  @Test func aDamagedFileClaimsNothing() throws {
    let tree = TemporaryTree()
    tree.write(Self.path(day: "05", "a"), "{\"Records\":\(Self.record("lost"))")
    tree.write(Self.path(day: "05", "b"), Self.document([Self.record("kept")]))
    let result = try scan([tree.root], columns: [field("eventname")])
    #expect(result.column == ["kept"])
    #expect(result.evidence.files.map(\.duplicateCount) == [0, 0])
  }

  // MARK: Random trees, and a second implementation

  private struct Copy: Hashable {
    let account: String
    let day: String
    let id: String
  }

  private struct RandomFile {
    let day: String
    let account: String
    let path: Text
    let byteCount: Int
    /// The name of each record, and what makes it the copy of another.
    let records: [(name: String, copy: Copy?)]
  }

  /// A tree of files with many copies, what each of its records is, and which should be kept.
  private struct RandomTree {
    let tree = TemporaryTree()
    var kept: [String] = []
    var duplicateCounts: [Int] = []

    init(seed: UInt64) {
      var random = SeededRandom(seed: seed)
      var files: [RandomFile] = []
      var number = 0
      for index in 0..<40 {
        let day = random.pick(["05", "06", "07"])
        let account = random.pick(["111122223333", "444455556666"])
        let path = DuplicateTests.path(day: day, "f\(index)", account: account)
        var records: [(name: String, copy: Copy?)] = []
        var texts: [String] = []
        for _ in 0..<Int.random(in: 0..<60, using: &random) {
          number += 1
          let id = Self.identifier(&random)
          let eventDay = random.pick(["2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"])
          let copy = Copy(account: account, day: eventDay, id: id)
          records.append(("e\(number)", id.isEmpty ? nil : copy))
          texts.append(
            DuplicateTests.record(
              "e\(number)",
              id: "\"\(id)\"",
              account: "\"\(account)\"",
              time: "\"\(eventDay)T10:00:00Z\""
            )
          )
        }
        let document = DuplicateTests.document(texts)
        tree.write(path, document)
        files.append(
          RandomFile(
            day: day,
            account: account,
            path: path,
            byteCount: document.utf8.count,
            records: records
          )
        )
      }
      files.sort { $0.path < $1.path }
      // The order that the documentation tells: day, account, size, path.
      let order = files.indices.sorted { left, right in
        let (first, second) = (files[left], files[right])
        return (first.day, first.account, -first.byteCount, left)
          < (second.day, second.account, -second.byteCount, right)
      }
      var seen: Set<Copy> = []
      var names: [Int: [String]] = [:]
      var counts: [Int: Int] = [:]
      for index in order {
        for (name, copy) in files[index].records {
          if let copy, !seen.insert(copy).inserted {
            counts[index, default: 0] += 1
          } else {
            names[index, default: []].append(name)
          }
        }
      }
      kept = files.indices.flatMap { names[$0] ?? [] }
      duplicateCounts = files.indices.map { counts[$0] ?? 0 }
    }

    /// Few enough to repeat; some are nearly UUIDs.
    private static func identifier(_ random: inout SeededRandom) -> String {
      var digits = Array("7c3f9a10-5b2d-4e6f-8a91-0123456789ab")
      digits[random.pick([0, 9, 14, 19, 24, 35])] = random.pick(Array("0123456789abcdef"))
      switch Int.random(in: 0..<12, using: &random) {
      case 0: return ""
      case 1:
        let place = Int.random(in: 0..<36, using: &random)
        digits[place] = random.pick(Array("-gGoAF/:@`p O~"))
        return String(digits)
      case 2: return String(digits.dropLast())
      case 3: return String(repeating: "x", count: random.pick([1, 35, 36, 37, 5000, 5001]))
      default: return String(digits)
      }
    }
  }

  @Test(arguments: 1...12)
  func agreesWithASecondImplementation(seed: Int) async throws {
    let random = RandomTree(seed: UInt64(seed))
    for budget in [0, 700, 48 << 20] {
      let result = try scan(
        [random.tree.root],
        columns: [field("eventname")],
        limits: ScanLimits(identifierByteCount: budget)
      )
      #expect(result.column == random.kept, "budget \(budget)")
      #expect(result.evidence.files.map(\.duplicateCount) == random.duplicateCounts)
    }
    for workers in 1...8 {
      let result = try await Self.scanInParallel(
        random.tree.root,
        workers: workers,
        ScanLimits(identifierByteCount: workers % 2 == 0 ? 0 : 48 << 20)
      )
      #expect(result.column == random.kept, "\(workers) workers")
      #expect(result.evidence.files.map(\.duplicateCount) == random.duplicateCounts)
    }
  }

  private final class Counter: Sendable {
    let next = Atomic<Int>(0)
  }

  /// Reads with threads that take units as they come.
  private static func scanInParallel(
    _ root: Text,
    workers: Int,
    _ limits: ScanLimits
  ) async throws -> ScanResult {
    let source = LogScan(
      LogTree(roots: [root]),
      columns: [field("eventname")],
      limits: limits
    )
    let counter = Counter()
    return try await withThrowingTaskGroup(
      of: ([Int: UnitRows], LogReader.Findings).self
    ) { group in
      for _ in 0..<workers {
        group.addTask {
          var reader = source.makeReader()
          var units: [Int: UnitRows] = [:]
          while true {
            let turn = counter.next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard turn < source.schedule.count else { break }
            let unit = source.schedule[turn]
            units[unit] = try UnitRows(of: unit, &reader)
          }
          return (units, reader.finish())
        }
      }
      var units: [Int: UnitRows] = [:]
      var findings: [LogReader.Findings] = []
      for try await (rows, finding) in group {
        units.merge(rows) { $1 }
        findings.append(finding)
      }
      return ScanResult(units, evidence: source.evidence(from: findings))
    }
  }
}

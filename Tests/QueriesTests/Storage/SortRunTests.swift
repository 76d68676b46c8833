// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Testing

/// Sorts of many more runs than are merged at a time.
@Suite struct SortRunTests {
  /// Rows of a hundred bytes in forty units, in no order.
  private static let units: [[[Value]]] = {
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    return (0..<40).map { _ in
      (0..<500).map { _ in
        let filling = String(repeating: "x", count: 60)
        return [.text("key-\(random(5_000))"), .bigint(Int64(random(1_000_000))), .text(filling)]
      }
    }
  }()

  @Test(arguments: [1, 2])
  func aRowIsWrittenOnceALevel(workers: Int) async throws {
    let table = TestTable(
      [("event", .string), ("size", .bigint), ("who", .string)],
      units: Self.units
    )
    let plan = LogicalPlan.sort(
      table.scan,
      [
        SortKey(column(0), isDescending: false, nullsFirst: false),
        SortKey(column(1, .bigint), isDescending: true, nullsFirst: true),
      ]
    )
    let folder = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let budget = MemoryBudget(limit: 1 << 14, folder: folder)
    let scan = SharedScan(queries: [plan.query([.string, .bigint, .string])], budget: budget)
    let result = try await scan.run(over: table.source(scan.requiredColumns), workers: workers)
    let rows = try Array(result.outcomes[0].get().rows)
    let expected = Self.units.joined().enumerated().sorted { left, right in
      guard case (.varchar(let first), .bigint(let size)) = (left.element[0], left.element[1]),
        case (.varchar(let second), .bigint(let other)) = (right.element[0], right.element[1])
      else { return false }
      if first != second { return first < second }
      return size == other ? left.offset < right.offset : size > other
    }.map(\.element)
    #expect(rows == expected)
    // Some five hundred runs: the rows once as they came, once merged, and once as the answer, with a
    // few bytes more each.
    let byteCount = 20_000 * 100
    #expect(budget.spilledByteCount > 2 * byteCount)
    #expect(budget.spilledByteCount < 4 * byteCount)
    // What is merged takes the room of what was read: more was written than the file has ever held.
    if let size = Self.sizeOfOpenFile(in: folder) { #expect(size < 2 * byteCount) }
  }

  /// The size of the file without a name that this process has open in a folder; nil where the system does
  /// not tell.
  private static func sizeOfOpenFile(in folder: String) -> Int? {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      let link = "/proc/self/fd/\(name)"
      guard let target = try? files.destinationOfSymbolicLink(atPath: link),
        target.hasPrefix(folder), let file = FileHandle(forReadingAtPath: link)
      else { continue }
      return (try? file.seekToEnd()).map { Int($0) }
    }
    return nil
  }

  /// Rows far wider than tables of logs: every column is there, in its place.
  @Test(arguments: [1, 63, 64, 65, 128, 700])
  func aRowMayBeWide(width: Int) async throws {
    let names = (0..<width).map { ["event", "who", "size"][$0 % 3] + " AS c\($0)" }
    let list = names.joined(separator: ", ")
    let expected = SharedScanTests.table.units.joined().map { row in
      (0..<width).map { row[$0 % 3] }
    }
    for order in ["", " ORDER BY length(coalesce(e.who, '')) * 0"] {
      let query = try SQLCase.compile("SELECT \(list) FROM events e\(order)")
      let reading = Reading(workers: 2, form: .dictionary, isReversed: true, batchSize: 3)
      let rows = try await reading.rows(of: query.plan, SQLCase.events)
      #expect(rows == expected)
    }
  }
}

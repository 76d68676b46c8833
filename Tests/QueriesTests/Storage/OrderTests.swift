// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// ORDER BY over rows whose keys are alike for long, have zero bytes, are NULL or equal, against a
/// comparison written out by hand.
@Suite struct OrderTests {
  /// Rows in a dozen units: a text and a number that repeat, a number of their own, and a long text.
  private static let units: [[[Value]]] = {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let common = "arn:aws:sts::111122223333:assumed-role/"
    let veryLong = String(repeating: common, count: 5)
    let texts: [Value] = [
      .null, .text(""), .text("\0"), .text("\0\0"), .text("\0\u{1}"), .text("a"), .text("a\0"),
      .text("a\0b"), .text("ab"), .text("é"), .text(common), .text(common + "\0"),
      .text(common + "admin"), .text(common + "admin2"), .text(common + common),
      .text(common + common + "\0"), .text(common + common + "a"), .text(common + common + "b"),
      .text(veryLong), .text(veryLong + "\0"), .text(veryLong + "a"), .text("2026-03-01T00:00:00Z"),
      .text("2026-03-01T00:00:01Z"),
    ]
    var number: Int64 = 0
    return (0..<12).map { unit in
      (0..<(unit * 17 % 90)).map { _ -> [Value] in
        number += 1
        let size: Value = random(6) == 0 ? .null : .bigint(Int64(random(9) - 4) << (8 * random(8)))
        let long = String(repeating: "-", count: random(700))
        return [texts[random(texts.count)], size, .bigint(number), .text(long)]
      }
    }
  }()

  /// The keys of an order: a column each.
  struct Key: Sendable {
    let column: Int
    let isDescending: Bool
    let nullsFirst: Bool

    /// NULL apart, texts go by their bytes, numbers by size.
    func precedes(_ left: Value, _ right: Value) -> Bool? {
      switch (left, right) {
      case (.null, .null): return nil
      case (.null, _): return nullsFirst
      case (_, .null): return !nullsFirst
      case (.bigint(let first), .bigint(let second)):
        return first == second ? nil : (first < second) != isDescending
      case (.varchar(let first), .varchar(let second)):
        if first.bytes == second.bytes { return nil }
        return first.bytes.lexicographicallyPrecedes(second.bytes) != isDescending
      default: return nil
      }
    }
  }

  static let orders: [(String, [Key])] = {
    var orders: [(String, [Key])] = []
    for first in [false, true] {
      for nullsFirst in [false, true] {
        for columns in [[0, 1], [1, 0], [0], [1]] {
          let keys = columns.enumerated().map { place, column in
            Key(
              column: column,
              isDescending: place == 0 ? first : !first,
              nullsFirst: place == 0 ? nullsFirst : !nullsFirst
            )
          }
          let clause = keys.map { key in
            (key.column == 0 ? "who" : "size") + (key.isDescending ? " DESC" : " ASC")
              + (key.nullsFirst ? " NULLS FIRST" : " NULLS LAST")
          }
          orders.append((clause.joined(separator: ", "), keys))
        }
      }
    }
    return orders
  }()

  @Test(arguments: orders)
  func rowsComeInTheOrderOfTheirKeys(clause: String, keys: [Key]) async throws {
    // Rows with equal keys stay in the order of the input, as in a stable sort.
    let expected = Self.units.joined().enumerated().sorted { left, right in
      for key in keys {
        if let answer = key.precedes(left.element[key.column], right.element[key.column]) {
          return answer
        }
      }
      return left.offset < right.offset
    }.map(\.element)
    let table = TestTable(
      [("who", .string), ("size", .bigint), ("number", .bigint), ("long", .string)],
      units: Self.units
    )
    let columns = table.columns.map {
      TableDefinition.Column(field: Field($0.name, $0.type), source: table.scanColumn($0.name))
    }
    let catalog = Catalog(tables: [TableDefinition(name: "t", columns: columns)])
    let text = "SELECT who, size, number, long FROM t ORDER BY \(clause)"
    guard case .query(let query) = try Parser.parse(text) else { return try #require(nil) }
    let compiled = try Analyzer(catalog: catalog, session: Session(nowMicroseconds: 0)).compile(
      query
    )
    for form in [TestTable.Form.values, .dictionary, .shortTexts] {
      for (limit, workers) in [(1 << 30, 1), (1 << 30, 3), (1 << 14, 1), (1 << 14, 3)] {
        var source = table.formed(form)
        source.batchSize = 20
        if workers > 1 { source.schedule = source.units.indices.reversed() }
        let scan = SharedScan(queries: [compiled], budget: MemoryBudget(limit: limit))
        let outcome = try await scan.run(
          over: source.source(scan.requiredColumns),
          workers: workers
        ).outcomes[0]
        #expect(try Array(outcome.get().rows) == expected, "\(form), \(limit), \(workers)")
      }
    }
  }
}

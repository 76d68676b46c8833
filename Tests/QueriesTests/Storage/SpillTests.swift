// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Testing

/// Queries whose rows do not fit in memory: the answers are those of queries that have all of it.
@Suite struct SpillTests {
  /// Rows in forty units, of few users and many sizes.
  private static let table: TestTable = {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let units = (0..<40).map { unit in
      (0..<(unit % 7 == 0 ? 0 : 90)).map { _ -> [Value] in
        let who: Value = random(9) == 0 ? .null : .text("user-\(random(400))")
        let size: Value = random(11) == 0 ? .null : .bigint(Int64(random(3_000) - 1_500))
        return [.text("event-\(random(60))"), who, size]
      }
    }
    var table = TestTable(
      [("event", .string), ("who", .string), ("size", .bigint)],
      units: units
    )
    table.batchSize = 50
    return table
  }()

  static let queries = [
    "SELECT * FROM events",
    "SELECT event, who, size FROM events ORDER BY size DESC NULLS FIRST, who",
    "SELECT who, event FROM events ORDER BY who LIMIT 1500",
    "SELECT event FROM events ORDER BY size FETCH FIRST 900 ROWS WITH TIES",
    "SELECT * FROM events OFFSET 700 LIMIT 1100",
    "SELECT DISTINCT who, size FROM events",
    "SELECT who, count(*), sum(size), avg(size), min(size), max(event) FROM events GROUP BY who",
    "SELECT who, size, count(*) FROM events GROUP BY who, size ORDER BY 3 DESC, 1, 2",
    "SELECT who, count(DISTINCT size), count(DISTINCT event) FROM events GROUP BY who",
    "SELECT count(DISTINCT who), count(DISTINCT size), approx_distinct(event) FROM events",
    "SELECT event, dense_rank() OVER (PARTITION BY event ORDER BY who), rank() OVER (ORDER BY who) "
      + "FROM events",
    "SELECT event, count(DISTINCT size), count(DISTINCT who), sum(DISTINCT size) FROM events "
      + "GROUP BY GROUPING SETS ((event), ())",
    "SELECT who, array_agg(size) FROM events GROUP BY who",
    "SELECT event, array_agg(who ORDER BY size, who) FROM events GROUP BY event",
    "SELECT who, array_agg(DISTINCT event), set_agg(size) FROM events GROUP BY who",
    "SELECT event, histogram(who), map_agg(size, who), multimap_agg(who, size) FROM events GROUP BY 1",
    "SELECT event, listagg(who, ',') WITHIN GROUP (ORDER BY size, who) FROM events GROUP BY event",
    "SELECT event, approx_percentile(size, 0.5), min_by(who, size), arbitrary(who) FROM events GROUP BY 1",
    "SELECT event, stddev(size), corr(size, size * size), checksum(who) FROM events GROUP BY event",
    "SELECT who, sum(size / 3e0), avg(size / 7e0) FROM events GROUP BY who",
    "SELECT event, who, count(*) FROM events GROUP BY GROUPING SETS ((event), (who), (event, who), ())",
    "SELECT a.who, a.size, b.event FROM events a JOIN events b ON a.size = b.size AND a.who = b.who",
    "SELECT a.event, b.who FROM events a LEFT JOIN events b ON a.size = b.size AND b.size > a.size - 1 WHERE a.who < 'user-2'",
    "SELECT a.size, b.size FROM (SELECT * FROM events WHERE size > 900) a FULL JOIN (SELECT * FROM events WHERE size < 950) b ON a.size = b.size",
    "SELECT a.size, count(*) FROM (SELECT * FROM events WHERE event = 'event-7') a JOIN events b "
      + "ON a.size < b.size - 2000 GROUP BY a.size",
    "SELECT a.who FROM events a RIGHT JOIN (SELECT size FROM events WHERE event = 'event-7') b ON a.size = b.size",
    "SELECT who FROM events WHERE size IN (SELECT size FROM events WHERE event < 'event-2')",
    "SELECT who FROM events WHERE size NOT IN (SELECT size FROM events WHERE event < 'event-2' AND size IS NOT NULL)",
    "SELECT who FROM events a WHERE EXISTS (SELECT 1 FROM events b WHERE b.size = a.size AND b.event > a.event)",
    "SELECT event, row_number() OVER (PARTITION BY who ORDER BY size, event) FROM events",
    "SELECT event, rank() OVER (ORDER BY size), sum(size) OVER (PARTITION BY event ORDER BY who) FROM events",
    "SELECT who, lag(size, 2) OVER (PARTITION BY event ORDER BY size), avg(size) OVER (ORDER BY size ROWS BETWEEN 5 PRECEDING AND 1 FOLLOWING) FROM events",
    "SELECT who FROM events UNION SELECT event FROM events",
    "SELECT who, event FROM events INTERSECT ALL SELECT who, event FROM events WHERE size > 0",
    "SELECT who, event FROM events EXCEPT SELECT who, event FROM events WHERE size > 0",
    "SELECT event, (SELECT max(size) FROM events b WHERE b.who = a.who) FROM events a",
    "SELECT a.event, t.x FROM (SELECT event, array_agg(size) AS sizes FROM events GROUP BY event) a CROSS JOIN UNNEST(sizes) AS t (x)",
  ]

  @Test(arguments: queries)
  func answersAreThoseOfARunWithRoom(sql: String) async throws {
    let query = try SQLCase.compile(sql)
    let expected = try await rows(of: query, MemoryBudget(limit: 1 << 40), workers: 1)
    #expect(!expected.isEmpty)
    for workers in [1, 3] {
      for limit in [1 << 14, 300_000] {
        let budget = MemoryBudget(limit: limit)
        let got = try await rows(of: query, budget, workers: workers)
        #expect(got == expected, "\(workers) workers, \(limit) bytes")
        if limit == 1 << 14, expected.count > 2000 { #expect(budget.spilledByteCount > 0) }
      }
    }
  }

  /// With the looks of all values, equal ones among them.
  private func rows(
    of query: CompiledQuery,
    _ budget: MemoryBudget,
    workers: Int
  ) async throws -> [String] {
    let scan = SharedScan(queries: [query], budget: budget)
    var table = Self.table.formed(workers == 3 ? .dictionary : .values)
    if workers > 1 { table.schedule = table.units.indices.reversed() }
    let source = table.source(scan.requiredColumns)
    let result = try await scan.run(over: source, workers: workers).outcomes[0].get()
    return result.rows.map { "\($0)" }
  }

  @Test func aRowCanBeAskedForByItsNumber() async throws {
    let query = try SQLCase.compile("SELECT * FROM events")
    for limit in [0, 1 << 30] {
      let scan = SharedScan(queries: [query], budget: MemoryBudget(limit: limit))
      let source = Self.table.source(scan.requiredColumns)
      let rows = try await scan.run(over: source, workers: 2).outcomes[0].get().rows
      let all = Array(rows)
      #expect(all.count == Self.table.units.reduce(0) { $0 + $1.count })
      for number in stride(from: 0, to: all.count, by: 97) { #expect(rows[number] == all[number]) }
    }
  }

  @Test func aDiskThatCannotBeWrittenToFailsTheQueryAlone() async throws {
    let queries = try ["SELECT * FROM events", "SELECT count(*) FROM events"].map {
      try SQLCase.compile($0)
    }
    let budget = MemoryBudget(limit: 1 << 14, folder: "/nowhere/at all")
    let scan = SharedScan(queries: queries, budget: budget)
    let outcomes = try await scan.run(over: Self.table.source(scan.requiredColumns), workers: 2)
      .outcomes
    let error = #expect(throws: QueryError.self) { try outcomes[0].get() }
    #expect(error?.code == .genericInsufficientResources)
    #expect(error?.message.contains("cannot make a temporary file in /nowhere/at all: ") == true)
    #expect(try outcomes[1].get().rows.count == 1)
  }
}

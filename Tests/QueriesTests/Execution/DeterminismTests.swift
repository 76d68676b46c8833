// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Answers that could betray who read what and when: they must be the same in every way of reading,
/// and those that any engine must give are compared with a plain loop over the rows.
@Suite struct DeterminismTests {
  private static let names: [(name: String, type: DataType)] = [
    ("kind", .string), ("who", .string), ("at", .string), ("size", .bigint), ("rate", .double),
  ]

  /// 2,000 rows in 23 units of unequal lengths, with NULLs; the same in every run.
  private static let table: TestTable = {
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var units = [[[Value]]](repeating: [], count: 23)
    for number in 0..<2_000 {
      let unit = next(23) * next(23) / 23
      let zone = next(2) == 0 ? "Z" : "+02:00"
      units[unit].append([
        next(9) == 0 ? .null : .text("kind\(next(5))"),
        next(7) == 0 ? .null : .text("user\(next(40))"),
        .text("2024-03-\(10 + next(9))T0\(next(9)):00:00\(zone)"),
        next(11) == 0 ? .null : .bigint(Int64(next(1_000)) - 500),
        .double(Double(number) * 0.1 + (next(50) == 0 ? 1e16 : 0)),
      ])
    }
    return TestTable(names, units: units)
  }()

  private static func compile(_ sql: String) throws -> CompiledQuery {
    let columns = table.columns.map {
      TableDefinition.Column(field: Field($0.name, $0.type), source: table.scanColumn($0.name))
    }
    let catalog = Catalog(tables: [TableDefinition(name: "t", columns: columns)])
    guard case .query(let query) = try Parser.parse(sql) else { return try #require(nil) }
    return try Analyzer(catalog: catalog, session: Session(nowMicroseconds: 0)).compile(query)
  }

  private static let readings: [Reading] = TestTable.Form.allCases.flatMap { form in
    [(1, true), (2, true), (8, false)].map { workers, isReversed in
      Reading(workers: workers, form: form, isReversed: isReversed, batchSize: 37)
    }
  }

  @Test(arguments: [
    "SELECT * FROM t",
    "SELECT kind, who, count(*), sum(size), sum(rate), avg(rate) FROM t GROUP BY kind, who",
    "SELECT who, at, size FROM t WHERE kind = 'kind3' AND size > 0 LIMIT 17",
    "SELECT who, size FROM t WHERE size % 7 = 3 OFFSET 9 LIMIT 25",
    "SELECT * FROM t ORDER BY size DESC LIMIT 40",
    "SELECT who, size FROM t ORDER BY size NULLS FIRST FETCH FIRST 200 ROWS WITH TIES",
    "SELECT DISTINCT who, kind FROM t",
    "SELECT kind, array_agg(size), arbitrary(at), max_by(at, size), min_by(rate, kind) FROM t GROUP BY kind",
    "SELECT kind, min_by(who, at), max_by(size, at), max_by(kind, who) FROM t GROUP BY kind",
    "SELECT who, at, size FROM t ORDER BY at DESC, size LIMIT 20",
    "SELECT who, at FROM t ORDER BY who DESC NULLS FIRST FETCH FIRST 30 ROWS WITH TIES",
    "SELECT who, at FROM t WHERE at BETWEEN '2024-03-12T03:00:00Z' AND '2024-03-15' AND who <> 'user3'",
    "SELECT who, at FROM t WHERE at >= '2024-03-12T03:00:00Z' AND at < '2024-03-15T03:00:00+02:00'",
    "SELECT who, at FROM t WHERE who > 'user3' AND who <= 'user7' AND kind >= 'kind2' AND at <> ''",
    "SELECT from_iso8601_timestamp(at), count(*) FROM t GROUP BY from_iso8601_timestamp(at)",
    "SELECT kind, count(DISTINCT from_iso8601_timestamp(at)), array_agg(DISTINCT who) FROM t GROUP BY kind",
    "SELECT kind, who, count(*) FROM t GROUP BY CUBE (kind, who)",
    "SELECT size, who, at, count(*), count(DISTINCT kind) FROM t GROUP BY size, who, at",
    "SELECT substr(at, 1, 10) AS d, approx_distinct(who), min(at), max(at) FROM t GROUP BY 1",
    "SELECT a.kind, b.who, a.size FROM t a JOIN t b ON a.size = b.size AND a.who < b.who",
    "SELECT who, rank() OVER (PARTITION BY kind ORDER BY size), sum(rate) OVER (PARTITION BY who ORDER BY at ROWS 3 PRECEDING) FROM t",
    "SELECT who FROM t WHERE who NOT IN (SELECT who FROM t WHERE size > 498 AND who IS NOT NULL)",
    "SELECT who FROM t WHERE kind = 'kind1' EXCEPT ALL SELECT who FROM t WHERE kind = 'kind2'",
    "SELECT e, count(*) FROM t CROSS JOIN UNNEST(ARRAY[kind, who]) AS u (e) GROUP BY e",
    "SELECT lower(who), upper(kind), substr(at, 12), reverse(who), split_part(at, 'T', 1) FROM t",
    "SELECT max(lower(who)), array_agg(DISTINCT trim(kind)) FROM t GROUP BY substr(at, 1, 10)",
    "SELECT coalesce(kind, who) || '!' AS k, max(size) FROM t WHERE at LIKE '%+02%' GROUP BY coalesce(kind, who) || '!'",
  ])
  func givesTheSameAnswerHoweverItIsRead(sql: String) async throws {
    let query = try Self.compile(sql)
    let types = query.columns.map(\.type)
    let plain = Reading(workers: 1, form: .values, isReversed: false, batchSize: 10_000)
    func show(_ rows: [[Value]]) -> [String] {
      rows.map { row in
        zip(row, types).map { $0.text(as: $1)?.string ?? "NULL" }.joined(separator: "|")
      }
    }
    let expected = show(try await plain.rows(of: query.plan, Self.table))
    #expect(!expected.isEmpty)
    for reading in Self.readings {
      let rows = show(try await reading.rows(of: query.plan, Self.table))
      #expect(rows == expected, "\(reading)")
    }
  }

  @Test func groupsAsALoopDoes() async throws {
    var counts: [[Value]: Int64] = [:]
    var order: [[Value]] = []
    for row in Self.table.units.joined() where row[0] != .text("kind2") && row[0] != .null {
      let key = [row[0], row[1]]
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
    }
    let query = try Self.compile(
      "SELECT kind, who, count(*) FROM t WHERE kind <> 'kind2' GROUP BY kind, who"
    )
    let expected = order.map { key in key + [.bigint(counts[key] ?? 0)] }
    for reading in Self.readings {
      let rows = try await reading.rows(of: query.plan, Self.table)
      #expect(rows == expected, "\(reading)")
    }
  }

  /// Equal values of several known rows are one group.
  @Test func groupsByWhatKnownRowsHaveInCommon() async throws {
    let query = try Self.compile(
      """
      SELECT v.x, count(*), count(DISTINCT v.y)
      FROM t CROSS JOIN (VALUES (1, 'a'), (NULL, 'b'), (1, 'a'), (NULL, NULL), (1, 'c')) AS v (x, y)
      GROUP BY v.x
      """
    )
    let count = Int64(Self.table.units.reduce(0) { $0 + $1.count })
    let expected: [[Value]] = [
      [.bigint(1), .bigint(3 * count), .bigint(2)], [.null, .bigint(2 * count), .bigint(1)],
    ]
    for reading in Self.readings {
      let rows = try await reading.rows(of: query.plan, Self.table)
      #expect(rows == expected, "\(reading)")
    }
  }

  /// The error is that of the first bad row, whoever met one first.
  @Test func failsForTheSameRow() async throws {
    var table = Self.table
    for unit in [3, 9, 15] {
      table.units[unit].insert(
        [.text("bad"), .text("number\(unit)"), .text(""), .null, .null],
        at: table.units[unit].count / 2
      )
    }
    let query = try Self.compile("SELECT CAST(who AS bigint) FROM t WHERE kind = 'bad'")
    for reading in Self.readings {
      let result = try await reading.result(of: query.plan, table)
      guard case .failure(let error) = result else {
        Issue.record("\(reading) did not fail")
        continue
      }
      #expect(error.message.contains("number3"), "\(reading): \(error.message)")
    }
  }
}

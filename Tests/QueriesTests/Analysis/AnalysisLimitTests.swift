// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// Long and deep queries are answered or refused; none overflows the stack.
@Suite struct AnalysisLimitTests {
  private static func chain(_ separator: String, _ count: Int, _ term: (Int) -> String) -> String {
    (0..<count).map(term).joined(separator: separator)
  }

  @Test(arguments: [
    ("AND", 5_000), ("OR", 5_000), ("||", 5_000), ("+", 350), ("-", 350),
  ])
  func takesLongChains(symbol: String, count: Int) throws {
    let isLogic = symbol == "AND" || symbol == "OR"
    let column = isLogic ? "eventname = 'x'" : symbol == "||" ? "eventname" : "1"
    let chain = Self.chain(" \(symbol) ", count) { _ in column }
    _ = try AnalysisFixture.compile("SELECT \(chain) FROM logs")
    if isLogic { _ = try AnalysisFixture.compile("SELECT 1 FROM logs WHERE \(chain)") }
  }

  @Test func takesLongLists() throws {
    let list = Self.chain(", ", 5_000) { "'name\($0)'" }
    _ = try AnalysisFixture.compile("SELECT 1 FROM logs WHERE eventname IN (\(list))")
    let rows = Self.chain(", ", 5_000) { "(\($0), 'x')" }
    _ = try AnalysisFixture.compile("SELECT * FROM (VALUES \(rows)) AS t (a, b) WHERE a > 3")
    let whens = Self.chain(" ", 2_000) { "WHEN 'e\($0)' THEN \($0)" }
    _ = try AnalysisFixture.compile("SELECT CASE eventname \(whens) END FROM logs")
  }

  @Test(arguments: ["+", "-", "*"])
  func refusesEndlessArithmetic(symbol: String) {
    let chain = Self.chain(" \(symbol) ", 9_000) { _ in "1" }
    AnalysisFixture.expectError("SELECT \(chain) FROM logs", .notSupported)
  }

  @Test(arguments: [
    ", logs", " CROSS JOIN logs", " JOIN logs ON true", " UNION ALL SELECT 1 FROM logs",
  ])
  func limitsChainsOfRelations(part: String) throws {
    let taken = "SELECT 1 FROM logs" + String(repeating: part, count: 250)
    _ = try AnalysisFixture.compile(taken)
    let refused = "SELECT 1 FROM logs" + String(repeating: part, count: 3_000)
    AnalysisFixture.expectError(refused, .notSupported)
  }

  @Test func limitsSubqueries() throws {
    func sql(_ count: Int) -> String {
      "SELECT 1 FROM logs l WHERE "
        + Self.chain(" AND ", count) { _ in
          "EXISTS (SELECT 1 FROM logs m WHERE m.eventname = l.eventname)"
        }
    }
    _ = try AnalysisFixture.compile(sql(60))
    AnalysisFixture.expectError(sql(2_000), .notSupported)
  }

  @Test func takesDeepNesting() throws {
    let parentheses = String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100)
    _ = try AnalysisFixture.compile("SELECT \(parentheses)")
    let nots = String(repeating: "NOT (", count: 60) + "true" + String(repeating: ")", count: 60)
    _ = try AnalysisFixture.compile("SELECT \(nots)")
    let calls = String(repeating: "lower(", count: 100) + "'A'" + String(repeating: ")", count: 100)
    _ = try AnalysisFixture.compile("SELECT \(calls) FROM logs")
    let queries =
      String(repeating: "SELECT * FROM (", count: 40) + "SELECT 1 FROM logs"
      + String(repeating: ")", count: 40)
    _ = try AnalysisFixture.compile(queries)
    let exists =
      String(repeating: "SELECT 1 FROM logs WHERE EXISTS (", count: 40)
      + "SELECT 1" + String(repeating: ")", count: 40)
    _ = try AnalysisFixture.compile(exists)
  }

  @Test func limitsPlansThatGrowFromNamedTables() throws {
    func doubled(_ count: Int) -> String {
      "WITH t0 AS (SELECT eventname FROM logs)"
        + (1...count).map {
          ", t\($0) AS (SELECT * FROM t\($0 - 1) UNION ALL SELECT * FROM t\($0 - 1))"
        }.joined() + " SELECT * FROM t\(count)"
    }
    _ = try AnalysisFixture.compile(doubled(6))
    AnalysisFixture.expectError(doubled(40), .notSupported)
    let tower =
      "WITH t0 AS (SELECT eventname FROM logs)"
      + (1...2_000).map { ", t\($0) AS (SELECT * FROM t\($0 - 1))" }.joined()
      + " SELECT * FROM t2000"
    AnalysisFixture.expectError(tower, .notSupported)
  }

  @Test func limitsPlansThatGrowFromViews() throws {
    let views = (1...30).map {
      "CREATE VIEW v\($0) AS SELECT * FROM v\($0 - 1) UNION ALL SELECT * FROM v\($0 - 1)"
    }
    let catalog = try AnalysisFixture.catalog(views: ["CREATE VIEW v0 AS SELECT 1 AS x"] + views)
    func compile(_ name: String) throws {
      _ = try Analyzer(catalog: catalog, session: AnalysisFixture.session)
        .compile(try AnalysisFixture.query("SELECT * FROM \(name)"))
    }
    try compile("v5")
    let error = #expect(throws: QueryError.self) { try compile("v30") }
    #expect(error?.code == .notSupported)
  }

  @Test func limitsGroupingSets() throws {
    let columns = (0..<12).map { "eventname || '\($0)'" }.joined(separator: ", ")
    AnalysisFixture.expectError("SELECT 1 FROM logs GROUP BY CUBE (\(columns))", .notSupported)
    let many = Array(repeating: "eventname", count: 5_000).joined(separator: ", ")
    AnalysisFixture.expectError("SELECT 1 FROM logs GROUP BY ROLLUP (\(many))", .notSupported)
  }
}

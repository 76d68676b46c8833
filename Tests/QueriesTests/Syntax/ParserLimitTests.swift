// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct ParserLimitTests {
  @Test(arguments: [
    ("(", 100_000), ("SELECT (", 100_000), ("SELECT NOT ", 100_000), ("SELECT -", 100_000),
    ("SELECT a[", 100_000), ("SELECT CASE WHEN ", 100_000), ("SELECT f(", 100_000),
    ("SELECT * FROM (", 100_000), ("SELECT * FROM a JOIN ", 100_000), ("EXPLAIN ", 100_000),
    ("SELECT x -> ", 100_000), ("SELECT CAST(a AS array(", 1), ("SELECT ARRAY[", 100_000),
    ("SELECT 1 FROM t WHERE EXISTS (", 100_000), ("WITH a AS (", 100_000),
  ])
  func refusesWhatNestsTooDeep(start: String, count: Int) {
    let sql = String(repeating: start, count: count)
    #expect(throws: QueryError.self) { try Parser.parse(sql) }
  }

  @Test(arguments: ["NOT ", "- ", "+ "])
  func refusesEndlessPrefixes(prefix: String) {
    let sql = "SELECT " + String(repeating: prefix, count: 100_000) + "a"
    #expect(throws: QueryError.self) { try Parser.parse(sql) }
  }

  @Test(arguments: [".a", "[1]", " AT TIME ZONE 'UTC'"])
  func refusesEndlessSuffixes(suffix: String) {
    let sql = "SELECT a" + String(repeating: suffix, count: 100_000)
    #expect(throws: QueryError.self) { try Parser.parse(sql) }
  }

  @Test(arguments: ["(", "array(", "row(a ", "map<"])
  func refusesTypesThatNestTooDeep(start: String) {
    let sql = "SELECT CAST(a AS " + String(repeating: start, count: 100_000)
    #expect(throws: QueryError.self) { try Parser.parse(sql) }
  }

  @Test(arguments: [" AND ", " OR ", " || ", " + ", " * "])
  func readsLongChains(separator: String) throws {
    let terms = (0..<10_000).map { "c\($0)" }
    _ = try Parser.parse("SELECT 1 WHERE " + terms.joined(separator: separator))
  }

  @Test(arguments: [" UNION ALL ", " INTERSECT ", " EXCEPT "])
  func readsLongSetOperations(separator: String) throws {
    let terms = Array(repeating: "SELECT 1", count: 10_000)
    _ = try Parser.parse(terms.joined(separator: separator))
  }

  @Test(arguments: [" CROSS JOIN t", " JOIN t ON true", " JOIN t USING (a)", ", t"])
  func readsLongJoins(join: String) throws {
    _ = try Parser.parse("SELECT 1 FROM t" + String(repeating: join, count: 5_000))
  }

  @Test(arguments: [" || ", " + ", " UNION SELECT "])
  func refusesEndlessChains(separator: String) {
    let terms = Array(repeating: "1", count: 500_000)
    let sql = "SELECT " + terms.joined(separator: separator)
    #expect(throws: QueryError.self) { try Parser.parse(sql) }
  }

  @Test func readsHumanNesting() throws {
    let depth = 60
    let sql =
      "SELECT " + String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    _ = try Parser.parse(sql)
  }

  @Test func readsLargeListsAndLiteralsInLinearTime() throws {
    let list = (0..<200_000).map { "'arn:aws:iam::123456789012:user/\($0)'" }.joined(separator: ",")
    let literal = String(repeating: "x", count: 10_000_000)
    let started = ContinuousClock.now
    _ = try Parser.parse("SELECT '\(literal)' WHERE a IN (\(list))")
    #expect(ContinuousClock.now - started < .seconds(60))
  }
}

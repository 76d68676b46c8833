// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Every rule keeps the answers, alone and together with the others.
///
/// The rows were computed by DuckDB 1.5.6 from the same statements (with STRUCT for ROW); a row's values are joined by
/// `|`, the rows are sorted and joined by spaces.
@Suite struct RuleAnswerTests {
  private static let tables = """
    WITH p (x, y, s) AS (VALUES (1, 2, 'a'), (2, 2, 'b'), (0, 4, NULL), (NULL, 3, 'c'), (2, NULL, 'ab')),
    q (x, y, s) AS (VALUES (1, 2, 'a'), (3, 3, 'c'), (3, 1, 'b'), (NULL, 0, 'b'), (4, NULL, NULL)),
    r (x, y, s) AS (VALUES (1, 1, 'a'), (1, 4, NULL), (2, NULL, 'c'), (NULL, 1, 'ab')),
    o (v, s) AS (SELECT CAST(ROW(x, y) AS ROW(a integer, b integer)), s FROM p)

    """

  private func rows(_ sql: String, without rules: Set<String>) throws -> String {
    let session = Session(nowMicroseconds: 0, disabledRules: rules)
    let query = try Analyzer(catalog: AnalysisFixture.catalog, session: session)
      .compile(try AnalysisFixture.query(Self.tables + sql))
    let rows = try SharedScan.run(query).rows.map { row in
      zip(row, query.columns).map { $0.text(as: $1.type)?.string ?? "NULL" }.joined(separator: "|")
    }
    return rows.sorted().joined(separator: " ")
  }

  @Test(arguments: Self.cases)
  func keepsTheAnswer(sql: String, expected: String) throws {
    #expect(try rows(sql, without: []) == expected)
    #expect(try rows(sql, without: Set(Optimizer.ruleNames)) == expected)
    for rule in Optimizer.ruleNames {
      #expect(try rows(sql, without: [rule]) == expected, "without \(rule)")
      let others = Set(Optimizer.ruleNames).subtracting([rule])
      #expect(try rows(sql, without: others) == expected, "with \(rule) alone")
    }
  }

  static let cases: [(String, String)] = [
    (
      "SELECT x FROM p WHERE x IN (SELECT x FROM q)",
      "1"
    ),
    (
      "SELECT x FROM p WHERE x NOT IN (SELECT x FROM q)",
      ""
    ),
    (
      "SELECT x FROM p WHERE x NOT IN (SELECT x FROM q WHERE x IS NOT NULL)",
      "0 2 2"
    ),
    (
      "SELECT x FROM p WHERE x NOT IN (SELECT x FROM q WHERE x > 9)",
      "0 1 2 2 NULL"
    ),
    (
      "SELECT x, x IN (SELECT x FROM q) FROM p",
      "0|NULL 1|true 2|NULL 2|NULL NULL|NULL"
    ),
    (
      "SELECT x, y FROM p WHERE EXISTS (SELECT 1 FROM q WHERE q.x = p.x AND q.y <= p.y)",
      "1|2"
    ),
    (
      "SELECT x, y FROM p WHERE NOT EXISTS (SELECT 1 FROM q WHERE q.x = p.x)",
      "0|4 2|2 2|NULL NULL|3"
    ),
    (
      "SELECT x, y FROM p WHERE NOT EXISTS (SELECT 1 FROM q WHERE q.y = p.y OR q.x > p.x + 1)",
      ""
    ),
    (
      "SELECT x FROM p WHERE EXISTS (SELECT 1 FROM q WHERE q.x = p.x LIMIT 1) AND y > 1",
      "1"
    ),
    (
      "SELECT x FROM p WHERE x IN (SELECT q.x FROM q WHERE q.y = p.y)",
      "1"
    ),
    (
      "SELECT x FROM p WHERE y > ALL (SELECT y FROM r WHERE y IS NOT NULL)",
      ""
    ),
    (
      "SELECT x FROM p WHERE y >= ANY (SELECT r.y FROM r WHERE r.x = p.x)",
      "1"
    ),
    (
      "SELECT x, (SELECT count(*) FROM r WHERE r.x = p.x) FROM p",
      "0|0 1|2 2|1 2|1 NULL|0"
    ),
    (
      "SELECT x, (SELECT sum(r.y) + 1 FROM r WHERE r.x = p.x) FROM p",
      "0|NULL 1|6 2|NULL 2|NULL NULL|NULL"
    ),
    (
      "SELECT x, (SELECT coalesce(max(r.y), -1) FROM r WHERE r.x = p.x AND r.y < p.y) FROM p",
      "0|-1 1|1 2|-1 2|-1 NULL|-1"
    ),
    (
      "SELECT x FROM p WHERE (SELECT count(*) FROM r WHERE r.x = p.x) = 0",
      "0 NULL"
    ),
    (
      "SELECT x, (SELECT count(DISTINCT r.y) FROM (SELECT DISTINCT x, y FROM r) r WHERE r.x = p.x) FROM p",
      "0|0 1|2 2|0 2|0 NULL|0"
    ),
    (
      "SELECT p.x, (SELECT count(*) FROM q WHERE EXISTS (SELECT 1 FROM r WHERE r.x = p.x AND r.y = q.y)) FROM p",
      "0|0 1|1 2|0 2|0 NULL|0"
    ),
    (
      "SELECT p.x, q.y FROM p LEFT JOIN q ON p.x = q.x AND q.y > 1 WHERE p.y IS NOT NULL",
      "0|NULL 1|2 2|NULL NULL|NULL"
    ),
    (
      "SELECT p.x, q.y FROM p LEFT JOIN q ON p.x = q.x AND p.y > 2",
      "0|NULL 1|NULL 2|NULL 2|NULL NULL|NULL"
    ),
    (
      "SELECT p.x, q.y FROM p RIGHT JOIN q ON p.x = q.x WHERE q.y > 0",
      "1|2 NULL|1 NULL|3"
    ),
    (
      "SELECT p.x, q.y FROM p FULL JOIN q ON p.x = q.x WHERE p.x IS NULL OR q.y = 2",
      "1|2 NULL|0 NULL|1 NULL|3 NULL|NULL NULL|NULL"
    ),
    (
      "SELECT x, p.y, q.y FROM p FULL JOIN q USING (x)",
      "0|4|NULL 1|2|2 2|2|NULL 2|NULL|NULL 3|NULL|1 3|NULL|3 4|NULL|NULL NULL|3|NULL NULL|NULL|0"
    ),
    (
      "SELECT p.x, t.y FROM p, (SELECT x, max(y) AS y FROM q GROUP BY x) t WHERE p.x = t.x AND t.y > 1",
      "1|2"
    ),
    (
      "SELECT p.x, t.n FROM p CROSS JOIN LATERAL (SELECT count(*) AS n FROM q WHERE q.y = p.y) t WHERE t.n > 0",
      "1|1 2|1 NULL|1"
    ),
    (
      "SELECT p.x, t.y FROM p LEFT JOIN LATERAL (SELECT y FROM q WHERE q.x = p.x) t ON TRUE",
      "0|NULL 1|2 2|NULL 2|NULL NULL|NULL"
    ),
    (
      "SELECT p.x, e FROM p CROSS JOIN UNNEST(ARRAY[p.x, p.y]) AS u (e) WHERE e > 1 AND p.s <> 'c'",
      "1|2 2|2 2|2 2|2"
    ),
    (
      "SELECT v.a, s FROM o WHERE v.b = 2",
      "1|a 2|b"
    ),
    (
      "SELECT t.v.a, count(*) FROM (SELECT v, s FROM o WHERE s IS NOT NULL) t GROUP BY t.v.a",
      "1|1 2|2 NULL|1"
    ),
    (
      "SELECT v.b, (SELECT max(q.y) FROM q WHERE q.x = o.v.a) FROM o",
      "2|2 2|NULL 3|NULL 4|NULL NULL|NULL"
    ),
    (
      "SELECT o.v.b, q.s FROM o JOIN q ON o.v.a = q.x",
      "2|a"
    ),
    (
      "SELECT DISTINCT v.b FROM o UNION ALL SELECT y FROM q",
      "0 1 2 2 3 3 4 NULL NULL"
    ),
    (
      "SELECT c FROM (SELECT x, count(*) AS c FROM p GROUP BY x) WHERE x = 2 AND c > 1",
      "2"
    ),
    (
      "SELECT x, y, count(*), grouping(x, y) FROM p GROUP BY ROLLUP (x, y)",
      "0|4|1|0 0|NULL|1|1 1|2|1|0 1|NULL|1|1 2|2|1|0 2|NULL|1|0 2|NULL|2|1 NULL|3|1|0 NULL|NULL|1|1 NULL|NULL|5|3"
    ),
    (
      "SELECT * FROM (SELECT x, count(*) AS c FROM p GROUP BY ROLLUP (x)) WHERE x IS NULL",
      "NULL|1 NULL|5"
    ),
    (
      "SELECT * FROM (SELECT x, sum(y) OVER (PARTITION BY x) AS t FROM p) WHERE x = 2",
      "2|2 2|2"
    ),
    (
      "SELECT * FROM (SELECT x, count(*) OVER () AS n FROM p) WHERE x = 2",
      "2|5 2|5"
    ),
    (
      "SELECT x + 1 AS z, sum(y) FROM p GROUP BY x + 1 HAVING sum(y) > 2 OR x + 1 IS NULL",
      "1|4 NULL|3"
    ),
    (
      "SELECT s FROM (SELECT s, x FROM p UNION SELECT s, y FROM q) WHERE x = 2",
      "a ab b"
    ),
    (
      "SELECT x FROM p EXCEPT SELECT x FROM q",
      "0 2"
    ),
    (
      "SELECT x FROM p INTERSECT SELECT x FROM q",
      "1 NULL"
    ),
    (
      "SELECT x FROM (SELECT x, y FROM p ORDER BY y DESC NULLS LAST LIMIT 2) WHERE x IS NOT NULL",
      "0"
    ),
    (
      "SELECT upper(t) || t FROM (SELECT coalesce(s, 'z') AS t FROM p)",
      "ABab Aa Bb Cc Zz"
    ),
    (
      "SELECT count(*) FROM (SELECT x FROM p WHERE y = 2) CROSS JOIN q",
      "10"
    ),
    (
      "SELECT x FROM p WHERE 1 = 1 AND (y > 1 OR 1 = 2) AND CASE WHEN true THEN x = 1 ELSE y = 1 END",
      "1"
    ),
    (
      "SELECT count(*) FROM p WHERE NULL",
      "0"
    ),
    (
      "SELECT a.x, b.s FROM (SELECT * FROM p WHERE EXISTS (SELECT 1 FROM q)) a CROSS JOIN (SELECT * FROM r WHERE y IS NOT NULL) b WHERE a.y = 2",
      "1|NULL 1|a 1|ab 2|NULL 2|a 2|ab"
    ),
  ]
}

// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// Queries against the tree they must give, by the grammar that Trino's documentation describes.
@Suite struct ParserQueryTests {
  @Test(arguments: [
    ("select 1", "SELECT 1"),
    ("SELECT ALL a FROM t", "SELECT a FROM t"),
    ("SELECT all FROM t", "SELECT all FROM t"),
    ("SELECT DISTINCT a, b FROM t", "SELECT DISTINCT a, b FROM t"),
    ("SELECT *, t.*, a.b.* AS (c, d) FROM t", "SELECT *, t.*, a.b.* AS (c, d) FROM t"),
    ("SELECT f(x).* FROM t", "SELECT f(x).* FROM t"),
    ("SELECT a b, c AS \"D e\" FROM t x", "SELECT a AS b, c AS \"D e\" FROM t AS x"),
    (
      "SELECT a count, b day, c type, d first FROM t limit",
      "SELECT a AS count, b AS day, c AS type, d AS first FROM t AS limit"
    ),
    ("SELECT a FROM t limit 10", "SELECT a FROM t LIMIT 10"),
    (
      "SELECT a offset FROM t offset OFFSET 5 ROWS LIMIT ALL",
      "SELECT a AS offset FROM t AS offset OFFSET 5"
    ),
    ("SELECT a FROM t FETCH FIRST ROW ONLY", "SELECT a FROM t LIMIT 1"),
    ("SELECT a FROM t FETCH NEXT 5 ROWS WITH TIES", "SELECT a FROM t FETCH FIRST 5 ROWS WITH TIES"),
    (
      "SELECT a FROM t ORDER BY 1 DESC, b NULLS FIRST, c ASC NULLS LAST",
      "SELECT a FROM t ORDER BY 1 DESC, b NULLS FIRST, c NULLS LAST"
    ),
    (
      "SELECT a FROM db.\"t-1\" WHERE a > 1 GROUP BY a HAVING count(*) > 1",
      "SELECT a FROM db.\"t-1\" WHERE (a > 1) GROUP BY a HAVING (count(*) > 1)"
    ),
    (
      "SELECT a FROM t GROUP BY (a, b), c, ()",
      "SELECT a FROM t GROUP BY GROUPING SETS ((a, b)), c, GROUPING SETS (())"
    ),
    ("SELECT a FROM t GROUP BY ((a)), (a + b) * 2", "SELECT a FROM t GROUP BY a, ((a + b) * 2)"),
    (
      "SELECT a FROM t GROUP BY ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((a, b), a, ())",
      "SELECT a FROM t GROUP BY ROLLUP ((a), (b, c)), CUBE ((d)), GROUPING SETS ((a, b), (a), ())"
    ),
    ("SELECT a FROM t GROUP BY DISTINCT a", "SELECT a FROM t GROUP BY DISTINCT a"),
    (
      "SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b), v AS (w ORDER BY c)",
      "SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b), v AS (w ORDER BY c)"
    ),
    ("SELECT a FROM t window", "SELECT a FROM t AS window"),
    (
      "WITH x AS (SELECT 1), y (a, b) AS (VALUES (1, 2), (3, 4)) SELECT * FROM x, y",
      "WITH x AS (SELECT 1), y (a, b) AS (VALUES ROW(1, 2), ROW(3, 4)) SELECT * FROM x, y"
    ),
    ("VALUES 1, 2", "VALUES ROW(1), ROW(2)"),
    ("TABLE t ORDER BY a", "TABLE t ORDER BY a"),
    ("(SELECT 1) LIMIT 2", "(SELECT 1) LIMIT 2"),
    // Set operations.
    (
      "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3", "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3"
    ),
    (
      "SELECT 1 UNION DISTINCT SELECT 2 INTERSECT SELECT 3",
      "SELECT 1 UNION SELECT 2 INTERSECT SELECT 3"
    ),
    (
      "SELECT 1 EXCEPT ALL SELECT 2 EXCEPT SELECT 3 ORDER BY 1",
      "SELECT 1 EXCEPT ALL SELECT 2 EXCEPT SELECT 3 ORDER BY 1"
    ),
    ("(SELECT 1 LIMIT 1) UNION (SELECT 2)", "(SELECT 1 LIMIT 1) UNION (SELECT 2)"),
    (
      "((SELECT 1) UNION (SELECT 2)) EXCEPT (SELECT 3)",
      "((SELECT 1) UNION (SELECT 2)) EXCEPT (SELECT 3)"
    ),
    // Relations.
    (
      "SELECT 1 FROM a JOIN b ON a.x = b.x LEFT OUTER JOIN c USING (x, y)",
      "SELECT 1 FROM ((a JOIN b ON (a.x = b.x)) LEFT JOIN c USING (x, y))"
    ),
    (
      "SELECT 1 FROM a CROSS JOIN b RIGHT JOIN c ON true FULL OUTER JOIN d ON false",
      "SELECT 1 FROM (((a CROSS JOIN b) RIGHT JOIN c ON true) FULL JOIN d ON false)"
    ),
    ("SELECT 1 FROM a JOIN b JOIN c ON x ON y", "SELECT 1 FROM (a JOIN (b JOIN c ON x) ON y)"),
    ("SELECT 1 FROM a NATURAL LEFT JOIN b", "SELECT 1 FROM (a NATURAL LEFT JOIN b)"),
    ("SELECT 1 FROM (SELECT 2) AS t (a, b)", "SELECT 1 FROM (SELECT 2) AS t (a, b)"),
    ("SELECT 1 FROM (t)", "SELECT 1 FROM t"),
    ("SELECT 1 FROM (a JOIN b ON x) JOIN c ON y", "SELECT 1 FROM ((a JOIN b ON x) JOIN c ON y)"),
    (
      "SELECT 1 FROM ((SELECT 1) a JOIN (SELECT 2) b ON x)",
      "SELECT 1 FROM ((SELECT 1) AS a JOIN (SELECT 2) AS b ON x)"
    ),
    (
      "SELECT 1 FROM (((SELECT 1) UNION (SELECT 2)) t CROSS JOIN u)",
      "SELECT 1 FROM (((SELECT 1) UNION (SELECT 2)) AS t CROSS JOIN u)"
    ),
    (
      "SELECT 1 FROM ((SELECT 1) UNION (SELECT 2)) t",
      "SELECT 1 FROM ((SELECT 1) UNION (SELECT 2)) AS t"
    ),
    ("SELECT 1 FROM ((SELECT 1))", "SELECT 1 FROM (SELECT 1)"),
    ("SELECT 1 FROM (VALUES (1)) t", "SELECT 1 FROM (VALUES ROW(1)) AS t"),
    (
      "SELECT 1 FROM t CROSS JOIN UNNEST(resources, b) WITH ORDINALITY AS r (a, n)",
      "SELECT 1 FROM (t CROSS JOIN UNNEST(resources, b) WITH ORDINALITY AS r (a, n))"
    ),
    (
      "SELECT 1 FROM t LEFT JOIN UNNEST(a) x (y) ON TRUE",
      "SELECT 1 FROM (t LEFT JOIN UNNEST(a) AS x (y) ON true)"
    ),
    ("SELECT 1 FROM t, LATERAL (SELECT t.a) u", "SELECT 1 FROM t, LATERAL (SELECT t.a) AS u"),
    ("SELECT 1 FROM lateral", "SELECT 1 FROM lateral"),
    // Comments.
    ("-- one\n/* two\n'*/ SELECT--three\n1 /**/", "SELECT 1"),
    ("\u{feff}SELECT 1;", "SELECT 1"),
  ])
  func reads(sql: String, tree: String) throws {
    #expect(try Self.printed(sql) == tree)
    #expect(try Self.printed(tree) == tree, "the printed tree reads back as itself")
  }

  @Test(arguments: [
    ("SELECT 1 UNION SELECT 2 INTERSECT SELECT 3", SetOperator.union),
    ("SELECT 1 INTERSECT SELECT 2 UNION SELECT 3", .union),
    ("SELECT 1 UNION SELECT 2 EXCEPT SELECT 3", .except),
    ("SELECT 1 EXCEPT SELECT 2 UNION SELECT 3", .union),
    ("SELECT 1 INTERSECT SELECT 2 INTERSECT SELECT 3", .intersect),
  ])
  func joinsSetOperationsByPrecedence(sql: String, last: SetOperator) throws {
    guard case .query(let query) = try Parser.parse(sql),
      case .setOperation(let operation, _, _, _, _) = query.body
    else {
      Issue.record("not a set operation")
      return
    }
    #expect(operation == last)
  }

  static func printed(_ sql: String) throws -> String {
    guard case .query(let query) = try Parser.parse(sql) else {
      throw QueryError(.syntaxError, "not a query")
    }
    return SyntaxPrinter.print(query)
  }
}

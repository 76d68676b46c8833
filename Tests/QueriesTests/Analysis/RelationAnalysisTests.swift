// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct RelationAnalysisTests {
  private func names(_ sql: String) throws -> [String] {
    try AnalysisFixture.compile(sql).columns.map(\.name)
  }

  @Test(arguments: [
    (
      "SELECT * FROM (SELECT 1 AS k, 2 AS a) x JOIN (SELECT 1 AS k, 3 AS b) y USING (k)",
      ["k", "a", "b"]
    ),
    (
      "SELECT * FROM (SELECT 1 AS a, 2 AS k) x FULL JOIN (SELECT 3 AS b, 1 AS k) y USING (K)",
      ["k", "a", "b"]
    ),
    (
      "SELECT x.*, y.* FROM (SELECT 1 AS k, 2 AS a) x JOIN (SELECT 1 AS k, 3 AS b) y USING (k)",
      ["a", "b"]
    ),
    ("SELECT * FROM (VALUES (1, 2)) AS t (a, b)", ["a", "b"]),
    ("SELECT * FROM (SELECT 1 AS a) x CROSS JOIN LATERAL (SELECT x.a + 1 AS b) y", ["a", "b"]),
    ("SELECT r.* FROM logs CROSS JOIN UNNEST(resources) AS r", ["arn", "accountid", "type"]),
    ("SELECT r.* FROM logs CROSS JOIN UNNEST(resources) AS r (a, b, c)", ["a", "b", "c"]),
    ("SELECT r.* FROM logs CROSS JOIN UNNEST(resources) AS r (resource)", ["resource"]),
    ("SELECT r.resource.ARN FROM logs CROSS JOIN UNNEST(resources) AS r (resource)", ["ARN"]),
    (
      "SELECT u.* FROM types CROSS JOIN UNNEST(counts, names) WITH ORDINALITY AS u (k, v, n, i)",
      ["k", "v", "n", "i"]
    ),
    ("SELECT n FROM UNNEST(ARRAY[1, 2]) AS t (n)", ["n"]),
    (
      "SELECT * FROM logs a, UNNEST(a.resources) AS t (r), (SELECT 1 AS one) o WHERE r.arn IS NULL",
      [
        "eventtime", "useridentity", "eventsource", "eventname", "sourceipaddress", "errorcode",
        "requestparameters", "resources", "readonly", "r", "one",
      ]
    ),
    ("WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a, b", ["x", "y"]),
    ("WITH logs AS (SELECT 1 AS x) SELECT * FROM logs", ["x"]),
    ("WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 2 AS z) SELECT * FROM a)", ["z"]),
  ])
  func namesTheColumnsOfRelations(sql: String, expected: [String]) throws {
    #expect(try names(sql) == expected)
  }

  @Test func refusesWrongRelations() {
    let cases: [(String, QueryError.Code)] = [
      ("SELECT * FROM logs AS ^l^ (a, b)", .mismatchedColumnAliases),
      ("WITH ^t^ (a, b) AS (SELECT 1) SELECT * FROM t", .mismatchedColumnAliases),
      ("WITH a AS (SELECT 1), ^a^ AS (SELECT 2) SELECT * FROM a", .duplicateNamedQuery),
      ("WITH a AS (SELECT * FROM ^a^) SELECT * FROM a", .tableNotFound),
      ("SELECT ^*^", .syntaxError), ("SELECT * FROM logs a NATURAL JOIN logs b", .notSupported),
      ("SELECT * FROM logs a JOIN types b USING (^eventname^)", .columnNotFound),
      ("SELECT ^a.eventname^ FROM logs a JOIN logs b USING (eventname)", .columnNotFound),
      ("SELECT * FROM logs CROSS JOIN UNNEST(^eventname^) AS t (x)", .typeMismatch),
      ("SELECT * FROM logs CROSS JOIN UNNEST(resources) AS ^t^ (a, b)", .mismatchedColumnAliases),
      ("SELECT * FROM logs LEFT JOIN UNNEST(resources) AS t (r) ON ^r.arn = 'x'^", .notSupported),
      ("SELECT * FROM logs RIGHT JOIN UNNEST(resources) AS t ON TRUE", .notSupported),
      ("SELECT * FROM logs a JOIN logs b ON ^a.eventname^", .typeMismatch),
      ("SELECT * FROM a.b.c.logs", .syntaxError),
      ("SELECT 1 UNION SELECT 1, 2", .typeMismatch), ("SELECT 1 UNION SELECT 'a'", .typeMismatch),
      ("VALUES (1), (^1^, 2)", .typeMismatch), ("VALUES (1), ('a')", .typeMismatch),
      ("SELECT ^eventname^.* FROM logs", .typeMismatch),
      ("SELECT (^SELECT 1, 2^)", .notSupported),
      ("SELECT eventname IN (SELECT 1) FROM logs", .typeMismatch),
      ("SELECT 1 LIMIT 99999999999999999999", .invalidLimitClause),
      ("SELECT 1 FETCH FIRST ^1^ ROW WITH TIES", .syntaxError),
    ]
    for (sql, code) in cases {
      let marked =
        sql.hasPrefix("SELECT (^") || sql.contains("a.eventname^ FROM")
        ? sql.filter { $0 != "^" } : sql
      AnalysisFixture.expectError(marked, code)
    }
  }

  @Test(arguments: [
    ("SELECT 1 UNION SELECT 2.5", "decimal(11,1)"),
    ("SELECT NULL UNION ALL SELECT 'a'", "varchar(1)"),
    ("VALUES (1), (NULL), (BIGINT '3')", "bigint"),
    (
      "SELECT DATE '2024-01-01' EXCEPT SELECT now()",
      "timestamp(3) with time zone"
    ), ("TABLE types INTERSECT TABLE types", "boolean"),
  ])
  func givesBranchesOneType(sql: String, type: String) throws {
    #expect(try AnalysisFixture.analyze(sql).columns[0].type.description == type)
  }

  @Test func splitsJoinConditionsIntoKeysAndTheRest() throws {
    let plan = try AnalysisFixture.analyze(
      """
      SELECT 1 FROM logs a LEFT JOIN logs b
      ON lower(b.eventname) = a.eventname AND a.eventtime < b.eventtime AND a.errorcode = 'x'
      """
    ).plan.explained()
    #expect(
      plan.contains(
        "Join left: eventname = lower(eventname) AND (eventtime#0 < eventtime#12) "
          + "AND (errorcode#5 = 'x')"
      )
    )
  }

  /// Keys are computed for every row, so that one that can fail must not pass the guard before it.
  @Test func keepsAGuardBeforeAKeyThatCanFail() throws {
    let plan = try AnalysisFixture.compile(
      """
      SELECT 1 FROM logs a JOIN types b
      ON a.eventsource <> b.text AND CAST(a.eventname AS bigint) = b.big
      """
    ).plan.explained()
    #expect(
      plan.contains("Join inner: (eventsource <> text) AND (CAST(eventname AS bigint) = big)")
    )
    let first = try AnalysisFixture.compile(
      "SELECT 1 FROM logs a JOIN types b ON CAST(a.eventname AS bigint) = b.big"
    ).plan.explained()
    #expect(first.contains("Join inner: CAST(eventname AS bigint) = big\n"))
  }

  @Test func expandsViews() throws {
    let catalog = try AnalysisFixture.catalog(views: [
      "CREATE VIEW roots AS SELECT eventname FROM logs WHERE useridentity.type = 'Root'",
      "CREATE VIEW broken AS SELECT x FROM logs", "CREATE VIEW endless AS SELECT * FROM endless",
    ])
    func compile(_ sql: String) throws -> CompiledQuery {
      try Analyzer(catalog: catalog, session: AnalysisFixture.session)
        .compile(try AnalysisFixture.query(sql))
    }
    #expect(
      try compile("SELECT count(*) FROM Roots WHERE roots.eventname = 'x'").plan.explained() == """
        Aggregate: count()
        └─ Filter: (useridentity.type = 'Root') AND (eventname = 'x')
           └─ Scan: logs (useridentity.type, eventname)
        """
    )
    let error = #expect(throws: QueryError.self) { try compile("SELECT 1 FROM broken") }
    #expect(error?.message == "in view 'broken': column 'x' cannot be resolved")
    #expect(error?.range == SourceRange(14, 20))
    #expect(throws: QueryError.self) { try compile("SELECT 1 FROM endless") }
  }
}

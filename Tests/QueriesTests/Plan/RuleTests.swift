// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// The plans each rule makes.
@Suite struct RuleTests {
  private func plan(_ sql: String, without rules: Set<String> = []) throws -> String {
    let session = Session(
      nowMicroseconds: AnalysisFixture.session.nowMicroseconds,
      disabledRules: rules
    )
    return try Analyzer(catalog: AnalysisFixture.catalog, session: session)
      .compile(try AnalysisFixture.query(sql)).plan.explained()
  }

  @Test func readsOnlyTheFieldsThatAreAskedFor() throws {
    let sql = """
      SELECT userIdentity.arn FROM logs
      WHERE useridentity.sessioncontext.attributes.mfaauthenticated = 'false' ORDER BY eventtime LIMIT 5
      """
    #expect(
      try plan(sql) == """
        Project: arn
        └─ TopN: 5 by _sort0
           └─ Project: useridentity.arn AS arn, eventtime AS _sort0
              └─ Filter: useridentity.sessioncontext.attributes.mfaauthenticated = 'false'
                 └─ Scan: logs (eventtime, useridentity.arn, useridentity.sessioncontext.attributes.mfaauthenticated)
        """
    )
    #expect(
      try plan(sql, without: ["push_down_dereferences", "fuse_sort_and_limit"]) == """
        Project: arn
        └─ Limit: 5
           └─ Sort: _sort0
              └─ Project: useridentity.arn AS arn, eventtime AS _sort0
                 └─ Filter: useridentity.sessioncontext.attributes.mfaauthenticated = 'false'
                    └─ Scan: logs (eventtime, useridentity)
        """
    )
  }

  @Test func readsAWholeRowWhereOneIsNeeded() throws {
    #expect(
      try plan("SELECT useridentity, useridentity.arn FROM logs WHERE useridentity.type = 'Root'")
        == """
        Project: useridentity, useridentity.arn AS arn
        └─ Filter: useridentity.type = 'Root'
           └─ Scan: logs (useridentity)
        """
    )
    #expect(
      try plan("SELECT DISTINCT useridentity.sessioncontext.attributes FROM logs") == """
        Distinct
        └─ Scan: logs (useridentity.sessioncontext.attributes)
        """
    )
    #expect(
      try plan("SELECT useridentity IS NULL, useridentity.arn FROM logs").hasSuffix(
        "Scan: logs (useridentity)"
      )
    )
  }

  @Test func prunesThroughEveryNode() throws {
    #expect(
      try plan(
        """
        WITH a AS (SELECT useridentity u, eventname, eventtime, max(errorcode) AS e, min(errorcode)
                   FROM logs GROUP BY 1, 2, 3)
        SELECT eventname, u.arn FROM a
        UNION ALL SELECT eventname, arn FROM (
          SELECT l.*, r.arn, rank() OVER (ORDER BY eventtime) FROM logs l CROSS JOIN UNNEST(resources) r)
        """
      ) == """
        Union all
        ├─ Project: eventname, u.arn AS arn
        │  └─ Aggregate: BY useridentity, eventname, eventtime
        │     └─ Scan: logs (eventtime, useridentity, eventname)
        └─ Project: eventname, element.arn AS arn
           └─ Unnest: resources
              └─ Scan: logs (eventname, resources)
        """
    )
    #expect(try plan("SELECT count(*) FROM logs") == "Aggregate: count()\n└─ Scan: logs ()")
  }

  @Test func foldsConstants() throws {
    #expect(
      try plan(
        """
        SELECT 1 + 2 * 3, upper('a') || 'b', if(1 > 2, eventname, 'no'), coalesce(NULL, eventname)
        FROM logs WHERE 1 = 1 AND eventtime > date_format(current_date - interval '7' day, '%Y-%m-%d')
        """
      ) == """
        Project: 7 AS _col0, 'Ab' AS _col1, 'no' AS _col2, eventname AS _col3
        └─ Filter: eventtime > '2024-03-24'
           └─ Scan: logs (eventtime, eventname)
        """
    )
  }

  /// A division by zero must not be met before the run, where no row may come to it.
  @Test func leavesWhatFailsToTheRun() throws {
    #expect(
      try plan("SELECT 1 / 0 FROM logs WHERE eventname = 'x' AND CAST('a' AS bigint) = 1 AND false")
        == """
        Project: 1 / 0 AS _col0
        └─ Filter: (eventname = 'x') AND (CAST('a' AS bigint) = 1) AND false
           └─ Scan: logs (eventname)
        """
    )
    #expect(
      try plan("SELECT 1 FROM logs WHERE eventname = 'x' AND false") == """
        Project: 1 AS _col0
        └─ Filter: false
           └─ Scan: logs ()
        """
    )
  }

  @Test func pushesFiltersToTheScans() throws {
    #expect(
      try plan(
        """
        WITH t AS (SELECT eventname AS n, useridentity AS u, count(*) AS c FROM logs GROUP BY 1, 2)
        SELECT a.n FROM t a LEFT JOIN logs b ON a.n = b.eventname AND b.errorcode IS NULL
        WHERE a.n LIKE 'A%' AND a.c > 3 AND b.eventtime > '2024'
        """
      ) == """
        Project: n
        └─ Filter: eventtime > '2024'
           └─ Join left: n = eventname
              ├─ Project: n
              │  └─ Filter: c > 3
              │     └─ Aggregate: count() BY eventname, useridentity
              │        └─ Filter: eventname LIKE 'A%'
              │           └─ Scan: logs (useridentity, eventname)
              └─ Filter: errorcode IS NULL
                 └─ Scan: logs (eventtime, eventname, errorcode)
        """
    )
  }

  @Test func makesKeysOfEqualitiesInWhere() throws {
    #expect(
      try plan(
        """
        SELECT a.eventname FROM logs a, logs b
        WHERE a.eventtime = b.eventtime AND b.eventname = 'x' AND a.eventname < b.errorcode
        """
      ) == """
        Project: eventname#1 AS eventname
        └─ Join inner: eventtime = eventtime AND eventname#1 < errorcode
           ├─ Scan: logs (eventtime, eventname)
           └─ Filter: eventname = 'x'
              └─ Scan: logs (eventtime, eventname, errorcode)
        """
    )
  }

  @Test func stopsWhereAFilterWouldChangeTheAnswer() throws {
    let cases = [
      // A limit has chosen its rows already.
      (
        "SELECT * FROM (SELECT eventname FROM logs LIMIT 3) WHERE eventname = 'x'",
        "Filter: eventname = 'x'\n└─ Limit: 3"
      ),
      // A key that a grouping set leaves out is NULL in its rows.
      (
        "SELECT * FROM (SELECT eventname, count(*) c FROM logs GROUP BY ROLLUP (eventname)) WHERE eventname = 'x'",
        "Filter: eventname = 'x'\n"
      ),
      // A window must see all rows of its partition.
      (
        "SELECT * FROM (SELECT eventname, count(*) OVER () c FROM logs) WHERE eventname = 'x'",
        "Filter: eventname = 'x'\n"
      ),
      // Groups of no keys are one row whatever the filter.
      ("SELECT * FROM (SELECT count(*) c FROM logs) WHERE c > 3", "Filter: c > 3\n"),
      ("SELECT * FROM (SELECT eventname, random() r FROM logs) WHERE r < 0.5", "Filter: r < 0.5\n"),
    ]
    for (sql, text) in cases {
      let plan = try plan(sql)
      #expect(plan.contains(text), "\(plan)")
      #expect(plan.components(of: "Filter").count == 2, "\(plan)")
    }
  }

  /// `regexp_like` guards the cast: no rule may ask the cast first.
  @Test func neverOvertakesAGuard() throws {
    let guarded =
      "regexp_like(sourceipaddress, '^\\d') AND CAST(sourceipaddress AS ipaddress) > IPADDRESS '10.0.0.0'"
    let text =
      "Filter: regexp_like(sourceipaddress, '^\\d') AND (CAST(sourceipaddress AS ipaddress) > ipaddress '10.0.0.0')"
    for sql in [
      "SELECT eventname FROM logs WHERE \(guarded)",
      "SELECT * FROM (SELECT * FROM logs WHERE regexp_like(sourceipaddress, '^\\d')) "
        + "WHERE CAST(sourceipaddress AS ipaddress) > IPADDRESS '10.0.0.0'",
    ] {
      #expect(try plan(sql).contains(text))
    }
    // A row without a match is gone before the cast is asked: only the guard goes to the scan.
    let joined = try plan(
      "SELECT a.eventname FROM logs a JOIN types t ON a.eventname = t.text WHERE \(guarded)"
    )
    #expect(joined.contains("Filter: regexp_like(sourceipaddress, '^\\d')\n"), "\(joined)")
    // The guard needs both sides and stays; so does the cast, while the harmless term moves.
    let plan = try plan(
      """
      SELECT 1 FROM logs a JOIN types t ON a.eventname = t.text
      WHERE a.eventsource < t.short AND CAST(a.eventtime AS bigint) > 3 AND a.errorcode IS NULL
      """
    )
    #expect(
      plan.contains(
        "Join inner: eventname = text AND (eventsource < CAST(short AS varchar)) AND (CAST(eventtime AS bigint) > 3)"
      )
    )
    #expect(plan.contains("Filter: errorcode IS NULL\n"))
  }

  @Test func joinsInsteadOfAskingForEachRow() throws {
    #expect(
      try plan(
        "SELECT eventname FROM logs WHERE useridentity.arn IN (SELECT text FROM types WHERE flag)"
      ) == """
        Project: eventname
        └─ SemiJoin: useridentity.arn = text
           ├─ Scan: logs (useridentity.arn, eventname)
           └─ Project: text
              └─ Filter: flag
                 └─ Scan: types (flag, text)
        """
    )
    #expect(
      try plan(
        """
        SELECT eventname FROM logs l WHERE errorcode IS NULL AND NOT EXISTS (
          SELECT 1 FROM logs m
          WHERE m.useridentity.arn = l.useridentity.arn AND m.eventtime < l.eventtime AND m.eventname = 'x')
        """
      ) == """
        Project: eventname
        └─ AntiJoin: useridentity.arn = useridentity.arn AND eventtime#4 < eventtime#0
           ├─ Filter: errorcode IS NULL
           │  └─ Scan: logs (eventtime, useridentity.arn, eventname, errorcode)
           └─ Filter: eventname = 'x'
              └─ Scan: logs (eventtime, useridentity.arn, eventname)
        """
    )
    #expect(
      try plan(
        "SELECT eventname, (SELECT count(*) + 1 FROM logs m WHERE m.eventname = l.eventname) AS n FROM logs l"
      )
      .contains("Join left: eventname = _key0")
    )
  }

  /// `x NOT IN (…)` with a NULL inside is never true, which no join says.
  @Test func leavesNotInAsItIs() throws {
    let plan = try plan(
      "SELECT eventname FROM logs WHERE eventname NOT IN (SELECT text FROM types)"
    )
    #expect(plan.contains("Filter: NOT _subquery\n"))
    #expect(plan.contains("Apply: eventname = ANY\n"))
  }

  @Test func mergesProjectionsThatAreReadOnce() throws {
    #expect(
      try plan("SELECT upper(n) FROM (SELECT lower(eventname) AS n FROM logs)")
        == "Project: upper(lower(eventname)) AS _col0\n└─ Scan: logs (eventname)"
    )
    #expect(
      try plan("SELECT n || n FROM (SELECT lower(eventname) AS n FROM logs)") == """
        Project: concat(n, n) AS _col0
        └─ Project: lower(eventname) AS n
           └─ Scan: logs (eventname)
        """
    )
    #expect(
      try plan("SELECT r || r FROM (SELECT CAST(random() AS varchar) AS r FROM logs)").contains(
        "\n└─ Project: CAST(random() AS varchar) AS r\n"
      )
    )
  }

  @Test func fusesSortAndLimit() throws {
    let sql = "SELECT eventname FROM logs ORDER BY eventname DESC NULLS FIRST OFFSET 2 LIMIT 3"
    #expect(
      try plan(sql) == "TopN: 3 from 2 by eventname DESC NULLS FIRST\n└─ Scan: logs (eventname)"
    )
    #expect(
      try plan(sql, without: ["fuse_sort_and_limit"])
        == "Limit: 3 from 2\n└─ Sort: eventname DESC NULLS FIRST\n   └─ Scan: logs (eventname)"
    )
  }

  @Test func namesEveryRule() {
    #expect(Set(Optimizer.ruleNames).count == Optimizer.rules.count)
    #expect(Optimizer.ruleNames.contains("push_down_predicates"))
  }
}

extension String {
  fileprivate func components(of part: String) -> [Substring] {
    split(separator: part, omittingEmptySubsequences: false)
  }
}

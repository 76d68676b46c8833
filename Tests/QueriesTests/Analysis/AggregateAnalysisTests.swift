// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct AggregateAnalysisTests {
  private func plan(_ sql: String) throws -> String {
    try AnalysisFixture.compile(sql).plan.explained()
  }

  @Test(arguments: [
    "SELECT userIdentity.ARN, count(*) FROM logs GROUP BY useridentity.arn",
    "SELECT l.useridentity.arn FROM logs l GROUP BY USERIDENTITY.ARN",
    "SELECT useridentity.arn FROM logs GROUP BY useridentity",
    "SELECT lower(eventname) || 'x' FROM logs GROUP BY LOWER(EVENTNAME)",
    "SELECT 1 + 1, max(eventtime) FROM logs", "SELECT eventname FROM logs GROUP BY 1",
    "SELECT max(eventtime) FROM logs HAVING count(*) > 1",
    "SELECT eventname FROM logs GROUP BY eventname HAVING max(eventtime) > 'x' ORDER BY min(eventtime)",
    "SELECT substr(eventtime, 1, 10) d, count(*) n FROM logs GROUP BY substr(eventtime, 1, 10) ORDER BY n, d",
    "SELECT count(*) FROM logs GROUP BY ()",
    "SELECT (eventname, eventsource) FROM logs GROUP BY (eventname, eventsource)",
    "SELECT CASE WHEN eventname = 'a' THEN max(eventtime) ELSE eventname END FROM logs GROUP BY eventname",
    "SELECT eventname, (SELECT count(*) FROM logs m WHERE m.eventname = l.eventname) FROM logs l GROUP BY eventname",
    "SELECT sum(count(*)) OVER (), rank() OVER (ORDER BY count(*)) FROM logs GROUP BY eventname",
    "SELECT array_agg(DISTINCT eventname ORDER BY eventname DESC) FROM logs",
    "SELECT array_agg(eventname ORDER BY eventtime) FROM logs",
    "SELECT DISTINCT eventname, count(*) FROM logs GROUP BY eventname, eventsource ORDER BY count(*)",
    "SELECT eventname FROM logs l GROUP BY eventname HAVING EXISTS (SELECT 1 FROM logs m WHERE m.eventname = l.eventname)",
    "SELECT max(length(eventname) + (SELECT count(*) FROM logs)) FROM logs",
  ])
  func acceptsKeysAndAggregates(sql: String) throws {
    _ = try AnalysisFixture.compile(sql)
  }

  @Test func refusesColumnsThatAreNotGrouped() {
    let cases: [(String, String)] = [
      ("SELECT ^eventname^, count(*) FROM logs", "eventname"),
      ("SELECT eventsource, ^userIdentity.arn^ FROM logs GROUP BY eventsource", "useridentity.arn"),
      ("SELECT ^useridentity^ FROM logs GROUP BY useridentity.arn", "useridentity"),
      ("SELECT eventname FROM logs GROUP BY eventname ORDER BY ^eventtime^", "eventtime"),
      ("SELECT eventname FROM logs GROUP BY eventname HAVING ^eventtime^ > 'a'", "eventtime"),
      ("SELECT lower(^eventname^) FROM logs GROUP BY upper(eventname)", "eventname"),
      ("SELECT rank() OVER (ORDER BY ^eventtime^) FROM logs GROUP BY eventname", "eventtime"),
      (
        "SELECT eventsource, (SELECT count(*) FROM logs m WHERE m.eventname = ^l.eventname^) FROM logs l "
          + "GROUP BY eventsource", "eventname"
      ),
    ]
    for (sql, name) in cases {
      AnalysisFixture.expectError(
        sql,
        .expressionNotAggregate,
        "'\(name)' must be an aggregate expression or appear in GROUP BY clause"
      )
    }
  }

  @Test func refusesAggregatesInWrongPlaces() {
    let cases: [(String, QueryError.Code)] = [
      ("SELECT 1 FROM logs WHERE ^count(*)^ > 1", .expressionNotScalar),
      ("SELECT 1 FROM logs GROUP BY ^count(*)^", .expressionNotScalar),
      ("SELECT count(*) FROM logs GROUP BY ^1^", .expressionNotScalar),
      ("SELECT sum(^count(*)^) FROM logs", .nestedAggregation),
      ("SELECT sum(^rank() OVER ()^) FROM logs", .nestedWindow),
      (
        "SELECT 1 FROM logs a JOIN logs b ON ^max(a.eventname)^ = b.eventname", .expressionNotScalar
      ),
      ("SELECT eventname AS e, count(*) AS n FROM logs GROUP BY 1 HAVING ^n^ > 3", .columnNotFound),
      ("SELECT eventname FROM logs GROUP BY ^2^", .invalidColumnReference),
      ("SELECT eventname FROM logs ORDER BY ^2^", .invalidColumnReference),
      ("SELECT eventname FROM logs ORDER BY ^0^", .invalidColumnReference),
      (
        "SELECT array_agg(DISTINCT eventname ORDER BY ^eventtime^) FROM logs",
        .expressionNotInDistinct
      ),
      ("SELECT DISTINCT eventname FROM logs ORDER BY ^eventtime^", .expressionNotInDistinct),
      ("SELECT grouping(^eventname^) FROM logs GROUP BY eventsource", .invalidArguments),
      ("SELECT ^max(*)^ FROM logs", .functionNotFound),
    ]
    for (sql, code) in cases { AnalysisFixture.expectError(sql, code) }
  }

  @Test func sharesEqualAggregates() throws {
    #expect(
      try plan(
        "SELECT eventname, COUNT(*), count(*) * 2 FROM logs GROUP BY eventname HAVING count(*) > 1"
      )
        == """
        Project: eventname, count AS _col1, count * 2 AS _col2
        └─ Filter: count > 1
           └─ Aggregate: count() BY eventname
              └─ Scan: logs (eventname)
        """
    )
  }

  @Test(arguments: [
    ("ROLLUP (eventname, eventsource)", "(eventname, eventsource), (eventname), ()"),
    ("CUBE (eventname, eventsource)", "(eventname, eventsource), (eventname), (eventsource), ()"),
    (
      "GROUPING SETS ((eventname), (eventname, eventsource), ())",
      "(eventname), (eventname, eventsource), ()"
    ),
    ("eventname, ROLLUP (eventsource)", "(eventname, eventsource), (eventname)"),
    (
      "ROLLUP ((eventname, eventsource), errorcode)",
      "(eventname, eventsource, errorcode), (eventname, eventsource), ()"
    ),
  ])
  func spellsOutGroupingSets(clause: String, sets: String) throws {
    let plan = try plan("SELECT count(*) FROM logs GROUP BY \(clause)")
    #expect(plan.contains("Aggregate: count() BY sets \(sets)\n"))
  }

  @Test func tellsTheGroupingSetByBits() throws {
    #expect(
      try plan(
        "SELECT grouping(eventsource, eventname) FROM logs GROUP BY ROLLUP (eventname, eventsource)"
      )
      .hasPrefix(
        "Project: CASE WHEN _groupingset = 0 THEN 0 WHEN _groupingset = 1 THEN 2 ELSE 3 END"
      )
    )
    #expect(
      try plan("SELECT grouping(eventname), count(*) FROM logs GROUP BY eventname")
        .hasPrefix("Project: 0 AS _col0")
    )
  }

  @Test func expandsNamedWindows() throws {
    let plan = try plan(
      """
      SELECT sum(length(eventname)) OVER (w ROWS 2 PRECEDING), lag(eventtime, 1, 'none') OVER w
      FROM logs WINDOW w AS (PARTITION BY eventname ORDER BY eventtime)
      """
    )
    #expect(
      plan.contains(
        "Window: sum(length(eventname)) OVER (PARTITION BY eventname ORDER BY eventtime "
          + "ROWS 2 PRECEDING TO CURRENT ROW), lag(eventtime, 1, 'none') OVER "
          + "(PARTITION BY eventname ORDER BY eventtime)"
      )
    )
  }

  @Test func refusesWrongWindows() {
    let cases: [(String, QueryError.Code)] = [
      ("SELECT ^row_number()^ FROM logs", .typeMismatch),
      ("SELECT rank() OVER (ORDER BY ^rank() OVER ()^) FROM logs", .nestedWindow),
      ("SELECT 1 FROM logs WHERE ^rank() OVER ()^ = 1", .expressionNotScalar),
      ("SELECT ^lower(eventname) OVER ()^ FROM logs", .functionNotFound),
      ("SELECT rank() OVER ^missing^ FROM logs", .invalidColumnReference),
      ("SELECT ^count(DISTINCT eventname) OVER ()^ FROM logs", .notSupported),
      ("SELECT ^ntile()^ OVER () FROM logs", .functionNotFound),
      (
        "SELECT sum(1) OVER (ORDER BY eventtime ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM logs",
        .invalidWindowFrame
      ),
      (
        "SELECT sum(1) OVER (RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM logs",
        .invalidWindowFrame
      ),
      (
        "SELECT sum(1) OVER (ORDER BY eventtime RANGE BETWEEN ^1^ PRECEDING AND CURRENT ROW) FROM logs",
        .typeMismatch
      ),
      (
        "SELECT sum(1) OVER (ORDER BY eventtime ROWS BETWEEN ^'a'^ PRECEDING AND CURRENT ROW) FROM logs",
        .typeMismatch
      ),
    ]
    for (sql, code) in cases {
      let marked = sql.contains("ntile") || sql.contains("lower(") ? sql.filter { $0 != "^" } : sql
      AnalysisFixture.expectError(marked, code)
    }
  }
}

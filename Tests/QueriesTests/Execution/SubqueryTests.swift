// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct SubqueryTests {
  @Test(arguments: [
    """
    SELECT event, size FROM events
    WHERE who IN (SELECT x FROM (VALUES ('bob'), ('cat'), (NULL)) AS v (x))
    ----
    Put | 1
    Get | 7
    NULL | 3
    Put | 9
    """,
    """
    SELECT event, size FROM events
    WHERE who NOT IN (SELECT x FROM (VALUES ('bob'), ('cat')) AS v (x))
    ----
    Get | 3
    Del | 5
    Put | 2
    Get | 1
    Get | 4
    """,
    """
    SELECT event FROM events WHERE who NOT IN (SELECT x FROM (VALUES ('bob'), (NULL)) AS v (x))
    ----
    """,
    """
    SELECT who, who NOT IN (SELECT who FROM events WHERE size > 100) AS x FROM events
    WHERE size > 6 OR who IS NULL
    ----
    NULL | true
    bob | true
    bob | true
    """,
    """
    SELECT x, x IN (SELECT size FROM events) AS y FROM (VALUES 1, 6, NULL) AS v (x)
    ----
    1 | true
    6 | NULL
    NULL | NULL
    """,
    """
    SELECT x, x > ALL (SELECT size FROM events WHERE who = 'ann') AS a,
      x >= ANY (SELECT size FROM events WHERE who = 'bob') AS b,
      x = ALL (SELECT size FROM events WHERE who = 'nobody') AS c,
      x <> ANY (SELECT size FROM events WHERE who = 'cat') AS d
    FROM (VALUES 0, 3, 6, NULL) AS v (x)
    ----
    0 | false | false | true | true
    3 | false | true | true | false
    6 | true | true | true | true
    NULL | NULL | NULL | true | NULL
    """,
    """
    SELECT x, (SELECT size FROM events WHERE event = 'Del') AS y,
      (SELECT size FROM events WHERE event = 'None') AS z
    FROM (VALUES 1, 2) AS v (x)
    ----
    1 | 5 | NULL
    2 | 5 | NULL
    """,
    """
    SELECT n.name FROM (VALUES ('ann'), ('dan'), ('cat'), (NULL)) AS n (name)
    WHERE EXISTS (SELECT 1 FROM events e WHERE e.who = n.name AND e.size < 4)
    ----
    ann
    cat
    """,
    """
    SELECT n.name FROM (VALUES ('ann'), ('dan'), ('cat'), (NULL)) AS n (name)
    WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.who = n.name)
    ----
    dan
    NULL
    """,
    """
    SELECT n.name, (SELECT e.size FROM events e WHERE e.who = n.name ORDER BY e.size DESC LIMIT 1)
      AS largest
    FROM (VALUES ('ann'), ('bob'), ('dan'), ('ann')) AS n (name)
    ----
    ann | 5
    bob | 9
    dan | NULL
    ann | 5
    """,
    """
    SELECT n.name, l.size FROM (VALUES ('cat'), ('bob'), ('dan')) AS n (name)
    CROSS JOIN LATERAL (SELECT e.size FROM events e WHERE e.who = n.name ORDER BY e.size LIMIT 2) l
    ----
    cat | 3
    bob | 1
    bob | 7
    """,
    """
    SELECT n.name, l.size FROM (VALUES ('cat'), ('bob'), ('dan')) AS n (name)
    LEFT JOIN LATERAL (SELECT e.size FROM events e WHERE e.who = n.name ORDER BY e.size LIMIT 2) l
    ON TRUE
    ----
    cat | 3
    bob | 1
    bob | 7
    dan | NULL
    """,
    """
    SELECT a.x FROM (VALUES 1, 2, 3) AS a (x)
    WHERE EXISTS (SELECT 1 FROM (VALUES 2, 3, 4) AS b (x) WHERE b.x = a.x
      AND EXISTS (SELECT 1 FROM (VALUES (3, 3), (2, 9)) AS c (p, q) WHERE c.p = b.x AND c.q = a.x))
    ----
    3
    """,
    """
    SELECT size, size > (SELECT max(x) FROM (VALUES 2, 4) AS v (x)) AS a,
      EXISTS (SELECT 1 FROM (VALUES 1) AS v (x) WHERE x > 5) AS b,
      who IN (SELECT x FROM (VALUES 'bob', NULL) AS v (x)) AS c,
      size <= ALL (SELECT x FROM (VALUES 7, 8) AS v (x)) AS d
    FROM events WHERE event IN (SELECT x FROM (VALUES 'Put', 'Del') AS v (x))
    ----
    1 | false | false | true | true
    5 | true | false | NULL | true
    2 | false | false | NULL | true
    9 | true | false | true | false
    """,
    """
    SELECT who, count(*) AS n FROM events
    WHERE NOT EXISTS (SELECT 1 FROM (VALUES 'ann', 'dan') AS v (x) WHERE v.x = who)
    GROUP BY who ORDER BY n DESC, who
    ----
    bob | 3
    cat | 1
    NULL | 1
    """,
    """
    SELECT size, l.x FROM events CROSS JOIN LATERAL
      (SELECT x FROM (VALUES 1, 2, 3) AS v (x) WHERE x > size) AS l
    ----
    1 | 2
    1 | 3
    2 | 3
    1 | 2
    1 | 3
    """,
  ])
  func answers(text: String) async throws {
    try await SQLCase(text).check()
  }

  @Test func refusesSeveralRowsWhereOneIsMeant() async throws {
    let error = try await SQLCase.failure(
      of: "SELECT (SELECT size FROM events WHERE who = 'bob') FROM (VALUES 1) AS v (x)"
    )
    #expect(error?.code == .subqueryMultipleRows)
    #expect(error?.message == "Scalar sub-query has returned multiple rows")
  }

  @Test func refusesSeveralRowsThatAreKnownBeforeTheScan() async throws {
    let sql = "SELECT (SELECT x FROM (VALUES 1, 2) AS v (x)) FROM events"
    #expect(try await SQLCase.failure(of: sql)?.code == .subqueryMultipleRows)
    #expect(try await SQLCase.failure(of: sql + " WHERE who = 'nobody'") == nil)
  }

  /// A subquery that no row asks for is not evaluated.
  @Test func leavesUnaskedSubqueriesAlone() async throws {
    let error = try await SQLCase.failure(
      of: "SELECT (SELECT size FROM events WHERE who = 'bob') FROM events WHERE who = 'nobody'"
    )
    #expect(error == nil)
  }
}

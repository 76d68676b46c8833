// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct JoinTests {
  @Test(arguments: [
    // Behind a term that is NULL none is asked, in a join as in a filter.
    """
    SELECT count(*) FROM events e CROSS JOIN (VALUES ('x'), ('y')) AS v (z)
    WHERE CAST(NULL AS bigint) <> 0 AND CAST(e.who || v.z AS bigint) = 1
    ----
    0
    """,
    """
    SELECT count(*) FROM events e CROSS JOIN (VALUES ('x', 1), ('y', 2)) AS v (z, n)
    WHERE nullif(e.size + v.n, e.size + v.n) = 1 AND CAST(e.who || v.z AS bigint) = 1
    ----
    0
    """,
    """
    SELECT count(*), count(f.size) FROM events e LEFT JOIN events f
    ON e.size = f.size AND nullif(e.size + f.size, e.size + f.size) = 1 AND CAST(e.who || f.who AS bigint) = 1
    WHERE e.who = 'bob'
    ----
    3 | 0
    """,
    """
    SELECT e.size, n.full_name FROM events e
    JOIN (VALUES ('bob', 'Robert'), ('ann', 'Anna'), ('dan', 'Daniel')) AS n (short, full_name)
    ON e.who = n.short
    ----
    3 | Anna
    1 | Robert
    5 | Anna
    2 | Anna
    7 | Robert
    1 | Anna
    9 | Robert
    4 | Anna
    """,
    """
    SELECT n.short, e.event, e.size FROM
    (VALUES ('bob'), ('dan'), ('cat'), (NULL)) AS n (short)
    LEFT JOIN events e ON e.who = n.short AND e.size > 1
    ----
    bob | Get | 7
    bob | Put | 9
    dan | NULL | NULL
    cat | NULL | 3
    NULL | NULL | NULL
    """,
    """
    SELECT a.x, b.x FROM (VALUES 1, 2, 2, NULL) AS a (x)
    FULL JOIN (VALUES 2, 3, NULL, 2) AS b (x) ON a.x = b.x
    ----
    1 | NULL
    2 | 2
    2 | 2
    2 | 2
    2 | 2
    NULL | NULL
    NULL | 3
    NULL | NULL
    """,
    """
    SELECT a.x, b.x FROM (VALUES 1, 2, 3) AS a (x)
    RIGHT JOIN (VALUES 3, 5, 1) AS b (x) ON a.x = b.x
    ----
    1 | 1
    3 | 3
    NULL | 5
    """,
    """
    SELECT a.x, b.x FROM (VALUES 1, 2) AS a (x) CROSS JOIN (VALUES 'p', 'q') AS b (x)
    ----
    1 | p
    1 | q
    2 | p
    2 | q
    """,
    """
    SELECT a.x, b.x FROM (VALUES 1, 5, 3) AS a (x) JOIN (VALUES 4, 2, 3) AS b (x) ON a.x < b.x
    ----
    1 | 4
    1 | 2
    1 | 3
    3 | 4
    """,
    """
    SELECT a.x, a.y, b.x, b.y FROM (VALUES (1, 'p'), (1, 'q'), (2, 'p')) AS a (x, y)
    JOIN (VALUES (1, 'q'), (2, 'p'), (1, NULL)) AS b (x, y) ON a.x = b.x AND a.y = b.y
    ----
    1 | q | 1 | q
    2 | p | 2 | p
    """,
    """
    SELECT x, a.y, b.z FROM (VALUES (1, 'p'), (2, 'q')) AS a (x, y)
    JOIN (VALUES (2, 'r'), (2, 's')) AS b (x, z) USING (x)
    ----
    2 | q | r
    2 | q | s
    """,
    """
    SELECT a.event, b.event FROM events a JOIN events b ON a.size = b.size AND a.who < b.who
    ----
    Get | NULL
    Get | Put
    """,
    """
    SELECT e.who FROM events e LEFT JOIN (SELECT 'ann' AS name WHERE false) n ON e.who = n.name
    WHERE n.name IS NULL AND e.event = 'Put'
    ----
    bob
    ann
    bob
    """,
    """
    SELECT e.size, n.name, n.least FROM events e
    LEFT JOIN (VALUES ('ann', 2), ('ann', 4), ('bob', 8), (NULL, 0)) AS n (name, least)
    ON e.who = n.name AND n.least < e.size
    ----
    3 | ann | 2
    1 | NULL | NULL
    NULL | NULL | NULL
    5 | ann | 2
    5 | ann | 4
    2 | NULL | NULL
    7 | NULL | NULL
    3 | NULL | NULL
    1 | NULL | NULL
    9 | bob | 8
    4 | ann | 2
    """,
    """
    SELECT e.size, n.what FROM events e
    JOIN (VALUES ('ann', 'Get', 'x'), ('ann', 'Put', 'y'), ('bob', 'Put', 'z'), ('cat', NULL, 'w'))
      AS n (who, event, what) ON e.who = n.who AND e.event = n.event
    ----
    3 | x
    1 | z
    2 | y
    1 | x
    9 | z
    4 | x
    """,
    """
    SELECT n.full_name, count(*) AS c, max(e.size) AS m FROM events e
    LEFT JOIN (VALUES ('bob', 'Robert'), ('ann', 'Anna')) AS n (short, full_name) ON e.who = n.short
    GROUP BY n.full_name ORDER BY c DESC, m
    ----
    Anna | 5 | 5
    Robert | 3 | 9
    NULL | 2 | 3
    """,
    """
    SELECT e.size, v.x FROM events e CROSS JOIN (VALUES 1, 2) AS v (x) WHERE e.event = 'Put'
    ----
    1 | 1
    1 | 2
    2 | 1
    2 | 2
    9 | 1
    9 | 2
    """,
    """
    SELECT e.size, v.x FROM events e JOIN (VALUES 2, 6) AS v (x) ON e.size < v.x
    WHERE e.who = 'bob' OR e.size = 4
    ----
    1 | 2
    1 | 6
    4 | 6
    """,
    """
    SELECT a.size, v.x, w.y FROM events a JOIN (VALUES ('Get', 1), ('Del', 2)) AS v (e, x)
    ON a.event = v.e LEFT JOIN (VALUES (1, 'one')) AS w (x, y) ON v.x = w.x WHERE a.size > 3
    ----
    5 | 2 | NULL
    7 | 1 | one
    4 | 1 | one
    """,
  ])
  func joins(text: String) async throws {
    try await SQLCase(text).check()
  }

  /// More pairs than are tested at a time, of which few pass.
  @Test func testsManyPairs() async throws {
    let query = try SQLCase.compile(
      """
      SELECT a.n, b.n FROM UNNEST(ARRAY[1]) AS one (x)
      CROSS JOIN (WITH d AS (SELECT * FROM (VALUES 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) AS d (n))
        SELECT a.n * 10 + b.n AS n FROM d a CROSS JOIN d b) AS a
      CROSS JOIN (WITH d AS (SELECT * FROM (VALUES 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) AS d (n))
        SELECT a.n * 10 + b.n AS n FROM d a CROSS JOIN d b) AS b
      WHERE a.n + b.n = 197
      """
    )
    let result = try SharedScan.run(query)
    #expect(result.rows == [[.bigint(98), .bigint(99)], [.bigint(99), .bigint(98)]])
  }
}

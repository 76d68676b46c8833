// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct JoinTests {
  @Test(arguments: [
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

// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    """
    SELECT a, b, a AND b AS x, a OR b AS y, NOT a AS z
    FROM (VALUES (TRUE, TRUE), (TRUE, FALSE), (TRUE, NULL), (FALSE, TRUE), (FALSE, FALSE),
      (FALSE, NULL), (NULL, TRUE), (NULL, FALSE), (CAST(NULL AS boolean), NULL)) AS v (a, b)
    ----
    true | true | true | true | false
    true | false | false | true | false
    true | NULL | NULL | true | false
    false | true | false | true | true
    false | false | false | false | true
    false | NULL | false | NULL | true
    NULL | true | NULL | true | NULL
    NULL | false | false | NULL | NULL
    NULL | NULL | NULL | NULL | NULL
    """,
    """
    SELECT x, x IN (1, 2) AS a, x IN (1, NULL) AS b, x NOT IN (1, 2) AS c, x NOT IN (1, NULL) AS d
    FROM (VALUES 1, 3, NULL) AS v (x)
    ----
    1 | true | true | false | false
    3 | false | NULL | true | NULL
    NULL | NULL | NULL | NULL | NULL
    """,
    """
    SELECT x, x IN (y, z) AS a FROM (VALUES (1, 2, 1), (1, 2, NULL), (1, NULL, 1), (1, 2, 3))
      AS v (x, y, z)
    ----
    1 | true
    1 | NULL
    1 | true
    1 | false
    """,
    """
    SELECT 2 BETWEEN 3 AND NULL AS a, 8 BETWEEN NULL AND 6 AS b, 4 BETWEEN NULL AND 6 AS c,
      2 NOT BETWEEN 3 AND NULL AS d, NULL BETWEEN 1 AND 2 AS e
    ----
    false | false | NULL | true | NULL
    """,
    """
    SELECT x, x LIKE 'a%' AS a, x LIKE '%b' AS b, x LIKE '%b%' AS c, x LIKE 'a_b' AS d,
      x LIKE 'a%b%c' AS e, x LIKE '' AS f, x LIKE '%' AS g, x LIKE '_' AS h
    FROM (VALUES 'ab', 'aéb', 'xaxbxc', 'axxbxbyc', '', 'é', NULL) AS v (x)
    ----
    ab | true | true | true | false | false | false | true | false
    aéb | true | true | true | true | false | false | true | false
    xaxbxc | false | false | true | false | false | false | true | false
    axxbxbyc | true | false | true | false | true | false | true | false
     | false | false | false | false | false | true | true | false
    é | false | false | false | false | false | false | true | true
    NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
    """,
    """
    SELECT x, x LIKE '%#_%' ESCAPE '#' AS a, x LIKE 'a##%' ESCAPE '#' AS b,
      x LIKE '#%_' ESCAPE '#' AS c, x LIKE 'a\\%' AS d, x NOT LIKE 'a%' AS e
    FROM (VALUES 'a_b', 'a#b', '%x', 'a\\b', 'b') AS v (x)
    ----
    a_b | true | false | false | false | false
    a#b | false | true | false | false | false
    %x | false | false | true | false | true
    a\\b | false | false | false | true | false
    b | false | false | false | false | true
    """,
    """
    SELECT x LIKE p AS a FROM (VALUES ('abc', 'a%'), ('abc', '_b_'), ('abc', 'b%'), ('abc', NULL),
      (NULL, 'a')) AS v (x, p)
    ----
    true
    true
    false
    NULL
    NULL
    """,
    """
    SELECT CASE WHEN x = 1 THEN 'one' WHEN x > 1 THEN 'more' END AS a,
      CASE x WHEN 1 THEN 'p' WHEN NULL THEN 'q' ELSE 'r' END AS b,
      coalesce(x, 7) AS c, nullif(x, 2) AS d, x IS NULL AS e, x IS DISTINCT FROM 1 AS f
    FROM (VALUES 1, 2, NULL) AS v (x)
    ----
    one | p | 1 | 1 | false | false
    more | r | 2 | NULL | false | true
    NULL | r | 7 | NULL | true | true
    """,
    """
    SELECT event, who FROM events
    WHERE event LIKE 'P%' AND who <> 'ann' OR who IS NULL AND event IN ('Get', 'Del')
    ----
    Put | bob
    Get | NULL
    Put | bob
    """,
    """
    SELECT size, CASE WHEN who = 'ann' THEN event WHEN event IS NULL THEN 'none' ELSE who END AS a
    FROM events WHERE NOT (who = 'bob' AND size > 1) OR size IS NULL
    ----
    3 | Get
    1 | bob
    NULL | NULL
    5 | Del
    2 | Put
    3 | none
    1 | Get
    4 | Get
    """,
    """
    SELECT DISTINCT coalesce(who, event) AS a, event IS DISTINCT FROM who AS b FROM events
    WHERE (event = 'Get') = (who = 'ann') OR who IS NULL
    ----
    ann | true
    bob | true
    Get | true
    """,
    """
    SELECT size, 10 / size AS a FROM events WHERE size > 4 AND 10 / (size - 3) > 1
    ----
    5 | 2
    7 | 1
    """,
    """
    SELECT TRY_CAST(x AS integer) AS a, TRY(CAST(x AS integer) + 1) AS b
    FROM (VALUES '1', 'x', NULL) AS v (x)
    ----
    1 | 2
    NULL | NULL
    NULL | NULL
    """,
    """
    SELECT x = y AS a, x < y AS b, x <> y AS c, x IS DISTINCT FROM y AS d
    FROM (VALUES (1e0, 1e0), (1e0, 2e0), (-0e0, 0e0)) AS v (x, y)
    ----
    true | false | false | false
    false | true | true | true
    true | false | false | false
    """,
    """
    SELECT r[1] AS a, r[2] AS b FROM (SELECT ROW(size, who) AS r FROM events WHERE event = 'Put') t
    ----
    1 | bob
    2 | ann
    9 | bob
    """,
  ])
  func evaluates(text: String) async throws {
    try await SQLCase(text).check()
  }

  /// Trino's documentation of comparison and conversion: these have no like in DuckDB.
  @Test(arguments: [
    """
    SELECT nan = nan AS a, nan < 1e0 AS b, nan > 1e0 AS c, nan IS DISTINCT FROM nan AS d
    FROM (SELECT 0e0 / 0e0 AS nan) t
    ----
    false | false | false | false
    """,
    """
    SELECT ROW(1, NULL) = ROW(1, NULL) AS a, ROW(1, NULL) = ROW(2, NULL) AS b,
      ROW(1, 2) < ROW(1, 3) AS c, ARRAY[1, 2] = ARRAY[1] AS d, ARRAY[1, NULL] <> ARRAY[2, NULL] AS e
    ----
    NULL | false | true | false | true
    """,
    """
    SELECT CASE WHEN size > 100 THEN 1 / 0 ELSE 0 END AS a, coalesce(1, 1 / 0) AS b,
      FALSE AND 1 / 0 = 1 AS c, TRUE OR 1 / 0 = 1 AS d, TRY(1 / 0) AS e
    FROM events WHERE event = 'Del'
    ----
    0 | 1 | false | true | NULL
    """,
    """
    SELECT x FROM (VALUES 3e0, 0e0 / 0e0, 1e0, NULL) AS v (x) ORDER BY x
    ----
    1.0
    3.0
    NaN
    NULL
    """,
  ])
  func evaluatesAsTrinoDoes(text: String) async throws {
    try await SQLCase(text).check()
  }

  @Test(arguments: [
    ("SELECT 1 / 0", QueryError.Code.divisionByZero),
    ("SELECT 10 / (size - 3) FROM events", .divisionByZero),
    ("SELECT CAST(event AS integer) FROM events", .invalidCastArgument),
    ("SELECT size FROM events WHERE event LIKE who || '#b' ESCAPE '#'", .invalidFunctionArgument),
    ("SELECT size FROM events WHERE event LIKE 'a' ESCAPE who", .invalidFunctionArgument),
    ("SELECT ARRAY[1, NULL] < ARRAY[1, 2]", .notSupported),
  ])
  func fails(sql: String, code: QueryError.Code) async throws {
    let error = try await SQLCase.failure(of: sql)
    #expect(error?.code == code)
    #expect(error?.range != nil)
  }

  /// What cannot be computed fails only for the rows that ask for it.
  @Test(arguments: [
    "SELECT size FROM events WHERE event = 'None' AND who LIKE who || '#b' ESCAPE '#'",
    "SELECT CAST(event AS integer) FROM events WHERE event = 'None'",
    "SELECT CASE WHEN size > 100 THEN CAST('x' AS integer) END FROM events",
  ])
  func failsForAskedRowsOnly(sql: String) async throws {
    #expect(try await SQLCase.failure(of: sql) == nil)
  }
}

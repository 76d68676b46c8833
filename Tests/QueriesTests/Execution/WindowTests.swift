// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct WindowTests {
  @Test(arguments: [
    """
    SELECT who, size, row_number() OVER (PARTITION BY who ORDER BY size) AS a,
      rank() OVER (ORDER BY size) AS b, dense_rank() OVER (ORDER BY size) AS c
    FROM events ORDER BY size, who
    ----
    ann | 1 | 1 | 1 | 1
    bob | 1 | 1 | 1 | 1
    ann | 2 | 2 | 3 | 2
    ann | 3 | 3 | 4 | 3
    cat | 3 | 1 | 4 | 3
    ann | 4 | 4 | 6 | 4
    ann | 5 | 5 | 7 | 5
    bob | 7 | 2 | 8 | 6
    bob | 9 | 3 | 9 | 7
    NULL | NULL | 1 | 10 | 8
    """,
    """
    SELECT x, percent_rank() OVER (ORDER BY x) AS a, cume_dist() OVER (ORDER BY x) AS b
    FROM (VALUES 10, 20, 20, 30, 40) AS v (x) ORDER BY x
    ----
    10 | 0.0 | 0.2
    20 | 0.25 | 0.6
    20 | 0.25 | 0.6
    30 | 0.75 | 0.8
    40 | 1.0 | 1.0
    """,
    """
    SELECT x, ntile(3) OVER (ORDER BY x) AS a, ntile(9) OVER (ORDER BY x) AS b
    FROM (VALUES 1, 2, 3, 4, 5, 6, 7, 8) AS v (x)
    ----
    1 | 1 | 1
    2 | 1 | 2
    3 | 1 | 3
    4 | 2 | 4
    5 | 2 | 5
    6 | 2 | 6
    7 | 3 | 7
    8 | 3 | 8
    """,
    """
    SELECT k, x, lag(x) OVER (ORDER BY k) AS a, lag(x, 2, 0) OVER (ORDER BY k) AS b,
      lead(x) OVER (ORDER BY k) AS c, lead(x, 3, -1) OVER (ORDER BY k) AS d
    FROM (VALUES (1, 10), (2, NULL), (3, 30), (4, NULL), (5, 50)) AS v (k, x)
    ----
    1 | 10 | NULL | 0 | NULL | NULL
    2 | NULL | 10 | 0 | 30 | 50
    3 | 30 | NULL | 10 | NULL | -1
    4 | NULL | 30 | NULL | 50 | -1
    5 | 50 | NULL | 30 | NULL | -1
    """,
    """
    SELECT k, lag(x) IGNORE NULLS OVER (ORDER BY k) AS a,
      lead(x) IGNORE NULLS OVER (ORDER BY k) AS b, lag(x, 2) IGNORE NULLS OVER (ORDER BY k) AS c
    FROM (VALUES (1, 10), (2, NULL), (3, 30), (4, NULL), (5, 50)) AS v (k, x)
    ----
    1 | NULL | 30 | NULL
    2 | 10 | 30 | NULL
    3 | 10 | 50 | NULL
    4 | 30 | 50 | 10
    5 | 30 | NULL | 10
    """,
    """
    SELECT k, first_value(x) OVER (ORDER BY k) AS a, last_value(x) OVER (ORDER BY k) AS b,
      last_value(x) OVER (ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS c,
      nth_value(x, 2) OVER (ORDER BY k) AS d
    FROM (VALUES (1, 10), (2, NULL), (3, 30), (3, 31), (5, 50)) AS v (k, x)
    ----
    1 | 10 | 10 | 50 | NULL
    2 | 10 | NULL | 50 | NULL
    3 | 10 | 31 | 50 | NULL
    3 | 10 | 31 | 50 | NULL
    5 | 10 | 50 | 50 | NULL
    """,
    """
    SELECT k, first_value(x) IGNORE NULLS OVER (ORDER BY k ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING)
      AS a, last_value(x) IGNORE NULLS OVER (ORDER BY k) AS b
    FROM (VALUES (1, NULL), (2, NULL), (3, 30), (4, NULL), (5, NULL)) AS v (k, x)
    ----
    1 | 30 | NULL
    2 | 30 | NULL
    3 | 30 | 30
    4 | NULL | 30
    5 | NULL | 30
    """,
    """
    SELECT k, first_value(k) OVER (ORDER BY k ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS a,
      last_value(k) OVER (ORDER BY k ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS b,
      first_value(k) OVER (ORDER BY k ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS c
    FROM (VALUES 1, 3, 4, 7) AS v (k)
    ----
    1 | NULL | NULL | 3
    3 | 1 | 1 | 4
    4 | 1 | 3 | 7
    7 | 3 | 4 | NULL
    """,
    """
    SELECT k, first_value(k) OVER (ORDER BY k RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS a,
      last_value(k) OVER (ORDER BY k RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING) AS b,
      first_value(k) OVER (ORDER BY k DESC RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) AS c
    FROM (VALUES 1, 3, 4, 4, 7, NULL) AS v (k) ORDER BY k
    ----
    1 | 1 | 3 | 3
    3 | 1 | 4 | 4
    4 | 3 | 4 | 4
    4 | 3 | 4 | 4
    7 | 7 | 7 | 7
    NULL | NULL | NULL | NULL
    """,
    """
    SELECT k, first_value(k) OVER (ORDER BY k GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) AS a,
      last_value(k) OVER (ORDER BY k GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING) AS b
    FROM (VALUES 1, 3, 4, 4, 7) AS v (k)
    ----
    1 | 1 | 3
    3 | 1 | 4
    4 | 3 | 7
    4 | 3 | 7
    7 | 4 | 7
    """,
    """
    SELECT d, first_value(d) OVER (ORDER BY d RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW)
      AS a
    FROM (VALUES DATE '2024-02-27', DATE '2024-02-29', DATE '2024-03-02', DATE '2024-03-03')
      AS v (d)
    ----
    2024-02-27 | 2024-02-27
    2024-02-29 | 2024-02-27
    2024-03-02 | 2024-02-29
    2024-03-03 | 2024-03-02
    """,
    """
    SELECT d, first_value(d) OVER
      (ORDER BY d RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND CURRENT ROW) AS a
    FROM (VALUES DATE '2024-01-28', DATE '2024-01-31', DATE '2024-02-29', DATE '2024-03-31')
      AS v (d)
    ----
    2024-01-28 | 2024-01-28
    2024-01-31 | 2024-01-28
    2024-02-29 | 2024-01-31
    2024-03-31 | 2024-02-29
    """,
  ])
  func computes(text: String) async throws {
    try await SQLCase(text).check()
  }

  @Test(arguments: [
    ("SELECT ntile(0) OVER (ORDER BY size) FROM events", QueryError.Code.invalidFunctionArgument),
    ("SELECT lag(size, -1) OVER (ORDER BY size) FROM events", .invalidFunctionArgument),
    ("SELECT nth_value(size, 0) OVER (ORDER BY size) FROM events", .invalidFunctionArgument),
    (
      "SELECT first_value(size) OVER (ORDER BY size ROWS size PRECEDING) FROM events",
      .invalidWindowFrame
    ),
  ])
  func refusesBadArguments(sql: String, code: QueryError.Code) async throws {
    #expect(try await SQLCase.failure(of: sql)?.code == code)
  }
}

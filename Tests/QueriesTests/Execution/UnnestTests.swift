// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct UnnestTests {
  @Test(arguments: [
    """
    SELECT k, e FROM (VALUES (1, ARRAY['a', 'b']), (2, NULL), (3, ARRAY['c', NULL])) AS t (k, l)
    CROSS JOIN UNNEST(l) AS u (e)
    ----
    1 | a
    1 | b
    3 | c
    3 | NULL
    """,
    """
    SELECT size, e, o FROM events CROSS JOIN UNNEST(ARRAY[event, who]) WITH ORDINALITY AS u (e, o)
    WHERE size < 3
    ----
    1 | Put | 1
    1 | bob | 2
    2 | Put | 1
    2 | ann | 2
    1 | Get | 1
    1 | ann | 2
    """,
    """
    SELECT k, e FROM (VALUES (1, ARRAY[10, 20]), (2, NULL)) AS t (k, l)
    LEFT JOIN UNNEST(l) AS u (e) ON TRUE
    ----
    1 | 10
    1 | 20
    2 | NULL
    """,
    """
    SELECT a, b FROM UNNEST(ARRAY[1, 2, 3], ARRAY['x']) AS u (a, b)
    ----
    1 | x
    2 | NULL
    3 | NULL
    """,
    """
    SELECT n, t FROM UNNEST(ARRAY[ROW(1, 'x'), ROW(2, 'y'), NULL]) AS u (n, t)
    ----
    1 | x
    2 | y
    NULL | NULL
    """,
    """
    SELECT event, o FROM events CROSS JOIN UNNEST(ARRAY[size]) WITH ORDINALITY AS u (e, o)
    WHERE e > 4 ORDER BY e DESC
    ----
    Put | 1
    Get | 1
    Del | 1
    """,
  ])
  func repeatsRows(text: String) async throws {
    try await SQLCase(text).check()
  }
}

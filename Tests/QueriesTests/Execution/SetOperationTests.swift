// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct SetOperationTests {
  @Test(arguments: [
    """
    SELECT who FROM events WHERE event = 'Put' UNION ALL SELECT who FROM events WHERE event = 'Get'
    ----
    bob
    ann
    bob
    ann
    NULL
    bob
    ann
    ann
    """,
    """
    SELECT who FROM events WHERE event = 'Put' UNION SELECT who FROM events WHERE event = 'Get'
    ----
    bob
    ann
    NULL
    """,
    """
    SELECT x FROM (VALUES 1, 2, 2, 2, NULL, NULL) AS a (x)
    INTERSECT SELECT x FROM (VALUES 2, 2, NULL, 3) AS b (x)
    ----
    2
    NULL
    """,
    """
    SELECT x FROM (VALUES 1, 2, 2, 2, NULL, NULL) AS a (x)
    INTERSECT ALL SELECT x FROM (VALUES 2, 2, NULL, 3) AS b (x)
    ----
    2
    2
    NULL
    """,
    """
    SELECT x FROM (VALUES 1, 2, 2, 2, 1, NULL) AS a (x)
    EXCEPT SELECT x FROM (VALUES 2, NULL) AS b (x)
    ----
    1
    """,
    """
    SELECT x FROM (VALUES 1, 2, 2, 2, 1, NULL) AS a (x)
    EXCEPT ALL SELECT x FROM (VALUES 2, 1) AS b (x)
    ----
    2
    2
    1
    NULL
    """,
    """
    SELECT 1 AS x UNION ALL SELECT 3 UNION ALL SELECT 2 ORDER BY x DESC LIMIT 2
    ----
    3
    2
    """,
    """
    SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 2
    ----
    1
    2
    """,
    """
    SELECT who, event FROM events UNION SELECT event, who FROM events WHERE who = 'cat'
    ----
    ann | Get
    bob | Put
    NULL | Get
    ann | Del
    ann | Put
    bob | Get
    cat | NULL
    NULL | cat
    """,
  ])
  func combines(text: String) async throws {
    try await SQLCase(text).check()
  }
}

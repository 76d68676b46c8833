// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct AggregateTests {
  @Test(arguments: [
    """
    SELECT count(*) AS a, count(who) AS b, count(DISTINCT who) AS c, sum(size) AS d, min(event) AS e,
      max(size) AS f, avg(size) AS g FROM events
    ----
    10 | 9 | 3 | 35 | Del | 9 | 3.888888888888889
    """,
    """
    SELECT count(*) AS a, count(DISTINCT who) AS b, sum(size) AS c, max(who) AS d FROM events
    WHERE event = 'None'
    ----
    0 | 0 | NULL | NULL
    """,
    """
    SELECT who, count(*) AS n, sum(size) AS s, min(size) AS a, max(event) AS b FROM events
    GROUP BY who ORDER BY n DESC, who
    ----
    ann | 5 | 15 | 1 | Put
    bob | 3 | 17 | 1 | Put
    cat | 1 | 3 | 3 | NULL
    NULL | 1 | NULL | NULL | Get
    """,
    """
    SELECT CASE WHEN who = 'ann' THEN 'a' ELSE 'other' END AS k, event LIKE '%t' AS t, count(*) AS n
    FROM events GROUP BY CASE WHEN who = 'ann' THEN 'a' ELSE 'other' END, event LIKE '%t'
    ----
    a | true | 4
    other | true | 4
    a | false | 1
    other | NULL | 1
    """,
    """
    SELECT who, count(*) AS n FROM events GROUP BY who HAVING count(*) > 1 AND max(size) > 5
    ----
    bob | 3
    """,
    """
    SELECT who, event, count(*) AS n FROM events WHERE who IN ('ann', 'bob')
    GROUP BY ROLLUP (who, event) ORDER BY who, event, n
    ----
    ann | Del | 1
    ann | Get | 3
    ann | Put | 1
    ann | NULL | 5
    bob | Get | 1
    bob | Put | 2
    bob | NULL | 3
    NULL | NULL | 8
    """,
    """
    SELECT grouping(who) AS a, grouping(who, event) AS b, who, event, sum(size) AS s FROM events
    WHERE size > 4 GROUP BY CUBE (who, event) ORDER BY b, who, event
    ----
    0 | 0 | ann | Del | 5
    0 | 0 | bob | Get | 7
    0 | 0 | bob | Put | 9
    0 | 1 | ann | NULL | 5
    0 | 1 | bob | NULL | 16
    1 | 2 | NULL | Del | 5
    1 | 2 | NULL | Get | 7
    1 | 2 | NULL | Put | 9
    1 | 3 | NULL | NULL | 21
    """,
    """
    SELECT count(*) FILTER (WHERE size > 3) AS a, sum(size) FILTER (WHERE who = 'ann') AS b,
      count(DISTINCT event) FILTER (WHERE who = 'bob') AS c, count_if(size < 3) AS d FROM events
    ----
    4 | 15 | 2 | 3
    """,
    """
    SELECT who, array_agg(size ORDER BY size DESC) AS a, array_agg(DISTINCT event ORDER BY event) AS b
    FROM events WHERE who <> 'cat' GROUP BY who ORDER BY who
    ----
    ann | [5, 4, 3, 2, 1] | [Del, Get, Put]
    bob | [9, 7, 1] | [Get, Put]
    """,
    """
    SELECT array_agg(event) AS a, array_agg(who) FILTER (WHERE who IS NOT NULL) AS b FROM events
    WHERE size = 3 OR who IS NULL
    ----
    [Get, Get, null] | [ann, cat]
    """,
    """
    SELECT sum(DISTINCT size) AS a, count(DISTINCT size) AS b, avg(DISTINCT size) AS c FROM events
    WHERE size < 4
    ----
    6 | 3 | 2.0
    """,
    """
    SELECT max_by(event, size) AS a, min_by(who, size) FILTER (WHERE who = 'ann') AS b FROM events
    ----
    Put | ann
    """,
    """
    SELECT n, count(*) AS c FROM (SELECT who, count(*) AS n FROM events GROUP BY who) t
    GROUP BY n ORDER BY n
    ----
    1 | 2
    3 | 1
    5 | 1
    """,
    """
    SELECT a.who, a.n, b.s FROM (SELECT who, count(*) AS n FROM events GROUP BY who) a
    JOIN (SELECT who, sum(size) AS s FROM events WHERE event = 'Put' GROUP BY who) b
    ON a.who = b.who ORDER BY a.who
    ----
    ann | 5 | 2
    bob | 3 | 10
    """,
    """
    SELECT who, size FROM events e
    WHERE size = (SELECT max(size) FROM events i WHERE i.who = e.who) ORDER BY who
    ----
    ann | 5
    bob | 9
    cat | 3
    """,
    """
    SELECT who, size FROM events WHERE size > (SELECT avg(size) FROM events) ORDER BY size
    ----
    ann | 4
    ann | 5
    bob | 7
    bob | 9
    """,
    """
    SELECT x.who, (SELECT count(*) FROM events i WHERE i.who = x.who AND i.size > 2) AS n
    FROM (SELECT DISTINCT who FROM events) x ORDER BY who
    ----
    ann | 3
    bob | 2
    cat | 1
    NULL | 0
    """,
    """
    SELECT event, size, sum(size) OVER (PARTITION BY event ORDER BY size) AS a,
      count(*) OVER (PARTITION BY event) AS b, max(size) OVER () AS c,
      sum(size) OVER (ORDER BY size ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS d,
      count(size) FILTER (WHERE who = 'ann') OVER (ORDER BY size) AS e
    FROM events WHERE event IN ('Put', 'Del') OR size > 6 ORDER BY event, size
    ----
    Del | 5 | 5 | 1 | 9 | 14 | 2
    Get | 7 | 7 | 1 | 9 | 21 | 2
    Put | 1 | 1 | 3 | 9 | 3 | 0
    Put | 2 | 3 | 3 | 9 | 8 | 1
    Put | 9 | 12 | 3 | 9 | 16 | 2
    """,
    """
    SELECT k, sum(x) OVER (ORDER BY k RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS a,
      sum(x) OVER (ORDER BY k GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) AS b,
      count(*) OVER (ORDER BY k ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING) AS c
    FROM (VALUES (1, 10), (2, 20), (2, 30), (5, 40), (6, 50)) AS v (k, x)
    ORDER BY k, x
    ----
    1 | 60 | 10 | 0
    2 | 60 | 60 | 0
    2 | 60 | 60 | 1
    5 | 90 | 90 | 2
    6 | 90 | 90 | 2
    """,
    """
    SELECT who, count(*) AS n, rank() OVER (ORDER BY count(*) DESC) AS r,
      sum(count(*)) OVER () AS total
    FROM events GROUP BY who ORDER BY r, who
    ----
    ann | 5 | 1 | 10
    bob | 3 | 2 | 10
    cat | 1 | 3 | 10
    NULL | 1 | 3 | 10
    """,
    """
    WITH ranked AS (SELECT who, size, row_number() OVER (PARTITION BY who ORDER BY size DESC) AS r
      FROM events)
    SELECT who, size FROM ranked WHERE r <= 2 ORDER BY who, size DESC
    ----
    ann | 5
    ann | 4
    bob | 9
    bob | 7
    cat | 3
    NULL | NULL
    """,
    """
    SELECT DISTINCT who, event FROM events WHERE size < 4 ORDER BY who, event
    ----
    ann | Get
    ann | Put
    bob | Put
    cat | NULL
    """,
    """
    SELECT e, count(*) AS n FROM events CROSS JOIN UNNEST(ARRAY[event, who]) AS u (e)
    GROUP BY e ORDER BY n DESC, e LIMIT 3
    ----
    Get | 5
    ann | 5
    Put | 3
    """,
  ])
  func aggregates(text: String) async throws {
    try await SQLCase(text).check()
  }

  /// Not in DuckDB, or another answer there: Trino's documentation of aggregate functions.
  @Test(arguments: [
    """
    SELECT approx_distinct(who) AS a, approx_distinct(event) FILTER (WHERE who = 'bob') AS b
    FROM events
    ----
    3 | 2
    """,
    """
    SELECT GROUPING(event) AS g, event, count(*) AS n FROM events WHERE size > 100
    GROUP BY GROUPING SETS ((event), ())
    ----
    1 | NULL | 0
    """,
    """
    SELECT k, count(*) AS n FROM
    (VALUES TIMESTAMP '2024-01-01 00:00:00 +02:00', TIMESTAMP '2023-12-31 22:00:00 UTC') AS v (k)
    GROUP BY k
    ----
    2024-01-01 00:00:00 +02:00 | 2
    """,
    """
    SELECT x, count(*) AS n FROM (VALUES 0e0, -0e0, 0e0 / 0e0, 0e0 / 0e0) AS v (x) GROUP BY x
    ----
    0.0 | 2
    NaN | 2
    """,
    """
    SELECT filter(ARRAY[size, 5], x -> x > size) AS a, size,
      transform(ARRAY[size, 2], x -> reduce(ARRAY[10, 20], x, (s, y) -> s + y * size, s -> s - x))
        AS b
    FROM events WHERE event = 'Put'
    ----
    [5] | 1 | [30, 30]
    [5] | 2 | [60, 60]
    [] | 9 | [270, 270]
    """,
    """
    SELECT filter(array_agg(who ORDER BY size), w -> w <> 'ann') AS a,
      any_match(array_agg(event), e -> e = 'Del') AS b
    FROM events WHERE event IS NOT NULL
    ----
    [bob, bob, bob] | true
    """,
    """
    SELECT try(transform(ARRAY[1, 0], x -> 6 / x)) AS a, transform(ARRAY[3, NULL], x -> 6 / x) AS b,
      transform(ARRAY[1, 0], x -> try(6 / x)) AS c
    ----
    NULL | [2, null] | [6, null]
    """,
  ])
  func aggregatesAsTrinoDoes(text: String) async throws {
    try await SQLCase(text).check()
  }
}

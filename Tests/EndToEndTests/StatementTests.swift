// SPDX-License-Identifier: Apache-2.0
import Testing

/// PREPARE, EXECUTE and EXPLAIN in what `trailbinder query` takes.
@Suite struct StatementTests {
  private func run(_ command: String, _ sql: String) throws -> Program.Outcome {
    try Program.run(
      [command, "--logs", "Samples"]
        + (command == "query" ? ["--quiet", "--format", "csv"] : []) + [sql],
      folder: Program.checkout
    )
  }

  @Test(arguments: [
    (
      "PREPARE p FROM SELECT count(*) AS n FROM logs WHERE eventname = ? AND eventtime >= ?; "
        + "EXECUTE p USING 'Decrypt', concat('2026', '-01-01')", "\"n\"\n\"42\"\n"
    ),
    ("PREPARE p FROM SELECT ? + ? AS s; EXECUTE P USING 1.5, 2", "\"s\"\n\"3.5\"\n"),
    ("PREPARE p FROM SELECT ? AS s; EXECUTE p USING ''' OR 1=1 --'", "\"s\"\n\"' OR 1=1 --\"\n"),
    ("PREPARE p FROM SELECT 1 AS a; PREPARE p FROM SELECT 2 AS a; EXECUTE p", "\"a\"\n\"2\"\n"),
    (
      "PREPARE p FROM SELECT n FROM (VALUES 1, 2, 3) AS t (n) ORDER BY n LIMIT ?; EXECUTE p USING 2",
      "\"n\"\n\"1\"\n\"2\"\n"
    ),
    ("PREPARE p FROM SELECT 1", "statement 'p' prepared\n"),
  ])
  func executesWhatWasPrepared(sql: String, output: String) throws {
    let outcome = try run("query", sql)
    #expect(outcome.output == output, "\(outcome.messages)")
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ("EXECUTE p", "sql:1:9: error: INVALID_ARGUMENTS: there is no prepared statement 'p'"),
    (
      "PREPARE p FROM SELECT ?, ?; EXECUTE p USING 1",
      "INVALID_PARAMETER_USAGE: incorrect number of parameters: expected 2 but found 1"
    ),
    (
      "PREPARE p FROM SELECT 1; EXECUTE p USING 1",
      "INVALID_PARAMETER_USAGE: incorrect number of parameters: expected 0 but found 1"
    ),
    ("PREPARE p FROM SELECT ?; EXECUTE p USING eventname", "COLUMN_NOT_FOUND"),
    ("PREPARE p FROM SELECT 1; DEALLOCATE PREPARE p; EXECUTE p", "no prepared statement 'p'"),
    ("PREPARE p FROM SELECT 1; EXECUTE p; SELECT 2", "a question must be the last statement"),
    ("EXPLAIN (TYPE IO) SELECT 1", "NOT_SUPPORTED: EXPLAIN (TYPE IO) is not supported"),
    ("EXPLAIN (FORMAT JSON) SELECT 1", "NOT_SUPPORTED: EXPLAIN (FORMAT JSON) is not supported"),
    ("EXPLAIN SHOW TABLES", "NOT_SUPPORTED: EXPLAIN is for questions"),
  ])
  func saysWhatIsWrong(sql: String, message: String) throws {
    for command in ["query", "explain"] {
      let outcome = try run(command, sql)
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
    }
  }

  private static let question =
    "SELECT eventname, count(*) AS n FROM logs WHERE eventsource LIKE 'kms%' GROUP BY 1 ORDER BY 2"

  @Test(arguments: [
    ("EXPLAIN", "Scan: logs"), ("EXPLAIN (TYPE LOGICAL)", "Scan: logs"),
    ("EXPLAIN (TYPE PHYSICAL)", "Sort: 1 key\n└─ Rows of scan 1\n"),
    ("EXPLAIN (TYPE DISTRIBUTED, FORMAT TEXT)", "Scan 1: "),
    ("EXPLAIN (TYPE VALIDATE)", "Valid\ntrue\n"),
  ])
  func explainsInSeveralForms(explain: String, part: String) throws {
    for command in ["query", "explain"] {
      let outcome = try run(command, "\(explain) \(Self.question)")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(part), "\(outcome.output)")
    }
  }

  /// Rows at every place are those of the sample logs; times are only there.
  @Test func analyzesARun() throws {
    let outcome = try run(
      "query",
      "EXPLAIN ANALYZE SELECT eventname, count(*) AS n FROM logs WHERE eventname IN ('Decrypt', "
        + "'GetSecretValue', 'ConsoleLogin') GROUP BY 1 ORDER BY 2 DESC LIMIT 2"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("Scan 1: eventname [174 rows scanned, 93 matched]\n"))
    #expect(outcome.output.contains(#/  Filter: 1 condition \[93 rows, \d+\.\d{3} ms\]\n/#))
    #expect(
      outcome.output.contains(#/  Aggregate: 1 aggregate by 1 key \[3 rows, \d+\.\d{3} ms\]\n/#)
    )
    #expect(outcome.output.contains("[2 rows, "))
    #expect(outcome.output.contains(#/\n└─ Rows of scan 1 \[3 rows, \d+\.\d{3} ms\]\n/#))
  }

  @Test func analyzesOperatorsThatRunOften() throws {
    let outcome = try run(
      "query",
      "EXPLAIN ANALYZE SELECT (SELECT max(b) FROM (VALUES 1, 2, 3) AS s (b) WHERE b < a) "
        + "FROM (SELECT count(*) AS a FROM logs GROUP BY awsregion)"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("174 rows scanned"))
  }
}

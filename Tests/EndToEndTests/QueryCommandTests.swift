// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `trailbinder query` and `explain`, run as a user runs them.
@Suite struct QueryCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.writeLogs()
  }

  private func query(_ arguments: String..., input: String? = nil) throws -> Program.Outcome {
    try Program.run(
      ["query", "--logs", "logs", "--quiet"] + arguments,
      input: input,
      folder: workspace.path
    )
  }

  private static let events = """
    SELECT eventname, useridentity.username AS "user", errorcode FROM logs ORDER BY eventtime
    """

  @Test func aTableHasColumnsSideBySide() throws {
    let outcome = try query(Self.events)
    #expect(
      outcome.output == """
        eventname   user   errorcode
        ----------  -----  ------------
        ListUsers   alice  NULL
        CreateUser  alice  NULL
        ListUsers   bob    NULL
        DeleteUser  bob    AccessDenied
        (4 rows)

        """
    )
    #expect(outcome.messages.isEmpty)
    #expect(outcome.status == 0)
  }

  @Test func numbersStandToTheRight() throws {
    let outcome = try query("SELECT * FROM (VALUES (1, 'a'), (200, 'bc')) AS t(number, word)")
    #expect(
      outcome.output == """
        number  word
        ------  ----
             1  a
           200  bc
        (2 rows)

        """
    )
  }

  /// Athena's form: everything quoted, NULL nothing, the empty string "".
  @Test func csvIsAthenas() throws {
    let outcome = try query(
      "SELECT 'a\"b' AS x, CAST(NULL AS varchar) AS y, '' AS z, 1.50 AS d, ARRAY[1, 2] AS l",
      "--format",
      "csv"
    )
    #expect(
      outcome.output == "\"x\",\"y\",\"z\",\"d\",\"l\"\n\"a\"\"b\",,\"\",\"1.50\",\"[1, 2]\"\n"
    )
  }

  @Test func jsonIsOneArrayOfObjects() throws {
    let outcome = try query(Self.events + " LIMIT 1", "--format", "json")
    #expect(
      outcome.output
        == "[\n  {\"eventname\":\"ListUsers\",\"user\":\"alice\",\"errorcode\":null}\n]\n"
    )
  }

  @Test func ndjsonIsAnObjectALine() throws {
    let outcome = try query(
      "SELECT 1 AS a, 'x' AS a, true AS a_2, 2.5e0 AS d, nan() AS n, CAST(row(1, 'q') AS "
        + "row(k bigint, v varchar)) AS r, JSON '{\"k\": [1]}' AS j",
      "--format",
      "ndjson"
    )
    #expect(
      outcome.output == """
        {"a":1,"a_3":"x","a_2":true,"d":2.5,"n":"NaN","r":{"k":1,"v":"q"},"j":{"k":[1]}}

        """
    )
  }

  @Test func noRowsAreAnAnswerInEveryFormat() throws {
    let sql = "SELECT eventname FROM logs WHERE eventname = 'nothing'"
    #expect(try query(sql).output == "eventname\n---------\n(0 rows)\n")
    #expect(try query(sql, "--format", "csv").output == "\"eventname\"\n")
    #expect(try query(sql, "--format", "json").output == "[]\n")
    #expect(try query(sql, "--format", "ndjson").output == "")
  }

  private static let comment = "-- who did it? --logs=x\nSELECT count(*) AS n FROM logs"

  @Test(arguments: [
    [comment], ["--", comment], [comment, "--format", "csv"],
    ["--file", "comment.sql"], ["-"], ["--file", "-"],
    ["--a=b\nSELECT count(*) AS n FROM logs"],
    ["--\nSELECT count(*) AS n FROM logs"],
    ["/* --x */ SELECT count(*) AS n FROM logs"],
  ])
  func sqlMayBeginWithAComment(arguments: [String]) throws {
    try workspace.write("comment.sql", Self.comment)
    let format = arguments.contains("--format") ? [] : ["--format", "csv"]
    let outcome = try Program.run(
      ["query", "--logs", "logs", "--quiet"] + format + arguments,
      input: Self.comment,
      folder: workspace.path
    )
    #expect(outcome.output == "\"n\"\n\"4\"\n", "\(outcome.messages)")
    #expect(outcome.status == 0)
  }

  @Test func explainTakesACommentAsWell() throws {
    let outcome = try Program.run("explain", "-- why?\nSELECT eventname FROM logs")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("Columns\n  eventname varchar\nPlan\n"))
    #expect(outcome.output.contains("Scan: logs"))
  }

  @Test func explainTellsWhyAQueryCannotBeRun() throws {
    let outcome = try Program.run("explain", "SELECT eventnames\nFROM logs")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == """
        sql:1:8: error: COLUMN_NOT_FOUND: column 'eventnames' cannot be resolved, \
        did you mean 'eventname'?
          SELECT eventnames
                 ^~~~~~~~~~

        """
    )
  }

  @Test func explainCountsTheFilesThatWouldBeRead() throws {
    let outcome = try Program.run(
      "explain",
      "--logs",
      "logs",
      "SELECT eventname FROM logs",
      folder: workspace.path
    )
    #expect(outcome.output.contains("would read 3 files"))
  }

  @Test func daysAreIncludedAtBothEnds() throws {
    let sql = "SELECT DISTINCT substr(eventtime, 1, 10) AS d FROM logs ORDER BY 1"
    let outcome = try query(
      sql,
      "--from",
      "2026-10-06",
      "--to",
      "2026-10-07",
      "--format",
      "csv"
    )
    #expect(outcome.output == "\"d\"\n\"2026-10-06\"\n\"2026-10-07\"\n")
  }

  @Test func severalFoldersAreOneTree() throws {
    try workspace.write(
      "more/" + Logs.path("2026-10-08"),
      Logs.file([Logs.record("GetUser", at: "2026-10-08T08:00:00Z")])
    )
    let outcome = try query(
      "SELECT count(*) AS n FROM logs",
      "--logs",
      "more",
      "--format",
      "csv"
    )
    #expect(outcome.output == "\"n\"\n\"5\"\n")
  }

  @Test func nowIsTheEndOfTheLastDayOfTheLogs() throws {
    let sql = "SELECT CAST(now() AS varchar) AS n, CAST(current_date AS varchar) AS d"
    #expect(
      try query(sql, "--format", "csv").output
        == "\"n\",\"d\"\n\"2026-10-07 23:59:59.999 UTC\",\"2026-10-07\"\n"
    )
    #expect(
      try query(sql, "--format", "csv", "--to", "2026-10-31").output
        == "\"n\",\"d\"\n\"2026-10-31 23:59:59.999 UTC\",\"2026-10-31\"\n"
    )
  }

  /// The statements of the article this program begins with declare a table first.
  @Test func declarationsMayStandBeforeTheQuestion() throws {
    let outcome = try query(
      """
      CREATE DATABASE cloudtrail;
      CREATE EXTERNAL TABLE events (eventName STRING, userIdentity STRUCT<userName:STRING>)
      ROW FORMAT SERDE 'com.amazon.emr.hive.serde.CloudTrailSerde'
      STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
      OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
      LOCATION 's3://bucket-name/AWSLogs/account-id/';
      SELECT userIdentity.userName, eventName FROM events WHERE eventName = 'DeleteUser'
      """,
      "--format",
      "csv"
    )
    #expect(outcome.output == "\"userName\",\"eventName\"\n\"bob\",\"DeleteUser\"\n")
    #expect(outcome.status == 0)
  }

  @Test func aQuestionIsTheLastStatement() throws {
    let outcome = try query("SELECT 1; SELECT 2")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("a question must be the last statement"))
  }

  @Test func aQueryThatFailsOverItsRowsFails() throws {
    let outcome = try query("SELECT 1 / (length(eventname) - length(eventname)) FROM logs")
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("DIVISION_BY_ZERO"))
    #expect(outcome.output.isEmpty)
  }

  /// An escape sequence in a log must not reach a terminal, in messages or in a table.
  @Test func controlCharactersOfLogsAreSpeltOut() throws {
    try workspace.write(
      "hostile/" + Logs.path("2026-10-08"),
      Logs.file([Logs.record("\\u001b]0;owned\\u0007\\u202e")])
    )
    let sql = "SELECT eventname FROM logs"
    for format in ["table", "json", "ndjson"] {
      let outcome = try Program.run(
        "query",
        "--quiet",
        "--logs",
        "hostile",
        "--format",
        format,
        sql,
        folder: workspace.path
      )
      #expect(outcome.status == 0)
      let raw: [Unicode.Scalar] = ["\u{1B}", "\u{7}", "\u{202E}"]
      #expect(!outcome.output.unicodeScalars.contains { raw.contains($0) })
      #expect(outcome.output.contains("]0;owned"))
    }
    let csv = try Program.run(
      "query",
      "--quiet",
      "--logs",
      "hostile",
      "--format",
      "csv",
      sql,
      folder: workspace.path
    )
    #expect(csv.output == "\"eventname\"\n\"\u{1B}]0;owned\u{7}\u{202E}\"\n")
  }

  @Test func progressIsPlainWithoutATerminal() throws {
    let outcome = try Program.run(
      "query",
      "--logs",
      "logs",
      "SELECT 1 AS one",
      folder: workspace.path
    )
    #expect(outcome.messages.hasPrefix("RUNNING  1 query over 3 files, "))
    #expect(outcome.messages.contains("\nread 3 of 3 files, "))
    #expect(!outcome.messages.contains("\r"))
    #expect(!outcome.messages.contains("\u{1B}"))
  }
}

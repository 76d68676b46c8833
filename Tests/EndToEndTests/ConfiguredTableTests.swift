// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `tables`, `locations` and `parameters` of a configuration, and `--ddl`.
@Suite struct ConfiguredTableTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.write(
      "logs/" + Logs.path("2026-10-08").replacing(Logs.account, with: "444455556666"),
      Logs.file([Logs.record("GetUser", by: "carol", at: "2026-10-08T08:00:00Z")])
    )
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments, folder: workspace.path)
  }

  private static let declaration = """
    CREATE EXTERNAL TABLE events (eventname STRING, useridentity STRUCT<username:STRING>)
    PARTITIONED BY (account string)
    LOCATION 's3://trail/AWSLogs/444455556666/';
    CREATE VIEW names AS SELECT DISTINCT eventname FROM events
    """

  private static let queries = [
    """
    {"id": "own/names", "title": "Names", "sql": "SELECT n.eventname, e.account FROM names n \
    JOIN events e ON n.eventname = e.eventname ORDER BY 1"}
    """
  ]

  /// The rows of the only CSV of the query in the published report.
  private func answer(_ query: String) throws -> String {
    let site = workspace.path + "/site"
    let files = FileManager.default.enumerator(atPath: site)?.compactMap { $0 as? String } ?? []
    let name = try #require(
      files.first { $0.hasSuffix(".csv") && $0.contains(query) },
      "\(files.filter { $0.hasSuffix(".csv") })"
    )
    return try String(contentsOfFile: site + "/" + name, encoding: .utf8)
  }

  @Test func aTableReadsTheFolderOfItsLocation() throws {
    try workspace.write("ddl/events.sql", Self.declaration)
    try workspace.writeConfiguration(
      queries: Self.queries,
      extra: ", \"tables\": \"ddl/events.sql\", \"locations\": {\"s3://trail\": \"logs\"}"
    )
    let outcome = try run("build", "--quiet", "audit.json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty)
    let csv = try answer("names")
    #expect(csv.contains("GetUser") && csv.contains("444455556666"))
    #expect(!csv.contains("ListUsers") && !csv.contains(Logs.account))
  }

  @Test func withoutAnAddressAllLogsAreReadAndAWarningSaysSo() throws {
    try workspace.write("events.sql", Self.declaration)
    try workspace.writeConfiguration(queries: Self.queries, extra: ", \"tables\": [\"events.sql\"]")
    let outcome = try run("build", "--quiet", "audit.json")
    #expect(outcome.status == 0)
    #expect(
      outcome.messages.hasPrefix(
        "events.sql:1:23: warning: table 'events' reads all logs: no entry of 'locations' covers "
          + "'s3://trail/AWSLogs/444455556666/'\n"
      )
    )
    #expect(try answer("names").contains("ListUsers"))
  }

  @Test(arguments: [
    (
      "CREATE EXTERNAL TABLE t (\n  a STRIN\n) LOCATION 's3://b/'",
      "bad.sql:2:5: error: TYPE_NOT_FOUND: unknown column type 'strin', did you mean 'string'?"
    ),
    ("SELECT 1", "bad.sql:1:1: error: NOT_SUPPORTED: a file of tables declares them"),
    (
      "CREATE DATABASE d;\nCREATE VIEW v AS SELECT eventnam FROM logs",
      "bad.sql:2:25: error: COLUMN_NOT_FOUND: column 'eventnam' cannot be resolved"
    ),
  ])
  func mistakesInDeclarationsHaveTheirPlace(sql: String, message: String) throws {
    try workspace.write("bad.sql", sql)
    try workspace.writeConfiguration(extra: ", \"tables\": \"bad.sql\"")
    for command in ["check", "build"] {
      let outcome = try run(command, "audit.json")
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
    }
    let outcome = try run("explain", "--ddl", "bad.sql", "SELECT 1")
    #expect(outcome.status == 2)
    #expect(outcome.messages.hasPrefix(message))
  }

  @Test(arguments: [
    ("\"tables\": \"none.sql\"", "tables: no file 'none.sql'"),
    ("\"tables\": \"logs\"", "tables: expected a file: 'logs'"),
    ("\"locations\": \"logs\"", "locations: expected an object of s3:// addresses and folders"),
    (
      "\"locations\": {\"http://x\": \"logs\"}",
      "locations: expected an address that begins with s3"
    ),
    ("\"locations\": {\"s3://x\": \"log\"}", "no folder 'log', did you mean 'logs'?"),
    ("\"parameters\": [1]", "parameters: expected an object of names and values, found an array"),
    ("\"parameters\": {\"a b\": 1}", "expected a name of letters, digits and '_', found 'a b'"),
    ("\"parameters\": {\"a\": 1, \"A\": 2}", "parameters: 'A' is given twice"),
    ("\"parameters\": {\"a\": null}", "parameters.a: expected a string, a number, true or false"),
    ("\"parameters\": {\"a\": 1e3}", "parameters.a: expected a number of at most 38 digits"),
  ])
  func mistakesInTheConfigurationHaveTheirPlace(key: String, message: String) throws {
    try workspace.writeConfiguration(extra: ",\n  " + key)
    let outcome = try run("check", "audit.json")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.hasPrefix("audit.json:"))
  }

  /// Values keep their types, and nothing in them is SQL.
  @Test func parametersAreValues() throws {
    let sql =
      "SELECT eventname, typeof(:n) || ' ' || typeof(:d) || ' ' || typeof(:b) AS types, "
      + ":text AS text FROM logs WHERE useridentity.username = :WHO AND :b LIMIT :n"
    try workspace.writeConfiguration(
      queries: [
        """
        {"id": "own/asked", "title": "Asked", "sql": "\(sql)", "parameters": {"who": "carol"}}
        """
      ],
      extra: """
        , "parameters": {"who": "bob", "n": 5, "d": 1.50, "b": true, "text": "' OR 1=1 --"}
        """
    )
    let outcome = try run("build", "--quiet", "audit.json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = try answer("asked").split(whereSeparator: \.isNewline)
    #expect(lines.count == 2)
    #expect(lines.last?.contains("GetUser") == true)
    #expect(lines.last?.contains("integer decimal(3,2) boolean") == true)
    #expect(lines.last?.contains("' OR 1=1 --") == true)
  }

  @Test func aParameterWithoutAValueIsAnError() throws {
    try workspace.writeConfiguration(
      queries: ["{\"id\": \"own/q\", \"title\": \"Q\", \"sql\": \"SELECT :whoo\"}"],
      extra: ", \"parameters\": {\"who\": \"bob\"}"
    )
    let outcome = try run("check", "audit.json")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains(
        "INVALID_PARAMETER_USAGE: no value was given for the parameter ':whoo', did you mean ':who'?"
      )
    )
  }

  @Test func filesOfDeclarationsComeBeforeTheQuestion() throws {
    try workspace.write(
      "a.sql",
      "CREATE VIEW deletions AS SELECT * FROM logs WHERE eventname LIKE 'Del%'"
    )
    try workspace.write("b.sql", "CREATE VIEW two AS SELECT eventname AS e FROM deletions")
    let outcome = try run(
      "query",
      "--quiet",
      "--logs",
      "logs",
      "--format",
      "csv",
      "--ddl",
      "a.sql",
      "--ddl",
      "b.sql",
      "SELECT e FROM two"
    )
    #expect(outcome.output == "\"e\"\n\"DeleteUser\"\n")
  }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The time that queries and the history take for now.
@Suite struct ClockTests {
  private static let question = "SELECT now() AT TIME ZONE 'UTC' FROM (VALUES 1) AS t(a)"

  @Test func theTimeOfAQueryCanBeSet() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let outcome = try Program.run(
      "query",
      "--logs",
      "logs",
      "--now",
      "2026-11-03T04:05:06Z",
      "--format",
      "csv",
      Self.question,
      folder: workspace.path
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("2026-11-03 04:05:06.000 UTC"))
  }

  @Test func theTimeOfAReportCanBeSet() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration(
      queries: [#"{"id": "now", "title": "Now", "sql": "SELECT to_iso8601(now()) AS at"}"#],
      extra: #", "now": "2026-10-31T00:00:00Z""#
    )
    for (arguments, expected) in [
      ([], "2026-10-31T00:00:00"), (["--now", "2026-11-03T04:05:06Z"], "2026-11-03T04:05:06"),
    ] {
      let outcome = try Program.run(
        ["build", "audit.json", "--quiet"] + arguments,
        folder: workspace.path
      )
      #expect(outcome.status == 0, "\(outcome.messages)")
      let folder = outcome.output.split(separator: "/").dropLast().last.map(String.init) ?? ""
      #expect(try workspace.read("site/\(folder)/csv/now.raw.csv").contains(expected))
      let manifest = try workspace.read("site/\(folder)/manifest.json")
      #expect(manifest.contains("\"now\":\"\(expected)Z\""))
    }
  }

  @Test func aStoppedClockShowsInTheHistoryAlone() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration()
    let outcome = try Program.run(
      "build",
      "audit.json",
      "--quiet",
      folder: workspace.path,
      environment: ["SOURCE_DATE_EPOCH": "1793491200"]
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let history = try workspace.read("site/history.jsonl")
    #expect(history.contains("\"start\":\"2026-11-01 00:00:00.000 UTC\""))
    #expect(history.contains("\"durationMilliseconds\":0,"))
    let report = try workspace.files(in: "site/2026-10-05--2026-10-07")
    for (name, content) in report {
      #expect(!String(decoding: content, as: UTF8.self).contains("2026-11-01"), "\(name)")
    }
  }

  @Test(arguments: ["", "yesterday", "-1", "1.5", "253402300800", "1 ", "0x10"])
  func aWrongClockIsAMistake(value: String) throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let outcome = try Program.run(
      "query",
      "--logs",
      "logs",
      "SELECT 1",
      folder: workspace.path,
      environment: ["SOURCE_DATE_EPOCH": value]
    )
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "error: SOURCE_DATE_EPOCH: expected whole seconds since 1970-01-01 00:00:00 UTC, as "
        + "digits and before the year 10000, found '\(value)'\n"
    )
  }

  @Test(arguments: ["now", "2026-10-31", "2026-13-01T00:00:00Z", "2026-10-31T00:00:00+01:00"])
  func aWrongTimeIsAMistake(value: String) throws {
    let outcome = try Program.run("query", "--logs", "logs", "--now", value, "SELECT 1")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("expected a time in UTC as YYYY-MM-DDThh:mm:ssZ"))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `init`, `check` and `history`.
@Suite struct FolderCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test func aNewFolderRunsAsItIs() throws {
    let laidOut = try Program.run("init", "my audit", folder: workspace.path)
    #expect(laidOut.status == 0, "\(laidOut.messages)")
    #expect(laidOut.output.contains("trailbinder build 'my audit/config.json'\n"))
    #expect(laidOut.output.contains("docs/configuration.md"))
    let checked = try Program.run("check", "my audit/config.json", folder: workspace.path)
    #expect(checked.status == 0, "\(checked.messages)")
    let built = try Program.run(
      "build",
      "config.json",
      "--quiet",
      folder: workspace.path + "/my audit"
    )
    #expect(built.status == 0 || built.status == 3, "\(built.messages)")
    let page = built.output.trimmingCharacters(in: .newlines)
    #expect(FileManager.default.fileExists(atPath: page))
  }

  @Test func nothingIsLaidOutOverSomethingElse() throws {
    try workspace.write("old/notes.txt", "mine")
    let outcome = try Program.run("init", "old", folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(workspace.names(in: "old") == ["notes.txt"])
  }

  @Test func checkTellsOfAFolderWithoutLogs() throws {
    try workspace.makeFolder("logs")
    try workspace.write(
      "logs/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/10/07/d.json.gz",
      "x"
    )
    try workspace.writeConfiguration()
    let outcome = try Program.run("check", "audit.json", folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("audit.json: error: no CloudTrail log in 'logs'"))
    #expect(outcome.messages.contains("1 file (CloudTrail digest"))
  }

  @Test func checkTellsOfSeveralKindsOfMistakesAtOnce() throws {
    try workspace.makeFolder("logs")
    try workspace.makeFolder("mine")
    try workspace.write("mine/index.mustache", "{{titel}}\n")
    try workspace.writeConfiguration(
      queries: ["{\"id\": \"a\", \"title\": \"A\", \"sql\": \"SELECT x FROM logs\"}"])
    let text = try workspace.read("audit.json").replacingOccurrences(
      of: Program.checkout + "/Templates",
      with: "mine"
    )
    try workspace.write("audit.json", text)
    let outcome = try Program.run("check", "audit.json", folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("COLUMN_NOT_FOUND"))
    #expect(outcome.messages.contains("index.mustache:1: error:"))
    #expect(outcome.messages.contains("no CloudTrail log in 'logs'"))
  }

  @Test func checkWritesNothing() throws {
    try workspace.writeLogs()
    try workspace.writeConfiguration()
    let outcome = try Program.run("check", "audit.json", folder: workspace.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.hasPrefix("audit.json: 2 queries, 3 files of logs ("))
    #expect(workspace.names(in: "") == ["audit.json", "logs"])
  }

  @Test func historyListsTheQueriesOfEveryRun() throws {
    try workspace.writeLogs()
    try workspace.writeConfiguration()
    for _ in 0..<2 { _ = try Program.run("build", "audit.json", folder: workspace.path) }
    let table = try Program.run("history", "audit.json", folder: workspace.path)
    #expect(table.status == 0)
    let lines = table.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("start") == true)
    #expect(lines.count == 2 + 4 + 1)
    // The newest run comes first.
    #expect(lines[2].contains("2026-10-05--2026-10-07-r2  own/events  SUCCEEDED"))
    let json = try Program.run("history", "site", "--format", "json", folder: workspace.path)
    let runs = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(runs?.count == 2)
    #expect(runs?.first?["report"] as? String == "2026-10-05--2026-10-07")
  }

  @Test func historyPassesOverALineThatWasCut() throws {
    try workspace.write(
      "site/history.jsonl",
      "{\"start\":\"2026-10-05 00:00:00.000 UTC\",\"state\":\"FAILED\",\"identifier\":\"all\","
        + "\"durationMilliseconds\":1500,\"queries\":[]}\n{\"start\":\"2026-1"
    )
    let outcome = try Program.run("history", "site", folder: workspace.path)
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("site/history.jsonl: warning: 1 line cannot be read"))
    #expect(outcome.output.contains("2026-10-05 00:00:00.000 UTC  all"))
    #expect(outcome.output.contains("1.5 s"))
  }

  @Test func aFolderWithoutHistoryIsNoMistake() throws {
    try workspace.makeFolder("site")
    let outcome = try Program.run("history", "site", folder: workspace.path)
    #expect(outcome.status == 0)
    #expect(outcome.messages == "note: no run has published to 'site' yet\n")
  }
}

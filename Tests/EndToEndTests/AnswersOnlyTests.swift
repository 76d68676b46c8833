// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `trailbinder build --no-render`: answers without a report.
@Suite struct AnswersOnlyTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration()
  }

  private func build(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["build", "audit.json", "--quiet"] + arguments, folder: workspace.path)
  }

  @Test func theAnswersAreThoseOfTheReport() throws {
    let outcome = try build("--no-render")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output == "\(workspace.path)/site/answers\n")
    #expect(workspace.names(in: "site") == [".lock", "answers"])
    let answers = try workspace.files(in: "site/answers")
    #expect(answers.keys.sorted() == ["own-denied.raw.csv", "own-events.raw.csv"])
    let denied = try workspace.read("site/answers/own-denied.raw.csv")
    #expect(denied == "\"eventname\",\"calls\"\n\"DeleteUser\",\"1\"\n")
    _ = try build()
    for (name, content) in answers {
      let attached = try workspace.read("site/2026-10-05--2026-10-07/csv/\(name)")
      #expect(content == Data(attached.utf8), "\(name)")
    }
  }

  @Test func anEarlierAnswerIsReplacedAndAReportIsNotTouched() throws {
    _ = try build()
    let report = try workspace.files(in: "site/2026-10-05--2026-10-07")
    let index = try workspace.read("site/index.html")
    let history = try workspace.read("site/history.html")
    _ = try build("--no-render")
    _ = try build("--no-render", "--from", "2026-10-07", "--output", "site")
    let events = try workspace.read("site/answers/own-events.raw.csv")
    #expect(events.contains("2026-10-07T08:00:00Z") && !events.contains("2026-10-05T"))
    #expect(try workspace.files(in: "site/2026-10-05--2026-10-07") == report)
    #expect(try workspace.read("site/index.html") == index)
    #expect(try workspace.read("site/history.html") == history)
    #expect(!workspace.names(in: "site").contains { $0.hasPrefix(".staging") })
  }

  @Test func aQueryThatFailsHasNoFileAndTheOthersHave() throws {
    try workspace.writeConfiguration(queries: [
      """
      {"id": "own/bad", "title": "Bad", "sql": "SELECT 1 / (length(eventname) - \
      length(eventname)) AS x FROM logs"}
      """,
      "{\"id\": \"own/good\", \"title\": \"Good\", \"sql\": \"SELECT eventname FROM logs\"}",
    ])
    let outcome = try build("--no-render")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("DIVISION_BY_ZERO"))
    #expect(workspace.names(in: "site/answers") == ["own-good.raw.csv"])
  }

  @Test func damagedInputIsTold() throws {
    try workspace.write("logs/" + Logs.path("2026-10-07", number: 9), "{\"Records\":[{\"eventN")
    let outcome = try build("--no-render")
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("T0809Z_x.json: warning: "))
    #expect(workspace.names(in: "site/answers").count == 2)
  }
}

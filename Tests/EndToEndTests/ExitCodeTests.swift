// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The table of exit codes in docs/operations.md.
@Suite struct ExitCodeTests {
  struct Case: CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    /// Stands in the messages.
    let message: String

    init(_ arguments: [String], _ status: Int32, _ message: String = "") {
      self.arguments = arguments
      self.status = status
      self.message = message
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let cases: [Case] = [
    Case(["--help"], 0),
    Case(["help", "build"], 0),
    Case(["build", "--help"], 0),
    Case(["--version"], 0),
    Case(["query", "--logs", "logs", "SELECT 1"], 0),
    Case(["explain", "SELECT 1"], 0),
    // Arguments.
    Case(["bild"], 2, "Unexpected argument 'bild'"),
    Case(["build"], 2, "Missing expected argument '<config>'"),
    Case(["build", "a", "b"], 2, "Unexpected argument 'b'"),
    Case(["build", "audit.json", "--from", "yesterday"], 2, "expected a day as YYYY-MM-DD"),
    Case(["build", "audit.json", "--from", "2026-13-01"], 2, "expected a day as YYYY-MM-DD"),
    Case(["build", "audit.json", "--workers", "0"], 2, "--workers: expected 1 to 512, found 0"),
    Case(["build", "audit.json", "--workers", "many"], 2, "'many' is invalid"),
    Case(["build", "audit.json", "--qiet"], 2, "Unknown option '--qiet'"),
    Case(
      ["build", "audit.json", "--from", "2026-10-02", "--to", "2026-10-01"],
      2,
      "error: the period ends before it begins: from 2026-10-02 to 2026-10-01"
    ),
    Case(["build", "audit.json", "--output", "logs/site"], 2, "stands inside the logs"),
    Case(["build", "audit.json", "--output", "audit.json"], 2, "expected a folder, found a file"),
    Case(["query", "SELECT 1"], 2, "No logs: name a folder by --logs"),
    Case(["query", "--logs", "logs"], 2, "No SQL"),
    Case(["query", "--logs", "logs", "--file", "q.sql", "SELECT 1"], 2, "given twice"),
    Case(["query", "--logs", "logs", "--file", "no.sql"], 2, "no such file or directory"),
    Case(["query", "--logs", "logs", "--format", "xml", "SELECT 1"], 2, "'xml' is invalid"),
    Case(["query", "--logs", "nowhere", "SELECT 1"], 2, "--logs: no folder or file 'nowhere'"),
    // Configuration and SQL.
    Case(["build", "nowhere.json"], 2, "cannot read the configuration 'nowhere.json'"),
    Case(["build", "broken.json"], 2, "broken.json:1:2: error:"),
    Case(["history", "broken.json"], 2, "broken.json:1:2: error:"),
    Case(["query", "--logs", "logs", ""], 2, "expected a statement"),
    Case(["query", "--logs", "logs", "SELEC 1"], 2, "sql:1:1: error: SYNTAX_ERROR"),
    Case(["query", "--logs", "logs", "SELECT nothing FROM logs"], 2, "COLUMN_NOT_FOUND"),
    Case(["explain", "SELECT 1 FROM log"], 2, "TABLE_NOT_FOUND"),
    Case(["init", "logs"], 2, "'logs' is not empty"),
    Case(["init", "audit.json"], 2, "is a file"),
  ]

  @Test(arguments: cases)
  func aCommandEndsAsTheTableSays(_ example: Case) throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration()
    try workspace.write("broken.json", "{]")
    let outcome = try Program.run(example.arguments, folder: workspace.path)
    #expect(outcome.status == example.status, "\(outcome.messages)")
    #expect(
      example.message.isEmpty || outcome.messages.contains(example.message),
      "\(outcome.messages)"
    )
    #expect(workspace.names(in: "site").isEmpty)
  }

  @Test func outputThatCannotBeWrittenIsAFailure() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "\"$0\" query --quiet --logs logs 'SELECT 1' > /dev/full", Program.path,
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 1)
  }
}

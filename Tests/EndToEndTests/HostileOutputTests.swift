// SPDX-License-Identifier: Apache-2.0
import Foundation
import SecurityPage
import Testing

/// Output folders that are in the way, too small, or not ours alone.
@Suite struct HostileOutputTests {
  private static let name = "2026-10-05--2026-10-07"

  /// One trouble with the output.
  private struct Trouble {
    let what: String
    let status: Int32
    /// Stands in the messages.
    var message = ""
    /// Run by a shell in the workspace before the build.
    var before = ""
    /// Stands in the place of the program; `$0` is the program.
    var command = "\"$0\" build audit.json --quiet"
    var output = "site"
    var extra = ""
    /// What stands in the folder of reports afterwards, hidden and common files left out.
    var reports: [String] = []
    /// Shell commands that must succeed afterwards.
    var after = ""
    /// For the table: what came of it.
    let outcome: String
  }

  private static let troubles: [Trouble] = [
    Trouble(
      what: "the disk gets full while a report is written (a limit on the size of files)",
      status: 1,
      message: "cannot write: file too large",
      command: "ulimit -f 8; exec \"$0\" build audit.json --quiet",
      after: "test ! -e site/.staging-\(name)",
      outcome: "nothing is published, nothing is left but a line in the history"
    ),
    Trouble(
      what: "the output folder cannot be made",
      status: 1,
      message: "cannot make folder",
      output: "/proc/self/trailbinder",
      outcome: "a message with the folder and the reason"
    ),
    Trouble(
      what: "the output folder is a file",
      status: 2,
      message: "expected a folder, found a file",
      before: "touch site",
      outcome: "named before anything is read"
    ),
    Trouble(
      what: "the output folder stands inside the logs",
      status: 2,
      message: "stands inside the logs",
      output: "logs/site",
      outcome: "named before anything is read"
    ),
    Trouble(
      what: "the output folder stands inside the logs by a symbolic link",
      status: 2,
      message: "stands inside the logs",
      before: "ln -s logs/AWSLogs link",
      output: "link/site",
      outcome: "named before anything is read"
    ),
    Trouble(
      what: "the logs stand inside the output folder",
      status: 0,
      before: "cp -R logs before",
      output: ".",
      reports: [name],
      after: "diff -r logs before",
      outcome: "the report is published beside them, they are as they were"
    ),
    Trouble(
      what: "a link in the place of the folder that a run writes in",
      status: 0,
      before:
        "mkdir -p site precious; touch precious/file; ln -s ../precious site/.staging-\(name)",
      reports: [name],
      after: "test -f precious/file; test ! -e site/.staging-\(name)",
      outcome: "the link is removed, what it led to is as it was"
    ),
    Trouble(
      what: "a link in the place of the new list of reports",
      status: 0,
      before: "mkdir -p site; echo mine > precious; ln -s ../precious site/.new-index.html",
      reports: [name],
      after: "test \"$(cat precious)\" = mine; test ! -L site/index.html",
      outcome: "the link is removed, what it led to is as it was"
    ),
    Trouble(
      what: "a link in the place of the report that leads nowhere",
      status: 0,
      before: "mkdir -p site; ln -s nowhere site/\(name)",
      reports: [name, "\(name)-r2"],
      after: "test -L site/\(name); test ! -e nowhere",
      outcome: "the report gets the next revision"
    ),
    Trouble(
      what: "a folder of another program with the name of the report",
      status: 0,
      before: "mkdir -p site/\(name); echo mine > site/\(name)/file",
      reports: [name, "\(name)-r2"],
      after: "test \"$(cat site/\(name)/file)\" = mine",
      outcome: "the report gets the next revision, the folder is as it was"
    ),
    Trouble(
      what: "a history that is no JSON and ends in the middle of a line",
      status: 0,
      before: "mkdir -p site; printf '{\"a\\377\\033' > site/history.jsonl",
      reports: [name],
      after: "grep -q '1 line' site/history.html",
      outcome: "the line is counted on the page of the history, the run stands behind it"
    ),
    Trouble(
      what: "a report.json of another program in a folder beside",
      status: 0,
      before: "mkdir -p site/x; echo '{\"generator\":\"y\"}' > site/x/report.json",
      reports: [name, "x"],
      after: "test -f site/x/report.json",
      outcome: "the folder is as it was, and not listed"
    ),
    Trouble(
      what: "the signing key is no key",
      status: 1,
      message: "the report is not signed, and not published: ssh-keygen ended with",
      before: "echo no key > key; chmod 600 key",
      extra: #", "sign": {"tool": "ssh", "key": "key"}"#,
      after: "test ! -e site/.staging-\(name)",
      outcome: "nothing is published, the message has what the program said"
    ),
    Trouble(
      what: "the signing key asks for a passphrase",
      status: 1,
      message: "the report is not signed, and not published: ssh-keygen ended with",
      before: "ssh-keygen -q -t ed25519 -N passphrase -f key",
      extra: #", "sign": {"tool": "ssh", "key": "key"}"#,
      after: "test ! -e site/.staging-\(name)",
      outcome: "nothing is published; there is no terminal to ask on"
    ),
    Trouble(
      what: "the signing program is not there",
      status: 1,
      message: "cannot run 'ssh-keygen': no such file or directory",
      before: "touch key",
      command: "PATH=/nowhere exec \"$0\" build audit.json --quiet",
      extra: #", "sign": {"tool": "ssh", "key": "key"}"#,
      after: "test ! -e site/.staging-\(name)",
      outcome: "nothing is published"
    ),
  ]

  private func sh(_ script: String, in folder: String) throws -> Program.Outcome {
    let environment = ["LC_ALL": "C"]
    return try Program.run(
      ["-c", script, Program.path],
      of: "sh",
      folder: folder,
      environment: environment
    )
  }

  private func outcome(of trouble: Trouble) throws -> DamageTable.Row {
    let workspace = try Workspace()
    try workspace.writeLogs()
    if !trouble.before.isEmpty {
      let before = try sh("set -e; " + trouble.before, in: workspace.path)
      #expect(before.status == 0, "\(trouble.what): \(before.messages)")
    }
    try workspace.writeConfiguration(output: trouble.output, extra: trouble.extra)
    let outcome = try sh(trouble.command, in: workspace.path)
    #expect(!outcome.wasKilled)
    #expect(outcome.status == trouble.status, "\(trouble.what): \(outcome.messages)")
    // Foundation finds no empty text in another one.
    #expect(
      trouble.message.isEmpty || outcome.messages.contains(trouble.message),
      "\(trouble.what): \(outcome.messages)"
    )
    let own = ["index.html", "history.html", "history.jsonl", "audit.json", "logs", "before"]
    let reports = workspace.names(in: trouble.output.hasPrefix("/") ? "none" : trouble.output)
      .filter { !$0.hasPrefix(".") && !own.contains($0) }
    #expect(reports == trouble.reports, "\(trouble.what)")
    if !trouble.after.isEmpty {
      let after = try sh("set -e; " + trouble.after, in: workspace.path)
      #expect(after.status == 0, "\(trouble.what): \(trouble.after) \(after.messages)")
    }
    let message = trouble.message.isEmpty ? "" : ": `\(trouble.message)`"
    return DamageTable.Row(
      trouble.what,
      "exit code \(outcome.status)\(message); \(trouble.outcome)"
    )
  }

  @Test func everyTroubleEndsWell() throws {
    var rows = try Self.troubles.map(outcome)
    rows.append(try secondRun())
    #expect(try DamageTable("publishing").problem(with: rows) == nil)
  }

  /// Two runs into one folder: the second is told who has it.
  private func secondRun() throws -> DamageTable.Row {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration()
    // A process that holds the lock as a run does, for as long as it is wanted.
    let first = Process()
    first.executableURL = URL(filePath: "/usr/bin/env")
    first.arguments = [
      "flock", "--no-fork", "site/.lock", "sh", "-c",
      "echo 'process 4711 on elsewhere' > site/.lock; touch held; sleep 60",
    ]
    try workspace.makeFolder("site")
    first.currentDirectoryURL = URL(filePath: workspace.path)
    try first.run()
    defer {
      first.terminate()
      first.waitUntilExit()
    }
    while first.isRunning, !workspace.names(in: "").contains("held") { usleep(10_000) }
    let second = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    let message =
      "another run is writing to this folder, process 4711 on elsewhere; wait for it to end, or stop it"
    #expect(second.status == 1)
    #expect(second.messages.contains(message), "\(second.messages)")
    #expect(workspace.names(in: "site") == [".lock"])
    return DamageTable.Row(
      "a second run into the same folder",
      "exit code \(second.status): `another run is writing to this folder, process 4711 on elsewhere`; "
        + "the first is not disturbed"
    )
  }
}

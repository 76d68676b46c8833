// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Ctrl-C and its like while a report is made.
@Suite struct InterruptionTests {
  /// A tree that takes long to read and little room: many names of one large file.
  private func writeLongTree(_ workspace: Workspace) throws {
    let records = (0..<4000).map { Logs.record("Event\($0)") }
    let first = try workspace.write("logs/" + Logs.path("2026-10-05"), Logs.file(records))
    let folder = URL(fileURLWithPath: first).deletingLastPathComponent()
    for number in 0..<3000 {
      try FileManager.default.linkItem(
        at: URL(fileURLWithPath: first),
        to: folder.appendingPathComponent("link-\(number).json")
      )
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalLeavesNoHalfWrittenSite(signal: Int32) throws {
    let workspace = try Workspace()
    try writeLongTree(workspace)
    try workspace.writeConfiguration()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["build", "audit.json", "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    process.standardInput = FileHandle.nullDevice
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // The lock is taken when everything has been compiled and reading is about to begin.
    while process.isRunning, !workspace.names(in: "site").contains(".lock") { usleep(10_000) }
    usleep(300_000)
    #expect(process.isRunning, "the run ended before it could be interrupted")
    kill(process.processIdentifier, signal)
    let text = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(),
      as: UTF8.self
    )
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 1)
    #expect(text == "error: interrupted\n")
    #expect(workspace.names(in: "site") == [".lock", "history.jsonl"])
    #expect(try workspace.read("site/history.jsonl").contains("\"state\":\"CANCELLED\""))
  }
}

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

  /// A report with a thousand pages, so that the writing takes long enough to be hit.
  private func writeWideTree(_ workspace: Workspace) throws {
    let records = (0..<500).map { Logs.record("Event\($0)", by: "user\($0)") }
    try workspace.write("logs/" + Logs.path("2026-10-05"), Logs.file(records))
  }

  @Test func aKillAtAnyMomentHarmsNoPublishedPage() throws {
    let workspace = try Workspace()
    try writeWideTree(workspace)
    try workspace.writeConfiguration()
    let began = ContinuousClock.now
    let whole = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(whole.status == 0, "\(whole.messages)")
    let length = began.duration(to: .now)
    let first = try workspace.files(in: "site/2026-10-05--2026-10-05")
    #expect(first.count > 1000)
    for step in 1...8 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["build", "audit.json", "--quiet"]
      process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      let delay = length * step / 8
      usleep(
        UInt32(delay.components.seconds * 1_000_000)
          + UInt32(delay.components.attoseconds / 1_000_000_000_000)
      )
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try workspace.files(in: "site/2026-10-05--2026-10-05") == first)
      // What the archive page leads to is whole.
      let archive = try workspace.read("site/index.html")
      for match in archive.matches(of: /href="([^"\/]+)\/index\.html"/) {
        let folder = String(match.1)
        #expect(try workspace.files(in: "site/\(folder)") == first, "\(folder)")
      }
    }
    let last = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(last.status == 0, "\(last.messages)")
    for name in workspace.names(in: "site") {
      #expect(!name.hasPrefix(".staging"), "\(name)")
      guard name.hasPrefix("2026") else { continue }
      #expect(try workspace.files(in: "site/\(name)") == first, "\(name)")
    }
  }
}

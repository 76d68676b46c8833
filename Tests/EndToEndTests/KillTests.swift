// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `kill -9` at random moments of a build: `make test-release` runs it with the release binary.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["KILL_COUNT"] != nil,
    "takes minutes: make test-release"
  )
)
struct KillTests {
  /// The same moments for the same seed.
  ///
  /// - Source: Vigna, SplitMix64.
  private struct Random {
    var state: UInt64

    mutating func next() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((word ^ (word >> 31)) >> 11) / Double(1 << 53)
    }
  }

  private func number(_ name: String, _ standard: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? standard
  }

  @Test func harmNothingAndLeaveNothing() throws {
    let workspace = try Workspace()
    let records = (0..<1500).map { Logs.record("Event\($0)", by: "user\($0)") }
    try workspace.write("logs/" + Logs.path("2026-10-05"), Logs.file(records))
    try workspace.writeConfiguration()
    let began = ContinuousClock.now
    let whole = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(whole.status == 0, "\(whole.messages)")
    let length = began.duration(to: .now) / .milliseconds(1) * 1000
    let first = try workspace.files(in: "site/2026-10-05--2026-10-05")
    #expect(first.count > 3000)

    let seed = number("SEED", 1)
    var random = Random(state: seed)
    var kills = 0
    for _ in 0..<number("KILL_COUNT", 50) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["build", "audit.json", "--quiet"]
      process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      let delay = UInt32(random.next() * length * 1.05)
      usleep(delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { kills += 1 }
      let note: Comment = "seed \(seed), killed after \(delay) µs"
      #expect(try workspace.files(in: "site/2026-10-05--2026-10-05") == first, note)
      // What the list of reports leads to is whole, whatever it was that the kill stopped.
      let archive = try workspace.read("site/index.html")
      for match in archive.matches(of: /href="([^"\/]+)\/index\.html"/) {
        #expect(try workspace.files(in: "site/\(match.1)") == first, note)
      }
    }
    #expect(kills > 0, "every run had ended before it was killed")

    let last = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(last.status == 0, "\(last.messages)")
    let names = workspace.names(in: "site")
    for name in names {
      if name.hasPrefix("2026") {
        #expect(try workspace.files(in: "site/\(name)") == first, "\(name)")
      } else {
        #expect([".lock", "history.html", "history.jsonl", "index.html"].contains(name), "\(name)")
      }
    }
    let checked = try Program.run("verify", "site", "--quiet", folder: workspace.path)
    #expect(checked.status == 0, "\(checked.output)")
  }
}

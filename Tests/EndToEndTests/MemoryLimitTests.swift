// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `memoryLimit`: what the queries hold goes to a temporary file, and nothing else changes.
@Suite struct MemoryLimitTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    for number in 0..<4 {
      let records = (0..<2000).map { record in
        Logs.record(
          "Event\(record % 90)",
          by: "user\(record * 7 % 1300)",
          at: "2026-10-05T08:\(10 + record % 50):\(10 + number)Z",
          extra: ",\"errorMessage\":\"\(String(repeating: "m\(record)", count: 40))\""
        )
      }
      try workspace.write("logs/" + Logs.path("2026-10-05", number: number), Logs.file(records))
    }
    try workspace.makeFolder("tmp")
  }

  private static let queries = [
    "SELECT * FROM logs ORDER BY errormessage, eventtime, eventname",
    "SELECT errormessage, count(*) AS n, array_agg(eventname ORDER BY eventtime, eventname) AS a "
      + "FROM logs GROUP BY errormessage",
    "SELECT eventname, row_number() OVER (PARTITION BY errormessage ORDER BY eventtime) AS r "
      + "FROM logs",
  ]

  private func configure(_ name: String, extra: String) throws {
    let queries = Self.queries.enumerated().map { number, sql in
      "{\"id\": \"q\(number)\", \"title\": \"Q\", \"sql\": \"\(sql)\"}"
    }
    try workspace.writeConfiguration(name, queries: queries, extra: extra)
  }

  private func build(_ name: String, temporary: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["build", name, "--no-render", "--quiet", "--output", "out-\(name)"]
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = temporary
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func answersAreTheSameAndNothingIsLeftBehind() throws {
    try configure("large.json", extra: "")
    try configure("small.json", extra: ", \"memoryLimit\": \"1MB\"")
    #expect(try build("large.json", temporary: "\(workspace.path)/tmp") == 0)
    #expect(try build("small.json", temporary: "\(workspace.path)/tmp") == 0)
    let large = try workspace.files(in: "out-large.json/answers")
    #expect(large.count == Self.queries.count)
    #expect(try workspace.files(in: "out-small.json/answers") == large)
    #expect(workspace.names(in: "tmp").isEmpty)
  }

  @Test func aDiskThatCannotBeUsedFailsTheQueriesThatNeedIt() throws {
    try configure("small.json", extra: ", \"memoryLimit\": \"1MB\"")
    #expect(try build("small.json", temporary: "\(workspace.path)/not there") == 3)
    #expect(workspace.names(in: "out-small.json/answers").count < Self.queries.count)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `trailbinder build`, from a small tree to a published folder.
@Suite struct BuildCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.writeConfiguration()
  }

  private func build(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["build", "audit.json", "--quiet"] + arguments, folder: workspace.path)
  }

  private static let name = "2026-10-05--2026-10-07"

  @Test func aReportIsPublishedAndItsPathPrinted() throws {
    let outcome = try build()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output == "\(workspace.path)/site/\(Self.name)/index.html\n")
    #expect(FileManager.default.fileExists(atPath: "\(workspace.path)/site/index.html"))
    let page = try workspace.read("site/\(Self.name)/index.html")
    #expect(page.contains("Events") && page.contains("Denied"))
  }

  @Test func theManifestCoversEveryFile() throws {
    _ = try build()
    let manifest = try workspace.read("site/\(Self.name)/SHA256SUMS")
    let listed = manifest.split(separator: "\n").map { String($0.dropFirst(66)) }
    let files = try workspace.files(in: "site/\(Self.name)").keys.filter { $0 != "SHA256SUMS" }
    #expect(Set(listed) == Set(files))
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    check.arguments = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    check.currentDirectoryURL = URL(fileURLWithPath: "\(workspace.path)/site/\(Self.name)")
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }

  @Test func aSecondReportOfTheSameDaysIsARevision() throws {
    _ = try build()
    let first = try workspace.files(in: "site/\(Self.name)")
    let outcome = try build()
    #expect(outcome.status == 0)
    #expect(outcome.output.hasSuffix("/site/\(Self.name)-r2/index.html\n"))
    #expect(try workspace.files(in: "site/\(Self.name)") == first)
    // The number stands in the folder's name only.
    #expect(try workspace.files(in: "site/\(Self.name)-r2") == first)
    let archive = try workspace.read("site/index.html")
    #expect(archive.contains("\(Self.name)/index.html"))
    #expect(archive.contains("\(Self.name)-r2/index.html"))
  }

  @Test func theReportIsTheSameForAnyNumberOfWorkersAndFromAnyFolder() throws {
    _ = try build("--workers", "1", "--output", "one")
    _ = try build("--workers", "2", "--output", "two")
    _ = try Program.run(
      "build",
      "\(workspace.path)/audit.json",
      "--quiet",
      "--workers",
      "7",
      "--output",
      "\(workspace.path)/seven",
      folder: "/"
    )
    let one = try workspace.files(in: "one/\(Self.name)")
    #expect(one.count > 10)
    #expect(try workspace.files(in: "two/\(Self.name)") == one)
    #expect(try workspace.files(in: "seven/\(Self.name)") == one)
  }

  @Test(arguments: [
    (["--from", "2026-10-01", "--to", "2026-10-31"], "2026-10"),
    (["--from", "2026-10-06", "--to", "2026-10-07"], "2026-10-06--2026-10-07"),
    (["--from", "2026-10-06"], "2026-10-06--2026-10-07"),
    (["--to", "2026-10-06"], "2026-10-05--2026-10-06"),
    (["--from", "2026-10-01", "--to", "2026-11-30"], "2026-10-01--2026-11-30"),
  ])
  func aReportIsNamedByItsPeriod(arguments: [String], name: String) throws {
    let outcome = try Program.run(
      ["build", "audit.json", "--quiet"] + arguments,
      folder: workspace.path
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(workspace.names(in: "site").contains(name))
  }

  @Test func daysOutsideThePeriodAreNotInTheReport() throws {
    _ = try build("--from", "2026-10-06", "--to", "2026-10-06")
    let files = try workspace.files(in: "site/2026-10-06--2026-10-06")
    let rows = files.filter { $0.key.hasSuffix(".raw.csv") && $0.key.contains("own-events") }
    let csv = rows.values.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(csv.contains("2026-10-06T08:00:00Z"))
    #expect(!csv.contains("2026-10-05T") && !csv.contains("2026-10-07T"))
  }

  @Test func aDamagedFileIsNamedAndTheRunGoesOn() throws {
    try workspace.write("logs/" + Logs.path("2026-10-07", number: 9), "{\"Records\":[{\"eventN")
    let outcome = try build()
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("T0809Z_x.json: warning: "))
    #expect(try workspace.read("site/\(Self.name)/sources.html").contains("T0809Z_x.json"))
  }

  @Test func filesOfAnotherKindAreNoDamage() throws {
    let digest = "logs/AWSLogs/\(Logs.account)/CloudTrail-Digest/us-east-1/2026/10/07/d.json"
    try workspace.write(digest, "{\"digestS3Object\":\"x\"}")
    let outcome = try build()
    #expect(outcome.status == 0)
    #expect(outcome.messages.isEmpty)
  }

  @Test func aQueryThatFailsDoesNotStopTheReport() throws {
    try workspace.writeConfiguration(queries: [
      """
      {"id": "own/bad", "title": "Bad", "sql": "SELECT 1 / (length(eventname) - \
      length(eventname)) AS x FROM logs"}
      """,
      "{\"id\": \"own/good\", \"title\": \"Good\", \"sql\": \"SELECT eventname FROM logs\"}",
    ])
    let outcome = try build()
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("audit.json:3:"))
    #expect(outcome.messages.contains("query 'own/bad':1:"))
    #expect(outcome.messages.contains("DIVISION_BY_ZERO"))
    let pages = try workspace.files(in: "site/\(Self.name)").filter { $0.key.hasSuffix(".html") }
    #expect(pages.values.contains { String(decoding: $0, as: UTF8.self).contains("FAILED") })
    #expect(try workspace.read("site/history.jsonl").contains("\"state\":\"FAILED\""))
  }

  @Test func everyMistakeInEveryQueryIsToldBeforeAnythingIsRead() throws {
    try workspace.write(
      "pack/a.sql",
      "-- title: A\n-- per: user\nSELECT eventname FROM logs\n"
    )
    try workspace.write("pack/b.sql", "-- title: B\nSELECT eventnam FROM logs\n")
    try workspace.write("pack/c.sql", "-- title: C\nSELECT eventname FROM log\n")
    try workspace.writeConfiguration(
      queries: ["{\"id\": \"d\", \"title\": \"D\", \"sql\": \"DROP TABLE logs\"}"],
      extra: ", \"packs\": \"pack\""
    )
    let outcome = try build()
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains("pack/a.sql: error: 'per: user' needs a column that holds a user")
    )
    #expect(outcome.messages.contains("pack/b.sql:2:8: error: COLUMN_NOT_FOUND"))
    #expect(outcome.messages.contains("pack/c.sql:2:23: error: TABLE_NOT_FOUND"))
    #expect(outcome.messages.contains("query 'd':1:1: error: NOT_SUPPORTED"))
    #expect(workspace.names(in: "site").isEmpty)
  }

  @Test func aTemplateThatCannotBeUsedIsAMistakeOfTheConfiguration() throws {
    try workspace.write("mine/index.mustache", "{{titel}}\n")
    let text = try workspace.read("audit.json").replacingOccurrences(
      of: Program.checkout + "/Templates",
      with: "mine"
    )
    try workspace.write("audit.json", text)
    let outcome = try build()
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("mine/index.mustache:1: error: "))
    #expect(workspace.names(in: "site").isEmpty)
  }

  /// Names of files and folders can hold anything but `/` and NUL, and need not be UTF-8.
  @Test func hostileNamesOfFilesAreReadAndShownSafely() throws {
    let folder =
      "logs/"
      + Logs.path("2026-10-07").split(separator: "/").dropLast()
      .joined(separator: "/")
    let names: [[UInt8]] = [
      Array("\u{1B}]0;owned\u{7}.json".utf8), Array("<script>alert(1)<!--\".json".utf8),
      Array("a\u{202E}b\n.json".utf8), [0xFF, 0xFE] + Array(".json".utf8),
    ]
    for (index, name) in names.enumerated() {
      // Each second one is damaged, so that messages name it.
      let content =
        index % 2 == 0
        ? "broken" : Logs.file([Logs.record("GetUser", at: "2026-10-07T09:00:00Z")])
      try writeFile(named: name, in: "\(workspace.path)/\(folder)", content)
    }
    let outcome = try build()
    #expect(outcome.status == 3, "\(outcome.messages)")
    let raw: [Unicode.Scalar] = ["\u{1B}", "\u{7}", "\u{202E}"]
    #expect(!outcome.messages.unicodeScalars.contains { raw.contains($0) })
    let sources = try workspace.read("site/\(Self.name)/sources.html")
    #expect(!sources.contains("<script>alert"))
    #expect(!sources.unicodeScalars.contains { raw.contains($0) })
    #expect(sources.contains("owned"))
  }

  private func writeFile(named name: [UInt8], in folder: String, _ content: String) throws {
    let path = Array(folder.utf8) + [UInt8(ascii: "/")] + name + [0]
    let descriptor = unsafe open(path.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o644)
    try #require(descriptor >= 0)
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data(content.utf8))
  }

  @Test func twoRunsDoNotPublishToOneFolderAtOnce() throws {
    try workspace.makeFolder("site")
    let path = "\(workspace.path)/site/.lock"
    let descriptor = unsafe open(path, O_CREAT | O_RDWR, 0o644)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let outcome = try build()
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("another run"))
  }

  @Test func progressIsPlainLinesWithoutATerminal() throws {
    let outcome = try Program.run("build", "audit.json", folder: workspace.path)
    let lines = outcome.messages.split(separator: "\n").map(String.init)
    #expect(lines.first == "QUEUED  2 queries")
    #expect(lines.contains { $0.hasPrefix("RUNNING  2 queries") })
    #expect(lines.contains { $0.hasPrefix("read 3 of 3 files, ") })
    #expect(lines.contains("SUCCEEDED  own/events  4 rows"))
    #expect(lines.contains("SUCCEEDED  own/denied  1 row"))
    #expect(!outcome.messages.contains("\u{1B}") && !outcome.messages.contains("\r"))
  }
}

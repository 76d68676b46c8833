// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report
import Testing

@Suite struct PublisherTests {
  /// Where a run is stopped.
  enum Step: CaseIterable {
    case staging, writing, preparing, sealing, installing, recording
  }

  private func input(_ value: String = "a") -> ReportInput {
    Fixture.input([Fixture.query("a/b", rows: [[.text(value)]])])
  }

  /// Runs up to a step, or to the end.
  @discardableResult
  private func run(
    _ input: ReportInput,
    to output: String,
    stoppingAfter step: Step? = nil
  ) throws -> String? {
    let library = try Fixture.library()
    let validator = try PageValidator(schema: Fixture.schema)
    let publisher = try Publisher(folder: output)
    let site = try SiteBuilder(input).build()
    var staged = try publisher.stage(site.identifier)
    if step == .staging { return nil }
    try site.write(to: &staged, templates: library)
    if step == .writing { return nil }
    try validator.validate(staged)
    var publication = try publisher.prepare(
      staged,
      of: site,
      templates: library,
      validator: validator
    )
    if step == .preparing { return nil }
    try publication.seal()
    if step == .sealing { return nil }
    try publication.install()
    if step == .installing { return nil }
    try publication.record()
    if step == .recording { return nil }
    try publication.show()
    return publication.name
  }

  private func list(_ output: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: output).sorted()
  }

  @Test func givesEveryRunAFolderOfItsOwn() throws {
    try Fixture.withFolder { output in
      #expect(try run(input(), to: output) == "2026-10")
      let first = try Fixture.files(in: output + "/2026-10")
      #expect(try run(input("b"), to: output) == "2026-10-r2")
      #expect(try run(input("b"), to: output) == "2026-10-r3")
      #expect(
        try list(output)
          == [
            ".lock", "2026-10", "2026-10-r2", "2026-10-r3", "history.html", "history.jsonl",
            "index.html",
          ]
      )
      #expect(try Fixture.files(in: output + "/2026-10") == first)
      // The revision is in the folder's name only: equal inputs make equal files.
      #expect(
        try Fixture.files(in: output + "/2026-10-r2") == Fixture.files(in: output + "/2026-10-r3")
      )
    }
  }

  @Test(arguments: Step.allCases)
  func aStoppedRunLeavesWhatIsPublishedWhole(step: Step) throws {
    try Fixture.withFolder { output in
      try run(input(), to: output)
      let archive = try Fixture.read(output + "/index.html")
      let first = try Fixture.files(in: output + "/2026-10")
      try run(input("b"), to: output, stoppingAfter: step)
      #expect(try Fixture.read(output + "/index.html") == archive)
      #expect(try Fixture.files(in: output + "/2026-10") == first)
      // The next run clears the rest, and shows a report that was complete.
      let isComplete = step == .installing || step == .recording
      let next = try run(input("c"), to: output)
      #expect(next == (isComplete ? "2026-10-r3" : "2026-10-r2"))
      #expect(try list(output).allSatisfy { !$0.hasPrefix(".staging") })
      let shown = try Fixture.read(output + "/index.html")
      #expect(shown.contains("href=\"2026-10-r2/index.html\""))
      #expect(try Fixture.files(in: output + "/2026-10") == first)
    }
  }

  @Test func clearsAReportWithoutItsManifestAndNothingElse() throws {
    try Fixture.withFolder { output in
      try run(input(), to: output)
      try run(input(), to: output)
      try FileManager.default.removeItem(atPath: output + "/2026-10-r2/SHA256SUMS")
      for folder in ["photos", "2026-09", ".staging-2026-11"] {
        try FileManager.default.createDirectory(
          atPath: "\(output)/\(folder)/deep",
          withIntermediateDirectories: true
        )
      }
      let publisher = try Publisher(folder: output)
      #expect(publisher.cleared == [".staging-2026-11", "2026-10-r2"])
      #expect(try list(output).contains("photos"))
      #expect(try list(output).contains("2026-09"))
      #expect(try list(output).contains("2026-10"))
    }
  }

  @Test func keepsASecondRunOut() throws {
    try Fixture.withFolder { output in
      let first = try Publisher(folder: output)
      let error = try #require(throws: ReportError.self) { _ = try Publisher(folder: output) }
      #expect(error.kind == .locked)
      #expect(error.message.contains("another run is writing to this folder"))
      #expect(first.output == output)
    }
    try Fixture.withFolder { output in
      _ = try Publisher(folder: output)
      _ = try Publisher(folder: output)
    }
  }

  @Test func publishesNothingWhenAPageFails() throws {
    try Fixture.withFolder { folder in
      let output = folder + "/output"
      try run(input(), to: output)
      let before = try Fixture.files(in: output)
      let templates = folder + "/templates"
      try FileManager.default.createDirectory(
        atPath: templates,
        withIntermediateDirectories: true
      )
      for name in ["archive", "history"] {
        let text = try Fixture.read("\(Fixture.templates)/\(name).mustache")
          .replacingOccurrences(of: "</h1>", with: "</h1><div><center>x</center></div>")
        try Data(text.utf8).write(to: URL(filePath: "\(templates)/\(name).mustache"))
      }
      let library = try TemplateLibrary(folder: templates, shipped: Fixture.templates)
      let validator = try PageValidator(schema: Fixture.schema)
      let publisher = try Publisher(folder: output)
      let site = try SiteBuilder(input("b")).build()
      var staged = try publisher.stage(site.identifier)
      try site.write(to: &staged, templates: library)
      try validator.validate(staged)
      let error = try #require(throws: ReportError.self) {
        try publisher.publish(staged, of: site, templates: library, validator: validator)
      }
      #expect(error.kind == .page && error.path == "history.html")
      #expect(error.element == "center")
      let after = try Fixture.files(in: output).filter { !$0.key.hasPrefix(".staging") }
      #expect(after == before)
    }
  }

  @Test func writesAManifestOfEveryFile() throws {
    try Fixture.withFolder { output in
      try run(input(), to: output)
      let folder = output + "/2026-10"
      let manifest = try Fixture.read(folder + "/SHA256SUMS")
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/sha256sum")
      process.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
      process.currentDirectoryURL = URL(filePath: folder)
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(
        manifest.split(separator: "\n").count == (try Fixture.files(in: folder).count) - 1
      )
    }
  }

  @Test func listsTheNewestFirst() throws {
    try Fixture.withFolder { output in
      for (identifier, first, last) in [
        ("2026-10", "2026-10-01", "2026-10-31"), ("2026-09", "2026-09-01", "2026-09-30"),
        ("2026-10-05--2026-10-11", "2026-10-05", "2026-10-11"),
        ("2026-10", "2026-10-01", "2026-10-31"),
      ] {
        var input = input()
        input.identifier = identifier
        input.scope.days = DayRange(first: first, last: last)
        try run(input, to: output)
      }
      let page = try Fixture.read(output + "/index.html")
      let order = page.matches(of: /<a href="([^"\/]+)\/index\.html">/).map { String($0.1) }
      #expect(order == ["2026-10-r2", "2026-10", "2026-10-05--2026-10-11", "2026-09"])
      #expect(page.matches(of: /an earlier revision/).count == 1)
    }
  }

  @Test func keepsTheHistoryOfEveryRunAndSurvivesACutLine() throws {
    try Fixture.withFolder { output in
      try run(input(), to: output)
      let handle = try #require(FileHandle(forWritingAtPath: output + "/history.jsonl"))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(#"{"start":"2026-"#.utf8))
      try handle.close()
      do {
        let publisher = try Publisher(folder: output)
        var failed = input().run
        failed.queries[0].state = .failed
        try publisher.record(
          failed: failed,
          identifier: "2026-10",
          version: "0.1.0",
          error: "the disk is full"
        )
        try publisher.showHistory(
          title: "Audit",
          organization: nil,
          toolVersion: "0.1.0",
          templates: Fixture.library(),
          validator: PageValidator(schema: Fixture.schema)
        )
        #expect(try Fixture.read(output + "/history.html").contains("the disk is full"))
      }
      try run(input(), to: output)
      let lines = try Fixture.read(output + "/history.jsonl").split(separator: "\n")
      #expect(lines.count == 4)
      #expect(lines[0].contains(#""bytesScanned":1000000"#))
      #expect(lines[0].contains(#""start":"2026-11-01 00:00:00.000 UTC""#))
      let page = try Fixture.read(output + "/history.html")
      #expect(page.contains("1 line of <code>history.jsonl</code> cannot be read"))
      #expect(page.contains("the disk is full"))
      #expect(page.contains("<td class=\"num\">900 ms</td><td class=\"num\">2</td>"))
      #expect(page.matches(of: /<details>/).count == 3)
      #expect(page.contains("href=\"2026-10-r2/index.html\""))
    }
  }

  @Test func makesFilesAndFoldersThatAWebServerCanRead() throws {
    try Fixture.withFolder { output in
      try run(input(), to: output)
      func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: output + "/" + path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      }
      // Under the umask of the tests, which may take rights away but not add any.
      #expect(try mode("2026-10/index.html") & ~0o644 == 0)
      #expect(try mode("2026-10/queries") & ~0o755 == 0)
      #expect(try mode("index.html") & 0o600 == 0o600)
    }
  }
}

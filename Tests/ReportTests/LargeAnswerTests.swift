// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report
import Testing

/// An answer of several megabytes, which threads write together.
@Suite struct LargeAnswerTests {
  private static let rows: [[Value]] = (0..<5_000).map { number in
    let payload = String(repeating: "x\"", count: number % 300)
    return [
      .bigint(Int64(number)),
      .text(number % 7 == 0 ? "=1+\(number)" : "user-\(number)"),
      .text("{\"password\":\"\(number)-secret\",\"note\":\"\(payload)\"}"),
    ]
  }

  private static let query = Fixture.query(
    "large/answer",
    rows: rows,
    columns: [("number", .bigint), ("who", .string), ("parameters", .string)]
  )

  /// What Athena would have written, but for the secrets.
  private static let expected: String = {
    var text = "\"number\",\"who\",\"parameters\"\n"
    for row in rows {
      guard case .bigint(let number) = row[0], case .varchar(let who) = row[1] else { continue }
      let payload = String(repeating: "x\"\"", count: Int(number) % 300)
      text += "\"\(number)\",\"\(who.string)\","
      text += "\"{\"\"password\"\":\"\"(masked)\"\",\"\"note\"\":\"\"\(payload)\"\"}\"\n"
    }
    return text
  }()

  @Test(arguments: [1, 2, 5])
  func isTheSameHoweverManyThreadsWriteIt(workers: Int) throws {
    try Fixture.withFolder { folder in
      var staged = StagedReport(folder: folder, identifier: "2026-10")
      let site = try SiteBuilder(Fixture.input([Self.query])).build()
      try site.write(to: &staged, templates: Fixture.library(), workers: workers)
      let files = try Fixture.files(in: folder)
      #expect(files["csv/large-answer.raw.csv"] == Data(Self.expected.utf8))
      let forSpreadsheets = String(decoding: files["csv/large-answer.csv"] ?? Data(), as: UTF8.self)
      #expect(forSpreadsheets.utf8.count { $0 == 0x27 } == 715)
      for file in staged.files where file.path.hasPrefix("csv/large-answer") {
        #expect(file.byteCount == files[file.path]?.count)
        #expect(try file.digest == Self.sum(of: "\(folder)/\(file.path)"), "\(file.path)")
      }
      let page = String(decoding: files["queries/large-answer.html"] ?? Data(), as: UTF8.self)
      #expect(page.contains("5,000 secrets"))
      #expect(page.contains("715 cells"))
    }
  }

  @Test(arguments: [1, 3])
  func isTheSameWithoutAReport(workers: Int) throws {
    try Fixture.withFolder { folder in
      let publisher = try Publisher(folder: folder)
      let answers = try publisher.write(
        answers: [("large/answer", Self.query.outcome)],
        secrets: .mask,
        workers: workers
      )
      let content = try Data(contentsOf: URL(filePath: answers + "/large-answer.raw.csv"))
      #expect(content == Data(Self.expected.utf8))
    }
  }

  /// As `sha256sum` has it.
  private static func sum(of path: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = [path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(text.prefix(64))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report
import Testing

/// Values that whoever makes API calls can choose must change the text of a page, never its tags.
@Suite struct HostileValuesTests {
  static let hostile: [[UInt8]] =
    [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
      "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "\"\u{301} onmouseover=alert(1) y",
      "\"\u{200D} onfocus=x", "\"\u{FE0F} onfocus=x", "\"\u{E0100} onfocus=x", "<\u{338}script>",
      "]]>", "-->", "</title><script>alert(1)</script>", "{{{a}}}{{title}}{{>page}}", "&lt;b&gt;",
      "nul\u{0}esc\u{1B}c1\u{85}del\u{7F}",
      "abc\u{202E}gpj.exe\u{2066}x",
      "line\r\nbreak\rend", "javascript:alert(1)", "../../etc/passwd", "CON", "a%2e%2e%2fb",
      "=HYPERLINK(\"http://x\")", "@import url(x)", "\u{2028}\u{2029}",
    ].map { Array($0.utf8) } + [
      [0xEF, 0xBF, 0xBE, 0xEF, 0xBF, 0xBF, 0xEF, 0xB7, 0x90], [0xFF, 0xFE, 0x3C], [0xC0, 0xAF],
      [0xED, 0xA0, 0x80],
    ]

  /// A harmless value of the same length, so that nothing but the characters differs.
  static func harmless(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
    let name = Array("v\(index)".utf8)
    return name + Array(repeating: UInt8(ascii: "a"), count: max(bytes.count - name.count, 1))
  }

  private static func input(_ values: [Text]) -> ReportInput {
    let rows: [[Value]] = values.map { [.varchar($0), .varchar($0), .varchar($0), .json($0)] }
    let links = [
      ReportQuery.Link(column: 0, kind: .user), .init(column: 1, kind: .event),
      .init(column: 2, kind: .key),
    ]
    // All of one width, whatever the value: the classes of columns follow the longest.
    let columns = ["a", "b", "c", "d"].map { ($0, DataType.string) }
    var input = Fixture.input([
      Fixture.query(
        "a/b",
        rows: rows,
        columns: columns,
        perEntity: EntityKind.allCases,
        links: links
      )
    ])
    input.queries[0].title = values[0].string
    input.queries[0].section = values[2].string
    input.queries[0].description = values[3].string
    input.queries[0].controls = [values[4].string]
    input.queries[0].sql = values[5].string
    input.title = values[6].string
    input.organization = values[7].string
    input.toolVersion = values[8].string
    input.accountNames = [values[9].string: values[10].string]
    input.entityActivity = values.map {
      EntityActivity(
        user: $0,
        eventName: $0,
        accessKey: $0,
        account: $0,
        eventCount: 1,
        errorCount: 1,
        firstEventTime: $0,
        lastEventTime: $0
      )
    }
    input.dailyActivity = values.map {
      DailyActivity(account: $0, region: $0, day: "2026-10-02", eventCount: 1, errorCount: 0)
    }
    input.evidence.roots = values
    for value in values {
      var file = FileEvidence(path: value, root: 0, account: value.string, region: value.string)
      file.day = "2026-10-02"
      file.issue = InputIssue(.corrupt, path: value, reason: value.string)
      input.evidence.files.append(file)
      input.evidence.skipped.append(
        SkippedInput(
          kind: value.string,
          reason: value.string,
          fileCount: 1,
          byteCount: 1,
          example: value
        )
      )
    }
    return input
  }

  /// How often each element and attribute stands in a page.
  private static func census(_ page: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    var rest = Substring(page)
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      // Values of attributes hold no '>' : it is escaped.
      guard let end = rest.firstIndex(of: ">") else { break }
      var tag = String(rest[..<end])
      rest = rest[end...]
      tag = tag.replacing(/"[^"]*"/, with: "")
      for word in tag.split(whereSeparator: { " =/\n".contains($0) }) {
        counts[String(word), default: 0] += 1
      }
    }
    return counts
  }

  @Test func changeNoElementAndNoAttributeOfAnyPage() throws {
    let texts = Self.hostile.map { Text(bytes: $0) }
    let twins = Self.hostile.enumerated().map { Text(bytes: Self.harmless($1, $0)) }
    let hostile = try Fixture.withFolder { folder in
      try Fixture.write(Self.input(texts), to: folder)
      return try Fixture.files(in: folder)
    }
    let harmless = try Fixture.withFolder { folder in
      try Fixture.write(Self.input(twins), to: folder)
      return try Fixture.files(in: folder)
    }
    #expect(hostile.count == harmless.count)
    for path in ["index.html", "queries/a-b.html", "sources.html", "users/index.html"] {
      let first = Self.census(String(decoding: try #require(hostile[path]), as: UTF8.self))
      let second = Self.census(String(decoding: try #require(harmless[path]), as: UTF8.self))
      #expect(first.filter { second[$0.key] != $0.value } == [:], "\(path)")
      #expect(second.filter { first[$0.key] != $0.value } == [:], "\(path)")
      #expect(first["onerror"] == nil && first["onmouseover"] == nil)
    }
    // Entities' pages have names of their own: compare all of a kind together.
    for folder in ["users/", "events/", "keys/"] {
      func total(_ files: [String: Data]) -> [String: Int] {
        files.filter { $0.key.hasPrefix(folder) }.reduce(into: [:]) { counts, file in
          counts.merge(
            Self.census(String(decoding: file.value, as: UTF8.self)),
            uniquingKeysWith: +
          )
        }
      }
      #expect(total(hostile) == total(harmless), "\(folder)")
    }
  }

  @Test func makeNoFileNameOfTheirOwn() throws {
    let paths = try Fixture.withFolder { folder in
      try Fixture.write(Self.input(Self.hostile.map { Text(bytes: $0) }), to: folder)
      return try Fixture.files(in: folder).keys.sorted()
    }
    for path in paths where path != "SHA256SUMS" {
      #expect(
        path.wholeMatch(of: /([a-z0-9-]+\/){0,2}[a-z0-9-]+(\.raw)?\.(html|csv|css|js|json)/) != nil
      )
      #expect(path.utf8.count < 120)
    }
  }
}

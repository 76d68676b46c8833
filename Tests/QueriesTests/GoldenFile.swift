// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A file of SQL and what it must give, in the form of sqllogictest.
struct GoldenFile: Sendable, CustomTestStringConvertible {
  /// One statement and its outcome.
  struct Record: Sendable {
    enum Kind: String, Sendable { case query, error, plan }

    let kind: Kind
    /// `rowsort`: the rows may come in any order.
    let isSorted: Bool
    /// Without the marks of an error's place.
    let sql: String
    /// The marked place, in UTF-8 bytes.
    let place: Range<Int>?
    let expected: [String]
    /// Where the expected lines stand, from 0.
    let expectedLines: Range<Int>
    /// Where the record's first line stands, from 1.
    let line: Int
  }

  let path: String
  let records: [Record]

  /// For the names of test cases.
  var testDescription: String { path }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  /// Every file under Golden, in the order of their paths.
  static func all() throws -> [GoldenFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.filter { $0.hasSuffix(".slt") }.sorted().map { path in
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return GoldenFile(path: path, records: Self.records(of: text))
    }
  }

  /// Whether `UPDATE_GOLDEN=1` asks to write the plans instead of comparing them.
  ///
  /// Rows and errors always come from outside.
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  /// Writes other expected lines, by the record's line, into the file.
  func rewrite(_ replacements: [Int: [String]]) throws {
    guard !replacements.isEmpty else { return }
    let url = Self.folder.appending(path: path)
    var lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for record in records.reversed() {
      guard let replacement = replacements[record.line] else { continue }
      lines.replaceSubrange(record.expectedLines, with: replacement)
    }
    try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  private static func records(of text: String) -> [Record] {
    var records: [Record] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var number = 0
    while number < lines.count {
      let words = lines[number].split(separator: " ")
      guard let kind = words.first.flatMap({ Record.Kind(rawValue: String($0)) }) else {
        number += 1
        continue
      }
      let start = number
      let body = lines[(number + 1)...].prefix { $0 != "----" }
      let expected = lines[min(body.endIndex + 1, lines.count)...].prefix { !$0.isEmpty }
      let (sql, place) = unmarked(body.joined(separator: "\n"), kind)
      records.append(
        Record(
          kind: kind,
          isSorted: words.contains("rowsort"),
          sql: sql,
          place: place,
          expected: Array(expected),
          expectedLines: expected.startIndex..<expected.endIndex,
          line: start + 1
        )
      )
      number = expected.endIndex
    }
    return records
  }

  private static func unmarked(_ sql: String, _ kind: Record.Kind) -> (String, Range<Int>?) {
    let parts = sql.split(separator: "^", omittingEmptySubsequences: false)
    guard kind == .error, parts.count == 3 else { return (sql, nil) }
    let start = parts[0].utf8.count
    return (parts.joined(), start..<start + parts[1].utf8.count)
  }
}

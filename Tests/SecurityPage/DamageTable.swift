// SPDX-License-Identifier: Apache-2.0
private import Foundation
private import Synchronization

/// One table of docs/security.md: what was done to the program, and what came of it.
///
/// A test does each damage, says what it saw, and holds the page against that. So the page cannot
/// promise what no test has seen. `UPDATE_GOLDEN=1` writes the table instead.
package struct DamageTable: Sendable {
  package struct Row: Sendable, Equatable {
    /// What was done, for people.
    package let damage: String
    /// What the test saw: the issue, the message, the exit code.
    package let outcome: String

    package init(_ damage: String, _ outcome: String) {
      self.damage = damage
      self.outcome = outcome
    }
  }

  private let name: String

  /// - Parameter name: stands in the marks around the table: `<!-- damages NAME: begin -->`.
  package init(_ name: String) {
    self.name = name
  }

  /// Compares the table of the page with what was seen.
  ///
  /// - Returns: what is wrong with the page; nil when it is right, or was just written.
  package func problem(with rows: [Row]) throws -> String? {
    try Self.writing.withLock { _ in
      let page = try String(contentsOf: Self.page, encoding: .utf8)
      let (begin, end) = ("<!-- damages \(name): begin -->\n", "<!-- damages \(name): end -->\n")
      guard let start = page.range(of: begin), let stop = page.range(of: end),
        start.upperBound <= stop.lowerBound
      else { return "docs/security.md has no marks for the table '\(name)'" }
      let range = start.upperBound..<stop.lowerBound
      let table = Self.markdown(rows)
      if page[range] == table { return nil }
      guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil else {
        return "docs/security.md differs from what was seen, run with UPDATE_GOLDEN=1:\n" + table
      }
      try page.replacingCharacters(in: range, with: table)
        .write(to: Self.page, atomically: true, encoding: .utf8)
      return nil
    }
  }

  private static func markdown(_ rows: [Row]) -> String {
    (["| what was done | what came of it |", "|---|---|"]
      + rows.map { "| \(cell($0.damage)) | \(cell($0.outcome)) |" })
      .joined(separator: "\n") + "\n"
  }

  /// Text in one cell, whatever it holds.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: "<br>")
  }

  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/security.md").standardized

  /// Several tests write tables of one page.
  private static let writing = Mutex(())
}

// SPDX-License-Identifier: Apache-2.0

/// An error or warning of a query as text for a terminal: where, what, and the line with the place
/// marked.
///
///     iam/root.sql:4:7: error: COLUMN_NOT_FOUND: unknown column 'eventtimes', did you mean 'eventtime'?
///       WHERE eventtimes > '2023'
///             ^~~~~~~~~~
///
/// Columns count characters from 1. Nothing of the query reaches the terminal raw: control
/// characters, marks that turn the writing direction and invisible ones are spelt out.
package struct QueryDiagnostic: Sendable, Equatable {
  /// A place in a file, both counted from 1.
  package struct Location: Sendable, Equatable {
    package let line: Int
    package let column: Int
  }

  /// A line of the query, made safe, and the marks under it.
  package struct Excerpt: Sendable, Equatable {
    package let line: String
    package let marks: String
  }

  /// Longer lines are shown in part.
  private static let longestLine = 160

  /// The first line, without its end.
  package let message: String
  package let location: Location?
  /// Nil where the error has no place.
  package let excerpt: Excerpt?

  /// An error in the SQL of a file.
  ///
  /// The line number of the SQL's first line is given where front matter was cut off before it.
  package init(_ error: QueryError, file: String, sql: String, firstLine: Int = 1) {
    let text = error.message + (error.hint.map { ", \($0)" } ?? "")
    self.init(
      "error: \(error.code.rawValue): \(text)",
      at: error.range,
      file: file,
      sql: sql,
      firstLine: firstLine
    )
  }

  package init(_ warning: QueryWarning, file: String, sql: String, firstLine: Int = 1) {
    self.init(
      "warning: \(warning.message)",
      at: warning.range,
      file: file,
      sql: sql,
      firstLine: firstLine
    )
  }

  private init(_ text: String, at range: SourceRange?, file: String, sql: String, firstLine: Int) {
    guard let range else {
      location = nil
      excerpt = nil
      message = TerminalText.safe("\(file): \(text)")
      return
    }
    let found = Self.line(of: range, in: sql)
    let location = Location(line: firstLine + found.number, column: found.before.count + 1)
    self.location = location
    message = TerminalText.safe("\(file):\(location.line):\(location.column): \(text)")
    excerpt = Self.excerpt(found.before, found.marked, found.after)
  }

  // MARK: The line

  /// The line a range begins on, cut at the range's bounds.
  private static func line(
    of range: SourceRange,
    in sql: String
  ) -> (number: Int, before: String, marked: String, after: String) {
    let bytes = Array(sql.utf8)
    let start = min(max(range.start, 0), bytes.count)
    var number = 0
    var lineStart = 0
    for index in 0..<start where isLineEnd(bytes, index) {
      number += 1
      lineStart = index + 1
    }
    var lineEnd = start
    while lineEnd < bytes.count, bytes[lineEnd] != 0x0a, bytes[lineEnd] != 0x0d { lineEnd += 1 }
    let end = min(max(range.end, start), lineEnd)
    let text = { (from: Int, to: Int) in String(decoding: bytes[from..<to], as: UTF8.self) }
    return (number, text(lineStart, start), text(start, end), text(end, lineEnd))
  }

  /// A line ends with LF, CR LF or CR; of CR LF the LF ends it.
  private static func isLineEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == 0x0a
      || bytes[index] == 0x0d && (index + 1 == bytes.count || bytes[index + 1] != 0x0a)
  }

  private static func excerpt(
    _ before: String,
    _ marked: String,
    _ after: String
  ) -> Excerpt {
    let head = TerminalText.shown(before, keeping: longestLine / 2, fromEnd: true)
    let body = TerminalText.shown(marked, keeping: longestLine / 2, fromEnd: false)
    let tail = TerminalText.shown(
      after,
      keeping: max(0, longestLine - head.width - body.width),
      fromEnd: false
    )
    let marks =
      String(repeating: " ", count: head.width) + "^"
      + String(repeating: "~", count: max(0, body.width - 1))
    return Excerpt(line: head.text + body.text + tail.text, marks: marks)
  }
}

extension QueryDiagnostic: CustomStringConvertible {
  /// Message, line and marks, without a line end behind them.
  package var description: String {
    guard let excerpt else { return message }
    return "\(message)\n  \(excerpt.line)\n  \(excerpt.marks)"
  }
}

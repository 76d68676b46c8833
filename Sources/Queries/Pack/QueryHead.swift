// SPDX-License-Identifier: Apache-2.0

/// The comments at the head of a query file, as keys and values.
///
/// A line is `-- key: value`; lines that are indented by two or more spaces behind their `--` go on
/// with the value before them, an empty comment between two such lines begins a paragraph. The head
/// ends with the first line that is no comment.
struct QueryHead {
  /// `key: value`, with the places of both.
  struct Entry {
    let key: String
    let keyPlace: TextPlace
    var value: String
    var valuePlace: TextPlace
  }

  private(set) var entries: [Entry] = []
  private(set) var issues: [PackIssue] = []
  /// The SQL that follows, from its first line with something on it to its last.
  private(set) var sql = ""
  private(set) var firstLine = 1
  private let file: String
  private var paragraphEnds = false

  init(text: String, file: String) {
    self.file = file
    // CR LF is one character, and no line end of `split`'s.
    let text = text.hasPrefix("\u{feff}") ? text.dropFirst() : text[...]
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    var index = 0
    while index < lines.count, lines[index].hasPrefix("--") {
      read(lines[index].dropFirst(2), line: index + 1)
      index += 1
    }
    while index < lines.count, lines[index].allSatisfy(\.isWhitespace) { index += 1 }
    firstLine = index + 1
    guard index < lines.count else { return }
    let rest = text[lines[index].startIndex...]
    let end = rest.lastIndex { !$0.isWhitespace } ?? rest.startIndex
    sql = String(rest[...end])
  }

  /// One comment, without its dashes.
  private mutating func read(_ comment: Substring, line: Int) {
    let content = comment.drop { $0 == " " || $0 == "\t" }
    guard let first = content.first else {
      paragraphEnds = true
      return
    }
    let indent = comment.distance(from: comment.startIndex, to: content.startIndex)
    let place = TextPlace(line: line, column: 3 + indent)
    let isContinuation = indent >= 2 || comment.first == "\t"
    if isContinuation, !entries.isEmpty {
      extend(with: content, at: place)
      return
    }
    let key = content.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let rest = content[key.endIndex...].drop { $0 == " " }
    guard first.isLetter, rest.first == ":" else {
      issues.append(
        PackIssue(
          "expected 'key: value'",
          hint: "an empty line ends the head, and other comments may follow it",
          file: file,
          at: place
        )
      )
      return
    }
    let value = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    let column = 3 + comment.distance(from: comment.startIndex, to: value.startIndex)
    entries.append(
      Entry(
        key: key.lowercased(),
        keyPlace: place,
        value: Self.trimmed(value),
        valuePlace: TextPlace(line: line, column: column)
      )
    )
    paragraphEnds = false
  }

  private mutating func extend(with content: Substring, at place: TextPlace) {
    let index = entries.count - 1
    if entries[index].value.isEmpty {
      entries[index].valuePlace = place
    } else {
      entries[index].value += paragraphEnds ? "\n\n" : " "
    }
    entries[index].value += Self.trimmed(content)
    paragraphEnds = false
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[...last])
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Makes metadata of keys and values, and lists all that is wrong with them.
struct MetadataReader {
  /// The keys of a query's head.
  enum Key: String, CaseIterable {
    case title, section, severity, controls, expect, description, per, link
  }

  private let file: String
  private var values: [Key: QueryHead.Entry] = [:]
  private(set) var issues: [PackIssue] = []

  init(_ entries: [QueryHead.Entry], file: String) {
    self.file = file
    for entry in entries {
      guard let key = Key(rawValue: entry.key) else {
        let near = NearestName.nearest(entry.key, in: Key.allCases.map(\.rawValue))
        report(
          "unknown key '\(entry.key)'",
          hint: near.map { "did you mean '\($0)'?" }
            ?? "the keys are \(Self.names(Key.allCases.map(\.rawValue)))",
          at: entry.keyPlace
        )
        continue
      }
      if let earlier = values[key] {
        report(
          "'\(entry.key)' stands here again, after line \(earlier.keyPlace.line)",
          at: entry.keyPlace
        )
      } else if entry.value.isEmpty {
        report("'\(entry.key)' has no value", at: entry.valuePlace)
      } else {
        values[key] = entry
      }
    }
  }

  /// The metadata, or nil after an issue.
  mutating func metadata(missingTitleAt place: TextPlace) -> QueryMetadata? {
    if values[.title] == nil, !issues.contains(where: { $0.message.hasPrefix("'title'") }) {
      report("there is no title", hint: "a query file begins with '-- title: …'", at: place)
    }
    let metadata = QueryMetadata(
      title: values[.title]?.value ?? "",
      section: values[.section]?.value,
      severity: severity(),
      controls: controls(),
      expectation: expectation(),
      description: values[.description]?.value ?? "",
      per: per(),
      links: links()
    )
    return issues.isEmpty ? metadata : nil
  }

  private mutating func report(_ message: String, hint: String? = nil, at place: TextPlace) {
    issues.append(PackIssue(message, hint: hint, file: file, at: place))
  }

  private static func names(_ list: [String]) -> String {
    list.dropLast().joined(separator: ", ") + " and " + (list.last ?? "")
  }

  // MARK: Values

  private mutating func severity() -> QuerySeverity {
    guard let entry = values[.severity] else { return .info }
    if let severity = QuerySeverity(rawValue: entry.value.lowercased()) { return severity }
    let words = QuerySeverity.allCases.map(\.rawValue)
    reportWord("severity", entry.value, among: words, at: entry.valuePlace)
    return .info
  }

  private mutating func reportWord(
    _ what: String,
    _ word: String,
    among words: [String],
    at place: TextPlace
  ) {
    let near = NearestName.nearest(word, in: words)
    let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    report(
      "unknown \(what) '\(word)'",
      hint: near.map { "did you mean '\($0)'?" } ?? "expected \(list)",
      at: place
    )
  }

  /// `CIS-AWS-1.4 4.3; PCI-DSS-3.2.1 7.2.1, 10.2.2`.
  private mutating func controls() -> [Control] {
    guard let entry = values[.controls] else { return [] }
    var controls: [Control] = []
    for part in entry.value.split(separator: ";") {
      let words = part.split { $0.isWhitespace || $0 == "," }.map(String.init)
      guard let standard = words.first else { continue }
      guard words.count > 1 else {
        report(
          "'\(standard)' has no numbers",
          hint: "a control is a standard with its numbers: 'CIS-AWS-1.4 4.3'",
          at: entry.valuePlace
        )
        continue
      }
      controls.append(Control(standard: standard, numbers: Array(words.dropFirst())))
    }
    return controls
  }

  /// `no rows` or `at most N rows`.
  private mutating func expectation() -> QueryExpectation {
    guard let entry = values[.expect] else { return .anyRows }
    let words = entry.value.lowercased().split(whereSeparator: \.isWhitespace)
    if words == ["no", "rows"] { return .noRows }
    if words.count == 4, words[0] == "at", words[1] == "most",
      words[3] == "rows" || words[3] == "row",
      words[2].allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(words[2])
    {
      return count == 0 ? .noRows : .atMost(count)
    }
    report(
      "unknown expectation '\(entry.value)'",
      hint: "expected 'no rows' or 'at most N rows'",
      at: entry.valuePlace
    )
    return .anyRows
  }

  /// `user, event`.
  private mutating func per() -> [EntityKind] {
    guard let entry = values[.per] else { return [] }
    var kinds: [EntityKind] = []
    for part in entry.value.split(separator: ",") {
      guard let kind = kind(part, at: entry.valuePlace) else { continue }
      if kinds.contains(kind) {
        report("'\(kind.rawValue)' stands here twice", at: entry.valuePlace)
      } else {
        kinds.append(kind)
      }
    }
    return kinds
  }

  private mutating func kind(_ text: Substring, at place: TextPlace) -> EntityKind? {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if let kind = EntityKind(rawValue: word.lowercased()) { return kind }
    reportWord("kind", word, among: EntityKind.allCases.map(\.rawValue), at: place)
    return nil
  }

  /// `actor=user, access key=key`.
  private mutating func links() -> [ColumnLink] {
    guard let entry = values[.link] else { return [] }
    var links: [ColumnLink] = []
    for part in entry.value.split(separator: ",") {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      let column = sides[0].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard sides.count == 2, !column.isEmpty else {
        report(
          "'\(part.split(whereSeparator: \.isWhitespace).joined(separator: " "))' is no link",
          hint: "expected 'column=kind'",
          at: entry.valuePlace
        )
        continue
      }
      guard let kind = kind(sides[1], at: entry.valuePlace) else { continue }
      if links.contains(where: { $0.column.lowercased() == column.lowercased() }) {
        report("the column '\(column)' stands here twice", at: entry.valuePlace)
      } else {
        links.append(ColumnLink(column: column, kind: kind))
      }
    }
    return links
  }
}

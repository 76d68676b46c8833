// SPDX-License-Identifier: Apache-2.0
import Columns

/// JSON read the slow and plain way, for holding the scanner against.
///
/// Strict in structure, as RFC 8259 is; any byte may stand in a string.
struct SlowJSON {
  enum Kind {
    case object([(key: [UInt8], value: SlowJSON)])
    case array([SlowJSON])
    case string([UInt8])
    case number
    case literal
    case null
  }

  let kind: Kind
  /// The value as written.
  let source: [UInt8]

  /// `nil` when the text is not one JSON value, white space around it aside.
  init?(_ text: [UInt8]) {
    var parser = SlowParser(text: text)
    parser.skipSpace()
    guard let value = parser.value() else { return nil }
    parser.skipSpace()
    guard parser.place == text.count else { return nil }
    self = value
  }

  fileprivate init(_ kind: Kind, _ source: ArraySlice<UInt8>) {
    self.kind = kind
    self.source = Array(source)
  }

  /// The last value of a key in an object, whatever the case of its letters.
  func member(_ name: String) -> SlowJSON? {
    guard case .object(let members) = kind else { return nil }
    return members.last { Self.lowercased($0.key) == Array(name.utf8) }?.value
  }

  func member(_ path: [String]) -> SlowJSON? {
    path.reduce(Optional(self)) { $0?.member($1) }
  }

  /// What a text column shows of the value.
  var text: [UInt8]? {
    switch kind {
    case .string(let text): text
    case .null: nil
    case .object, .array, .number, .literal: source
    }
  }

  /// What a column of a type shows of a value, by the rules of Hive's JSON SerDe.
  static func value(_ json: SlowJSON?, _ type: DataType) -> Value {
    guard let json else { return .null }
    switch (type, json.kind) {
    case (.varchar, _): return json.text.map { .varchar(Text(bytes: $0)) } ?? .null
    case (.row(let fields), .object):
      return .row(fields.map { value(json.member($0.name ?? ""), $0.type) })
    case (.array(let element), .array(let values)):
      return .array(values.map { value($0, element) })
    case (.map(_, let element), .object(let members)):
      var entries: [MapEntry] = []
      for (key, member) in members {
        let entry = MapEntry(key: .varchar(Text(bytes: key)), value: value(member, element))
        if let place = entries.firstIndex(where: { $0.key == entry.key }) {
          entries[place] = entry
        } else {
          entries.append(entry)
        }
      }
      return .map(entries)
    default: return .null
    }
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
  }
}

private struct SlowParser {
  let text: [UInt8]
  var place = 0

  var next: Character? {
    place < text.count ? Character(Unicode.Scalar(text[place])) : nil
  }

  mutating func skipSpace() {
    while let next, [" ", "\n", "\t", "\r"].contains(next) { place += 1 }
  }

  mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    place += 1
    return true
  }

  mutating func value() -> SlowJSON? {
    let start = place
    guard let kind = kind() else { return nil }
    return SlowJSON(kind, text[start..<place])
  }

  private mutating func kind() -> SlowJSON.Kind? {
    switch next {
    case "{": object()
    case "[": array()
    case "\"": string().map { .string($0) }
    case "t": word("true") ? .literal : nil
    case "f": word("false") ? .literal : nil
    case "n": word("null") ? .null : nil
    default: number() ? .number : nil
    }
  }

  private mutating func object() -> SlowJSON.Kind? {
    place += 1
    skipSpace()
    if take("}") { return .object([]) }
    var members: [(key: [UInt8], value: SlowJSON)] = []
    while true {
      skipSpace()
      guard next == "\"", let key = string() else { return nil }
      skipSpace()
      guard take(":") else { return nil }
      skipSpace()
      guard let value = value() else { return nil }
      members.append((key, value))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { return nil }
    }
  }

  private mutating func array() -> SlowJSON.Kind? {
    place += 1
    skipSpace()
    if take("]") { return .array([]) }
    var values: [SlowJSON] = []
    while true {
      skipSpace()
      guard let value = value() else { return nil }
      values.append(value)
      skipSpace()
      if take("]") { return .array(values) }
      guard take(",") else { return nil }
    }
  }

  private mutating func string() -> [UInt8]? {
    place += 1
    var content: [UInt8] = []
    while let next {
      place += 1
      if next == "\"" { return content }
      if next == "\\" {
        guard place < text.count else { return nil }
        escape(&content)
      } else {
        content.append(text[place - 1])
      }
    }
    return nil
  }

  /// The place stands behind the backslash.
  private mutating func escape(_ content: inout [UInt8]) {
    let plain: [Character: UInt8] = [
      "\"": 0x22, "\\": 0x5c, "/": 0x2f, "b": 0x08, "f": 0x0c, "n": 0x0a, "r": 0x0d, "t": 0x09,
    ]
    guard let letter = next else { return }
    if let byte = plain[letter] {
      place += 1
      content.append(byte)
    } else if let unit = unit(at: place - 1) {
      place += 5
      if (0xd800..<0xdc00).contains(unit), let low = self.unit(at: place),
        (0xdc00..<0xe000).contains(low)
      {
        place += 6
        content += String(decoding: [UInt16(unit), UInt16(low)], as: UTF16.self).utf8
      } else {
        content += String(decoding: [UInt16(unit)], as: UTF16.self).utf8
      }
    } else {
      content.append(UInt8(ascii: "\\"))
    }
  }

  /// The code unit of a `\u` escape at a place.
  private func unit(at place: Int) -> Int? {
    guard place + 6 <= text.count, text[place] == 0x5c, text[place + 1] == 0x75 else { return nil }
    let digits = text[(place + 2)..<(place + 6)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func word(_ word: String) -> Bool {
    guard text[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func number() -> Bool {
    let rest = String(decoding: text[place...].prefix(400), as: UTF8.self)
    guard let match = rest.prefixMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) else {
      return false
    }
    place += match.output.0.utf8.count
    return true
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A path of `json_extract` as CloudTrail Lake reads it: `$.items[*].instanceId`,
/// `$.Rule[?(@.Status === "Enabled")]`, or a bare `name`.
///
/// It is read as the path of the SQL standard that means the same. A path with a wildcard or a filter
/// leads to an array of all that fits; any other to one value, or to nothing.
struct LakeJSONPath: Sendable {
  private let path: SQLJSONPath
  private let isDefinite: Bool

  /// Reads a path.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` that names the path.
  init(_ text: Text) throws(QueryError) {
    var translation = Translation(text.bytes)
    translation.run()
    isDefinite = translation.isDefinite
    do throws(QueryError) {
      path = try SQLJSONPath(Text(bytes: translation.result))
    } catch {
      throw .invalidArgument("invalid JSON path: \(text.quotedExcerpt)", hint: error.hint)
    }
  }

  /// What the path leads to in a JSON text; nil for nothing, and for text that is no JSON.
  func json(in text: Text) -> Text? { node(in: text)?.text }

  /// The text of the one scalar the path leads to; nil for anything else.
  func scalar(in text: Text) -> Text? {
    switch node(in: text) {
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let bytes), .string(let bytes): Text(bytes: bytes)
    case .null, .array, .object, nil: nil
    }
  }

  private func node(in text: Text) -> JSONNode? {
    guard let input = try? JSONNode(text), let items = try? path.evaluate(input) else { return nil }
    return isDefinite ? items.first : .array(items)
  }
}

/// Writes a path of Lake in the SQL standard's language.
private struct Translation {
  private(set) var result = Array("lax ".utf8)
  private(set) var isDefinite = true
  private var rest: ArraySlice<UInt8>

  init(_ path: [UInt8]) {
    rest = path.first == UInt8(ascii: "$") ? path[...] : Array("$.".utf8 + path)[...]
  }

  mutating func run() {
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."): name()
      case UInt8(ascii: "["): bracket()
      default: result.append(byte)
      }
    }
  }

  /// The name behind a dot, quoted, since it may have a dash in it.
  private mutating func name() {
    if rest.first == UInt8(ascii: ".") {
      isDefinite = false
      rest.removeFirst()
      result.append(UInt8(ascii: "."))
    }
    let name = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
    rest = rest[name.endIndex...]
    result.append(UInt8(ascii: "."))
    if name.elementsEqual([UInt8(ascii: "*")]) {
      isDefinite = false
      result += name
    } else {
      quote(name)
    }
  }

  private mutating func bracket() {
    switch rest.first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let quote = rest.removeFirst()
      let name = rest.prefix { $0 != quote }
      rest = rest[name.endIndex...].dropFirst()
      if rest.first == UInt8(ascii: "]") { rest.removeFirst() }
      result.append(UInt8(ascii: "."))
      self.quote(name)
    case UInt8(ascii: "?"):
      isDefinite = false
      rest.removeFirst()
      result += Array("[*]?".utf8)
      filter()
    default:
      if rest.first == UInt8(ascii: "*") { isDefinite = false }
      result.append(UInt8(ascii: "["))
    }
  }

  /// `(@.Status === 'Enabled')]` up to its bracket, with the standard's signs.
  private mutating func filter() {
    var quote: UInt8?
    var depth = 0
    while let byte = rest.popFirst() {
      if byte == quote {
        quote = nil
        result.append(UInt8(ascii: "\""))
      } else if quote != nil {
        result.append(byte)
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
        result.append(UInt8(ascii: "\""))
      } else if byte == UInt8(ascii: "="), result.suffix(2).elementsEqual("==".utf8) {
        continue
      } else if byte == UInt8(ascii: "]"), depth == 0 {
        return
      } else {
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        result.append(byte)
      }
    }
  }

  private mutating func quote(_ name: ArraySlice<UInt8>) {
    result.append(UInt8(ascii: "\""))
    for byte in name {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        result.append(UInt8(ascii: "\\"))
      }
      result.append(byte)
    }
    result.append(UInt8(ascii: "\""))
  }
}

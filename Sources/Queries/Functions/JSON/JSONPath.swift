// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A path of `json_extract` and its kin: `$.requestParameters.items[0]["x-amz-acl"]`.
///
/// `$`, then any number of `.name`, `[name]` and `["quoted"]`. A name without quotes is of letters,
/// digits and `_` (and `:` behind a dot); in quotes only `\"` and `\\` are escapes. There are no
/// wildcards, slices or filters. Each step is a key of an object, or an index from 0 of an array
/// when it reads as a number: `$.items[0]`, `$.items.0` and `$["items"]["0"]` are one path.
///
/// - Source: trino.io/docs/current/functions/json.html
package struct JSONPath: Sendable {
  struct Step: Equatable, Sendable {
    let key: [UInt8]
    /// The step as an index; nil when it is no number.
    let index: Int?

    init(_ key: [UInt8]) {
      self.key = key
      index = ScalarText.integer(key).flatMap { Int(exactly: Int32(exactly: $0) ?? -1) }
    }
  }

  let steps: [Step]

  /// Reads a path.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` that names the path, with the cure where it is plain.
  package init(_ text: Text) throws(QueryError) {
    var parser = JSONPathParser(text)
    guard let steps = parser.parse() else {
      throw .invalidArgument("invalid JSON path: \(text.quotedExcerpt)", hint: parser.hint)
    }
    self.steps = steps
  }
}

/// Reads the text of a path, and knows what to advise when it cannot.
private struct JSONPathParser {
  private let bytes: [UInt8]
  private var offset = 0
  /// Where the step that is being read begins: at its dot or bracket.
  private var stepStart = 0

  init(_ text: Text) {
    bytes = text.bytes
  }

  /// The steps; nil for text that is no path.
  mutating func parse() -> [JSONPath.Step]? {
    guard match(0x24) else { return nil }
    var steps: [JSONPath.Step] = []
    while offset < bytes.count {
      // A step with a name goes on to the next dot or bracket, with whatever no name has.
      if isStepStart || bytes[stepStart] != 0x2E { stepStart = offset }
      guard let key = readStep() else { return nil }
      steps.append(JSONPath.Step(key))
    }
    return steps
  }

  private var isStepStart: Bool { bytes[offset] == 0x2E || bytes[offset] == 0x5B }

  private mutating func readStep() -> [UInt8]? {
    if match(0x2E) { return readName(allowsColon: true) }
    guard match(0x5B) else { return nil }
    let key = match(0x22) ? readQuoted() : readName(allowsColon: false)
    return match(0x5D) ? key : nil
  }

  private mutating func readName(allowsColon: Bool) -> [UInt8]? {
    let start = offset
    while offset < bytes.count {
      if bytes[offset] == 0x5F || (allowsColon && bytes[offset] == 0x3A) {
        offset += 1
        continue
      }
      guard let scalar = CodePoints.scalar(in: bytes, at: offset), isNameCharacter(scalar) else {
        break
      }
      offset += CodePoints.length(in: bytes, at: offset)
    }
    return offset > start ? Array(bytes[start..<offset]) : nil
  }

  private func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value <= 0xFFFF else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      return true
    default: return false
    }
  }

  private mutating func readQuoted() -> [UInt8]? {
    var key: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case 0x22: return key
      case 0x5C:
        guard offset < bytes.count, bytes[offset] == 0x22 || bytes[offset] == 0x5C else {
          return nil
        }
        key.append(bytes[offset])
        offset += 1
      default: key.append(byte)
      }
    }
    return nil
  }

  private mutating func match(_ byte: UInt8) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// What to write instead of the step that could not be read.
  var hint: String? {
    guard bytes.first == 0x24 else {
      return "a path begins with '$', like $.name"
    }
    let step = bytes[stepStart...]
    if step.contains(0x2A) || step.contains(0x3F) || step.starts(with: [0x2E, 0x2E]) {
      return "wildcards and filters are for json_query, json_value and json_exists"
    }
    guard let first = step.first, first == 0x2E || first == 0x5B else { return nil }
    let isBracket = first == 0x5B
    let body = step.dropFirst()
    let end =
      isBracket
      ? body.firstIndex(of: 0x5D) : body.firstIndex { $0 == 0x2E || $0 == 0x5B } ?? body.endIndex
    guard let end else { return "the bracket is not closed" }
    var name = Array(body[..<end])
    if name.count >= 2, let quote = name.first, quote == 0x27, name.last == quote {
      name = Array(name.dropFirst().dropLast())
    }
    guard !name.isEmpty, !name.contains(0x22), !name.contains(0x5C) else { return nil }
    let before = String(decoding: bytes[..<stepStart], as: UTF8.self)
    let after = String(decoding: bytes[(isBracket ? end + 1 : end)...], as: UTF8.self)
    return "use \(before)[\"\(String(decoding: name, as: UTF8.self))\"]\(after)"
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the letters of a word that stands in the program.
// Invariant: the pointer lives inside the closure that lends it.
// Bounds: the buffer knows its own.
internal import Columns

/// Why a JSON text could not be read any further.
enum JSONFailure: Error {
  /// The text is not JSON at this byte.
  case syntax(offset: Int)
  /// The text is JSON, but not what was asked for; lower case, without a full stop.
  case unexpected(String)
}

/// Walks the bytes of a JSON text, strictly after RFC 8259 and without building a tree.
///
/// Nothing behind the current offset is looked at, so that a caller that stops early never sees
/// trouble further on. Bytes of a string that are not UTF-8 pass as they are.
struct JSONReader {
  enum Kind {
    case object, array, string, number, `true`, `false`, null
  }

  /// Where a string's characters stand, without the quotes.
  struct StringSpan {
    let start: Int
    let end: Int
    let hasEscapes: Bool
  }

  /// Nesting beyond this is a failure, so that no text can exhaust the stack.
  static let maximumDepth = 1000

  let bytes: [UInt8]
  private(set) var offset = 0

  init(_ text: Text) {
    bytes = text.bytes
  }

  /// The bytes of a part of the text.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    bytes[range]
  }

  var failure: JSONFailure { .syntax(offset: offset) }

  // MARK: Values

  /// Moves to the next value and tells its kind, without reading it.
  mutating func peek() throws(JSONFailure) -> Kind {
    skipWhitespace()
    guard offset < bytes.count else { throw failure }
    switch bytes[offset] {
    case 0x22: return .string
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x74: return .true
    case 0x66: return .false
    case 0x6E: return .null
    case 0x2D, 0x30...0x39: return .number
    default: throw failure
    }
  }

  /// True when nothing but white space is left.
  mutating func isAtEnd() -> Bool {
    skipWhitespace()
    return offset == bytes.count
  }

  /// Reads over one value, checking it.
  mutating func skipValue(depth: Int = 0) throws(JSONFailure) {
    switch try peek() {
    case .string: _ = try readString()
    case .number: _ = try readNumber()
    case .true: try readLiteral("true")
    case .false: try readLiteral("false")
    case .null: try readLiteral("null")
    case .array:
      try check(depth: depth)
      guard try enterArray() else { return }
      repeat { try skipValue(depth: depth + 1) } while try nextElement()
    case .object:
      try check(depth: depth)
      guard try enterObject() else { return }
      repeat {
        _ = try readKey()
        try skipValue(depth: depth + 1)
      } while try nextMember()
    }
  }

  func check(depth: Int) throws(JSONFailure) {
    guard depth < Self.maximumDepth else {
      throw .unexpected("JSON nested deeper than \(Self.maximumDepth) levels")
    }
  }

  // MARK: Containers

  /// Reads `[`; false when the array is empty and was read to its end.
  mutating func enterArray() throws(JSONFailure) -> Bool {
    try enter(0x5B, 0x5D)
  }

  /// Reads `{`; false when the object is empty and was read to its end.
  mutating func enterObject() throws(JSONFailure) -> Bool {
    try enter(0x7B, 0x7D)
  }

  /// After an element: reads `,`, or `]` and gives false.
  mutating func nextElement() throws(JSONFailure) -> Bool {
    try next(or: 0x5D)
  }

  /// After a member: reads `,`, or `}` and gives false.
  mutating func nextMember() throws(JSONFailure) -> Bool {
    try next(or: 0x7D)
  }

  /// Reads a member's name and the colon behind it.
  mutating func readKey() throws(JSONFailure) -> StringSpan {
    skipWhitespace()
    let key = try readString()
    skipWhitespace()
    guard offset < bytes.count, bytes[offset] == 0x3A else { throw failure }
    offset += 1
    return key
  }

  private mutating func enter(_ open: UInt8, _ close: UInt8) throws(JSONFailure) -> Bool {
    guard offset < bytes.count, bytes[offset] == open else { throw failure }
    offset += 1
    skipWhitespace()
    guard offset < bytes.count, bytes[offset] == close else { return true }
    offset += 1
    return false
  }

  private mutating func next(or close: UInt8) throws(JSONFailure) -> Bool {
    skipWhitespace()
    guard offset < bytes.count else { throw failure }
    let byte = bytes[offset]
    guard byte == 0x2C || byte == close else { throw failure }
    offset += 1
    return byte == 0x2C
  }

  // MARK: Scalars

  /// Reads a string and tells where its characters stand.
  mutating func readString() throws(JSONFailure) -> StringSpan {
    guard offset < bytes.count, bytes[offset] == 0x22 else { throw failure }
    let start = offset + 1
    var index = start
    var hasEscapes = false
    while true {
      index = StringScan.plainEnd(of: bytes, from: index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte == 0x22 {
        offset = index + 1
        return StringSpan(start: start, end: index, hasEscapes: hasEscapes)
      }
      guard byte == 0x5C else { break }
      hasEscapes = true
      index += 1
      index += try escapeLength(at: index)
    }
    throw .syntax(offset: index)
  }

  /// The bytes of an escape behind its backslash: 1, or 5 for `uXXXX`.
  private func escapeLength(at index: Int) throws(JSONFailure) -> Int {
    guard index < bytes.count else { throw .syntax(offset: index) }
    switch bytes[index] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return 1
    case 0x75:
      guard hexUnit(at: index + 1) != nil else { throw .syntax(offset: index) }
      return 5
    default: throw .syntax(offset: index)
    }
  }

  private func hexUnit(at index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for position in index..<index + 4 {
      guard let digit = Hexadecimal.value(of: bytes[position]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// The characters of a string as UTF-8, its escapes resolved; half a surrogate pair is U+FFFD.
  func decode(_ span: StringSpan) -> [UInt8] {
    guard span.hasEscapes else { return Array(bytes[span.start..<span.end]) }
    var out: [UInt8] = []
    out.reserveCapacity(span.end - span.start)
    var index = span.start
    while index < span.end {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C, index < span.end else {
        out.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case 0x62: out.append(0x08)
      case 0x66: out.append(0x0C)
      case 0x6E: out.append(0x0A)
      case 0x72: out.append(0x0D)
      case 0x74: out.append(0x09)
      case 0x75: index = decodeUnit(at: index, into: &out)
      default: out.append(escape)
      }
    }
    return out
  }

  private func decodeUnit(at index: Int, into out: inout [UInt8]) -> Int {
    let first = hexUnit(at: index) ?? 0xFFFD
    var next = index + 4
    var scalar = first
    if first & 0xFC00 == 0xD800, next + 6 <= bytes.count, bytes[next] == 0x5C,
      bytes[next + 1] == 0x75, let second = hexUnit(at: next + 2), second & 0xFC00 == 0xDC00
    {
      scalar = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
      next += 6
    }
    CodePoints.append(scalar, to: &out)
    return next
  }

  /// Reads a number and tells where its text stands.
  mutating func readNumber() throws(JSONFailure) -> Range<Int> {
    let start = offset
    var index = offset
    if index < bytes.count, bytes[index] == 0x2D { index += 1 }
    let first = index
    index = digits(from: index)
    guard index > first, bytes[first] != 0x30 || index == first + 1 else {
      throw .syntax(offset: first)
    }
    if index < bytes.count, bytes[index] == 0x2E {
      let fraction = index + 1
      index = digits(from: fraction)
      guard index > fraction else { throw .syntax(offset: index) }
    }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      index += 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      let exponent = index
      index = digits(from: exponent)
      guard index > exponent else { throw .syntax(offset: index) }
    }
    offset = index
    return start..<index
  }

  private func digits(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] &- 0x30 <= 9 { index += 1 }
    return index
  }

  /// Reads `true`, `false` or `null`; a word that only begins so is a failure.
  mutating func readLiteral(_ word: StaticString) throws(JSONFailure) {
    let length = word.utf8CodeUnitCount
    let end = offset + length
    guard end <= bytes.count else { throw failure }
    let matches = word.withUTF8Buffer { expected in
      unsafe expected.elementsEqual(bytes[offset..<end])
    }
    guard matches else { throw failure }
    if end < bytes.count, Self.isWordByte(bytes[end]) { throw .syntax(offset: end) }
    offset = end
  }

  /// A number at the top of a text must end there or before white space, as Jackson has it.
  func checkEndOfRootScalar() throws(JSONFailure) {
    guard offset < bytes.count else { return }
    guard Self.isWhitespace(bytes[offset]) else { throw failure }
  }

  // MARK: Bytes

  mutating func skipWhitespace() {
    while offset < bytes.count, Self.isWhitespace(bytes[offset]) { offset += 1 }
  }

  private static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25 || byte == 0x5F || byte == 0x24
      || byte >= 0x80
  }
}

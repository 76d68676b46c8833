// SPDX-License-Identifier: Apache-2.0

/// A place in JSON text, moved over one token or value at a time with every read in bounds.
///
/// For the values a query looks into; whole files are scanned by `RecordScanner`. A method that
/// returns `nil` met something that is not JSON, and leaves the place where it stood or inside.
struct JSONCursor {
  var place: Int

  init(place: Int = 0) {
    self.place = place
  }

  /// The byte at the place, or 0 behind the end.
  func peek(_ text: Span<UInt8>) -> UInt8 {
    place < text.count ? text[place] : 0
  }

  mutating func skipSpace(_ text: Span<UInt8>) {
    while place < text.count {
      switch text[place] {
      case 0x20, 0x09, 0x0a, 0x0d: place += 1
      default: return
      }
    }
  }

  /// Moves over one byte if it is there.
  mutating func skip(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
    guard peek(text) == byte else { return false }
    place += 1
    return true
  }

  /// Moves over a string.
  ///
  /// - Returns: what stands between its quotes, and whether that holds a backslash.
  mutating func string(_ text: Span<UInt8>) -> (content: Range<Int>, isEscaped: Bool)? {
    guard skip(UInt8(ascii: "\""), text) else { return nil }
    let start = place
    var isEscaped = false
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        place += 1
        return (start..<(place - 1), isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        place += 2
      default: place += 1
      }
    }
    return nil
  }

  /// Moves over any value; nested ones by counting brackets, without recursion.
  ///
  /// - Returns: the bytes of the value as written.
  mutating func value(_ text: Span<UInt8>) -> Range<Int>? {
    skipSpace(text)
    let start = place
    switch peek(text) {
    case UInt8(ascii: "\""): guard string(text) != nil else { return nil }
    case UInt8(ascii: "{"), UInt8(ascii: "["): guard skipNested(text) else { return nil }
    default: skipScalar(text)
    }
    return place > start ? start..<place : nil
  }

  private mutating func skipNested(_ text: Span<UInt8>) -> Bool {
    var depth = 0
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        guard string(text) != nil else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      place += 1
      if depth == 0 { return true }
    }
    return false
  }

  private mutating func skipScalar(_ text: Span<UInt8>) {
    while place < text.count {
      switch text[place] {
      case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""):
        return
      default: place += 1
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The one place where foreign text becomes text of a page.
///
/// Works on bytes: a library that looks for `"` among Swift's characters misses the one that a
/// combining mark follows. What comes out is valid UTF-8, means the same between tags and between
/// double quotes, in HTML and in XML, and has no character that a page must not have.
package enum Markup {
  /// Appends text with everything of meaning to a parser replaced.
  ///
  /// `& < > " '` become references. Control characters but tab and line feed, C1 controls,
  /// characters that turn the direction of writing, noncharacters and bytes that are not UTF-8
  /// become U+FFFD; a carriage return before a line feed is dropped.
  ///
  /// - Complexity: O(n).
  package static func escape(_ text: [UInt8], into page: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard isSpecial[Int(byte)] else {
        index += 1
        continue
      }
      let step = replacement(in: text, at: index)
      if let bytes = step.bytes {
        page.append(contentsOf: text[start..<index])
        page.append(contentsOf: bytes)
        start = index + step.length
      }
      index += step.length
    }
    page.append(contentsOf: text[start...])
  }

  package static func escape(_ text: Text, into page: inout [UInt8]) {
    escape(text.bytes, into: &page)
  }

  package static func escape(_ text: String, into page: inout [UInt8]) {
    escape(Array(text.utf8), into: &page)
  }

  /// What stands at a byte that may not be copied blindly: its length, and what to write instead.
  private static func replacement(
    in text: [UInt8],
    at index: Int
  ) -> (length: Int, bytes: [UInt8]?) {
    switch text[index] {
    case UInt8(ascii: "&"): return (1, ampersand)
    case UInt8(ascii: "<"): return (1, lessThan)
    case UInt8(ascii: ">"): return (1, greaterThan)
    case UInt8(ascii: "\""): return (1, quote)
    case UInt8(ascii: "'"): return (1, apostrophe)
    case 0x0D where index + 1 < text.count && text[index + 1] == 0x0A: return (1, [])
    case 0..<0x80: return (1, replacementCharacter)
    default:
      guard let scalar = scalar(in: text, at: index) else { return (1, replacementCharacter) }
      return (scalar.length, isForbidden(scalar.value) ? replacementCharacter : nil)
    }
  }

  /// Decodes one scalar of two bytes or more, or nil where the bytes are not UTF-8.
  static func scalar(in text: [UInt8], at index: Int) -> (value: UInt32, length: Int)? {
    let lead = text[index]
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + length <= text.count else { return nil }
    for offset in 1..<length {
      let byte = text[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms, surrogates and what lies beyond Unicode are no scalars.
    guard value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000),
      Unicode.Scalar(value) != nil
    else { return nil }
    return (value, length)
  }

  /// Whether a scalar has no place in a page: controls, direction overrides, noncharacters.
  static func isForbidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0xFDD0...0xFDEF: true
    default: scalar & 0xFFFE == 0xFFFE
    }
  }

  private static let isSpecial: [Bool] = (0..<256).map { byte in
    switch byte {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0xFF: true
    default: "&<>\"'".utf8.contains(UInt8(byte))
    }
  }
  private static let ampersand = Array("&amp;".utf8)
  private static let lessThan = Array("&lt;".utf8)
  private static let greaterThan = Array("&gt;".utf8)
  private static let quote = Array("&quot;".utf8)
  private static let apostrophe = Array("&#39;".utf8)
  private static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]
}

extension [UInt8] {
  /// Appends markup or other text that is ours.
  mutating func raw(_ markup: String) {
    append(contentsOf: markup.utf8)
  }

  /// Appends foreign text, escaped.
  mutating func text(_ text: String) {
    Markup.escape(text, into: &self)
  }

  /// Appends foreign text, escaped.
  mutating func text(_ text: Text) {
    Markup.escape(text.bytes, into: &self)
  }

  /// Appends foreign text, escaped and kept from disturbing the direction of what stands around it.
  mutating func isolated(_ text: Text) {
    raw("<bdi>")
    Markup.escape(text.bytes, into: &self)
    raw("</bdi>")
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The text that JSON strings stand for.
enum JSONText {
  /// Resolves the escapes of a string.
  ///
  /// A pair of surrogates becomes one character and a lone surrogate U+FFFD; `\u0000` is a zero byte.
  /// What is no escape of JSON's, such as `\x`, and bytes that are not UTF-8 stay as they are.
  ///
  /// - Parameter source: what stands between the quotes.
  /// - Returns: UTF-8.
  static func unescaped(_ source: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(source.count)
    var place = 0
    while place < source.count {
      let byte = source[place]
      if byte == UInt8(ascii: "\\"), place + 1 < source.count {
        place = appendEscape(at: place, of: source, to: &text)
      } else {
        text.append(byte)
        place += 1
      }
    }
    return text
  }

  /// Appends what the escape at `start` stands for.
  ///
  /// - Returns: the place behind it.
  private static func appendEscape(
    at start: Int,
    of source: Span<UInt8>,
    to text: inout [UInt8]
  ) -> Int {
    let letter = source[start + 1]
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return appendUnicode(at: start, of: source, to: &text)
    default:
      text.append(UInt8(ascii: "\\"))
      return start + 1
    }
    return start + 2
  }

  private static func appendUnicode(
    at start: Int,
    of source: Span<UInt8>,
    to text: inout [UInt8]
  ) -> Int {
    guard let first = codeUnit(at: start, of: source) else {
      text.append(UInt8(ascii: "\\"))
      return start + 1
    }
    if first & 0xfc00 == 0xd800, let second = codeUnit(at: start + 6, of: source),
      second & 0xfc00 == 0xdc00
    {
      append(0x10000 + (first & 0x3ff) << 10 + (second & 0x3ff), to: &text)
      return start + 12
    }
    append(first & 0xf800 == 0xd800 ? 0xfffd : first, to: &text)
    return start + 6
  }

  /// The four hexadecimal digits of a `\u` escape.
  private static func codeUnit(at start: Int, of source: Span<UInt8>) -> UInt32? {
    guard start + 6 <= source.count, source[start] == UInt8(ascii: "\\"),
      source[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for index in (start + 2)..<(start + 6) {
      let digit: UInt8
      switch source[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = source[index] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = source[index] - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = source[index] - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    // Surrogates were taken out before.
    let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    text.append(contentsOf: Array(String(character).utf8))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Where a value stands in the text of a file, packed into one word; 0 is NULL.
///
/// The offset in the high half; in the low half the length in 30 bits and two flags. Of a string the
/// span covers what stands between the quotes.
struct ValueSpan {
  /// The string holds a backslash.
  static let escapedFlag: UInt64 = 0x8000_0000
  /// Not a string: a number, a literal, an object or an array, as written.
  static let rawFlag: UInt64 = 0x4000_0000
  /// The longest value, and so the longest text, that spans can speak of.
  static let maximumByteCount = 0x3fff_ffff

  let word: UInt64

  @inline(__always)
  init(word: UInt64) {
    self.word = word
  }

  @inline(__always)
  init(offset: Int, end: Int, flags: UInt64) {
    word =
      UInt64(truncatingIfNeeded: offset) &<< 32 | flags
      | UInt64(truncatingIfNeeded: end &- offset)
  }

  @inline(__always) var isNull: Bool { word == 0 }
  @inline(__always) var isEscaped: Bool { word & Self.escapedFlag != 0 }
  @inline(__always) var isRaw: Bool { word & Self.rawFlag != 0 }
  @inline(__always) var offset: Int { Int(truncatingIfNeeded: word &>> 32) }
  @inline(__always) var byteCount: Int { Int(truncatingIfNeeded: word) & Self.maximumByteCount }

  /// The same value as `SpanVector` has it: with the quotes of a string, without flags.
  @inline(__always) var source: UInt64 {
    let plain = word & ~(Self.escapedFlag | Self.rawFlag)
    // One byte earlier and two bytes longer.
    return isRaw || isNull ? plain : plain &- (1 &<< 32) &+ 2
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads eight bytes of a text at a time.
// Invariant: nothing is kept behind the call.
// Bounds: a word is read only where eight bytes are left.

/// Three bytes to look for at once.
public struct ByteSearch: Sendable {
  /// Each byte eight times.
  @usableFromInline let words: (UInt64, UInt64, UInt64)

  /// Takes the bytes to look for.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    words = (Self.repeated(first), Self.repeated(second), Self.repeated(third))
  }

  /// The next place from `start` on at which one of the bytes stands; the count where there is none.
  ///
  /// - Complexity: O(n), eight places at a time.
  @inlinable
  public func next(in text: Span<UInt8>, from start: Int) -> Int {
    let bytes = unsafe text.bytes
    var place = start
    while place + 8 <= text.count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
      let found = marks(in: word.littleEndian)
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < text.count {
      if marks(in: UInt64(text[place])) & 0xFF != 0 { return place }
      place += 1
    }
    return text.count
  }

  /// The upper bit of each byte that is looked for, up to the first of them at least.
  @inlinable
  func marks(in word: UInt64) -> UInt64 {
    Self.zeros(word ^ words.0) | Self.zeros(word ^ words.1) | Self.zeros(word ^ words.2)
  }

  /// Marks zero bytes; behind the first one others may be marked too.
  @inlinable
  static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  private static func repeated(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* 0x0101_0101_0101_0101
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads three words from an address.
// Invariant: nothing is kept behind the initializer.
// Bounds: 24 bytes are readable at the address, of which `count` count.

/// A text of at most 24 bytes in three words, which compare as the text does.
public struct ShortText: Comparable, Sendable {
  /// The most bytes it can hold.
  public static let longest = 24

  /// The bytes from the left, the first in the highest place; zero behind the end.
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64
  @usableFromInline let third: UInt64
  @usableFromInline let length: UInt8

  /// The number of bytes.
  @inlinable public var count: Int { Int(length) }

  /// Takes `count` bytes of the 24 that are readable at an address.
  ///
  /// - Precondition: `count` is at most 24.
  @inlinable
  public init(_ bytes: UnsafeRawPointer, count: Int) {
    unsafe first = Self.word(bytes, 0, count)
    unsafe second = Self.word(bytes, 8, count)
    unsafe third = Self.word(bytes, 16, count)
    length = UInt8(truncatingIfNeeded: count)
  }

  /// Takes a text that is short enough.
  public init?(_ text: Text) {
    guard text.bytes.count <= Self.longest else { return nil }
    first = Self.word(text.bytes, 0)
    second = Self.word(text.bytes, 8)
    third = Self.word(text.bytes, 16)
    length = UInt8(text.bytes.count)
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in offset..<(offset + 8) {
      word = word << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0)
    }
    return word
  }

  @inlinable
  static func word(_ bytes: UnsafeRawPointer, _ offset: Int, _ count: Int) -> UInt64 {
    let length = count - offset
    guard length > 0 else { return 0 }
    let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian
    return length >= 8 ? word : word & ~(UInt64.max >> UInt64(8 * length))
  }

  /// The text itself.
  public var text: Text {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for place in 0..<count {
      let word = place < 8 ? first : place < 16 ? second : third
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (place % 8))))
    }
    return Text(bytes: bytes)
  }

  /// Whether one of the bytes is a backslash.
  @inlinable
  var hasBackslash: Bool {
    Self.hasBackslash(first) || Self.hasBackslash(second) || Self.hasBackslash(third)
  }

  /// Whether one of a word's bytes, made zero where it is a backslash, is zero.
  @inlinable
  static func hasBackslash(_ word: UInt64) -> Bool {
    let difference = word ^ 0x5c5c_5c5c_5c5c_5c5c
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }

  /// The order of bytes.
  @inlinable
  public static func < (left: ShortText, right: ShortText) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    if left.third != right.third { return left.third < right.third }
    return left.length < right.length
  }
}

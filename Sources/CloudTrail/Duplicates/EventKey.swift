// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the bytes of an identifier by address.
// Invariant: the text they stand in lives through the call; nothing escapes it.
// Bounds: exactly `textLength` bytes are read, which the caller has found to be there.

/// An event's identifier, a UUID in lower case, packed into two words.
///
/// Each of the 32 digits has four bits of its own, so that no two identifiers have the same words;
/// which bits those are does not matter. Both words are never zero together.
package struct EventKey: Hashable {
  /// `8-4-4-4-12` digits.
  package static let textLength = 36

  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Packs `textLength` bytes, without a branch until the end.
  ///
  /// - Returns: `nil` for anything but a UUID in lower case, and for the one of zeros alone.
  @inline(__always)
  package init?(_ bytes: UnsafePointer<UInt8>) {
    let text = unsafe UnsafeRawPointer(bytes)
    let dash = UInt8(ascii: "-")
    var faults = unsafe UInt64(
      (bytes[8] ^ dash) | (bytes[13] ^ dash) | (bytes[18] ^ dash) | (bytes[23] ^ dash)
    )
    let first = unsafe text.loadUnaligned(as: UInt64.self)
    let second = unsafe Self.joined(text, 9, 14)
    let third = unsafe Self.joined(text, 19, 24)
    let fourth = unsafe text.loadUnaligned(fromByteOffset: 28, as: UInt64.self)
    high = Self.digits(first, &faults) | Self.digits(second, &faults) &<< 4
    low = Self.digits(third, &faults) | Self.digits(fourth, &faults) &<< 4
    guard faults == 0, high | low != 0 else { return nil }
  }

  /// Two groups of four bytes in one word.
  @inline(__always)
  private static func joined(_ text: UnsafeRawPointer, _ first: Int, _ second: Int) -> UInt64 {
    unsafe UInt64(text.loadUnaligned(fromByteOffset: first, as: UInt32.self))
      | UInt64(text.loadUnaligned(fromByteOffset: second, as: UInt32.self)) &<< 32
  }

  /// The values of eight hexadecimal digits, a byte each; `faults` gets bits where one is none.
  ///
  /// A digit's value is its low half, and 9 more for a letter. What is no digit would be spelled in
  /// another way, or has a value of more than four bits.
  @inline(__always)
  private static func digits(_ text: UInt64, _ faults: inout UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let values = (text & (0x0f &* ones)) &+ ((text &>> 6) & ones) &* 9
    let letters = ((values &+ 6 &* ones) &>> 4) & ones
    faults |= (values &+ 0x30 &* ones &+ letters &* 0x27) ^ text
    faults |= values & (0xf0 &* ones)
    return values
  }
}

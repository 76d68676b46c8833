// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads eight bytes of an array at once, where the array need not be aligned for that.
// Invariant: the pointer lives inside the closure that lends it.
// Bounds: eight bytes are read only where eight are left.

/// Looks through the characters of a JSON string, most of a JSON text.
enum StringScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Where the next quote, backslash or control character stands at or behind `start`; the end of
  /// the bytes when there is none.
  static func plainEnd(of bytes: [UInt8], from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
      var index = start
      while index &+ 8 <= buffer.count {
        let word = UInt64(
          littleEndian: unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        )
        let found = marks(word)
        if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
        index &+= 8
      }
      while index < buffer.count {
        let byte = unsafe buffer[index]
        if byte < 0x20 || byte == 0x22 || byte == 0x5C { break }
        index &+= 1
      }
      return index
    }
  }

  /// A word whose lowest set bit lies in the first byte that is no plain character.
  ///
  /// Bytes behind that one may be marked wrongly.
  private static func marks(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    return
      ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      | (word &- ones &* 0x20) & ~word) & highs
  }
}

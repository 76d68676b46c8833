// SPDX-License-Identifier: Apache-2.0

/// What MD5 and the SHA digests share: padding, blocks and words.
enum MerkleDamgard {
  /// The message in blocks, with a 1 bit, zeros and its length in bits behind it.
  static func blocks(
    _ message: [UInt8],
    byteCount: Int,
    lengthByteCount: Int,
    isBigEndian: Bool
  ) -> [ArraySlice<UInt8>] {
    let whole = message.count / byteCount * byteCount
    var tail = Array(message[whole...]) + [0x80]
    while tail.count % byteCount != byteCount - lengthByteCount { tail.append(0) }
    let length = bytes(UInt64(message.count) &* 8, isBigEndian: isBigEndian)
    let filling = [UInt8](repeating: 0, count: lengthByteCount - 8)
    tail += isBigEndian ? filling + length : length + filling
    return stride(from: 0, to: whole, by: byteCount).map { message[$0..<$0 + byteCount] }
      + stride(from: 0, to: tail.count, by: byteCount).map { tail[$0..<$0 + byteCount] }
  }

  /// The words of a block.
  static func words<Word: FixedWidthInteger>(
    _ block: ArraySlice<UInt8>,
    isBigEndian: Bool
  ) -> [Word] {
    let size = Word.bitWidth / 8
    return stride(from: block.startIndex, to: block.endIndex, by: size).map { start in
      var word: Word = 0
      for offset in 0..<size {
        word = word << 8 | Word(block[isBigEndian ? start + offset : start + size - 1 - offset])
      }
      return word
    }
  }

  /// The bytes of a word.
  static func bytes<Word: FixedWidthInteger>(_ word: Word, isBigEndian: Bool) -> [UInt8] {
    let big = stride(from: Word.bitWidth - 8, through: 0, by: -8).map { shift in
      UInt8(truncatingIfNeeded: word >> Word(shift))
    }
    return isBigEndian ? big : big.reversed()
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  func rotated(left count: Int) -> Self {
    self << count | self >> (Self.bitWidth - count)
  }

  func rotated(right count: Int) -> Self {
    self >> count | self << (Self.bitWidth - count)
  }
}

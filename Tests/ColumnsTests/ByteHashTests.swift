// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

/// Hashes of texts: what tables of values are made by.
@Suite struct ByteHashTests {
  private static func hash(_ bytes: [UInt8]) -> UInt64 { ByteHash.hash(bytes.span) }

  @Test func theSameBytesHaveTheSameHashWhereverTheyLie() {
    let text = Array("arn:aws:iam::111122223333:user/alice with a tail".utf8)
    for length in 0...text.count {
      for shift in 0..<9 {
        let moved = Array(repeating: 0x41, count: shift) + text.prefix(length) + [0x5A, 0x5A]
        let piece = moved.span.extracting(shift..<(shift + length))
        #expect(ByteHash.hash(piece) == Self.hash(Array(text.prefix(length))))
      }
    }
  }

  /// Of n texts some n² / 2³³ pairs have the same 32 bits.
  @Test func differentTextsSeldomHaveTheSameHalf() {
    var texts: Set<[UInt8]> = []
    for length in 0...70 { texts.insert(Array(repeating: 0, count: length)) }
    for number in 0..<20_000 {
      let digits = Array(String(number).utf8)
      texts.insert(digits)
      texts.insert(Array("2026-03-01T00:00:00Z".utf8) + digits)
      texts.insert(digits + Array("@example.com, whose name is long enough".utf8))
      texts.insert(Array(repeating: 0x2D, count: number % 50) + digits)
    }
    let uppers = Set(texts.map { Self.hash($0) >> 32 })
    let lowers = Set(texts.map { Self.hash($0) & 0xFFFF_FFFF })
    #expect(texts.count > 70_000)
    #expect(texts.count - uppers.count < 20)
    #expect(texts.count - lowers.count < 20)
  }

  @Test func everyBitCounts() {
    for length in [1, 7, 8, 9, 15, 16, 17, 24, 31, 40] {
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      var hashes: Set<UInt64> = [Self.hash(text)]
      for bit in 0..<(8 * length) {
        var other = text
        other[bit / 8] ^= 1 << (bit % 8)
        hashes.insert(Self.hash(other))
      }
      #expect(hashes.count == 8 * length + 1, "\(length) bytes")
    }
  }

  @Test func numbersHaveHashesOfTheirOwn() {
    let hashes = Set((0..<10_000).map { ByteHash.hash(UInt64($0)) >> 32 })
    #expect(hashes.count > 9_990)
  }
}

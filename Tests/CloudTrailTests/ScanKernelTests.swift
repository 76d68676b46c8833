// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Testing

/// The vector kernels against the portable one, and both against a loop over bytes.
@Suite struct ScanKernelTests {
  /// Blocks in which the bytes that matter, and those one bit beside them, are frequent.
  private static func blocks(count: Int) -> [[UInt8]] {
    var random = SeededRandom(seed: 7)
    let telling = Array("\"\\{}[]".utf8) + [0x00, 0x7f, 0x80, 0xff, 0xa2, 0xdc, 0xfb, 0xfd, 0x02]
    return (0..<count).map { index in
      (0..<64).map { _ in
        index % 2 == 0
          ? telling.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
      }
    }
  }

  private static func bits(_ block: [UInt8], _ isWanted: (UInt8) -> Bool) -> UInt64 {
    block.enumerated().reduce(0) { bits, entry in
      isWanted(entry.element) ? bits | 1 << UInt64(entry.offset) : bits
    }
  }

  @Test(arguments: [false, true])
  func findsStructure(portable: Bool) {
    for block in Self.blocks(count: 2000) {
      let wanted = BlockStructure(
        quotes: Self.bits(block) { $0 == UInt8(ascii: "\"") },
        backslashes: Self.bits(block) { $0 == UInt8(ascii: "\\") },
        opens: Self.bits(block) { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") },
        closes: Self.bits(block) { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }
      )
      #expect(ScanKernelProbe.structure(block, portable: portable) == wanted)
    }
  }

  @Test(arguments: [false, true])
  func findsWhereStringsMayEnd(portable: Bool) {
    for block in Self.blocks(count: 2000) {
      let wanted = Self.bits(Array(block.prefix(32))) {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
      }
      #expect(UInt64(ScanKernelProbe.stringStops(block, portable: portable)) == wanted)
    }
  }

  @Test(arguments: [false, true])
  func findsWhatIsTheSame(portable: Bool) {
    let blocks = Self.blocks(count: 2000)
    for (block, other) in zip(blocks, blocks.dropFirst()) {
      let same = zip(block, other).prefix(32).enumerated().reduce(UInt64(0)) { bits, entry in
        entry.element.0 == entry.element.1 ? bits | 1 << UInt64(entry.offset) : bits
      }
      #expect(UInt64(ScanKernelProbe.same(block, other, portable: portable)) == same)
    }
  }

  /// The place behind the bracket that closes the first, found byte by byte.
  private static func nestedEnd(_ text: [UInt8]) -> Int? {
    var depth = 0
    var isInString = false
    var isBehindBackslash = false
    for (place, byte) in text.enumerated() {
      let isEscaped = isBehindBackslash
      isBehindBackslash = byte == UInt8(ascii: "\\") && !isEscaped
      switch byte {
      case UInt8(ascii: "\"") where !isEscaped: isInString.toggle()
      case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString: depth += 1
      case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString:
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
    }
    return nil
  }

  @Test(arguments: ScanKernelProbe.Width.allCases)
  func findsTheEndOfAValue(width: ScanKernelProbe.Width) {
    var random = SeededRandom(seed: 11)
    for round in 0..<4000 {
      // Deep or flat, with strings of brackets and runs of backslashes, over a few blocks.
      let alphabet = Array((["{}[]\"\\a", "{}\"a    ", "\"\\\\}a", "{[a"][round % 4]).utf8)
      let length = Int.random(in: 0..<400, using: &random)
      let text =
        [UInt8(ascii: "{")]
        + (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let closed = text + Array("\"}]}".utf8)
      for text in [text, closed] {
        #expect(ScanKernelProbe.nestedEnd(text, width) == Self.nestedEnd(text))
      }
    }
  }
}

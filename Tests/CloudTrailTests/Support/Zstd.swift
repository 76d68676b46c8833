// SPDX-License-Identifier: Apache-2.0

/// Writes zstd by hand (RFC 8878), so that tests know every byte.
enum Zstd {
  /// One frame of raw blocks, or of blocks that repeat one byte.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var frame = header(contentByteCount: bytes.count)
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(100_000)
      rest = rest.dropFirst(block.count)
      frame += blockHeader(isLast: rest.isEmpty, type: 0, byteCount: block.count) + block
    } while !rest.isEmpty
    return frame
  }

  static func stored(_ text: String) -> [UInt8] { stored(Array(text.utf8)) }

  /// A text, then one byte many times over: some 30,000 : 1.
  static func run(of byte: UInt8, after text: String, blockCount: Int) -> [UInt8] {
    let head = Array(text.utf8)
    var frame = header(contentByteCount: head.count + blockCount * 100_000)
    frame += blockHeader(isLast: false, type: 0, byteCount: head.count) + head
    for number in 1...blockCount {
      frame += blockHeader(isLast: number == blockCount, type: 1, byteCount: 100_000) + [byte]
    }
    return frame
  }

  /// A single segment whose content size takes four bytes.
  private static func header(contentByteCount: Int) -> [UInt8] {
    [0x28, 0xb5, 0x2f, 0xfd, 0xa0] + littleEndian(contentByteCount, 4)
  }

  private static func blockHeader(isLast: Bool, type: Int, byteCount: Int) -> [UInt8] {
    littleEndian((isLast ? 1 : 0) | type << 1 | byteCount << 3, 3)
  }

  private static func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Writes gzip by hand (RFC 1951, RFC 1952), so that tests know every byte.
enum Gzip {
  /// One member whose data is stored as it is.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var data: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      data += [rest.isEmpty ? 1 : 0]
      data += littleEndian(block.count, 2) + littleEndian(~block.count & 0xffff, 2) + block
    } while !rest.isEmpty
    return member(data, of: bytes)
  }

  static func stored(_ text: String) -> [UInt8] { stored(Array(text.utf8)) }

  /// One member in which text is followed by a byte many times over: some 1000 : 1.
  ///
  /// Fixed Huffman codes; the run is matches of length 258 at distance 1.
  static func run(of byte: UInt8, after text: String, matchCount: Int) -> [UInt8] {
    let literals = Array(text.utf8) + [byte]
    var bits = BitWriter()
    bits.write(0b011, 3)
    for literal in literals { bits.writeLiteral(literal) }
    for _ in 0..<matchCount {
      // Length code 285 is 8 bits, distance code 0 is 5; codes go highest bit first.
      bits.writeCode(0b1100_0101, 8)
      bits.writeCode(0, 5)
    }
    bits.writeCode(0, 7)
    return member(
      bits.bytes,
      of: literals + [UInt8](repeating: byte, count: 258 * matchCount)
    )
  }

  private static func member(_ data: [UInt8], of bytes: [UInt8]) -> [UInt8] {
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + data + littleEndian(Int(checksum(bytes)), 4)
      + littleEndian(bytes.count, 4)
  }

  private static func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static let checksumTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in
      sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = checksumTable
    var sum: UInt32 = ~0
    for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xff)] }
    return ~sum
  }
}

private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var bitCount = 0

  /// Lowest bit first, as DEFLATE packs everything but Huffman codes.
  mutating func write(_ value: Int, _ count: Int) {
    for index in 0..<count {
      if bitCount % 8 == 0 { bytes.append(0) }
      bytes[bytes.count - 1] |= UInt8(value >> index & 1) << UInt8(bitCount % 8)
      bitCount += 1
    }
  }

  mutating func writeCode(_ code: Int, _ count: Int) {
    for index in (0..<count).reversed() { write(code >> index & 1, 1) }
  }

  mutating func writeLiteral(_ byte: UInt8) {
    byte < 144 ? writeCode(0x30 + Int(byte), 8) : writeCode(0x190 + Int(byte) - 144, 9)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// CRC-32 as in gzip and zip files: polynomial 0x04C11DB7, bits reversed.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { value, byte in
      value >> 8 ^ table[Int((value ^ UInt32(byte)) & 0xFF)]
    }
  }
}

/// The 64-bit xxHash with seed 0.
///
/// - Source: github.com/Cyan4973/xxHash, doc/xxhash_spec.md.
enum XXHash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  static func hash(_ bytes: [UInt8]) -> UInt64 {
    var index = 0
    var hash = prime5
    if bytes.count >= 32 {
      var lanes = [prime1 &+ prime2, prime2, 0, 0 &- prime1]
      while index + 32 <= bytes.count {
        for lane in 0..<4 {
          lanes[lane] = round(lanes[lane], word(bytes, index + 8 * lane, 8))
        }
        index += 32
      }
      hash =
        lanes[0].rotated(left: 1) &+ lanes[1].rotated(left: 7) &+ lanes[2].rotated(left: 12)
        &+ lanes[3].rotated(left: 18)
      for lane in lanes { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
    }
    hash &+= UInt64(bytes.count)
    while index + 8 <= bytes.count {
      hash ^= round(0, word(bytes, index, 8))
      hash = hash.rotated(left: 27) &* prime1 &+ prime4
      index += 8
    }
    if index + 4 <= bytes.count {
      hash ^= word(bytes, index, 4) &* prime1
      hash = hash.rotated(left: 23) &* prime2 &+ prime3
      index += 4
    }
    for byte in bytes[index...] {
      hash ^= UInt64(byte) &* prime5
      hash = hash.rotated(left: 11) &* prime1
    }
    return avalanche(hash)
  }

  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    (lane &+ input &* prime2).rotated(left: 31) &* prime1
  }

  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }

  private static func word(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
    bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

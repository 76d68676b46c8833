// SPDX-License-Identifier: Apache-2.0

/// The SHA-1 digest, as SQL's function of that name.
///
/// - Source: FIPS 180-4.
enum SHA1 {
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    for block in MerkleDamgard.blocks(
      message,
      byteCount: 64,
      lengthByteCount: 8,
      isBigEndian: true
    ) {
      var words: [UInt32] = MerkleDamgard.words(block, isBigEndian: true)
      for index in 16..<80 {
        let mixed = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
        words.append(mixed.rotated(left: 1))
      }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for step in 0..<80 {
        let (mixed, constant): (UInt32, UInt32) =
          switch step / 20 {
          case 0: ((b & c) | (~b & d), 0x5A82_7999)
          case 1: (b ^ c ^ d, 0x6ED9_EBA1)
          case 2: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
          default: (b ^ c ^ d, 0xCA62_C1D6)
          }
        let next = a.rotated(left: 5) &+ mixed &+ e &+ constant &+ words[step]
        (a, b, c, d, e) = (next, a, b.rotated(left: 30), c, d)
      }
      for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
    }
    return state.flatMap { MerkleDamgard.bytes($0, isBigEndian: true) }
  }
}

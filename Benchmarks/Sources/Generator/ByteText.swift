// SPDX-License-Identifier: Apache-2.0

/// Appending to JSON text that is being written as bytes.
extension [UInt8] {
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a number with leading zeros.
  mutating func append(_ number: Int, digits: Int) {
    var rest = number
    let start = count
    for _ in 0..<digits {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    self[start...].reverse()
  }

  /// Appends `count` characters of an alphabet of 2^`bits` characters.
  mutating func append(
    _ count: Int,
    of alphabet: [UInt8],
    bits: Int,
    _ random: inout SeededRandom
  ) {
    var word: UInt64 = 0
    var left = 0
    for _ in 0..<count {
      if left < bits {
        word = random.next()
        left = 64
      }
      append(alphabet[Int(word & (1 << UInt64(bits) - 1))])
      word >>= UInt64(bits)
      left -= bits
    }
  }

  /// Appends 8-4-4-4-12 hexadecimal digits.
  mutating func appendUUID(_ random: inout SeededRandom) {
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0 { append(UInt8(ascii: "-")) }
      append(length, of: Alphabet.hexadecimal, bits: 4, &random)
    }
  }
}

/// The characters that identifiers are made of.
enum Alphabet {
  static let hexadecimal = [UInt8]("0123456789abcdef".utf8)
  static let base32 = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  static let base64 = [UInt8](
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// An identifier that is always the same for the same seed.
  static func identifier(_ count: Int, of alphabet: [UInt8], bits: Int, seed: UInt64, _ part: Int)
    -> String
  {
    var random = SeededRandom(seed: seed, part)
    var bytes: [UInt8] = []
    bytes.append(count, of: alphabet, bits: bits, &random)
    return String(decoding: bytes, as: UTF8.self)
  }
}

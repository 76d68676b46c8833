// SPDX-License-Identifier: Apache-2.0
// UNSAFE: lends the bytes of a ScanBuffer to SHA-256.
// Invariant: the buffer is neither grown nor written while it is hashed; nothing keeps the pointer.
// Bounds: exactly the `count` bytes that the buffer holds.
import Columns
private import Crypto

/// The SHA-256 of a text, as digests give it.
package struct TextHash: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  /// Hashes the text of a file.
  init(_ text: ScanBuffer) {
    var hash = SHA256()
    unsafe hash.update(bufferPointer: text.bytes(at: 0, count: text.count))
    self.init(Array(hash.finalize()))
  }

  /// Hashes bytes.
  init(of bytes: [UInt8]) {
    self.init(Array(SHA256.hash(data: bytes)))
  }

  /// Reads 64 hexadecimal digits.
  init?(hexadecimal text: Text) {
    guard let bytes = Hexadecimal.bytes(text.bytes), bytes.count == 32 else { return nil }
    self.init(bytes)
  }

  /// Takes 32 bytes.
  private init(_ bytes: [UInt8]) {
    var words = SIMD4<UInt64>()
    for (index, byte) in bytes.prefix(32).enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// 64 hexadecimal digits in lower case.
  package var hexadecimal: String {
    (0..<4).map { index in
      let digits = String(words[index], radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}

/// Bytes written as hexadecimal digits.
enum Hexadecimal {
  /// The bytes that digits of either case stand for; nil for anything else.
  static func bytes(_ digits: [UInt8]) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Digits in lower case.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

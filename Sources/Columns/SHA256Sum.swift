// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 in 32 bytes of its own: there is one for every file of a tree.
public struct SHA256Sum: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  /// Takes the 32 bytes of a sum; nil for any other number.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words = SIMD4<UInt64>()
    for (index, byte) in bytes.enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  public init?(hexadecimal text: some StringProtocol) {
    let digits = text.utf8.compactMap(Self.value)
    guard digits.count == 64, text.utf8.count == 64 else { return nil }
    self.init((0..<32).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] })
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
  }

  /// 64 lower-case hexadecimal digits, as `sha256sum` prints them.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

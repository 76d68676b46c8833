// SPDX-License-Identifier: Apache-2.0

/// Base 64 and base 32.
///
/// - Source: RFC 4648.
struct BaseEncoding: Sendable {
  let name: String
  private let bitCount: Int
  private let alphabet: [UInt8]
  private let values: [UInt8: UInt32]
  /// Characters in a group, to which padding fills up.
  private let groupSize: Int

  static let base64 = BaseEncoding(
    "base64",
    6,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  )
  static let base64URL = BaseEncoding(
    "base64url",
    6,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  )
  static let base32 = BaseEncoding("base32", 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  private init(_ name: String, _ bitCount: Int, _ alphabet: String) {
    self.name = name
    self.bitCount = bitCount
    self.alphabet = Array(alphabet.utf8)
    groupSize = bitCount == 6 ? 4 : 8
    values = Dictionary(
      uniqueKeysWithValues: self.alphabet.enumerated().map { ($1, UInt32($0)) }
    )
  }

  func encode(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= bitCount {
        held -= bitCount
        out.append(alphabet[Int(bits >> UInt32(held)) & (alphabet.count - 1)])
      }
    }
    if held > 0 {
      out.append(alphabet[Int(bits << UInt32(bitCount - held)) & (alphabet.count - 1)])
    }
    while out.count % groupSize != 0 { out.append(0x3D) }
    return out
  }

  /// Decodes a text; the padding at its end may be missing.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for other characters, wrong padding, or a last group that
  ///   is no whole number of bytes.
  func decode(_ text: [UInt8]) throws(QueryError) -> [UInt8] {
    let digits = text.prefix { $0 != 0x3D }
    let padding = text[digits.endIndex...]
    guard padding.allSatisfy({ $0 == 0x3D }),
      padding.isEmpty || text.count % groupSize == 0 && padding.count < groupSize
    else { throw failure("the padding is wrong") }
    var out: [UInt8] = []
    out.reserveCapacity(digits.count)
    var bits: UInt32 = 0
    var held = 0
    for (index, digit) in digits.enumerated() {
      guard let value = values[digit] else {
        throw failure("unexpected byte at character \(index + 1)")
      }
      bits = bits << UInt32(bitCount) | value
      held += bitCount
      if held >= 8 {
        held -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard held < bitCount else { throw failure("the last group is too short") }
    return out
  }

  private func failure(_ reason: String) -> QueryError {
    .invalidArgument("invalid \(name) text: \(reason)")
  }
}

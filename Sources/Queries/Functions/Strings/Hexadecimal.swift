// SPDX-License-Identifier: Apache-2.0

/// Digits of base 16.
enum Hexadecimal {
  /// The value of a digit in either case.
  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  static let upper: [UInt8] = Array("0123456789ABCDEF".utf8)

  /// Two digits a byte.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      out.append(upper[Int(byte >> 4)])
      out.append(upper[Int(byte & 15)])
    }
    return out
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Escapes of the form `%XX`.
enum PercentEncoding {
  private static let unescaped = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.*".utf8
  )

  /// The text as a query parameter holds it: a space is `+`, what is not a letter, digit or one of
  /// `-_.*` is escaped.
  static func encodeParameter(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      if unescaped.contains(byte) {
        out.append(byte)
      } else if byte == 0x20 {
        out.append(0x2B)
      } else {
        out += [0x25] + Hexadecimal.encode([byte])
      }
    }
    return out
  }

  /// The reverse of `encodeParameter`; nil when a `%` stands without two digits.
  static func decodeParameter(_ bytes: [UInt8]) -> [UInt8]? {
    decode(bytes, plusIsSpace: true)
  }

  /// The text of a part of a URL.
  static func decode(_ bytes: [UInt8], plusIsSpace: Bool = false) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25 {
        guard index + 2 < bytes.count, let high = Hexadecimal.value(of: bytes[index + 1]),
          let low = Hexadecimal.value(of: bytes[index + 2])
        else { return nil }
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(byte == 0x2B && plusIsSpace ? 0x20 : byte)
        index += 1
      }
    }
    // Escapes can make bytes that are no UTF-8.
    return UTF8Repair.repair(out, with: Array("\u{FFFD}".utf8))
  }
}

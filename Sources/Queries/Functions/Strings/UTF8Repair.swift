// SPDX-License-Identifier: Apache-2.0

/// Makes well-formed UTF-8 of any bytes.
enum UTF8Repair {
  /// Replaces each longest piece that could have begun a sequence, or else each byte, that is not
  /// UTF-8.
  static func repair(_ bytes: [UInt8], with replacement: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let length = CodePoints.length(in: bytes, at: index)
      if length > 1 || bytes[index] < 0x80 {
        out += bytes[index..<index + length]
        index += length
      } else {
        out += replacement
        index += brokenLength(bytes, at: index)
      }
    }
    return out
  }

  private static func brokenLength(_ bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    let expected = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead <= 0xEF ? 3 : 1
    var length = 1
    while length < expected - 1, index + length < bytes.count,
      isTail(bytes[index + length], lead: lead, isFirst: length == 1)
    {
      length += 1
    }
    return length
  }

  private static func isTail(_ byte: UInt8, lead: UInt8, isFirst: Bool) -> Bool {
    guard byte & 0xC0 == 0x80 else { return false }
    guard isFirst else { return true }
    switch lead {
    case 0xE0: return byte >= 0xA0
    case 0xED: return byte <= 0x9F
    case 0xF0: return byte >= 0x90
    case 0xF4: return byte <= 0x8F
    default: return true
    }
  }
}

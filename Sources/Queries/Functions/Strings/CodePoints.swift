// SPDX-License-Identifier: Apache-2.0

/// Code points in UTF-8 bytes, where a byte that fits no sequence counts as one code point.
enum CodePoints {
  /// The bytes of the code point that begins at `index`: 1 for anything that is not well-formed.
  static func length(in bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    if lead < 0x80 { return 1 }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 1
    }
    guard index + length <= bytes.count else { return 1 }
    for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return 1 }
    let second = bytes[index + 1]
    switch lead {
    case 0xE0 where second < 0xA0: return 1  // overlong
    case 0xED where second > 0x9F: return 1  // surrogates
    case 0xF0 where second < 0x90: return 1  // overlong
    case 0xF4 where second > 0x8F: return 1  // beyond U+10FFFF
    default: return length
    }
  }

  /// How many code points the bytes hold.
  static func count(_ bytes: [UInt8]) -> Int {
    var index = 0
    var count = 0
    while index < bytes.count {
      index += length(in: bytes, at: index)
      count += 1
    }
    return count
  }

  /// The code point at `index`; nil for a byte that is not part of well-formed UTF-8.
  static func scalar(in bytes: [UInt8], at index: Int) -> Unicode.Scalar? {
    let lead = UInt32(bytes[index])
    switch length(in: bytes, at: index) {
    case 2:
      return Unicode.Scalar((lead & 0x1F) << 6 | tail(bytes, index + 1))
    case 3:
      return Unicode.Scalar(
        (lead & 0x0F) << 12 | tail(bytes, index + 1) << 6 | tail(bytes, index + 2)
      )
    case 4:
      return Unicode.Scalar(
        (lead & 0x07) << 18 | tail(bytes, index + 1) << 12 | tail(bytes, index + 2) << 6
          | tail(bytes, index + 3)
      )
    default:
      return lead < 0x80 ? Unicode.Scalar(lead) : nil
    }
  }

  private static func tail(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    UInt32(bytes[index] & 0x3F)
  }

  /// Where the code point `count` steps behind `index` begins; the end when there are fewer.
  static func index(in bytes: [UInt8], from index: Int = 0, offsetBy count: Int) -> Int {
    var index = index
    var left = count
    while left > 0, index < bytes.count {
      index += length(in: bytes, at: index)
      left -= 1
    }
    return index
  }

  /// The code points as numbers; a byte that is not part of well-formed UTF-8 stands as 0x110000 and
  /// its value, so that `encode` gives the same bytes back.
  static func decode(_ bytes: [UInt8]) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      result.append(
        scalar(in: bytes, at: index)?.value ?? strayByteBase + UInt32(bytes[index])
      )
      index += length(in: bytes, at: index)
    }
    return result
  }

  private static let strayByteBase: UInt32 = 0x110000

  /// The bytes of what `decode` gave.
  static func encode(_ points: some Sequence<UInt32>) -> [UInt8] {
    var out: [UInt8] = []
    for point in points {
      if point >= strayByteBase {
        out.append(UInt8(truncatingIfNeeded: point - strayByteBase))
      } else {
        append(point, to: &out)
      }
    }
    return out
  }

  /// Adds a code point in UTF-8; what is no Unicode scalar becomes U+FFFD.
  static func append(_ value: UInt32, to out: inout [UInt8]) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if let units = UTF8.encode(scalar) { out.append(contentsOf: units) }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The text of values that are 16 bytes: addresses and UUIDs.
public enum AddressText {
  /// An address as RFC 5952 writes it; nil unless there are 16 bytes.
  ///
  /// IPv4-mapped addresses are shown as IPv4 (`10.0.0.1`); of IPv6 the longest run of two or more
  /// zero groups is `::`, the first of equal runs.
  public static func ipAddress(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 16 else { return nil }
    var text: [UInt8] = []
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      for place in 12..<16 {
        if place > 12 {
          text.append(0x2E)
        }
        text.append(number: Int64(bytes[place]))
      }
    } else {
      let groups = (0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
      append(groups: groups, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A UUID in lower case, `8-4-4-4-12` digits; nil unless there are 16 bytes.
  public static func uuid(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 16 else { return nil }
    var text: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) {
        text.append(0x2D)
      }
      text.append(hexDigits[Int(byte >> 4)])
      text.append(hexDigits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static let hexDigits = Array("0123456789abcdef".utf8)

  private static func append(groups: [UInt16], to text: inout [UInt8]) {
    let zeros = longestZeroRun(groups)
    var place = 0
    while place < groups.count {
      if place == zeros.lowerBound, zeros.count > 1 {
        text.append("::")
        place = zeros.upperBound
        continue
      }
      if place > 0, text.last != 0x3A {
        text.append(0x3A)
      }
      text.append(String(groups[place], radix: 16))
      place += 1
    }
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for place in groups.indices {
      if groups[place] != 0 {
        start = place + 1
      } else if place + 1 - start > longest.count {
        longest = start..<place + 1
      }
    }
    return longest
  }
}

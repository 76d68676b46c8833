// SPDX-License-Identifier: Apache-2.0

/// The 16 bytes of an address or a UUID as it stands in a text.
public enum AddressNumeral {
  /// An IPv4 address (in its IPv6-mapped form) or an IPv6 address; nil for any other text.
  ///
  /// IPv4 is four numbers without leading zeros. In IPv6 `::` may stand once for two or more zero
  /// groups, and the last two groups may be written as IPv4.
  public static func ipAddress(_ text: [UInt8]) -> [UInt8]? {
    guard text.count <= 45 else { return nil }
    if !text.contains(0x3A) {
      return ipv4(text[...]).map { Array(repeating: 0, count: 10) + [0xFF, 0xFF] + $0 }
    }
    return ipv6(text)
  }

  /// A UUID in its form of 8-4-4-4-12 digits, in either case; nil for any other text.
  public static func uuid(_ text: [UInt8]) -> [UInt8]? {
    guard text.count == 36 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for (place, byte) in text.enumerated() {
      if [8, 13, 18, 23].contains(place) {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard let digit = hexadecimalDigit(byte) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
        part.count == 1 || part.first != 0x30,
        let byte = UInt8(exactly: part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func ipv6(_ text: [UInt8]) -> [UInt8]? {
    guard
      let gap = text.indices.dropLast().first(where: { text[$0...].starts(with: [0x3A, 0x3A]) })
    else {
      guard let bytes = groups(text[...]), bytes.count == 16 else { return nil }
      return bytes
    }
    guard let head = groups(text[..<gap]), let tail = groups(text[(gap + 2)...]),
      head.count + tail.count <= 14, !text[..<gap].contains(0x2E)
    else { return nil }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The bytes of groups with single colons between them.
  private static func groups(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (place, part) in parts.enumerated() {
      if place == parts.count - 1, part.contains(0x2E) {
        guard let ipv4 = ipv4(part) else { return nil }
        bytes += ipv4
        continue
      }
      guard (1...4).contains(part.count) else { return nil }
      var group: UInt16 = 0
      for byte in part {
        guard let digit = hexadecimalDigit(byte) else { return nil }
        group = group << 4 | UInt16(digit)
      }
      bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
    }
    return bytes
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

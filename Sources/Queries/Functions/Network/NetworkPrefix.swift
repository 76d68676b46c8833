// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A network of IP addresses: `10.0.0.0/8`, `2001:db8::/32`.
struct NetworkPrefix {
  /// 16 bytes, an IPv4 address in its IPv6-mapped form, as values of IPADDRESS are.
  let base: [UInt8]
  let isIPv4: Bool
  /// Bits that all addresses share, of the 32 or 128 of the family.
  let bitCount: Int

  /// The network that an address and a size in bits lie in.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for more bits than the address has.
  init(address: [UInt8], bitCount: Int64) throws(QueryError) {
    guard address.count == 16 else {
      throw QueryError(.genericInternalError, "an address of \(address.count) bytes")
    }
    isIPv4 = Self.isIPv4(address)
    let most = isIPv4 ? 32 : 128
    guard (0...Int64(most)).contains(bitCount) else {
      throw .invalidArgument("a network has from 0 to \(most) bits, not \(bitCount)")
    }
    self.bitCount = Int(bitCount)
    base = Self.masked(address, sharedBitCount: Int(bitCount) + (isIPv4 ? 96 : 0), ones: false)
  }

  /// Reads `address/bits`.
  ///
  /// - Parameters:
  ///   - text: the network as text.
  ///   - allowsHostBits: whether bits behind the prefix may be set in an IPv4 address.
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for anything else.
  init(_ text: Text, allowsHostBits: Bool) throws(QueryError) {
    let sides = text.bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard sides.count == 2, let address = AddressNumeral.ipAddress(Array(sides[0])),
      let bitCount = ScalarText.integer(Array(sides[1]))
    else {
      throw .invalidArgument(
        "invalid network \(text.quotedExcerpt)",
        hint: "expected an address and a number of bits, like 10.0.0.0/8"
      )
    }
    try self.init(address: address, bitCount: bitCount)
    if isIPv4, !allowsHostBits, base != address {
      throw .invalidArgument(
        "invalid network \(text.quotedExcerpt): bits are set behind the first \(bitCount)",
        hint: "use \(self.text)"
      )
    }
  }

  /// The first and the last address.
  var first: [UInt8] { base }
  var last: [UInt8] {
    Self.masked(base, sharedBitCount: bitCount + (isIPv4 ? 96 : 0), ones: true)
  }

  /// Whether an address is of the same family and shares the bits.
  func contains(_ address: [UInt8]) -> Bool {
    guard address.count == 16, Self.isIPv4(address) == isIPv4 else { return false }
    let (byteCount, rest) = (bitCount + (isIPv4 ? 96 : 0)).quotientAndRemainder(dividingBy: 8)
    for index in 0..<byteCount where address[index] != base[index] { return false }
    return rest == 0 || (address[byteCount] ^ base[byteCount]) >> UInt8(8 - rest) == 0
  }

  func contains(_ other: NetworkPrefix) -> Bool {
    other.bitCount >= bitCount && contains(other.base)
  }

  var text: String { "\(AddressText.ipAddress(base) ?? "")/\(bitCount)" }

  private static func isIPv4(_ address: [UInt8]) -> Bool {
    for index in 0..<10 where address[index] != 0 { return false }
    return address[10] == 0xFF && address[11] == 0xFF
  }

  /// The address with the bits behind the shared ones cleared or set.
  private static func masked(_ address: [UInt8], sharedBitCount: Int, ones: Bool) -> [UInt8] {
    address.enumerated().map { index, byte in
      let shared = min(max(sharedBitCount - 8 * index, 0), 8)
      let host: UInt8 = shared == 8 ? 0 : 0xFF >> UInt8(shared)
      return ones ? byte | host : byte & ~host
    }
  }
}

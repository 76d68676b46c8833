// SPDX-License-Identifier: Apache-2.0

/// Keyed hashing with any digest.
///
/// - Source: RFC 2104.
enum HMAC {
  static func digest(
    _ message: [UInt8],
    key: [UInt8],
    blockByteCount: Int,
    with hash: ([UInt8]) -> [UInt8]
  ) -> [UInt8] {
    var block = key.count > blockByteCount ? hash(key) : key
    block += [UInt8](repeating: 0, count: blockByteCount - block.count)
    let inner = hash(block.map { $0 ^ 0x36 } + message)
    return hash(block.map { $0 ^ 0x5C } + inner)
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the contiguous storage of two arrays for memcmp and hashing.
// Invariant: the pointers live inside the closure that lends them.
// Bounds: never past the shorter of the two counts.
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// A piece of text as UTF-8 bytes, compared byte by byte as SQL does.
///
/// Swift's `String` compares by canonical equivalence, so that "é" typed in two ways is one value;
/// Athena compares code points. Bytes that are not UTF-8 are kept as they are.
public struct Text: Hashable, Comparable, Sendable {
  /// UTF-8 as a rule; nothing depends on it.
  public let bytes: [UInt8]

  /// Takes bytes as they are.
  @inlinable
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Copies bytes.
  public init(copying bytes: Span<UInt8>) {
    self.bytes = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The UTF-8 of a string.
  @inlinable
  public init(_ string: String) {
    bytes = Array(string.utf8)
  }

  /// The text as a `String`; bytes that are not UTF-8 become U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether there are no bytes.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Equality of bytes.
  public static func == (left: Text, right: Text) -> Bool {
    left.bytes.count == right.bytes.count && compare(left, right) == 0
  }

  /// Order of bytes, which is the order of code points.
  public static func < (left: Text, right: Text) -> Bool {
    compare(left, right) < 0
  }

  /// The order of two texts by bytes: negative, zero or positive.
  public static func compare(_ left: Text, _ right: Text) -> Int {
    compare(left.bytes.span, right.bytes.span)
  }

  /// The order of two texts given by their bytes.
  public static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let shared = min(left.count, right.count)
    let order = unsafe left.withUnsafeBufferPointer { first in
      unsafe right.withUnsafeBufferPointer { second in
        guard shared > 0, let a = first.baseAddress, let b = second.baseAddress else {
          return Int32(0)
        }
        return unsafe memcmp(a, b, shared)
      }
    }
    return order != 0 ? Int(order) : left.count - right.count
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension Text: CustomStringConvertible, ExpressibleByStringLiteral {
  /// The text as a string.
  public var description: String { string }

  /// The UTF-8 of a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

extension [UInt8] {
  /// Adds the bytes of a text that lies elsewhere.
  public mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: hands the address of a text to memchr(3) and memcmp(3).
// Invariant: the pointers live inside the closure that lends them.
// Bounds: a search begins at a place at which the whole needle still fits, and ends at the last.
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// A piece of text to look for in many others.
///
/// What is looked for first is the byte of it that is rarest in JSON text; the C library does that
/// with the machine's vectors.
public struct TextSearch: Sendable {
  private let needle: [UInt8]
  /// The place of the rarest byte.
  private let place: Int

  /// Takes the bytes to look for.
  public init(_ needle: [UInt8]) {
    self.needle = needle
    place = needle.indices.min { Self.frequency(needle[$0]) < Self.frequency(needle[$1]) } ?? 0
  }

  /// Whether the bytes stand in a text; none always do.
  public func isFound(in text: Span<UInt8>) -> Bool {
    guard !needle.isEmpty else { return true }
    guard text.count >= needle.count else { return false }
    return unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return false }
      return unsafe needle.withUnsafeBufferPointer { needle in
        guard let wanted = needle.baseAddress else { return false }
        return unsafe find(wanted, in: base, count: text.count)
      }
    }
  }

  private func find(
    _ wanted: UnsafePointer<UInt8>,
    in text: UnsafePointer<UInt8>,
    count: Int
  ) -> Bool {
    // Where the rarest byte may stand.
    var start = place
    let end = count - (needle.count - place - 1)
    while start < end {
      guard let found = unsafe memchr(text + start, Int32(wanted[place]), end - start) else {
        return false
      }
      let offset = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(text)
      if unsafe memcmp(text + offset - place, wanted, needle.count) == 0 { return true }
      start = offset + 1
    }
    return false
  }

  /// How often a byte stands in JSON text, as a rough rank: small letters and what JSON is made of,
  /// digits, capitals, all else.
  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "e"), UInt8(ascii: "a"), UInt8(ascii: "s"): 5
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: ":"), UInt8(ascii: ","): 4
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): 3
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 2
    default: 1
    }
  }
}

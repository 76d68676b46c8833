// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads eight bytes of a text at a time.
// Invariant: nothing is kept behind the call.
// Bounds: a word is read only where eight bytes are left, or ends with the text.

/// Hashes byte strings, eight bytes at a time, by full-width multiplication.
///
/// Hashes differ from process to process: who chooses values in a log cannot choose values that collide.
package enum ByteHash {
  /// Chosen once a process.
  private static let seed = UInt64.random(in: .min ... .max)
  private static let multiplier: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// - Complexity: O(n), eight bytes at a time.
  package static func hash(_ text: Span<UInt8>) -> UInt64 {
    let (count, seed) = (text.count, seed)
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* multiplier
    guard count >= 8 else {
      var word: UInt64 = 0
      for index in text.indices { word = word << 8 | UInt64(text[index]) }
      return mix(word ^ hash, multiplier)
    }
    let bytes = unsafe text.bytes
    var place = 0
    while place + 16 <= count {
      hash = mix(word(bytes, place) ^ seed, word(bytes, place + 8) ^ hash)
      place += 16
    }
    if place + 8 <= count { hash = mix(word(bytes, place) ^ hash, multiplier) }
    return mix(word(bytes, count - 8) ^ hash, multiplier)
  }

  /// Hashes a number.
  package static func hash(_ number: UInt64) -> UInt64 {
    mix(number ^ seed, multiplier)
  }

  private static func word(_ bytes: RawSpan, _ place: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The small pieces that the text forms of values are put together from.
extension [UInt8] {
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a number in decimal digits, with zeros before it up to `width` digits.
  mutating func append(digitsOf magnitude: UInt64, width: Int = 1) {
    let start = count
    var rest = magnitude
    repeat {
      append(UInt8(truncatingIfNeeded: rest % 10) + 0x30)
      rest /= 10
    } while rest != 0
    while count - start < width {
      append(0x30)
    }
    self[start...].reverse()
  }

  /// Appends a whole number with a sign before a negative one.
  mutating func append(number: Int64) {
    if number < 0 {
      append(0x2D)
    }
    append(digitsOf: number.magnitude)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Decimal numbers as text.
enum DecimalText {
  enum Result: Equatable {
    /// The number without its point, in the scale asked for.
    case value(Int128)
    case malformed
    case outOfRange
  }

  /// Reads a number with optional sign, fraction and exponent, and rounds half away from zero to
  /// the scale.
  static func parse(_ bytes: [UInt8], precision: Int, scale: Int) -> Result {
    guard let number = Number(bytes) else { return .malformed }
    // The digits that stay: all up to `scale` places behind the point.
    let kept = number.pointPosition + scale
    guard kept <= 38 || number.digits.isEmpty else { return .outOfRange }
    var value: Int128 = 0
    for index in 0..<max(kept, 0) where !number.digits.isEmpty {
      value = value * 10 + (index < number.digits.count ? Int128(number.digits[index]) : 0)
    }
    if kept >= 0, kept < number.digits.count, number.digits[kept] >= 5 { value += 1 }
    guard value < power(precision) else { return .outOfRange }
    return .value(number.isNegative ? -value : value)
  }

  /// The number with its point: `-0.05`.
  static func text(_ value: Int128, scale: Int) -> String {
    let digits = String(value.magnitude)
    let sign = value < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(scale + 1 - digits.count, 0)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  /// 10 to the power of `exponent`, at most 38.
  static func power(_ exponent: Int) -> Int128 {
    var value: Int128 = 1
    for _ in 0..<min(max(exponent, 0), 38) { value *= 10 }
    return value
  }

  /// The parts of a number's text.
  private struct Number {
    let isNegative: Bool
    /// Without leading zeros; each 0 … 9.
    let digits: [UInt8]
    /// How many of the digits stand before the point; negative for zeros behind it.
    let pointPosition: Int

    init?(_ bytes: [UInt8]) {
      var index = 0
      var negative = false
      if let first = bytes.first, first == 0x2B || first == 0x2D {
        negative = first == 0x2D
        index = 1
      }
      var digits: [UInt8] = []
      var position = 0
      var hasDigits = false
      var isFraction = false
      while index < bytes.count {
        let byte = bytes[index]
        if byte == 0x2E, !isFraction {
          isFraction = true
        } else if byte &- 0x30 <= 9 {
          hasDigits = true
          if byte != 0x30 || !digits.isEmpty {
            digits.append(byte - 0x30)
            if !isFraction { position += 1 }
          } else if isFraction {
            position -= 1
          }
        } else {
          break
        }
        index += 1
      }
      guard hasDigits, let exponent = Number.exponent(bytes[index...]) else { return nil }
      isNegative = negative
      self.digits = digits
      pointPosition = digits.isEmpty ? 0 : position + exponent
    }

    /// The exponent behind the digits: 0 for none, nil for anything else that stands there.
    private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
      guard let letter = bytes.first else { return 0 }
      guard letter | 0x20 == 0x65 else { return nil }
      var rest = bytes.dropFirst()
      var sign = 1
      if let first = rest.first, first == 0x2B || first == 0x2D {
        sign = first == 0x2D ? -1 : 1
        rest = rest.dropFirst()
      }
      guard !rest.isEmpty else { return nil }
      var value = 0
      for byte in rest {
        guard byte &- 0x30 <= 9 else { return nil }
        // Far beyond every decimal already: more digits change nothing.
        if value < 1_000_000 { value = value * 10 + Int(byte - 0x30) }
      }
      return sign * value
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The text of decimals, and the number in a text.
public enum DecimalNotation {
  /// The greatest number of digits a decimal has.
  public static let maximumPrecision = 38

  /// The powers of ten a decimal can be scaled by: 10⁰ to 10³⁸.
  public static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...maximumPrecision {
      powers.append((powers.last ?? 1) * 10)
    }
    return powers
  }()

  /// The number with its point: `12345` at scale 2 is `123.45`, 5 at scale 2 is `0.05`.
  public static func text(_ unscaled: Int128, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(unscaled, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ unscaled: Int128, scale: Int, to bytes: inout [UInt8]) {
    if unscaled < 0 {
      bytes.append(0x2D)
    }
    let digits = digits(of: unscaled.magnitude)
    guard scale > 0 else {
      bytes.append(contentsOf: digits)
      return
    }
    let wholeCount = digits.count - scale
    if wholeCount > 0 {
      bytes.append(contentsOf: digits[..<wholeCount])
    } else {
      bytes.append(0x30)
    }
    bytes.append(0x2E)
    bytes.append(contentsOf: repeatElement(0x30, count: max(0, -wholeCount)))
    bytes.append(contentsOf: digits[max(0, wholeCount)...])
  }

  private static func digits(of magnitude: UInt128) -> [UInt8] {
    guard let short = UInt64(exactly: magnitude) else {
      return Array(magnitude.description.utf8)
    }
    var digits: [UInt8] = []
    digits.append(digitsOf: short)
    return digits
  }
}

/// A decimal number of any size as it stands in a text: `digits × 10^exponent`.
public struct DecimalNumeral: Sendable {
  /// Whether a minus sign stands before it.
  public let isNegative: Bool
  /// 0 to 9 each, without leading zeros; empty for zero.
  public let digits: [UInt8]
  /// The power of ten of the last digit.
  public let exponent: Int

  /// The number of a text: a sign, digits, a point and an exponent (`-1.5e3`, `.5`, `7.`); nil if it
  /// is anything else.
  public init?(_ text: some Sequence<UInt8>) {
    var reader = Reader()
    for byte in text where !reader.take(byte) {
      return nil
    }
    guard reader.isComplete, abs(reader.exponent) <= 1_000_000_000 else { return nil }
    isNegative = reader.isNegative
    digits = reader.digits
    exponent = reader.exponent - reader.fractionCount
  }

  /// The shortest decimal of a floating point number as a numeral.
  public init(_ decimal: ShortestDecimal) {
    isNegative = decimal.isNegative
    digits = decimal.digits == [0] ? [] : decimal.digits
    exponent = decimal.exponent - decimal.digits.count
  }

  /// The number as a decimal without its point, rounded half away from zero at `scale`; nil if it
  /// takes more than `precision` digits.
  public func unscaled(precision: Int, scale: Int) -> Int128? {
    guard !digits.isEmpty else { return 0 }
    let kept = digits.count + exponent + scale
    // 38 digits always fit; a 39th would not be a decimal.
    guard kept <= DecimalNotation.maximumPrecision else { return nil }
    var number: Int128 = 0
    for place in 0..<max(0, kept) {
      number = number * 10 + (place < digits.count ? Int128(digits[place]) : 0)
    }
    if kept >= 0, kept < digits.count, digits[kept] >= 5 {
      number += 1
    }
    guard precision >= 0, precision <= DecimalNotation.maximumPrecision,
      number < DecimalNotation.powersOfTen[precision]
    else { return nil }
    return isNegative ? -number : number
  }

  private struct Reader {
    enum Place { case start, whole, fraction, exponentStart, exponentDigits }
    var place = Place.start
    var isNegative = false
    var digits: [UInt8] = []
    var digitCount = 0
    var fractionCount = 0
    var magnitude = 0
    var isExponentNegative = false
    var sawExponentSign = false

    var exponent: Int { isExponentNegative ? -magnitude : magnitude }
    var isComplete: Bool { digitCount > 0 && place != .exponentStart }

    mutating func take(_ byte: UInt8) -> Bool {
      switch (byte, place) {
      case (0x2B, .start), (0x2D, .start):
        isNegative = byte == 0x2D
        place = .whole
      case (0x30...0x39, .start), (0x30...0x39, .whole), (0x30...0x39, .fraction):
        takeDigit(byte - 0x30)
      case (0x2E, .start), (0x2E, .whole):
        place = .fraction
      case (0x45, .start), (0x45, .whole), (0x45, .fraction),
        (0x65, .start), (0x65, .whole), (0x65, .fraction):
        place = .exponentStart
        return digitCount > 0
      case (0x2B, .exponentStart), (0x2D, .exponentStart):
        guard !sawExponentSign else { return false }
        sawExponentSign = true
        isExponentNegative = byte == 0x2D
      case (0x30...0x39, .exponentStart), (0x30...0x39, .exponentDigits):
        place = .exponentDigits
        magnitude = min(magnitude * 10 + Int(byte - 0x30), 2_000_000_000)
      default:
        return false
      }
      return true
    }

    private mutating func takeDigit(_ digit: UInt8) {
      if place == .start {
        place = .whole
      }
      digitCount += 1
      if place == .fraction {
        fractionCount += 1
      }
      if digit != 0 || !digits.isEmpty {
        digits.append(digit)
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A floating point number as its shortest decimal: `0.d₁d₂… × 10^exponent`.
///
/// The digits are the fewest that read back as the same number, the nearest to it among those.
/// Zero has the one digit 0 and exponent 1.
public struct ShortestDecimal: Equatable, Sendable {
  /// Whether the sign bit is set; so too for -0.
  public let isNegative: Bool
  /// 0 to 9 each, the first not 0 unless the number is.
  public let digits: [UInt8]
  /// Where the point stands, counted from before the first digit.
  public let exponent: Int

  /// The decimal of a finite double; nil for NaN and the infinities.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let tiny = value.magnitude.bitPattern
    if tiny != 0, tiny < 0x10_0000 {
      self.init(
        multiples: tiny,
        of: 494_065_645_841_246_544,
        exponent: -323,
        else: value.description,
        isNegative: value.sign == .minus
      )
    } else {
      self.init(description: value.description)
    }
  }

  /// The decimal of a finite real; nil for NaN and the infinities.
  public init?(_ value: Float) {
    guard value.isFinite else { return nil }
    let tiny = value.magnitude.bitPattern
    if tiny != 0, tiny < 0x10_0000 {
      self.init(
        multiples: UInt64(tiny),
        of: 140_129_846_432_481_707,
        exponent: -44,
        else: value.description,
        isNegative: value.sign == .minus
      )
    } else {
      self.init(description: value.description)
    }
  }

  /// The smallest numbers there are have a digit too few to print as Java does, which never shows
  /// less than two: 4.9E-324, not 5E-324.
  private init(
    multiples: UInt64,
    of unit: UInt64,
    exponent: Int,
    else description: String,
    isNegative: Bool
  ) {
    let shortest = ShortestDecimal(description: description)
    let (product, overflow) = UInt128(multiples).multipliedReportingOverflow(by: UInt128(unit))
    guard shortest.digits.count == 1, !overflow else {
      self = shortest
      return
    }
    var twoDigits = product
    var remainder: UInt128 = 0
    var scale: UInt128 = 1
    var places = 0
    while twoDigits >= 100 {
      remainder += twoDigits % 10 * scale
      scale *= 10
      twoDigits /= 10
      places += 1
    }
    if remainder * 2 >= scale {
      twoDigits += 1
    }
    // The unit has 18 digits, its point after the first of them stands at `exponent`.
    let pointShift = places + 2 - 18
    self.isNegative = isNegative
    if twoDigits == 100 {
      digits = [1]
      self.exponent = exponent + pointShift + 1
    } else {
      digits =
        twoDigits % 10 == 0
        ? [UInt8(twoDigits / 10)] : [UInt8(twoDigits / 10), UInt8(twoDigits % 10)]
      self.exponent = exponent + pointShift
    }
  }

  /// Reads Swift's own text of a finite number: `-123.0`, `1e-07`, `1.5e+300`.
  private init(description: String) {
    var digits: [UInt8] = []
    var exponent = 0
    var isNegative = false
    var sawPoint = false
    var rest = description.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0x2D: isNegative = true
      case 0x2E: sawPoint = true
      case 0x30...0x39:
        digits.append(byte - 0x30)
        exponent += sawPoint ? 0 : 1
      default:
        exponent += Int(String(Substring(rest))) ?? 0
        rest = rest[rest.endIndex...]
      }
    }
    let leadingZeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leadingZeros)
    while digits.last == 0 {
      digits.removeLast()
    }
    self.isNegative = isNegative
    self.digits = digits.isEmpty ? [0] : digits
    self.exponent = digits.isEmpty ? 1 : exponent - leadingZeros
  }
}

/// The texts of floating point numbers, as Java and so Athena writes them.
public enum FloatingText {
  /// The text Athena shows for a double: `1.0`, `0.001`, `1.0E10`, `NaN`, `-Infinity`.
  public static func plain(_ value: Double) -> String {
    guard let decimal = ShortestDecimal(value) else { return special(value) }
    return plain(decimal)
  }

  /// The text Athena shows for a real.
  public static func plain(_ value: Float) -> String {
    guard let decimal = ShortestDecimal(value) else { return special(Double(value)) }
    return plain(decimal)
  }

  /// The text `CAST(x AS varchar)` gives a double: always with an exponent, `1.5E0`, `0E0`.
  public static func scientific(_ value: Double) -> String {
    guard let decimal = ShortestDecimal(value) else { return special(value) }
    return scientific(decimal)
  }

  /// The text `CAST(x AS varchar)` gives a real: as a double's, with at most seven digits.
  public static func scientific(_ value: Float) -> String {
    guard let decimal = ShortestDecimal(value) else { return special(Double(value)) }
    return scientific(decimal.rounded(toDigits: 7))
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }

  private static func plain(_ decimal: ShortestDecimal) -> String {
    var text: [UInt8] = decimal.isNegative ? [0x2D] : []
    let digits = decimal.digits.map { $0 + 0x30 }
    let exponent = decimal.exponent
    // Java leaves the exponent out from 0.001 up to but not including ten million.
    if digits == [0x30] {
      text.append("0.0")
    } else if (-2...0).contains(exponent) {
      text.append("0.")
      text.append(contentsOf: repeatElement(0x30, count: -exponent))
      text.append(contentsOf: digits)
    } else if (1...7).contains(exponent) {
      text.append(contentsOf: digits.prefix(exponent))
      text.append(contentsOf: repeatElement(0x30, count: max(0, exponent - digits.count)))
      text.append(0x2E)
      text.append(contentsOf: digits.count > exponent ? Array(digits[exponent...]) : [0x30])
    } else {
      appendScientific(digits, exponent: exponent, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func scientific(_ decimal: ShortestDecimal) -> String {
    var text: [UInt8] = decimal.isNegative ? [0x2D] : []
    if decimal.digits == [0] {
      text.append("0E0")
    } else {
      appendScientific(decimal.digits.map { $0 + 0x30 }, exponent: decimal.exponent, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func appendScientific(
    _ digits: [UInt8],
    exponent: Int,
    to text: inout [UInt8]
  ) {
    text.append(digits[0])
    text.append(0x2E)
    text.append(contentsOf: digits.count > 1 ? Array(digits[1...]) : [0x30])
    text.append(0x45)
    text.append(number: Int64(exponent - 1))
  }
}

extension ShortestDecimal {
  private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = exponent
  }

  /// The number cut to a count of digits, half to even.
  fileprivate func rounded(toDigits count: Int) -> ShortestDecimal {
    guard digits.count > count else { return self }
    var kept = Array(digits[..<count])
    let dropped = digits[count...]
    let isHalf = dropped.first == 5 && dropped.dropFirst().allSatisfy { $0 == 0 }
    let roundsUp = isHalf ? kept[count - 1] % 2 == 1 : digits[count] >= 5
    var exponent = exponent
    if roundsUp {
      var place = count - 1
      while place >= 0, kept[place] == 9 {
        kept[place] = 0
        place -= 1
      }
      if place >= 0 {
        kept[place] += 1
      } else {
        kept = [1]
        exponent += 1
      }
    }
    while kept.count > 1, kept.last == 0 {
      kept.removeLast()
    }
    return ShortestDecimal(isNegative: isNegative, digits: kept, exponent: exponent)
  }
}

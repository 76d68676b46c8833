// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A decimal number printed to a number of places, rounded half up as Java's Formatter does: over
/// the shortest decimal of a floating point number, not its binary value.
struct RoundedDecimal {
  let isNegative: Bool
  /// 0 to 9 each, without leading zeros; empty for zero.
  private let digits: [UInt8]
  /// How many of the digits stand before the point.
  private let point: Int

  init(_ numeral: DecimalNumeral) {
    isNegative = numeral.isNegative
    digits = numeral.digits
    point = numeral.digits.isEmpty ? 0 : numeral.digits.count + numeral.exponent
  }

  private init(isNegative: Bool, digits: [UInt8], point: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.point = point
  }

  /// `1234.50`.
  func fixed(places: Int, keepsPoint: Bool = false) -> String {
    let rounded = rounded(keeping: point + places)
    let whole = rounded.slice(from: 0, count: rounded.point)
    let fraction = rounded.slice(from: rounded.point, count: places)
    return (whole.isEmpty ? "0" : whole) + (places > 0 || keepsPoint ? "." : "") + fraction
  }

  /// `1.234500e+03`.
  func scientific(places: Int, keepsPoint: Bool = false) -> String {
    let rounded = rounded(keeping: places + 1)
    let exponent = rounded.digits.isEmpty ? 0 : rounded.point - 1
    let power = String(exponent.magnitude)
    return rounded.slice(from: 0, count: 1) + (places > 0 || keepsPoint ? "." : "")
      + rounded.slice(from: 1, count: places) + (exponent < 0 ? "e-" : "e+")
      + (power.utf8.count < 2 ? "0" : "") + power
  }

  /// Plain from 10⁻⁴ up to what the digits can show, else with an exponent.
  func general(digits count: Int) -> String {
    let rounded = rounded(keeping: count)
    guard !rounded.digits.isEmpty else { return fixed(places: count - 1) }
    guard rounded.point > -4, rounded.point <= count else { return scientific(places: count - 1) }
    return fixed(places: max(count - rounded.point, 0))
  }

  /// The number rounded to its first digits; nothing is kept of a number that is too small.
  private func rounded(keeping count: Int) -> RoundedDecimal {
    guard count < digits.count else { return self }
    guard count >= 0 else { return RoundedDecimal(isNegative: isNegative, digits: [], point: 0) }
    var kept = Array(digits[..<count])
    guard digits[count] >= 5 else {
      return RoundedDecimal(isNegative: isNegative, digits: kept, point: point)
    }
    var place = count - 1
    while place >= 0, kept[place] == 9 {
      kept[place] = 0
      place -= 1
    }
    guard place >= 0 else {
      return RoundedDecimal(isNegative: isNegative, digits: [1] + kept, point: point + 1)
    }
    kept[place] += 1
    return RoundedDecimal(isNegative: isNegative, digits: kept, point: point)
  }

  /// Digits from a place on, zeros where there are none.
  private func slice(from start: Int, count: Int) -> String {
    guard count > 0 else { return "" }
    let bytes = (start..<start + count).map { place in
      0x30 + (digits.indices.contains(place) ? digits[place] : 0)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

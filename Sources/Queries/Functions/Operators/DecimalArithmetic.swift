// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The precision and scale of a decimal type, and those of the results of arithmetic.
///
/// The rules are Trino's: an addition has one digit more than it may need to, a product as many as
/// both factors, a quotient the greater scale of the two; 38 digits at most.
package struct DecimalShape: Equatable, Sendable {
  package let precision: Int
  package let scale: Int

  package init(precision: Int, scale: Int) {
    self.precision = precision
    self.scale = scale
  }

  /// The shape of a decimal, and of an integer as a decimal; nil for other types.
  package init?(_ type: DataType) {
    switch type {
    case .decimal(let precision, let scale): self.init(precision: precision, scale: scale)
    case .tinyint: self.init(precision: 3, scale: 0)
    case .smallint: self.init(precision: 5, scale: 0)
    case .integer: self.init(precision: 10, scale: 0)
    case .bigint: self.init(precision: 19, scale: 0)
    default: return nil
    }
  }

  /// The type; `INVALID_FUNCTION_ARGUMENT` where the scale has no room in 38 digits.
  package func type() throws(QueryError) -> DataType {
    let precision = min(precision, DecimalNotation.maximumPrecision)
    guard (0...precision).contains(scale) else {
      throw QueryError(
        .invalidFunctionArgument,
        "DECIMAL scale must be in range [0, precision (\(precision))]: \(scale)"
      )
    }
    return .decimal(precision: precision, scale: scale)
  }

  private var wholeDigits: Int { precision - scale }

  package func sum(_ other: DecimalShape) -> DecimalShape {
    let scale = max(scale, other.scale)
    return DecimalShape(precision: max(wholeDigits, other.wholeDigits) + scale + 1, scale: scale)
  }

  package func product(_ other: DecimalShape) -> DecimalShape {
    DecimalShape(precision: precision + other.precision, scale: scale + other.scale)
  }

  package func quotient(_ other: DecimalShape) -> DecimalShape {
    DecimalShape(
      precision: precision + other.scale + max(other.scale - scale, 0),
      scale: max(scale, other.scale)
    )
  }

  package func remainder(_ other: DecimalShape) -> DecimalShape {
    let scale = max(scale, other.scale)
    return DecimalShape(precision: min(wholeDigits, other.wholeDigits) + scale, scale: scale)
  }
}

/// Arithmetic on decimals without their points; what leaves 38 digits is an overflow.
package enum DecimalArithmetic {
  /// One more than the greatest decimal.
  private static let bound = DecimalNotation.powersOfTen[DecimalNotation.maximumPrecision]

  /// Whether the number has at most so many digits.
  package static func fits(_ unscaled: Int128, precision: Int) -> Bool {
    let places = max(0, min(precision, DecimalNotation.maximumPrecision))
    return unscaled.magnitude < DecimalNotation.powersOfTen[places].magnitude
  }

  /// The number at another scale, rounded half away from zero; nil beyond 128 bits.
  package static func rescale(_ unscaled: Int128, from source: Int, to target: Int) -> Int128? {
    if source == target { return unscaled }
    let places = abs(target - source)
    guard places <= DecimalNotation.maximumPrecision else {
      return source > target || unscaled == 0 ? 0 : nil
    }
    let power = DecimalNotation.powersOfTen[places]
    if target > source {
      let (product, overflow) = unscaled.multipliedReportingOverflow(by: power)
      return overflow ? nil : product
    }
    let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: power)
    guard remainder.magnitude >= power.magnitude - remainder.magnitude else { return quotient }
    return unscaled < 0 ? quotient - 1 : quotient + 1
  }

  /// The nearest double.
  package static func double(_ unscaled: Int128, scale: Int) -> Double {
    // Both numbers are exact as doubles, so that their quotient is rounded once.
    if unscaled.magnitude < 1 << 53, (0...22).contains(scale) {
      return Double(unscaled) / Double(DecimalNotation.powersOfTen[scale])
    }
    return Double(DecimalNotation.text(unscaled, scale: scale)) ?? .nan
  }

  static func add(
    _ left: Int128,
    _ leftScale: Int,
    _ right: Int128,
    _ rightScale: Int
  ) throws(QueryError) -> Int128 {
    let scale = max(leftScale, rightScale)
    guard let a = rescale(left, from: leftScale, to: scale),
      let b = rescale(right, from: rightScale, to: scale)
    else { throw .decimalOverflow }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return try checked(overflow ? nil : sum)
  }

  static func multiply(_ left: Int128, _ right: Int128) throws(QueryError) -> Int128 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return try checked(overflow ? nil : product)
  }

  /// The quotient at the greater of the two scales, rounded half away from zero.
  static func divide(
    _ left: Int128,
    _ leftScale: Int,
    _ right: Int128,
    _ rightScale: Int
  ) throws(QueryError) -> Int128 {
    guard right != 0 else { throw .divisionByZero }
    let divisor = right.magnitude
    var (quotient, remainder) = left.magnitude.quotientAndRemainder(dividingBy: divisor)
    var places = max(leftScale, rightScale) - leftScale + rightScale
    while places > 0 {
      let step = min(places, DecimalNotation.maximumPrecision)
      places -= step
      let power = DecimalNotation.powersOfTen[step].magnitude
      // The remainder is less than the divisor, so that the digits that follow fit 128 bits.
      let digits = divisor.dividingFullWidth(remainder.multipliedFullWidth(by: power))
      let (shifted, overflow) = quotient.multipliedReportingOverflow(by: power)
      guard !overflow, shifted < bound.magnitude else { throw .decimalOverflow }
      quotient = shifted + digits.quotient
      remainder = digits.remainder
    }
    if remainder >= divisor - remainder {
      quotient += 1
    }
    guard quotient < bound.magnitude else { throw .decimalOverflow }
    return (left < 0) == (right < 0) ? Int128(quotient) : -Int128(quotient)
  }

  /// The remainder at the greater of the two scales, with the sign of the dividend.
  static func modulus(
    _ left: Int128,
    _ leftScale: Int,
    _ right: Int128,
    _ rightScale: Int
  ) throws(QueryError) -> Int128 {
    guard right != 0 else { throw .divisionByZero }
    let scale = max(leftScale, rightScale)
    guard let divisor = rescale(right, from: rightScale, to: scale)?.magnitude else {
      // The divisor is beyond every dividend.
      return try checked(rescale(left, from: leftScale, to: scale))
    }
    let places = min(scale - leftScale, DecimalNotation.maximumPrecision)
    let power = DecimalNotation.powersOfTen[places].magnitude
    let reduced = left.magnitude % divisor
    let remainder = divisor.dividingFullWidth(reduced.multipliedFullWidth(by: power)).remainder
    return try checked(left < 0 ? -Int128(remainder) : Int128(remainder))
  }

  static func checked(_ result: Int128?) throws(QueryError) -> Int128 {
    guard let result, result.magnitude < bound.magnitude else { throw .decimalOverflow }
    return result
  }
}

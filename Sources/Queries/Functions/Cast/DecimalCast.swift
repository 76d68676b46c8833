// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to decimal; digits beyond the scale are rounded half away from zero.
enum DecimalCast {
  static func make(from source: DataType, to shape: DecimalShape) -> Cast.Conversion? {
    switch source {
    case .boolean:
      return { (value) throws(QueryError) in
        let truth = try value.asBoolean
        return try make(truth ? 1 : 0, scale: 0, shape) { "Cannot cast BOOLEAN '\(truth)'" }
      }
    case .tinyint, .smallint, .integer, .bigint:
      let name = "\(source)".uppercased()
      return { (value) throws(QueryError) in
        let number = try value.asInteger
        return try make(Int128(number), scale: 0, shape) { "Cannot cast \(name) '\(number)'" }
      }
    case .decimal(let precision, let scale):
      return { (value) throws(QueryError) in
        let number = try value.asDecimal
        return try make(number, scale: scale, shape) {
          "Cannot cast DECIMAL(\(precision), \(scale)) "
            + "'\(DecimalNotation.text(number, scale: scale))'"
        }
      }
    case .real, .double:
      return { (value) throws(QueryError) in try fromFloating(value, shape) }
    case .varchar, .char:
      return { (value) throws(QueryError) in try parse(try value.asText, shape) }
    default: return nil
    }
  }

  private static func make(
    _ unscaled: Int128,
    scale: Int,
    _ shape: DecimalShape,
    _ failure: () -> String
  ) throws(QueryError) -> Value {
    guard let number = DecimalArithmetic.rescale(unscaled, from: scale, to: shape.scale),
      DecimalArithmetic.fits(number, precision: shape.precision)
    else { throw .invalidCast("\(failure()) to \(shape.name)") }
    return .decimal(number)
  }

  private static func fromFloating(
    _ value: Value,
    _ shape: DecimalShape
  ) throws(QueryError) -> Value {
    let (decimal, name, shown) =
      if case .real(let real) = value {
        (ShortestDecimal(real), "REAL", FloatingText.plain(real))
      } else {
        (
          ShortestDecimal(try value.asDouble), "DOUBLE", FloatingText.plain(try value.asDouble)
        )
      }
    guard let decimal,
      let number = DecimalNumeral(decimal).unscaled(
        precision: shape.precision,
        scale: shape.scale
      )
    else { throw .invalidCast("Cannot cast \(name) '\(shown)' to \(shape.name)") }
    return .decimal(number)
  }

  private static func parse(_ text: Text, _ shape: DecimalShape) throws(QueryError) -> Value {
    guard let numeral = DecimalNumeral(text.bytes.trimmingSpace) else {
      throw .invalidCast("Cannot cast VARCHAR '\(text)' to \(shape.name). Value is not a number")
    }
    guard let number = numeral.unscaled(precision: shape.precision, scale: shape.scale) else {
      throw .invalidCast("Cannot cast VARCHAR '\(text)' to \(shape.name). Value too large")
    }
    return .decimal(number)
  }
}

extension DecimalShape {
  /// As in errors.
  fileprivate var name: String { "DECIMAL(\(precision), \(scale))" }
}

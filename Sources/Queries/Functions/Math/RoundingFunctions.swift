// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `round`, `truncate`, `ceiling` and `floor`.
enum RoundingFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "round",
      "x rounded to a whole number or to d places, halves away from zero.",
      integersUnchanged() + IntegerKind.allCases.map(roundedInteger) + [
        .plain("(double) -> double") { (arguments) throws(QueryError) in
          .double(round(try arguments.double(0), places: 0))
        },
        .plain("(double, integer) -> double") { (arguments) throws(QueryError) in
          .double(round(try arguments.double(0), places: try arguments.integer(1)))
        },
        .plain("(real) -> real") { (arguments) throws(QueryError) in
          .real(Float(round(try arguments.double(0), places: 0)))
        },
        .plain("(real, integer) -> real") { (arguments) throws(QueryError) in
          .real(Float(round(try arguments.double(0), places: try arguments.integer(1))))
        },
        wholeDecimal({ $0.rounded }, using: DecimalRounding.halfAway),
        decimalToPlaces(
          { DecimalShape(precision: $0.precision + 1, scale: $0.scale) },
          using: DecimalRounding.halfAway
        ),
      ]
    ),
    ScalarFunction(
      "truncate",
      "x without its digits after the point, or after d places.",
      [
        .plain("(double) -> double") { (arguments) throws(QueryError) in
          .double(try arguments.double(0).rounded(.towardZero))
        },
        .plain("(real) -> real") { (arguments) throws(QueryError) in
          .real(Float(try arguments.double(0).rounded(.towardZero)))
        },
        wholeDecimal({ $0.truncated }, using: DecimalRounding.towardZero),
        decimalToPlaces({ $0 }, using: DecimalRounding.towardZero),
      ]
    ),
    whole("ceiling", aliases: ["ceil"], "x rounded up.", .up, DecimalRounding.up),
    whole("floor", aliases: [], "x rounded down.", .down, DecimalRounding.down),
  ]

  private static func whole(
    _ name: String,
    aliases: [String],
    _ summary: String,
    _ rule: FloatingPointRoundingRule,
    _ decimal: @escaping DecimalRounding.Rule
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      aliases: aliases,
      summary,
      integersUnchanged() + [
        .plain("(double) -> double") { (arguments) throws(QueryError) in
          .double(try arguments.double(0).rounded(rule))
        },
        .plain("(real) -> real") { (arguments) throws(QueryError) in
          .real(Float(try arguments.double(0).rounded(rule)))
        },
        wholeDecimal({ $0.rounded }, using: decimal),
      ]
    )
  }

  private static func integersUnchanged() -> [ScalarOverload] {
    IntegerKind.allCases.map { kind in
      .plain(Signature("(\(kind.name)) -> \(kind.name)")) { (arguments) throws(QueryError) in
        arguments.values[0]
      }
    }
  }

  private static func roundedInteger(_ kind: IntegerKind) -> ScalarOverload {
    .plain(Signature("(\(kind.name), integer) -> \(kind.name)")) {
      (arguments) throws(QueryError) in
      let number = try arguments.integer(0)
      let places = try arguments.integer(1)
      guard places < 0 else { return .bigint(number) }
      guard places >= -18,
        let rounded = DecimalArithmetic.rescale(Int128(number), from: Int(-places), to: 0)
      else { throw .outOfRange("numerical overflow: \(number)") }
      let result = rounded * DecimalNotation.powersOfTen[Int(-places)]
      guard let exact = Int64(exactly: result), kind.range.contains(exact) else {
        throw .outOfRange(
          kind == .bigint
            ? "numerical overflow: \(number)" : "Out of range for \(kind.name): \(result)"
        )
      }
      return .bigint(exact)
    }
  }

  /// Halves away from zero; a number without a fraction at so many places is left as it is.
  private static func round(_ number: Double, places: Int64) -> Double {
    guard number.isFinite else { return number }
    let factor = CLibraryMath.power(10, Double(places))
    let scaled = number * factor
    guard factor.isFinite, scaled.magnitude < 0x1p52 else { return number }
    guard factor > 0 else { return 0 }
    return scaled.rounded(.toNearestOrAwayFromZero) / factor
  }

  private static func wholeDecimal(
    _ shape: @escaping @Sendable (DecimalShape) -> DecimalShape,
    using rule: @escaping DecimalRounding.Rule
  ) -> ScalarOverload {
    ScalarOverload(
      "(decimal) -> decimal",
      resultType: { (types) throws(QueryError) in try shape(try decimal(types)).type() },
      make: { types, _ in
        let scale = types.first.flatMap(DecimalShape.init)?.scale ?? 0
        return .values { (arguments) throws(QueryError) in
          .decimal(rule(try arguments[0].asDecimal, scale))
        }
      }
    )
  }

  private static func decimalToPlaces(
    _ shape: @escaping @Sendable (DecimalShape) -> DecimalShape,
    using rule: @escaping DecimalRounding.Rule
  ) -> ScalarOverload {
    ScalarOverload(
      "(decimal, integer) -> decimal",
      resultType: { (types) throws(QueryError) in try shape(try decimal(types)).type() },
      make: { types, _ in
        let scale = Int64(types.first.flatMap(DecimalShape.init)?.scale ?? 0)
        return .values { (arguments) throws(QueryError) in
          let number = try arguments[0].asDecimal
          let places = max(-40, try arguments[1].asInteger)
          guard places < scale else { return .decimal(number) }
          let dropped = Int(scale - places)
          let kept = rule(number, dropped)
          guard dropped <= DecimalNotation.maximumPrecision else { return .decimal(0) }
          let (result, overflow) = kept.multipliedReportingOverflow(
            by: DecimalNotation.powersOfTen[dropped]
          )
          return .decimal(try DecimalArithmetic.checked(overflow ? nil : result))
        }
      }
    )
  }

  private static func decimal(_ types: [DataType]) throws(QueryError) -> DecimalShape {
    guard let type = types.first, let shape = DecimalShape(type) else {
      throw QueryError(.typeMismatch, "a decimal is expected")
    }
    return shape
  }
}

/// Ways to drop the last digits of a decimal.
enum DecimalRounding {
  /// The number without its last `places` digits.
  typealias Rule = @Sendable (_ unscaled: Int128, _ places: Int) -> Int128

  static let halfAway: Rule = { unscaled, places in
    DecimalArithmetic.rescale(unscaled, from: places, to: 0) ?? 0
  }

  static let towardZero: Rule = { unscaled, places in
    guard places <= DecimalNotation.maximumPrecision else { return 0 }
    return unscaled / DecimalNotation.powersOfTen[max(0, places)]
  }

  static let down: Rule = { unscaled, places in
    guard places <= DecimalNotation.maximumPrecision else { return unscaled < 0 ? -1 : 0 }
    return floorDivide(unscaled, DecimalNotation.powersOfTen[max(0, places)])
  }

  static let up: Rule = { unscaled, places in -down(-unscaled, places) }
}

extension DecimalShape {
  /// A whole number that rounding may have given one digit more.
  fileprivate var rounded: DecimalShape {
    DecimalShape(precision: precision - scale + min(scale, 1), scale: 0)
  }

  fileprivate var truncated: DecimalShape {
    DecimalShape(precision: max(1, precision - scale), scale: 0)
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `+ - * / %` and the sign, over decimals and floating point numbers.
enum NumberOperators {
  typealias DecimalOperation =
    @Sendable (Int128, Int, Int128, Int) throws(QueryError) -> Int128

  static let addition = overloads(
    shape: { $0.sum($1) },
    decimal: DecimalArithmetic.add,
    double: { $0 + $1 },
    real: { $0 + $1 }
  )

  static let subtraction = overloads(
    shape: { $0.sum($1) },
    decimal: { (left, leftScale, right, rightScale) throws(QueryError) in
      try DecimalArithmetic.add(left, leftScale, -right, rightScale)
    },
    double: { $0 - $1 },
    real: { $0 - $1 }
  )

  static let multiplication = overloads(
    shape: { $0.product($1) },
    decimal: { (left, _, right, _) throws(QueryError) in
      try DecimalArithmetic.multiply(left, right)
    },
    double: { $0 * $1 },
    real: { $0 * $1 }
  )

  static let division = overloads(
    shape: { $0.quotient($1) },
    decimal: DecimalArithmetic.divide,
    double: { $0 / $1 },
    real: { $0 / $1 }
  )

  static let modulus = overloads(
    shape: { $0.remainder($1) },
    decimal: DecimalArithmetic.modulus,
    double: { $0.truncatingRemainder(dividingBy: $1) },
    real: { $0.truncatingRemainder(dividingBy: $1) }
  )

  static let negation: [ScalarOverload] = [
    ScalarOverload("(decimal(p, s)) -> decimal(p, s)") { _, _ in
      .values { (arguments) throws(QueryError) in .decimal(-(try arguments[0].asDecimal)) }
    },
    ScalarOverload("(double) -> double") { _, _ in
      .values { (arguments) throws(QueryError) in .double(-(try arguments[0].asDouble)) }
    },
    ScalarOverload("(real) -> real") { _, _ in
      .values { (arguments) throws(QueryError) in .real(-(try arguments[0].asReal)) }
    },
  ]

  private static func overloads(
    shape: @escaping @Sendable (DecimalShape, DecimalShape) -> DecimalShape,
    decimal: @escaping DecimalOperation,
    double: @escaping @Sendable (Double, Double) -> Double,
    real: @escaping @Sendable (Float, Float) -> Float
  ) -> [ScalarOverload] {
    [
      ScalarOverload(
        "(decimal, decimal) -> decimal",
        resultType: { (types) throws(QueryError) in
          let (left, right) = try shapes(types)
          return try shape(left, right).type()
        },
        make: { types, _ in
          let scales = types.map { DecimalShape($0)?.scale ?? 0 }
          return .values { (arguments) throws(QueryError) in
            .decimal(
              try decimal(
                try arguments[0].asDecimal,
                scales[0],
                try arguments[1].asDecimal,
                scales[1]
              )
            )
          }
        }
      ),
      ScalarOverload("(double, double) -> double") { _, _ in
        .values { (arguments) throws(QueryError) in
          .double(double(try arguments[0].asDouble, try arguments[1].asDouble))
        }
      },
      ScalarOverload("(real, real) -> real") { _, _ in
        .values { (arguments) throws(QueryError) in
          .real(real(try arguments[0].asReal, try arguments[1].asReal))
        }
      },
    ]
  }

  private static func shapes(
    _ types: [DataType]
  ) throws(QueryError) -> (DecimalShape, DecimalShape) {
    guard types.count == 2, let left = DecimalShape(types[0]), let right = DecimalShape(types[1])
    else {
      throw QueryError(.typeMismatch, "decimal arithmetic takes two decimals")
    }
    return (left, right)
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `abs`, `sign` and `mod`: functions that every type of number has.
enum SignFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "abs",
      "The absolute value.",
      IntegerKind.allCases.map { kind in
        .plain(Signature("(\(kind.name)) -> \(kind.name)")) { (arguments) throws(QueryError) in
          let number = try arguments.integer(0)
          guard number != kind.range.lowerBound else {
            throw .outOfRange("Value \(number) is out of range for abs(\(kind.name))")
          }
          return .bigint(abs(number))
        }
      } + [
        .plain("(double) -> double") { (arguments) throws(QueryError) in
          .double(try arguments.double(0).magnitude)
        },
        .plain("(real) -> real") { (arguments) throws(QueryError) in
          .real(try arguments.values[0].asReal.magnitude)
        },
        .plain("(decimal(p, s)) -> decimal(p, s)") { (arguments) throws(QueryError) in
          let number = try arguments.values[0].asDecimal
          return .decimal(number < 0 ? -number : number)
        },
      ]
    ),
    ScalarFunction(
      "sign",
      "1, 0 or -1 for a number above, at or below zero.",
      IntegerKind.allCases.map { kind in
        .plain(Signature("(\(kind.name)) -> \(kind.name)")) { (arguments) throws(QueryError) in
          .bigint(try arguments.integer(0).signum())
        }
      } + [
        .plain("(double) -> double") { (arguments) throws(QueryError) in
          .double(sign(try arguments.double(0)))
        },
        .plain("(real) -> real") { (arguments) throws(QueryError) in
          .real(Float(sign(try arguments.double(0))))
        },
        .plain("(decimal) -> decimal(1,0)") { (arguments) throws(QueryError) in
          .decimal(try arguments.values[0].asDecimal.signum())
        },
      ]
    ),
    ScalarFunction(
      "mod",
      "The remainder of n divided by m, with the sign of n.",
      IntegerArithmetic.modulus + NumberOperators.modulus
    ),
  ]

  /// Zeros keep their sign, and NaN stays NaN.
  private static func sign(_ number: Double) -> Double {
    number > 0 ? 1 : number < 0 ? -1 : number
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The operators, as functions under names that no identifier can have.
package enum OperatorFunctions {
  package static let all: [ScalarFunction] = [
    ScalarFunction(
      "$add",
      "The sum `x + y`, also of a date or timestamp and an interval.",
      IntegerArithmetic.addition + NumberOperators.addition + IntervalOperators.addition
    ),
    ScalarFunction(
      "$subtract",
      "The difference `x - y`; of two dates or timestamps, an interval.",
      IntegerArithmetic.subtraction + NumberOperators.subtraction
        + IntervalOperators.subtraction
    ),
    ScalarFunction(
      "$multiply",
      "The product `x * y`, also of an interval and a number.",
      IntegerArithmetic.multiplication + NumberOperators.multiplication
        + IntervalOperators.multiplication
    ),
    ScalarFunction(
      "$divide",
      "The quotient `x / y`; of integers, truncated.",
      IntegerArithmetic.division + NumberOperators.division + IntervalOperators.division
    ),
    ScalarFunction(
      "$modulus",
      "The remainder `x % y`, with the sign of `x`.",
      IntegerArithmetic.modulus + NumberOperators.modulus
    ),
    ScalarFunction(
      "$negate",
      "The number or interval with the other sign, `-x`.",
      IntegerArithmetic.negation + NumberOperators.negation + IntervalOperators.negation
    ),
    ScalarFunction(
      "$subscript",
      "The element `x[i]` of an array, the value of a map's key.",
      SubscriptOperator.overloads
    ),
  ]
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `greatest` and `least`: NULL if any argument is, NaN only if all are.
enum ExtremeFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "greatest",
      "The greatest of the arguments; NULL if any is NULL.",
      [overload(sign: 1)]
    ),
    ScalarFunction(
      "least",
      "The least of the arguments; NULL if any is NULL.",
      [overload(sign: -1)]
    ),
  ]

  private static func overload(sign: Int) -> ScalarOverload {
    .plain("(T...) -> T") { (arguments) throws(QueryError) in
      guard var best = arguments.values.first else { return .null }
      for value in arguments.values.dropFirst() where !value.isNotANumber {
        if best.isNotANumber || ValueOrder.compare(value, best).signum() == sign {
          best = value
        }
      }
      return best
    }
  }
}

extension Value {
  /// Whether it is the NaN of a floating point type.
  var isNotANumber: Bool {
    switch self {
    case .double(let number): number.isNaN
    case .real(let number): number.isNaN
    default: false
    }
  }
}

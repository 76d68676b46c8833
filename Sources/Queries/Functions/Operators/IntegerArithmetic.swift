// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Arithmetic on the integer types; what leaves a type's range is an error.
enum IntegerArithmetic {
  typealias Operation = @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool)

  static let addition: [ScalarOverload] = overloads("addition", "+") {
    $0.addingReportingOverflow($1)
  }

  static let subtraction: [ScalarOverload] = overloads("subtraction", "-") {
    $0.subtractingReportingOverflow($1)
  }

  static let multiplication: [ScalarOverload] = overloads("multiplication", "*") {
    $0.multipliedReportingOverflow(by: $1)
  }

  /// Truncates towards zero.
  static let division: [ScalarOverload] = overloads("division", "/", isDivision: true) {
    $0.dividedReportingOverflow(by: $1)
  }

  /// Has the sign of the dividend.
  static let modulus: [ScalarOverload] = overloads("modulus", "%", isDivision: true) {
    // The least number by -1: the remainder is 0, though the quotient does not fit.
    $1 == -1 ? (0, false) : $0.remainderReportingOverflow(dividingBy: $1)
  }

  static let negation: [ScalarOverload] = IntegerKind.allCases.map { kind in
    ScalarOverload(Signature("(\(kind.name)) -> \(kind.name)")) { _, _ in
      .values { (arguments) throws(QueryError) in
        let number = try arguments[0].asInteger
        guard number != kind.range.lowerBound else {
          throw .outOfRange("\(kind.name) negation overflow: \(number)")
        }
        return .bigint(-number)
      }
    }
  }

  private static func overloads(
    _ name: String,
    _ sign: String,
    isDivision: Bool = false,
    _ operation: @escaping Operation
  ) -> [ScalarOverload] {
    IntegerKind.allCases.map { kind in
      ScalarOverload(Signature("(\(kind.name), \(kind.name)) -> \(kind.name)")) { _, _ in
        .values { (arguments) throws(QueryError) in
          let left = try arguments[0].asInteger
          let right = try arguments[1].asInteger
          if isDivision, right == 0 { throw .divisionByZero }
          let result = operation(left, right)
          guard !result.overflow, kind.range.contains(result.partialValue) else {
            throw .outOfRange("\(kind.name) \(name) overflow: \(left) \(sign) \(right)")
          }
          return .bigint(result.partialValue)
        }
      }
    }
  }
}

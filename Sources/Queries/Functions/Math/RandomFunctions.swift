// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `random`: another answer at every call.
enum RandomFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "random",
      aliases: ["rand"],
      "A random number from 0 up to 1 or n, or from m up to n, without the upper end.",
      [
        ScalarOverload("() -> double", isDeterministic: false) { _, _ in
          .values { (_) throws(QueryError) in .double(Double.random(in: 0..<1)) }
        }
      ] + IntegerKind.allCases.map(below) + IntegerKind.allCases.map(between)
    )
  ]

  private static func below(_ kind: IntegerKind) -> ScalarOverload {
    ScalarOverload(Signature("(\(kind.name)) -> \(kind.name)"), isDeterministic: false) { _, _ in
      .values { (arguments) throws(QueryError) in
        let bound = try arguments[0].asInteger
        guard bound > 0 else { throw .invalidArgument("bound must be positive") }
        return .bigint(Int64.random(in: 0..<bound))
      }
    }
  }

  private static func between(_ kind: IntegerKind) -> ScalarOverload {
    ScalarOverload(
      Signature("(\(kind.name), \(kind.name)) -> \(kind.name)"),
      isDeterministic: false
    ) { _, _ in
      .values { (arguments) throws(QueryError) in
        let start = try arguments[0].asInteger
        let stop = try arguments[1].asInteger
        guard start < stop else {
          throw .invalidArgument("start value must be less than stop value")
        }
        return .bigint(Int64.random(in: start..<stop))
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions that apply a lambda to the elements of arrays.
enum ArrayLambdaFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "transform",
      "The array of what the function makes of each element.",
      [
        .lambda("(array(T), function(T, U)) -> array(U)") {
          (arguments, lambdas) throws(QueryError) in
          var values: [Value] = []
          for value in try arguments[0].asArray {
            values.append(try lambdas[0]([value]))
          }
          return .array(values)
        }
      ]
    ),
    ScalarFunction(
      "filter",
      "The elements for which the function is true.",
      [
        .lambda("(array(T), function(T, boolean)) -> array(T)") {
          (arguments, lambdas) throws(QueryError) in
          var values: [Value] = []
          for value in try arguments[0].asArray where try lambdas[0]([value]) == .boolean(true) {
            values.append(value)
          }
          return .array(values)
        }
      ]
    ),
    ScalarFunction(
      "reduce",
      "One value out of the elements, taken into a state one by one.",
      [
        .lambda(
          "(array(T), S, function(S, T, S), function(S, R)) -> R",
          returnsNullOnNull: false
        ) { (arguments, lambdas) throws(QueryError) in
          guard !arguments[0].isNull else { return .null }
          var state = arguments[1]
          for value in try arguments[0].asArray {
            state = try lambdas[0]([state, value])
          }
          return try lambdas[1]([state])
        }
      ]
    ),
    match("any_match", "Whether the function is true for any element.", stopsAt: true) { $0 },
    match("all_match", "Whether the function is true for all elements.", stopsAt: false) { $0 },
    match("none_match", "Whether the function is true for no element.", stopsAt: true) { !$0 },
    ScalarFunction(
      "zip_with",
      "What the function makes of the elements at the same places of two arrays.",
      [
        .lambda("(array(T), array(U), function(T, U, R)) -> array(R)") {
          (arguments, lambdas) throws(QueryError) in
          let left = try arguments[0].asArray
          let right = try arguments[1].asArray
          var values: [Value] = []
          for place in 0..<max(left.count, right.count) {
            let first = place < left.count ? left[place] : .null
            let second = place < right.count ? right[place] : .null
            values.append(try lambdas[0]([first, second]))
          }
          return .array(values)
        }
      ]
    ),
  ]

  /// A test of the elements: one answer settles it, a NULL leaves it open, else it is the contrary.
  private static func match(
    _ name: String,
    _ summary: String,
    stopsAt decisive: Bool,
    _ result: @escaping @Sendable (Bool) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .lambda("(array(T), function(T, boolean)) -> boolean") {
          (arguments, lambdas) throws(QueryError) in
          var isOpen = false
          for value in try arguments[0].asArray {
            switch try lambdas[0]([value]) {
            case .boolean(decisive): return .boolean(result(decisive))
            case .null: isOpen = true
            default: break
            }
          }
          return isOpen ? .null : .boolean(result(!decisive))
        }
      ]
    )
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The functions of arrays.
package enum ArrayFunctions {
  package static let all: [ScalarFunction] =
    ArrayElementFunctions.all + ArraySetFunctions.all + ArrayOrderFunctions.all
    + ArrayBuildingFunctions.all + SequenceFunctions.all + ArrayLambdaFunctions.all
}

/// How many values one call may make where its arguments ask for a number of them.
enum CollectionLimit {
  /// Trino's for `sequence` and `repeat`.
  static let entryCount = 10_000
  /// Trino's for `combinations`.
  static let combinationCount = 100_000
  /// Ours, for what grows with the square of its argument.
  static let elementCount = 10_000_000

  static func check(elements: Int, in name: String) throws(QueryError) {
    guard elements <= elementCount else {
      throw QueryError(
        .exceededFunctionMemoryLimit,
        "the result of \(name) has more than \(elementCount) elements"
      )
    }
  }
}

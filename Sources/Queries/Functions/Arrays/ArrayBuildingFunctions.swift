// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Arrays made of others.
enum ArrayBuildingFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "concat",
      "The arrays one after the other, also as `||`; an element counts as its array.",
      [
        .plain("(array(T), array(T)...) -> array(T)") { (arguments) throws(QueryError) in
          var values: [Value] = []
          for argument in arguments.values {
            values.append(contentsOf: try argument.asArray)
          }
          return .array(values)
        },
        .plain("(array(T), T) -> array(T)", returnsNullOnNull: false) {
          (arguments) throws(QueryError) in
          guard !arguments.values[0].isNull else { return .null }
          return .array(try arguments.array(0) + [arguments.values[1]])
        },
        .plain("(T, array(T)) -> array(T)", returnsNullOnNull: false) {
          (arguments) throws(QueryError) in
          guard !arguments.values[1].isNull else { return .null }
          return .array([arguments.values[0]] + (try arguments.array(1)))
        },
      ]
    ),
    ScalarFunction(
      "flatten",
      "The elements of an array's arrays, one after the other.",
      [
        .plain("(array(array(T))) -> array(T)") { (arguments) throws(QueryError) in
          var values: [Value] = []
          for inner in try arguments.array(0) where !inner.isNull {
            values.append(contentsOf: try inner.asArray)
          }
          return .array(values)
        }
      ]
    ),
    ScalarFunction(
      "repeat",
      "An array of one element n times.",
      [
        .plain("(T, bigint) -> array(T)", returnsNullOnNull: false) {
          (arguments) throws(QueryError) in
          guard !arguments.values[1].isNull else { return .null }
          let count = try arguments.integer(1)
          guard count >= 0 else {
            throw .invalidArgument(
              "count argument of repeat function must be greater than or equal to 0"
            )
          }
          guard count <= CollectionLimit.entryCount else {
            throw .invalidArgument(
              "count argument of repeat function must be less than or equal to "
                + "\(CollectionLimit.entryCount)"
            )
          }
          return .array(Array(repeating: arguments.values[0], count: Int(count)))
        }
      ]
    ),
    ScalarFunction(
      "zip",
      "Rows of the elements at the same places; shorter arrays go on with NULL.",
      [
        zip("(array(A), array(B)) -> array(row(A, B))"),
        zip("(array(A), array(B), array(C)) -> array(row(A, B, C))"),
        zip("(array(A), array(B), array(C), array(D)) -> array(row(A, B, C, D))"),
        zip("(array(A), array(B), array(C), array(D), array(E)) -> array(row(A, B, C, D, E))"),
      ]
    ),
    ScalarFunction(
      "combinations",
      "All groups of n elements, up to five of them.",
      [
        .plain("(array(T), bigint) -> array(array(T))") { (arguments) throws(QueryError) in
          .array(try combinations(try arguments.array(0), try arguments.integer(1)))
        }
      ]
    ),
    ScalarFunction(
      "ngrams",
      "All runs of n neighbouring elements; the array itself if it has no more.",
      [
        .plain("(array(T), bigint) -> array(array(T))") { (arguments) throws(QueryError) in
          let values = try arguments.array(0)
          let size = try arguments.integer(1)
          guard size > 0 else { throw .invalidArgument("N must be positive") }
          guard size < values.count else { return .array([.array(values)]) }
          let length = Int(size)
          let starts = values.count - length + 1
          let (total, overflow) = starts.multipliedReportingOverflow(by: length)
          try CollectionLimit.check(elements: overflow ? .max : total, in: "ngrams")
          return .array(
            (0..<starts).map { .array(Array(values[$0..<($0 + length)])) }
          )
        }
      ]
    ),
  ]

  private static func zip(_ signature: Signature) -> ScalarOverload {
    .plain(signature) { (arguments) throws(QueryError) in
      var columns: [[Value]] = []
      for argument in arguments.values {
        columns.append(try argument.asArray)
      }
      let count = columns.map(\.count).max() ?? 0
      return .array(
        (0..<count).map { place in
          .row(columns.map { place < $0.count ? $0[place] : .null })
        }
      )
    }
  }

  /// In the order of the places of their elements.
  private static func combinations(
    _ values: [Value],
    _ size: Int64
  ) throws(QueryError) -> [Value] {
    guard size >= 0 else {
      throw .invalidArgument("combination size must not be negative: \(size)")
    }
    guard size <= 5 else { throw .invalidArgument("combination size must not exceed 5: \(size)") }
    let size = Int(size)
    guard size <= values.count else { return [] }
    var groups: [Value] = []
    var places = Array(0..<size)
    while true {
      guard groups.count < CollectionLimit.combinationCount else {
        throw .invalidArgument(
          "combinations exceed max size of \(CollectionLimit.combinationCount)"
        )
      }
      groups.append(.array(places.map { values[$0] }))
      // The last place that can move on does; those behind it follow it closely.
      guard let movable = places.indices.last(where: { places[$0] < values.count - size + $0 })
      else { return groups }
      let next = places[movable] + 1
      for place in movable..<size {
        places[place] = next + place - movable
      }
    }
  }
}

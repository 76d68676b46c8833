// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Arrays in order, their extremes, and out of order.
enum ArrayOrderFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "array_sort",
      "The elements in order, NULLs last, or as a comparing function says.",
      [
        .plain("(array(T)) -> array(T)") { (arguments) throws(QueryError) in
          .array(
            try MergeSort.sorted(try arguments.array(0)) { (left, right) throws(QueryError) in
              ValueOrder.compare(left, right)
            }
          )
        },
        .lambda("(array(T), function(T, T, bigint)) -> array(T)") {
          (arguments, lambdas) throws(QueryError) in
          .array(
            try MergeSort.sorted(try arguments[0].asArray) { (left, right) throws(QueryError) in
              try order(try lambdas[0]([left, right]))
            }
          )
        },
      ]
    ),
    extreme("array_max", "The greatest element; NULL if any element is NULL.", sign: 1),
    extreme("array_min", "The least element; NULL if any element is NULL.", sign: -1),
    ScalarFunction(
      "shuffle",
      "The elements in another order at every call.",
      [
        ScalarOverload("(array(T)) -> array(T)", isDeterministic: false) { _, _ in
          .values { (arguments) throws(QueryError) in .array(try arguments[0].asArray.shuffled()) }
        }
      ]
    ),
  ]

  private static func order(_ answer: Value) throws(QueryError) -> Int {
    guard case .bigint(let order) = answer, (-1...1).contains(order) else {
      throw .invalidArgument("Lambda comparator must return either -1, 0, or 1")
    }
    return Int(order)
  }

  /// NaN is an extreme only among NaNs.
  private static func extreme(_ name: String, _ summary: String, sign: Int) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(array(T)) -> T") { (arguments) throws(QueryError) in
          let values = try arguments.array(0)
          guard var best = values.first, !values.contains(.null) else { return .null }
          for value in values.dropFirst() where !value.isNotANumber {
            if best.isNotANumber || ValueOrder.compare(value, best).signum() == sign {
              best = value
            }
          }
          return best
        }
      ]
    )
  }
}

/// A stable sort whose comparison can fail.
///
/// It ends whatever the comparison answers; one that contradicts itself gives some order.
enum MergeSort {
  static func sorted(
    _ values: [Value],
    by compare: (Value, Value) throws(QueryError) -> Int
  ) throws(QueryError) -> [Value] {
    var source = values
    var width = 1
    while width < source.count {
      var merged: [Value] = []
      merged.reserveCapacity(source.count)
      var start = 0
      while start < source.count {
        let middle = min(start + width, source.count)
        let end = min(middle + width, source.count)
        try merge(source[start..<middle], source[middle..<end], into: &merged, by: compare)
        start = end
      }
      source = merged
      width *= 2
    }
    return source
  }

  private static func merge(
    _ left: ArraySlice<Value>,
    _ right: ArraySlice<Value>,
    into merged: inout [Value],
    by compare: (Value, Value) throws(QueryError) -> Int
  ) throws(QueryError) {
    var first = left.startIndex
    var second = right.startIndex
    while first < left.endIndex, second < right.endIndex {
      if try compare(left[first], right[second]) <= 0 {
        merged.append(left[first])
        first += 1
      } else {
        merged.append(right[second])
        second += 1
      }
    }
    merged.append(contentsOf: left[first...])
    merged.append(contentsOf: right[second...])
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Arrays as sets: two NULLs are one element, and the first of equal elements keeps its place.
enum ArraySetFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "array_distinct",
      "The array without repeated elements.",
      [
        .plain("(array(T)) -> array(T)") { (arguments) throws(QueryError) in
          .array(distinct(try arguments.array(0)))
        }
      ]
    ),
    ofTwo("array_union", "The elements of either array, each once.") { left, right in
      distinct(left + right)
    },
    ofTwo("array_intersect", "The elements of both arrays, each once.") { left, right in
      let others = Set(right)
      return distinct(left.filter { others.contains($0) })
    },
    ofTwo("array_except", "The elements of the first array that the second lacks, each once.") {
      left,
      right in
      let others = Set(right)
      return distinct(left.filter { !others.contains($0) })
    },
    ScalarFunction(
      "arrays_overlap",
      "Whether the arrays share an element; NULL if they may, by a NULL in either.",
      [
        .plain("(array(T), array(T)) -> boolean") { (arguments) throws(QueryError) in
          overlap(try arguments.array(0), try arguments.array(1))
        }
      ]
    ),
    ScalarFunction(
      "array_remove",
      "The array without the elements that equal x.",
      [
        .plain("(array(T), T) -> array(T)") { (arguments) throws(QueryError) in
          .array(try arguments.array(0).filter { !$0.equals(arguments.values[1]) })
        }
      ]
    ),
    ScalarFunction(
      "array_histogram",
      "How often each element is in the array; NULLs are not counted.",
      [
        .plain("(array(T)) -> map(T, bigint)") { (arguments) throws(QueryError) in
          .map(histogram(try arguments.array(0)))
        }
      ]
    ),
  ]

  private static func ofTwo(
    _ name: String,
    _ summary: String,
    _ operation: @escaping @Sendable ([Value], [Value]) -> [Value]
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(array(T), array(T)) -> array(T)") { (arguments) throws(QueryError) in
          .array(operation(try arguments.array(0), try arguments.array(1)))
        }
      ]
    )
  }

  private static func distinct(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }

  private static func overlap(_ left: [Value], _ right: [Value]) -> Value {
    let others = Set(right)
    if left.contains(where: { !$0.isNull && others.contains($0) }) { return .boolean(true) }
    return left.contains(.null) || others.contains(.null) ? .null : .boolean(false)
  }

  private static func histogram(_ values: [Value]) -> [MapEntry] {
    var counts: [Value: Int64] = [:]
    var keys: [Value] = []
    for value in values where !value.isNull {
      if counts.updateValue(counts[value, default: 0] + 1, forKey: value) == nil {
        keys.append(value)
      }
    }
    return keys.map { MapEntry(key: $0, value: .bigint(counts[$0] ?? 0)) }
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions of two vectors: arrays of doubles, or maps from names to doubles.
enum VectorFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "cosine_similarity",
      "The cosine of the angle between two vectors.",
      [dense(cosine), sparse(cosine)]
    ),
    ScalarFunction(
      "cosine_distance",
      "One less the cosine of the angle between two vectors.",
      [dense { 1 - cosine($0) }, sparse { 1 - cosine($0) }]
    ),
    ScalarFunction("dot_product", "The sum of the products, place by place.", [dense(dot)]),
    ScalarFunction(
      "euclidean_distance",
      "The length of the difference of two vectors.",
      [dense { pairs in dot(pairs.map { ($0.0 - $0.1, $0.0 - $0.1) }).squareRoot() }]
    ),
  ]

  private typealias Measure = @Sendable ([(Double, Double)]) -> Double

  private static let dot: Measure = { pairs in pairs.reduce(0) { $0 + $1.0 * $1.1 } }

  private static let cosine: Measure = { pairs in
    let left = dot(pairs.map { ($0.0, $0.0) }).squareRoot()
    let right = dot(pairs.map { ($0.1, $0.1) }).squareRoot()
    return dot(pairs) / (left * right)
  }

  private static func dense(_ measure: @escaping Measure) -> ScalarOverload {
    .plain("(array(double), array(double)) -> double") { (arguments) throws(QueryError) in
      let left = try arguments.array(0)
      let right = try arguments.array(1)
      guard left.count == right.count else {
        throw .invalidArgument("The arguments must have the same length")
      }
      var pairs: [(Double, Double)] = []
      for (a, b) in zip(left, right) {
        if a.isNull || b.isNull { return .null }
        pairs.append((try a.asDouble, try b.asDouble))
      }
      return .double(measure(pairs))
    }
  }

  /// A name that one map lacks counts as zero there; a NULL in either makes the answer NULL.
  private static func sparse(_ measure: @escaping Measure) -> ScalarOverload {
    .plain("(map(varchar, double), map(varchar, double)) -> double") {
      (arguments) throws(QueryError) in
      let left = try arguments.values[0].asMap
      let right = try arguments.values[1].asMap
      if (left + right).contains(where: \.value.isNull) { return .null }
      var others = Dictionary(right.map { ($0.key, $0.value) }) { first, _ in first }
      var pairs: [(Double, Double)] = []
      for entry in left {
        let other = try others.removeValue(forKey: entry.key)?.asDouble ?? 0
        pairs.append((try entry.value.asDouble, other))
      }
      for entry in right where others[entry.key] != nil {
        pairs.append((0, try entry.value.asDouble))
      }
      return .double(measure(pairs))
    }
  }
}

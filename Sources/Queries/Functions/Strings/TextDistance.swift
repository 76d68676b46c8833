// SPDX-License-Identifier: Apache-2.0

/// How far two texts are from each other, in code points.
enum TextDistance {
  /// The fewest insertions, deletions and substitutions that make one text the other.
  ///
  /// - Complexity: O(m × n), refused beyond a million.
  static func levenshtein(_ left: [UInt8], _ right: [UInt8]) throws(QueryError) -> Int {
    var long = CodePoints.decode(left)
    var short = CodePoints.decode(right)
    if long.count < short.count { swap(&long, &short) }
    guard !short.isEmpty else { return long.count }
    let (cells, overflow) = long.count.multipliedReportingOverflow(by: short.count - 1)
    guard !overflow, cells <= 1_000_000 else {
      throw .invalidArgument("the inputs of levenshtein_distance are too large together")
    }
    // Row by row of the table; `distances[j]` is that of the first j code points of the shorter.
    var distances = Array(0...short.count)
    for (row, point) in long.enumerated() {
      var diagonal = distances[0]
      distances[0] = row + 1
      for column in 1...short.count {
        let above = distances[column]
        distances[column] =
          point == short[column - 1]
          ? diagonal : min(diagonal, above, distances[column - 1]) + 1
        diagonal = above
      }
    }
    return distances[short.count]
  }

  /// The number of places where two texts of one length differ.
  static func hamming(_ left: [UInt8], _ right: [UInt8]) throws(QueryError) -> Int {
    let first = CodePoints.decode(left)
    let second = CodePoints.decode(right)
    guard first.count == second.count else {
      throw .invalidArgument("the inputs of hamming_distance must have one length")
    }
    return zip(first, second).count { $0 != $1 }
  }
}

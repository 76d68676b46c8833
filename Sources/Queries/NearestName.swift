// SPDX-License-Identifier: Apache-2.0

/// Finds the name that was probably meant.
package enum NearestName {
  /// Names longer than this are not worth a guess.
  private static let longestName = 128

  /// The candidate nearest to a name, or nil where none is near.
  ///
  /// Near is a third of the name's letters changed, at most three: added, dropped, replaced, or two
  /// neighbours swapped; case does not matter. Without such a candidate one that begins with the
  /// whole name will do. Of equally near ones the first by the alphabet is given, so that the answer
  /// does not depend on their order.
  ///
  /// - Complexity: O(candidates × length²).
  package static func nearest(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
    let limit = min(3, max(1, (wanted.count + 1) / 3))
    var best: (distance: Int, name: String)?
    var continuation: String?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard letters != wanted, letters.count <= longestName else { continue }
      if wanted.count >= 4, letters.starts(with: wanted) {
        continuation = min(continuation ?? candidate, candidate)
      }
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      // A word of which nothing is left is no likeness.
      guard distance <= limit, distance < max(wanted.count, letters.count) else { continue }
      if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name ?? continuation
  }

  /// Edits between two words, a swap of neighbours counting as one (Damerau 1964, in the restricted
  /// form: no letter is edited twice).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          last[column + 1] + 1,
          current[column] + 1,
          last[column] + (letter == other ? 0 : 1)
        )
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}

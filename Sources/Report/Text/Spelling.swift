// SPDX-License-Identifier: Apache-2.0

/// Finds the name that was meant.
package enum Spelling {
  /// `, did you mean 'title'?`, or nothing where no candidate is near.
  package static func suggestion(for name: String, among candidates: some Sequence<String>)
    -> String
  {
    let limit = max(1, name.count / 3)
    let best =
      candidates
      .map { (distance: distance(name.lowercased(), $0.lowercased()), name: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return best.map { ", did you mean '\($0.name)'?" } ?? ""
  }

  /// How many letters must be changed, added, left out or swapped with the next to make one word
  /// of another.
  static func distance(_ first: String, _ second: String) -> Int {
    let source = Array(first)
    let target = Array(second)
    var rows = [Array(0...target.count)]
    for (row, letter) in source.enumerated() {
      var current = [row + 1]
      for (column, other) in target.enumerated() {
        let change = rows[row][column] + (letter == other ? 0 : 1)
        var best = min(change, rows[row][column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
          best = min(best, rows[row - 1][column - 1] + 1)
        }
        current.append(best)
      }
      rows.append(current)
    }
    return rows[source.count][target.count]
  }
}

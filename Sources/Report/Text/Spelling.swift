// SPDX-License-Identifier: Apache-2.0

/// Finds the name that was meant.
enum Spelling {
  /// `, did you mean 'title'?`, or nothing where no candidate is near.
  static func suggestion(for name: String, among candidates: some Sequence<String>) -> String {
    let limit = max(1, name.count / 3)
    let best =
      candidates
      .map { (distance: distance(name.lowercased(), $0.lowercased()), name: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return best.map { ", did you mean '\($0.name)'?" } ?? ""
  }

  /// How many letters must be changed, added or left out to make one word of another.
  static func distance(_ first: String, _ second: String) -> Int {
    let target = Array(second)
    var previous = Array(0...target.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in target.enumerated() {
        let change = previous[column] + (letter == other ? 0 : 1)
        current.append(min(change, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[target.count]
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// The different values of groups, without NULL, group by group.
struct SeparateValues {
  private let values: [Value]
  /// Their numbers, those of a group behind those of the group before it.
  private var numbers: [UInt32]
  /// For each group where its numbers end.
  private var ends: [Int]

  /// Takes values by their numbers, and the pairs of a group and a number.
  init(
    _ values: [Value],
    _ pairs: some Sequence<(first: UInt32, second: UInt32)>,
    groupCount: Int
  ) {
    self.values = values
    let counted = pairs.lazy.filter { !values[Int($0.second)].isNull }
    ends = Array(repeating: 0, count: groupCount)
    for (group, _) in counted { ends[Int(group)] += 1 }
    for group in ends.indices.dropFirst() { ends[group] += ends[group - 1] }
    numbers = Array(repeating: 0, count: ends.last ?? 0)
    // From the back: each group's end moves to its start, which is the end of the group before it.
    var places = ends
    for (group, number) in counted {
      places[Int(group)] -= 1
      numbers[places[Int(group)]] = number
    }
  }

  /// The values of a group.
  func values(of group: Int) -> [Value] {
    let start = group == 0 ? 0 : ends[group - 1]
    return numbers[start..<ends[group]].map { values[Int($0)] }
  }
}

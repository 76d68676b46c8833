// SPDX-License-Identifier: Apache-2.0
import Columns

/// The groups of one grouping set in one worker.
struct GroupTable {
  /// The keys of the set, by number.
  let keys: [Int]
  /// Numbers the combinations of the keys' values, where there are several keys.
  private var combinations: TupleTable?
  /// For each group: the first place at which it was met.
  private(set) var firstPositions: [RowPosition] = []
  /// The units of these places, which are looked at row by row.
  private var firstUnits: [Int32] = []

  init(keys: [Int]) {
    self.keys = keys
    combinations = keys.count > 1 ? TupleTable(width: keys.count) : nil
    // The group of all rows is there even when there are none.
    if keys.isEmpty {
      firstPositions = [RowPosition(unit: 0, sequence: 0)]
      firstUnits = [0]
    }
  }

  var count: Int { firstPositions.count }

  /// For each group: the numbers of its keys' values, `keys.count` each.
  var members: [UInt32] {
    if let combinations { return combinations.members }
    return keys.isEmpty ? [] : Array(0..<UInt32(count))
  }

  /// How many bytes the groups take in memory.
  var byteCount: Int {
    firstPositions.count * 20 + (combinations?.byteCount ?? 0)
  }

  /// The groups of the selected rows; `numbers` has for each key of the aggregation the numbers of
  /// the rows' values.
  mutating func groups(_ morsel: Morsel, _ numbers: [[UInt32]]) -> [UInt32] {
    guard let first = keys.first else {
      return Array(repeating: 0, count: morsel.selection.count)
    }
    let tuples = keys.count > 1 ? Self.tuples(keys.map { numbers[$0] }) : numbers[first]
    let groups = combinations?.numbers(of: tuples) ?? tuples
    register(groups, morsel)
    return groups
  }

  /// The columns' numbers row by row.
  private static func tuples(_ columns: [[UInt32]]) -> [UInt32] {
    var tuples = [UInt32](repeating: 0, count: columns.count * columns[0].count)
    for (place, column) in columns.enumerated() {
      var index = place
      for number in column {
        tuples[index] = number
        index += columns.count
      }
    }
    return tuples
  }

  /// Notes new groups, and earlier first places: units do not come in their order.
  private mutating func register(_ groups: [UInt32], _ morsel: Morsel) {
    let unit = Int32(truncatingIfNeeded: morsel.unit)
    for index in groups.indices {
      let group = Int(groups[index])
      // Numbers are given in the order of the rows: a new group is always the next one.
      if group == firstUnits.count {
        firstPositions.append(morsel.position(of: morsel.selection[index]))
        firstUnits.append(unit)
      } else if unit < firstUnits[group] {
        firstPositions[group] = morsel.position(of: morsel.selection[index])
        firstUnits[group] = unit
      }
    }
  }
}

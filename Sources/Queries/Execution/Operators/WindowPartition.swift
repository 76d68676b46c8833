// SPDX-License-Identifier: Apache-2.0
import Columns

/// The rows of one partition in the order of its window; places count from 0.
struct WindowPartition {
  /// The rows' numbers in the input.
  let rows: [Int]
  /// The rows' order keys.
  let keys: [[Value]]
  /// For each place the number of its group of peers, rows that are equal in order.
  let peerGroups: [Int]
  /// For each group of peers its places.
  let groups: [Range<Int>]

  init(rows: [Int], keys: [[Value]], order: RowOrder) {
    self.rows = rows
    self.keys = keys
    var peerGroups: [Int] = []
    var groups: [Range<Int>] = []
    for place in rows.indices {
      if place > 0, order.compare(keys[place - 1], keys[place]) == 0 {
        groups[groups.count - 1] = groups[groups.count - 1].lowerBound..<(place + 1)
      } else {
        groups.append(place..<(place + 1))
      }
      peerGroups.append(groups.count - 1)
    }
    self.peerGroups = peerGroups
    self.groups = groups
  }

  var count: Int { rows.count }

  /// The places of the rows that are equal in order to one.
  func peers(of place: Int) -> Range<Int> {
    groups[peerGroups[place]]
  }
}

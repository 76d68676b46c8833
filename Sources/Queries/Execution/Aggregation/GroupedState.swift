// SPDX-License-Identifier: Apache-2.0
import Columns

/// The groups of one grouping set, by the values of their keys.
struct GroupedState: Sendable {
  /// The keys of the set, by number.
  let keys: [Int]
  /// For each group the values of its keys.
  private(set) var values: [[Value]]
  private(set) var firstPositions: [RowPosition]
  private(set) var columns: [any AggregateColumnState]
  /// Groups by their values; made when it is first needed.
  private var index: [[Value]: Int] = [:]

  init(
    keys: [Int],
    values: [[Value]],
    firstPositions: [RowPosition],
    columns: [any AggregateColumnState]
  ) {
    self.keys = keys
    self.values = values
    self.firstPositions = firstPositions
    self.columns = columns
  }

  /// Groups in the order of their first places.
  var groupsInOrder: [Int] {
    values.indices.sorted { firstPositions[$0] < firstPositions[$1] }
  }

  /// The same groups with those of equal values made one.
  func unified() throws(QueryError) -> GroupedState {
    var state = emptied()
    try state.merge(self)
    return state
  }

  /// The same grouping set without any group.
  func emptied() -> GroupedState {
    GroupedState(
      keys: keys,
      values: [],
      firstPositions: [],
      columns: columns.map { $0.emptied() }
    )
  }

  mutating func merge(_ other: GroupedState) throws(QueryError) {
    // The groups of two workers are much the same.
    index.reserveCapacity(max(values.count, other.values.count))
    if index.count < values.count {
      for (group, values) in values.enumerated() { index[values] = group }
    }
    var targets: [Int] = []
    targets.reserveCapacity(other.values.count)
    for (group, values) in other.values.enumerated() {
      targets.append(target(of: values, other.firstPositions[group]))
    }
    for column in columns.indices {
      try columns[column].merge(other.columns[column], into: targets)
    }
  }

  /// The number of a group, new or known; it shows the values of its first place.
  private mutating func target(of groupValues: [Value], _ position: RowPosition) -> Int {
    guard let group = index[groupValues] else {
      index[groupValues] = values.count
      values.append(groupValues)
      firstPositions.append(position)
      return values.count - 1
    }
    if position < firstPositions[group] {
      firstPositions[group] = position
      values[group] = groupValues
    }
    return group
  }

  // MARK: Groups on the disk

  /// What is known of a group as bytes: its values, and what its aggregates have gathered.
  func written(_ group: Int) -> [UInt8] {
    var writer = RowWriter()
    writer.append(values[group])
    for column in columns { column.write(group, to: &writer) }
    return writer.bytes
  }

  /// Adds a group that was written, or merges it with the one of equal values.
  mutating func add(written bytes: [UInt8], at position: RowPosition) throws(QueryError) {
    var reader = RowReader(bytes)
    var other = emptied()
    other.values = [reader.values()]
    other.firstPositions = [position]
    for column in other.columns.indices { other.columns[column].read(from: &reader) }
    try merge(other)
  }

  /// Adds to one column's answer for a group what was counted apart from it.
  mutating func add(separateCount: Int, to group: Int, column: Int) {
    columns[column].add(separateCount: separateCount, to: group)
  }
}

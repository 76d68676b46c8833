// SPDX-License-Identifier: Apache-2.0
import Columns

/// The groups of one grouping set, by the values of their keys.
struct GroupedState: Sendable {
  /// The keys of the set, by number.
  let keys: [Int]
  /// For each key its values, by their numbers.
  private var values: [NumberedValues]
  /// For each group the numbers of its keys' values, `keys.count` each.
  private var members: [UInt32]
  private(set) var firstPositions: [RowPosition]
  private(set) var columns: [any AggregateColumnState]
  /// Groups by the classes of these values; made when it is first needed.
  private var groups: TupleTable?

  init(
    keys: [Int],
    values: [NumberedValues],
    members: [UInt32],
    firstPositions: [RowPosition],
    columns: [any AggregateColumnState]
  ) {
    self.keys = keys
    self.values = values
    self.members = members
    self.firstPositions = firstPositions
    self.columns = columns
  }

  var count: Int { firstPositions.count }

  /// Groups in the order of their first places.
  var groupsInOrder: [Int] {
    firstPositions.indices.sorted { firstPositions[$0] < firstPositions[$1] }
  }

  /// The value of a group's key, given by its place in `keys`.
  func value(of group: Int, _ place: Int) -> Value {
    values[place].values[Int(members[group * keys.count + place])]
  }

  /// The values of a group's keys.
  func values(of group: Int) -> [Value] {
    keys.indices.map { value(of: group, $0) }
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
      values: values.map(\.emptied),
      members: [],
      firstPositions: [],
      columns: columns.map { $0.emptied() }
    )
  }

  mutating func merge(_ other: GroupedState) throws(QueryError) {
    let targets = targets(of: other)
    for column in columns.indices {
      try columns[column].merge(other.columns[column], into: targets)
    }
  }

  /// The numbers here of another's groups, new or known; a group shows the values of its first place.
  private mutating func targets(of other: GroupedState) -> [Int] {
    let width = keys.count
    let known = groups ?? classTable()
    let numbers = values.indices.map { values[$0].adopt(other.values[$0]) }
    var members = other.members
    for index in members.indices { members[index] = numbers[index % width][Int(members[index])] }
    var targets = [Int](repeating: 0, count: other.count)
    if var table = known {
      groups = nil
      for (group, target) in table.numbers(of: classes(of: members)).enumerated() {
        targets[group] = Int(target)
      }
      groups = table
    }
    for (group, target) in targets.enumerated() {
      let own = members[(group * width)..<((group + 1) * width)]
      if target == count {
        firstPositions.append(other.firstPositions[group])
        self.members += own
      } else if other.firstPositions[group] < firstPositions[target] {
        firstPositions[target] = other.firstPositions[group]
        self.members.replaceSubrange((target * width)..<((target + 1) * width), with: own)
      }
    }
    return targets
  }

  /// Numbers the groups so far; nil where there is one for all rows.
  private mutating func classTable() -> TupleTable? {
    guard !keys.isEmpty else { return nil }
    for place in values.indices { values[place].prepare() }
    var table = TupleTable(width: keys.count)
    _ = table.numbers(of: classes(of: members))
    return table
  }

  private func classes(of members: [UInt32]) -> [UInt32] {
    guard values.contains(where: \.hasClasses) else { return members }
    return members.indices.map { values[$0 % keys.count].class(of: members[$0]) }
  }

  // MARK: Groups on the disk

  /// What is known of a group as bytes: its values, and what its aggregates have gathered.
  func written(_ group: Int) -> [UInt8] {
    var writer = RowWriter()
    for place in keys.indices { writer.append(value(of: group, place)) }
    for column in columns { column.write(group, to: &writer) }
    return writer.bytes
  }

  /// Adds what was written of a group to the only one, if there is one, which has equal values.
  mutating func add(written group: RowReader, at position: RowPosition) throws(QueryError) {
    var reader = group
    let isFirst = firstPositions.isEmpty
    let isEarlier = isFirst || position < firstPositions[0]
    let groupValues = keys.map { _ in reader.value() }
    if isEarlier {
      for (place, value) in groupValues.enumerated() {
        values[place] = NumberedValues([value])
      }
      members = Array(repeating: 0, count: keys.count)
      firstPositions = [position]
    }
    for column in columns.indices {
      if isFirst {
        columns[column].read(from: &reader)
      } else {
        var other = columns[column].emptied()
        other.read(from: &reader)
        try columns[column].merge(other, into: [0])
      }
    }
  }

  /// Adds to one column's answer for a group what was counted apart from it.
  mutating func add(separateCount: Int, to group: Int, column: Int) {
    columns[column].add(separateCount: separateCount, to: group)
  }
}

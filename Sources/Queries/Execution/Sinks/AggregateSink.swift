// SPDX-License-Identifier: Apache-2.0
import Columns

/// Groups rows and aggregates over each group: GROUP BY with any number of grouping sets, DISTINCT,
/// and aggregates over everything.
///
/// Keys become small numbers column by column, their combinations small group numbers; values and
/// accumulators are touched only after that.
struct AggregateSink: Sink {
  private let plan: AggregatePlan
  private var keys: [ValueNumbering]
  private var sets: [GroupingSet]

  init(_ plan: AggregatePlan, _ compiler: ExpressionCompiler) {
    self.plan = plan
    keys = plan.keys.map { ValueNumbering($0, compiler) }
    sets = plan.sets.map { GroupingSet(keys: $0, plan.aggregates, compiler) }
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    var numbers: [[UInt32]] = []
    for key in keys.indices { numbers.append(try keys[key].number(morsel)) }
    for set in sets.indices { try sets[set].consume(morsel, numbers) }
  }

  func state() throws(QueryError) -> any SinkState {
    let hasLooks = plan.keys.contains { $0.type.hasLooks }
    var states: [GroupedState] = []
    for set in sets {
      let state = set.state(keys)
      states.append(hasLooks ? try state.unified() : state)
    }
    return AggregateState(
      keyCount: plan.keys.count,
      hasGroupingColumn: plan.hasGroupingColumn,
      aggregateCount: plan.aggregates.count,
      sets: states
    )
  }
}

/// The groups of one grouping set, and the aggregates over them, in one worker.
private struct GroupingSet {
  private var table: GroupTable
  private var columns: [any AggregateColumn]

  init(keys: [Int], _ calls: [AggregateCall], _ compiler: ExpressionCompiler) {
    table = GroupTable(keys: keys)
    columns = calls.map { $0.makeColumn(compiler) }
    for column in columns.indices { columns[column].extend(to: table.count) }
  }

  mutating func consume(_ morsel: Morsel, _ numbers: [[UInt32]]) throws(QueryError) {
    let groups = table.groups(morsel, numbers)
    for column in columns.indices {
      columns[column].extend(to: table.count)
      try columns[column].update(morsel, groups)
    }
  }

  func state(_ numberings: [ValueNumbering]) -> GroupedState {
    GroupedState(
      keys: table.keys,
      values: (0..<table.count).map { table.values(of: $0, numberings) },
      firstPositions: table.firstPositions,
      columns: columns.map { $0.state() }
    )
  }
}

/// The groups of all workers.
private struct AggregateState: SinkState {
  let keyCount: Int
  let hasGroupingColumn: Bool
  let aggregateCount: Int
  var sets: [GroupedState]

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? AggregateState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    for set in sets.indices { try sets[set].merge(other.sets[set]) }
  }

  /// Set by set, groups by their first place: the keys, the aggregates, and with several sets the
  /// number of the row's set.
  func finish() throws(QueryError) -> ValueTable {
    var table = ValueTable(width: keyCount + aggregateCount + (hasGroupingColumn ? 1 : 0))
    for (number, set) in sets.enumerated() {
      for group in set.groupsInOrder {
        var row = [Value](repeating: .null, count: keyCount)
        for (place, key) in set.keys.enumerated() { row[key] = set.values[group][place] }
        for column in set.columns { row.append(try column.finish(group)) }
        if hasGroupingColumn { row.append(.bigint(Int64(number))) }
        table.append(row)
      }
    }
    return table
  }
}

/// The groups of one grouping set, by the values of their keys.
private struct GroupedState: Sendable {
  /// The keys of the set, by number.
  let keys: [Int]
  /// For each group the values of its keys.
  private(set) var values: [[Value]]
  private var firstPositions: [RowPosition]
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
    var state = GroupedState(
      keys: keys,
      values: [],
      firstPositions: [],
      columns: columns.map { $0.emptied() }
    )
    try state.merge(self)
    return state
  }

  mutating func merge(_ other: GroupedState) throws(QueryError) {
    if index.count < values.count {
      for (group, values) in values.enumerated() { index[values] = group }
    }
    var targets: [Int] = []
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
}

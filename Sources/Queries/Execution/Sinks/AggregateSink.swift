// SPDX-License-Identifier: Apache-2.0
import Columns

/// Groups rows and aggregates over each group: GROUP BY with any number of grouping sets, DISTINCT,
/// and aggregates over everything.
///
/// Keys become small numbers column by column, their combinations small group numbers; values and
/// accumulators are touched only after that.
struct AggregateSink: Sink {
  private let plan: AggregatePlan
  private let hasLooks: Bool
  private var keys: [ValueNumbering]
  private var sets: [GroupingSet]
  /// As they are without any row.
  private let emptyKeys: [ValueNumbering]
  private let emptySets: [GroupingSet]
  private let share: MemoryShare
  /// The groups that had to make room for others.
  private var drained: DrainedGroups?

  init(_ plan: AggregatePlan, _ compiler: ExpressionCompiler, _ budget: MemoryBudget) {
    self.plan = plan
    hasLooks = plan.keys.contains { $0.type.hasLooks }
    emptyKeys = plan.keys.map { ValueNumbering($0, compiler) }
    emptySets = plan.sets.map { GroupingSet(keys: $0, plan.aggregates, compiler) }
    keys = emptyKeys
    sets = emptySets
    share = MemoryShare(budget)
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    var numbers: [[UInt32]] = []
    for key in keys.indices { numbers.append(try keys[key].number(morsel)) }
    for set in sets.indices { try sets[set].consume(morsel, numbers) }
    if !share.hold(byteCount) { try drain() }
  }

  func state() throws(QueryError) -> any SinkState {
    AggregateState(
      keyCount: plan.keys.count,
      hasGroupingColumn: plan.hasGroupingColumn,
      aggregateCount: plan.aggregates.count,
      sets: try groups(),
      share: share,
      drained: drained
    )
  }

  private var byteCount: Int {
    let numbered = keys.reduce(0) { $0 + $1.byteCount }
    return sets.reduce(numbered) { $0 + $1.byteCount }
  }

  private func groups() throws(QueryError) -> [GroupedState] {
    var states: [GroupedState] = []
    for set in sets {
      let state = set.state(keys)
      states.append(hasLooks ? try state.unified() : state)
    }
    return states
  }

  /// Hands all groups to a sorter and begins anew.
  private mutating func drain() throws(QueryError) {
    var target = drained ?? DrainedGroups(share.budget)
    drained = nil
    try target.add(try groups())
    drained = target
    keys = emptyKeys
    sets = emptySets
    _ = share.hold(0)
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

  /// About how many bytes the groups take in memory.
  var byteCount: Int {
    columns.reduce(table.byteCount) { $0 + $1.byteCount }
  }

  func state(_ numberings: [ValueNumbering]) -> GroupedState {
    GroupedState(
      keys: table.keys,
      values: table.keys.map { numberings[$0].numbered },
      members: table.members,
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
  /// Holds the memory of the sets.
  let share: MemoryShare
  var drained: DrainedGroups?

  var heldCount: Int { sets.reduce(drained?.count ?? 0) { $0 + $1.count } }

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? AggregateState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    guard drained != nil || other.drained != nil else {
      for set in sets.indices { try sets[set].merge(other.sets[set]) }
      return
    }
    var target = drained ?? DrainedGroups(share.budget)
    drained = nil
    try target.add(other.sets)
    if let theirs = other.drained { try target.add(theirs) }
    drained = target
  }

  /// Set by set, groups by their first place: the keys, the aggregates, and with several sets the
  /// number of the row's set.
  mutating func finish() throws(QueryError) -> RowTable {
    let width = keyCount + aggregateCount + (hasGroupingColumn ? 1 : 0)
    if var all = exchange(&drained, with: nil) {
      try all.add(sets)
      sets = sets.map { $0.emptied() }
      return try all.table(width: width, empty: sets, row)
    }
    var table = RowTableBuilder(width: width, share.budget)
    for (number, set) in sets.enumerated() {
      for group in set.groupsInOrder { try table.append(try row(set, group, number)) }
    }
    return try table.finish()
  }

  private func row(
    _ set: GroupedState,
    _ group: Int,
    _ number: Int
  ) throws(QueryError) -> [Value] {
    var row = [Value](repeating: .null, count: keyCount)
    for (place, key) in set.keys.enumerated() { row[key] = set.value(of: group, place) }
    for column in set.columns { row.append(try column.finish(group)) }
    if hasGroupingColumn { row.append(.bigint(Int64(number))) }
    return row
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Groups that did not fit in memory, sorted by the values of their keys: what was gathered for one
/// group at different times comes together when they are read.
struct DrainedGroups: Sendable {
  private let budget: MemoryBudget
  private var sorter: RowSorter

  init(_ budget: MemoryBudget) {
    self.budget = budget
    sorter = RowSorter(budget)
  }

  /// Takes the groups of all grouping sets.
  ///
  /// A group is followed by the values that are counted apart from it, column by column, so that equal
  /// ones meet: no group's values have to be in memory together to be counted.
  mutating func add(_ sets: [GroupedState]) throws(QueryError) {
    for (number, set) in sets.enumerated() {
      for group in set.values.indices {
        var key = RowWriter()
        Self.append(number, to: &key)
        key.append(key: set.values[group])
        let place = SortPlace(set.firstPositions[group])
        try add(key, 0, place, set.written(group))
        for (column, state) in set.columns.enumerated() {
          for value in state.separateValues(group) ?? [] {
            var behind = key
            Self.append(column + 1, to: &behind)
            behind.append(key: value)
            try add(behind, key.bytes.count, place, [])
          }
        }
      }
    }
  }

  /// Adds a group, or a value that is counted apart from it: then it is told how long the group's key
  /// is.
  private mutating func add(
    _ key: RowWriter,
    _ groupKeyLength: Int,
    _ place: SortPlace,
    _ written: [UInt8]
  ) throws(QueryError) {
    var payload = RowWriter()
    payload.append(count: groupKeyLength)
    try sorter.add(
      SortEntry(
        prefix: Text(bytes: key.bytes),
        keys: [],
        place: place,
        payload: payload.bytes + written
      )
    )
  }

  mutating func add(_ other: DrainedGroups) throws(QueryError) {
    try sorter.add(other.sorter)
  }

  /// A row for each group: set by set, groups by their first places.
  ///
  /// - Parameters:
  ///   - width: of the rows.
  ///   - empty: each grouping set without any group.
  ///   - row: makes the row of a group of a set, given the set's number.
  /// - Returns: the rows.
  /// - Throws: what `row` throws, or that the disk is full.
  mutating func table(
    width: Int,
    empty: [GroupedState],
    _ row: (GroupedState, Int, Int) throws(QueryError) -> [Value]
  ) throws(QueryError) -> RowTable {
    var rows = RowSorter(budget)
    var key: Text?
    var number = 0
    var group = empty[0]
    var lastValue: Text?
    try sorter.finish { entry throws(QueryError) in
      var reader = RowReader(entry.payload)
      let groupKeyLength = reader.count()
      guard groupKeyLength == 0 else {
        // Equal values have equal bytes, and follow each other.
        guard entry.prefix != lastValue else { return }
        lastValue = entry.prefix
        let column = Self.number(in: entry.prefix, at: groupKeyLength) - 1
        group.add(separateCount: 1, to: 0, column: column)
        return
      }
      if entry.prefix != key {
        if key != nil { try Self.close(group, number, row, &rows) }
        key = entry.prefix
        number = Self.number(in: entry.prefix, at: 0)
        group = empty[number]
      }
      try group.add(written: Array(entry.payload[reader.place...]), at: entry.place.position)
    }
    if key != nil { try Self.close(group, number, row, &rows) }
    return try rows.table(width: width, budget)
  }

  private static func close(
    _ group: GroupedState,
    _ number: Int,
    _ row: (GroupedState, Int, Int) throws(QueryError) -> [Value],
    _ rows: inout RowSorter
  ) throws(QueryError) {
    var prefix = RowWriter()
    append(number, to: &prefix)
    var writer = RowWriter()
    for value in try row(group, 0, number) { writer.append(value) }
    try rows.add(
      SortEntry(
        prefix: Text(bytes: prefix.bytes),
        keys: [],
        place: SortPlace(group.firstPositions[0]),
        payload: writer.bytes
      )
    )
  }

  /// Two bytes whose order is that of the numbers: more than 65,535 sets or columns no query can have.
  private static func append(_ number: Int, to writer: inout RowWriter) {
    writer.bytes += [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }

  private static func number(in prefix: Text, at place: Int) -> Int {
    Int(prefix.bytes[place]) << 8 | Int(prefix.bytes[place + 1])
  }
}

extension SortPlace {
  fileprivate var position: RowPosition { RowPosition(unit: major, sequence: minor) }
}

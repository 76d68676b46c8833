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
  mutating func add(_ sets: [GroupedState]) throws(QueryError) {
    for (number, set) in sets.enumerated() {
      for group in set.values.indices {
        var key = RowWriter()
        Self.append(set: number, to: &key)
        key.append(key: set.values[group])
        try sorter.add(
          SortEntry(
            prefix: Text(bytes: key.bytes),
            keys: [],
            place: SortPlace(set.firstPositions[group]),
            payload: set.written(group)
          )
        )
      }
    }
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
    try sorter.finish { entry throws(QueryError) in
      if entry.prefix != key {
        if key != nil { try Self.close(group, number, row, &rows) }
        key = entry.prefix
        number = Self.set(of: entry.prefix)
        group = empty[number]
      }
      try group.add(written: entry.payload, at: entry.place.position)
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
    append(set: number, to: &prefix)
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

  /// Two bytes whose order is that of the sets: more than 65,536 of them no query can have.
  private static func append(set number: Int, to writer: inout RowWriter) {
    writer.bytes += [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }

  private static func set(of prefix: Text) -> Int {
    Int(prefix.bytes[0]) << 8 | Int(prefix.bytes[1])
  }
}

extension SortPlace {
  fileprivate var position: RowPosition { RowPosition(unit: major, sequence: minor) }
}

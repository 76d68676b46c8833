// SPDX-License-Identifier: Apache-2.0
import Columns

/// Groups that did not fit in memory, sorted by the values of their keys: what was gathered for one
/// group at different times comes together when they are read.
struct DrainedGroups: Sendable {
  private let budget: MemoryBudget
  private var sorter: RowSorter

  init(_ budget: MemoryBudget) {
    self.budget = budget
    sorter = RowSorter(order: RowOrder(ascending: 2), budget)
  }

  /// How many entries there are: groups, and the values that are counted apart from them.
  var count: Int { sorter.count }

  /// Takes the groups of all grouping sets.
  ///
  /// A group is followed by the values that are counted apart from it, column by column, so that equal
  /// ones meet: no group's values have to be in memory together to be counted.
  mutating func add(_ sets: [GroupedState]) throws(QueryError) {
    for (number, set) in sets.enumerated() {
      let separate = set.columns.map { $0.separateValues() }
      for group in 0..<set.count {
        var key = RowWriter()
        Self.append(number, to: &key)
        key.append(key: set.values(of: group))
        let place = SortPlace(set.firstPositions[group])
        try sorter.add(
          prefix: key.bytes,
          keys: [.bigint(0), .null],
          place,
          set.written(group)
        )
        for (column, values) in separate.enumerated() {
          for value in values?.values(of: group) ?? [] {
            var written = RowWriter()
            written.append(key: value)
            try sorter.add(
              prefix: key.bytes,
              keys: [.bigint(Int64(column + 1)), .varchar(Text(bytes: written.bytes))],
              place,
              []
            )
          }
        }
      }
    }
  }

  mutating func add(_ other: DrainedGroups) throws(QueryError) {
    var theirs = other.sorter
    theirs.sort()
    try sorter.add(sorted: theirs)
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
    var rows = RowSorter(order: RowOrder(ascending: 1), budget)
    var last: SortEntry?
    var number = 0
    var group = empty[0]
    try sorter.finish { entry throws(QueryError) in
      let isOther = last.map { !entry.hasPrefix(of: $0) } ?? true
      if isOther {
        if last != nil { try Self.close(group, number, row, &rows) }
        number = Self.number(in: entry.prefix)
        group = empty[number]
      }
      // Equal values have equal bytes, and follow each other.
      let isRepeated = !isOther && (last.map(entry.hasKeys(of:)) ?? false)
      last = entry
      var keys = entry.keyReader
      guard case .bigint(let column) = keys.value(), column > 0 else {
        return try group.add(written: entry.payloadReader, at: entry.place.position)
      }
      if !isRepeated { group.add(separateCount: 1, to: 0, column: Int(column) - 1) }
    }
    if last != nil { try Self.close(group, number, row, &rows) }
    return try rows.table(width: width)
  }

  private static func close(
    _ group: GroupedState,
    _ number: Int,
    _ row: (GroupedState, Int, Int) throws(QueryError) -> [Value],
    _ rows: inout RowSorter
  ) throws(QueryError) {
    var writer = RowWriter()
    for value in try row(group, 0, number) { writer.append(value) }
    try rows.add(
      keys: [.bigint(Int64(number))],
      SortPlace(group.firstPositions[0]),
      writer.bytes
    )
  }

  /// Two bytes: more than 65,535 sets no query can have.
  private static func append(_ number: Int, to writer: inout RowWriter) {
    writer.bytes += [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
  }

  private static func number(in prefix: ArraySlice<UInt8>) -> Int {
    Int(prefix[prefix.startIndex]) << 8 | Int(prefix[prefix.startIndex + 1])
  }
}

extension SortPlace {
  fileprivate var position: RowPosition { RowPosition(unit: major, sequence: minor) }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// UNION, INTERSECT and EXCEPT; NULL equals NULL here.
///
/// Rows come in the order of the left side, those of a union's right side behind them; of equal rows
/// the first stay. Equal rows are brought together by sorting.
struct SetOperation {
  private let operation: SetOperator
  private let isAll: Bool
  private let budget: MemoryBudget

  init(_ operation: SetOperator, isAll: Bool, _ budget: MemoryBudget) {
    self.operation = operation
    self.isAll = isAll
    self.budget = budget
  }

  /// Combines two tables of the same width.
  func run(_ left: RowTable, _ right: RowTable) throws(QueryError) -> RowTable {
    if operation == .union {
      var both = left
      both.append(right)
      return isAll ? both : try firsts(both)
    }
    return try kept(left, right)
  }

  /// With ALL every row of the right side stands for one of the left side; without, for all.
  private func kept(_ left: RowTable, _ right: RowTable) throws(QueryError) -> RowTable {
    var groups = RowSorter(budget)
    // Of equal rows those of the right side come first: they are counted before they are needed.
    try add(right, major: 0, to: &groups)
    try add(left, major: 1, to: &groups)
    var chosen = RowSorter(budget)
    var current: ArraySlice<UInt8>?
    var rightCount = 0
    var leftCount = 0
    try groups.finish { entry throws(QueryError) in
      if entry.prefix != current {
        current = entry.prefix
        rightCount = 0
        leftCount = 0
      }
      guard entry.place.major == 1 else {
        rightCount += 1
        return
      }
      leftCount += 1
      let isPresent = isAll ? leftCount <= rightCount : rightCount > 0
      guard isPresent == (operation == .intersect), isAll || leftCount == 1 else { return }
      try chosen.add(SortPlace(entry.place.minor), Array(entry.payload))
    }
    return try chosen.table(width: left.width)
  }

  /// The first of each set of equal rows.
  private func firsts(_ table: RowTable) throws(QueryError) -> RowTable {
    var groups = RowSorter(budget)
    try add(table, major: 0, to: &groups)
    var chosen = RowSorter(budget)
    var current: ArraySlice<UInt8>?
    try groups.finish { entry throws(QueryError) in
      guard entry.prefix != current else { return }
      current = entry.prefix
      try chosen.add(SortPlace(entry.place.minor), Array(entry.payload))
    }
    return try chosen.table(width: table.width)
  }

  private func add(
    _ table: RowTable,
    major: Int,
    to sorter: inout RowSorter
  ) throws(QueryError) {
    try table.forEachChunk { chunk, first throws(QueryError) in
      for row in 0..<chunk.rowCount {
        var key = RowWriter()
        for column in chunk.columns { key.append(key: column[row]) }
        try sorter.add(
          prefix: key.bytes,
          SortPlace(major, first + row),
          chunk.written(row)
        )
      }
    }
  }
}

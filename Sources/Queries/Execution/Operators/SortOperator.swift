// SPDX-License-Identifier: Apache-2.0
import Columns

/// Puts rows in the order of keys; rows with equal keys stay as they are.
struct SortOperator {
  private let keys: [RowFunction]
  /// Where every key is a column.
  private let selection: RowSelection?
  private let order: RowOrder
  private let budget: MemoryBudget

  init(_ keys: [SortKey], _ budget: MemoryBudget) {
    let compiler = ExpressionCompiler(memos: nil)
    self.keys = keys.map { compiler.function($0.expression) }
    let columns = keys.compactMap { key in
      if case .column(let number) = key.expression.kind { number } else { nil }
    }
    selection = columns.count == keys.count ? RowSelection(columns: columns) : nil
    order = RowOrder(keys)
    self.budget = budget
  }

  /// Sorts a table.
  func run(_ table: RowTable, _ outer: [[Value]]) throws(QueryError) -> RowTable {
    var sorter = RowSorter(order: order, budget)
    if let selection {
      try add(table, selection, to: &sorter)
    } else {
      try add(table, outer, to: &sorter)
    }
    return try sorter.table(width: table.width, budget)
  }

  /// Rows as they are written, with those of their values that are keys.
  private func add(
    _ table: RowTable,
    _ selection: RowSelection,
    to sorter: inout RowSorter
  ) throws(QueryError) {
    var cursor = table.makeCursor()
    var number = 0
    while let row = try cursor.next(selection) {
      try sorter.add(SortEntry(keys: row.values, place: SortPlace(number), payload: row.written))
      number += 1
    }
  }

  /// Rows with keys that are computed of them.
  private func add(
    _ table: RowTable,
    _ outer: [[Value]],
    to sorter: inout RowSorter
  ) throws(QueryError) {
    try table.forEachChunk { chunk, first throws(QueryError) in
      let frame = Frame(chunk.batch, outer: outer)
      for row in 0..<chunk.rowCount {
        var values: [Value] = []
        values.reserveCapacity(keys.count)
        for key in keys { values.append(try key(frame, row)) }
        try sorter.add(
          SortEntry(keys: values, place: SortPlace(first + row), payload: chunk.written(row))
        )
      }
    }
  }
}

extension RowSorter {
  /// The payloads as the rows of a table.
  mutating func table(width: Int, _ budget: MemoryBudget) throws(QueryError) -> RowTable {
    var builder = RowTableBuilder(width: width, budget)
    try finish { entry throws(QueryError) in try builder.appendWritten(entry.payload) }
    return try builder.finish()
  }
}

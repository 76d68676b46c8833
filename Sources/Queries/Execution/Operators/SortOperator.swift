// SPDX-License-Identifier: Apache-2.0
import Columns

/// Puts rows in the order of keys; rows with equal keys stay as they are.
struct SortOperator {
  private let keys: [RowFunction]
  private let order: RowOrder

  init(_ keys: [SortKey]) {
    let compiler = ExpressionCompiler(memos: nil)
    self.keys = keys.map { compiler.function($0.expression) }
    order = RowOrder(keys)
  }

  /// Sorts a table.
  func run(_ table: ValueTable, _ outer: [[Value]]) throws(QueryError) -> ValueTable {
    let frame = Frame(table.batch, outer: outer)
    var rows: [(keys: [Value], number: Int)] = []
    rows.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      var values: [Value] = []
      values.reserveCapacity(keys.count)
      for key in keys { values.append(try key(frame, row)) }
      rows.append((values, row))
    }
    rows.sort { left, right in
      let answer = order.compare(left.keys, right.keys)
      return answer == 0 ? left.number < right.number : answer < 0
    }
    return table.gather(rows.map(\.number))
  }
}

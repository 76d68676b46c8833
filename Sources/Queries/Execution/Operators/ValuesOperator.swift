// SPDX-License-Identifier: Apache-2.0
import Columns

/// The rows of VALUES.
struct ValuesOperator {
  private let rows: [[RowFunction]]
  private let width: Int

  init(_ rows: [[BoundExpression]], width: Int) {
    let compiler = ExpressionCompiler(memos: nil)
    self.rows = rows.map { $0.map(compiler.function) }
    self.width = width
  }

  /// Computes the rows.
  func run(_ outer: [[Value]]) throws(QueryError) -> ValueTable {
    let frame = Frame(RecordBatch(rowCount: 1, columns: []), outer: outer)
    var table = ValueTable(width: width)
    for row in rows {
      var values: [Value] = []
      for function in row { values.append(try function(frame, 0)) }
      table.append(values)
    }
    return table
  }
}

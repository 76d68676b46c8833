// SPDX-License-Identifier: Apache-2.0
import Columns

/// The rows of VALUES.
struct ValuesOperator {
  private let rows: [[RowFunction]]
  private let width: Int
  private let budget: MemoryBudget

  init(_ rows: [[BoundExpression]], width: Int, _ budget: MemoryBudget) {
    let compiler = ExpressionCompiler(memos: nil)
    self.rows = rows.map { $0.map(compiler.function) }
    self.width = width
    self.budget = budget
  }

  /// Computes the rows.
  func run(_ outer: [[Value]]) throws(QueryError) -> RowTable {
    let frame = Frame(RecordBatch(rowCount: 1, columns: []), outer: outer)
    var table = RowTableBuilder(width: width, budget)
    for row in rows {
      var values: [Value] = []
      for function in row { values.append(try function(frame, 0)) }
      try table.append(values)
    }
    return try table.finish()
  }
}

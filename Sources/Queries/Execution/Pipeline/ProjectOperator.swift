// SPDX-License-Identifier: Apache-2.0
import Columns

/// Computes a new batch from the selected rows.
struct ProjectOperator: Operator {
  private let columns: [ComputedColumn]
  private var numbering = RowNumbering()

  var makesRows: Bool { true }

  init(_ expressions: [BoundExpression], _ compiler: ExpressionCompiler) {
    columns = expressions.map { ComputedColumn($0, compiler) }
  }

  mutating func process(_ morsel: inout Morsel) throws(QueryError) {
    var vectors: [ColumnVector] = []
    for column in columns {
      vectors.append(try column.gather(morsel.selection, morsel.frame))
    }
    let batch = RecordBatch(rowCount: morsel.selection.count, columns: vectors)
    morsel = numbering.replace(morsel, by: batch)
  }
}

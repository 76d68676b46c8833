// SPDX-License-Identifier: Apache-2.0
import Columns

/// Computes a new batch from the selected rows.
struct ProjectOperator {
  private let columns: [ComputedColumn]

  init(_ expressions: [BoundExpression], _ compiler: ExpressionCompiler) {
    columns = expressions.map { ComputedColumn($0, compiler) }
  }

  /// The new rows, numbered from `sequence` on within their unit.
  func process(_ morsel: Morsel, sequence: inout Int) throws(QueryError) -> Morsel {
    var vectors: [ColumnVector] = []
    for column in columns {
      vectors.append(try column.gather(morsel.selection, morsel.frame))
    }
    let batch = RecordBatch(rowCount: morsel.selection.count, columns: vectors)
    return morsel.followed(by: batch, sequence: &sequence)
  }
}

extension Morsel {
  /// A new batch made from this one, of whose rows all are wanted; places in the unit go on
  /// counting from `sequence`.
  func followed(by batch: RecordBatch, sequence: inout Int) -> Morsel {
    let first = sequence
    sequence += batch.rowCount
    return Morsel(
      frame: Frame(batch, outer: frame.outer, number: frame.number),
      selection: Array(0..<UInt32(clamping: batch.rowCount)),
      unit: unit,
      firstSequence: first
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// One step of a pipeline in one worker: narrows or replaces a batch on its way.
protocol Operator {
  /// Whether the rows that come out are others than those that went in.
  var makesRows: Bool { get }

  mutating func process(_ morsel: inout Morsel) throws(QueryError)
}

/// The places within their unit of rows that an operator makes.
struct RowNumbering {
  private var unit = -1
  private var next = 0

  /// A morsel of new rows, all wanted, in the place of another.
  mutating func replace(_ morsel: Morsel, by batch: RecordBatch) -> Morsel {
    if morsel.unit != unit {
      unit = morsel.unit
      next = 0
    }
    let first = next
    next += batch.rowCount
    return Morsel(
      frame: Frame(batch, outer: morsel.frame.outer, number: morsel.frame.number),
      selection: Array(0..<UInt32(clamping: batch.rowCount)),
      unit: morsel.unit,
      firstSequence: first
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// A batch on its way through a pipeline: its columns, which of its rows are still wanted, and
/// where they stand in the input.
struct Morsel {
  let frame: Frame
  /// Row numbers of the batch, ascending.
  var selection: [UInt32]
  /// The unit of the scan; 0 in the finishing half.
  let unit: Int
  /// The place in the unit of the batch's first row.
  let firstSequence: Int

  /// Where a row stands in the input.
  func position(of row: UInt32) -> RowPosition {
    RowPosition(unit: unit, sequence: firstSequence + Int(row))
  }
}

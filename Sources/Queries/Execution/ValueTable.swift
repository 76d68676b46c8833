// SPDX-License-Identifier: Apache-2.0
import Columns

/// Rows held column by column, in their order: a piece of a table that is being worked on.
struct ValueTable: Sendable {
  private(set) var rowCount: Int
  private(set) var columns: [[Value]]

  /// No rows of that many columns.
  init(width: Int) {
    rowCount = 0
    columns = Array(repeating: [], count: width)
  }

  /// Takes columns of `rowCount` values each.
  init(rowCount: Int, columns: [[Value]]) {
    self.rowCount = rowCount
    self.columns = columns
  }

  var width: Int { columns.count }

  /// The rows as a batch for operators.
  var batch: RecordBatch {
    RecordBatch(rowCount: rowCount, columns: columns.map(ColumnVector.values))
  }

  /// The values of one row.
  func row(_ number: Int) -> [Value] {
    columns.map { $0[number] }
  }

  /// The values of a row as bytes, or the first of them.
  func written(_ number: Int, width: Int? = nil) -> [UInt8] {
    var writer = RowWriter()
    for column in columns.prefix(width ?? columns.count) { writer.append(column[number]) }
    return writer.bytes
  }

  /// About how many bytes the table takes in memory.
  var footprint: Int {
    columns.reduce(64 * rowCount) { sum, column in
      column.reduce(sum + 8 * rowCount) { $0 + $1.footprint }
    }
  }

  /// Adds one row.
  mutating func append(_ row: [Value]) {
    for (number, value) in row.enumerated() { columns[number].append(value) }
    rowCount += 1
  }

  /// Adds the rows of another table of the same width.
  mutating func append(_ other: ValueTable) {
    for number in columns.indices { columns[number] += other.columns[number] }
    rowCount += other.rowCount
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Rows held column by column, in their order; what sinks leave and the finishing half works on.
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

  /// The rows with these numbers, in this order.
  func gather(_ rows: [Int]) -> ValueTable {
    ValueTable(
      rowCount: rows.count,
      columns: columns.map { column in rows.map { column[$0] } }
    )
  }

  /// The rows with these numbers, in this order, and rows of NULL where there is none.
  func gather(_ rows: [Int?]) -> ValueTable {
    ValueTable(
      rowCount: rows.count,
      columns: columns.map { column in rows.map { row in row.map { column[$0] } ?? .null } }
    )
  }

  /// The rows of a range.
  func slice(_ range: Range<Int>) -> ValueTable {
    if range == 0..<rowCount { return self }
    return ValueTable(rowCount: range.count, columns: columns.map { Array($0[range]) })
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

  /// The table with the columns of another on its right, row by row.
  func beside(_ other: ValueTable) -> ValueTable {
    ValueTable(rowCount: rowCount, columns: columns + other.columns)
  }
}

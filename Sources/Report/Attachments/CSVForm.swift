// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// A way of writing a table as comma-separated values.
protocol CSVForm {
  /// Appends the line of column names, and what stands before it.
  mutating func header(_ names: [Text], into output: inout [UInt8])

  /// Appends one line; nil is NULL.
  mutating func row(_ cells: [Text?], into output: inout [UInt8])

  /// Appends the line of a row of an answer, its secrets covered.
  mutating func row(_ cells: inout RowCells, _ cover: inout CellCover, into output: inout [UInt8])
}

extension CSVForm {
  /// Writes all rows of an answer, their secrets covered and counted.
  mutating func rows(
    of result: QueryResult,
    _ cover: inout CellCover,
    to writer: inout FileWriter
  ) throws(ReportError) {
    let path = writer.path
    try result.forEachRow { cells throws(ReportError) in
      row(&cells, &cover, into: &writer.buffer)
      try writer.flush()
    } failure: { error in
      ReportError(.output, path: path, error.message)
    }
  }
}

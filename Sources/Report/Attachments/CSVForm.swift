// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// A way of writing a table as comma-separated values.
protocol CSVForm: Sendable {
  /// Begins anew, with nothing counted.
  init()

  /// The cells that got an apostrophe so far.
  var guardedCount: Int { get set }

  /// Appends the line of column names, and what stands before it.
  mutating func header(_ names: [Text], into output: inout [UInt8])

  /// Appends one line; nil is NULL.
  mutating func row(_ cells: [Text?], into output: inout [UInt8])

  /// Appends the line of a row of an answer, its secrets covered.
  mutating func row(_ cells: inout RowCells, _ cover: inout CellCover, into output: inout [UInt8])
}

extension CSVForm {
  /// Writes all rows of an answer, their secrets covered and counted.
  ///
  /// `workers` threads make pieces of the text while the pieces before them are written.
  mutating func rows(
    of result: QueryResult,
    _ cover: inout CellCover,
    to writer: inout FileWriter,
    workers: Int
  ) throws(ReportError) {
    let path = writer.path
    let pieces = result.pieces(byteCount: 1 << 16)
    let plainCover = cover.emptied
    let counts = try writer.write(pieces: pieces.count, workers: workers) {
      piece,
      buffer throws(ReportError) in
      var form = Self()
      var cover = plainCover
      try result.forEachRow(of: pieces[piece]) { cells throws(ReportError) in
        form.row(&cells, &cover, into: &buffer)
      } failure: { error in
        ReportError(.output, path: path, error.message)
      }
      return (guarded: form.guardedCount, covered: cover.count)
    }
    for count in counts {
      guardedCount += count.guarded
      cover.count += count.covered
    }
  }
}

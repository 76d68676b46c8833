// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The cells of one row of an answer as text, one after another, as they are written to files.
///
/// Text is handed out where it lies, in the page of its row: no value is made of it.
package struct RowCells {
  /// One a cell.
  package let types: [DataType]
  private var reader = RowReader([])
  private var scratch: [UInt8] = []

  fileprivate init(_ types: [DataType]) {
    self.types = types
  }

  /// Hands over the text of the next cell, of the column with this number; nil is NULL.
  package mutating func next(_ column: Int, _ body: (Span<UInt8>?) -> Void) {
    if let range = reader.nextTextRange() { return body(reader.bytes.span.extracting(range)) }
    let value = reader.value()
    if value.isNull { return body(nil) }
    scratch.removeAll(keepingCapacity: true)
    value.appendText(as: types[column], to: &scratch)
    body(scratch.span)
  }

  fileprivate mutating func begin(_ reader: RowReader) {
    self.reader = reader
  }
}

/// Neighbouring rows of an answer.
package struct RowPiece: Sendable {
  fileprivate let extents: Range<Int>
}

extension QueryResult {
  /// The rows in pieces of about so many bytes, in their order.
  package func pieces(byteCount: Int) -> [RowPiece] {
    rows.table.pieces(byteCount: byteCount).map(RowPiece.init)
  }

  /// Goes through the rows of a piece in their order.
  package func forEachRow<Failure: Error>(
    of piece: RowPiece,
    _ body: (inout RowCells) throws(Failure) -> Void,
    failure: (QueryError) -> Failure
  ) throws(Failure) {
    try forEachRow(rows.table.makeCursor(piece.extents), body, failure)
  }

  /// Goes through all rows in their order.
  package func forEachRow<Failure: Error>(
    _ body: (inout RowCells) throws(Failure) -> Void,
    failure: (QueryError) -> Failure
  ) throws(Failure) {
    try forEachRow(rows.table.makeCursor(), body, failure)
  }

  private func forEachRow<Failure: Error>(
    _ rows: RowCursor,
    _ body: (inout RowCells) throws(Failure) -> Void,
    _ failure: (QueryError) -> Failure
  ) throws(Failure) {
    var cells = RowCells(columns.map(\.type))
    var cursor = rows
    while true {
      let reader: RowReader?
      do throws(QueryError) {
        reader = try cursor.next { $0 }
      } catch {
        throw failure(error)
      }
      guard let reader else { return }
      cells.begin(reader)
      try body(&cells)
    }
  }
}

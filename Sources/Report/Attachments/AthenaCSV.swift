// SPDX-License-Identifier: Apache-2.0
package import Columns
internal import Queries

/// Writes a result as Athena writes it, byte for byte.
///
/// Line feeds, no byte order mark; every header and every value quoted, quotes doubled; NULL is
/// nothing between commas, the empty text is `""`.
///
/// - Source: pyathena issue 118; athena-user-guide, "Working with query results".
package struct AthenaCSV: CSVForm {
  /// What is written for programs stays as it is.
  package var guardedCount = 0

  package init() {}

  /// Appends the line of column names.
  package func header(_ names: [Text], into output: inout [UInt8]) {
    row(names, into: &output)
  }

  /// Appends one line; nil is NULL.
  package func row(_ cells: [Text?], into output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 {
        output.append(UInt8(ascii: ","))
      }
      if let cell {
        CSVField.quote(cell.bytes.span, into: &output)
      }
    }
    output.append(0x0A)
  }
}

extension AthenaCSV {
  /// Appends the line of a row of an answer.
  func row(_ cells: inout RowCells, _ cover: inout CellCover, into output: inout [UInt8]) {
    for column in cells.types.indices {
      if column > 0 { output.append(UInt8(ascii: ",")) }
      cells.next(column) { cell in
        guard let cell else { return }
        cover.show(cell, column: column) { CSVField.quote($0, into: &output) }
      }
    }
    output.append(0x0A)
  }
}

/// The quoting both forms of CSV share.
enum CSVField {
  private static let mark = UInt8(ascii: "\"")

  static func quote(_ text: Span<UInt8>, into output: inout [UInt8]) {
    output.append(addingCapacity: 2 * text.count + 2) { line in
      line.append(mark)
      for index in text.indices {
        let byte = text[index]
        line.append(byte)
        if byte == mark { line.append(mark) }
      }
      line.append(mark)
    }
  }
}

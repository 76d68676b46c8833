// SPDX-License-Identifier: Apache-2.0
package import Columns
internal import Queries

/// Writes a result for spreadsheets: no cell can be taken for a formula.
///
/// A byte order mark first, CRLF at the end of a line, otherwise quoted as Athena does. A cell
/// that a spreadsheet would compute gets an apostrophe before it; `guardedCount` says how many.
/// Numbers stay as they are.
///
/// - Source: OWASP, "CSV Injection"; ASVS 1.2.10.
package struct SpreadsheetCSV: CSVForm {
  /// The cells that got an apostrophe so far, headers among them.
  package var guardedCount = 0

  package init() {}

  /// Appends the byte order mark and the line of column names.
  package mutating func header(_ names: [Text], into output: inout [UInt8]) {
    output.append(contentsOf: [0xEF, 0xBB, 0xBF])
    row(names, into: &output)
  }

  /// Appends one line; nil is NULL.
  package mutating func row(_ cells: [Text?], into output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 {
        output.append(UInt8(ascii: ","))
      }
      if let cell { field(cell.bytes.span, into: &output) }
    }
    output.append(contentsOf: [0x0D, 0x0A])
  }

  /// Appends the line of a row of an answer.
  mutating func row(
    _ cells: inout RowCells,
    _ cover: inout CellCover,
    into output: inout [UInt8]
  ) {
    for column in cells.types.indices {
      if column > 0 { output.append(UInt8(ascii: ",")) }
      cells.next(column) { cell in
        guard let cell else { return }
        cover.show(cell, column: column) { field($0, into: &output) }
      }
    }
    output.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func field(_ cell: Span<UInt8>, into output: inout [UInt8]) {
    // Most cells begin with a letter or a digit.
    if cell.isEmpty || ReportName.isLetterOrDigit(cell[0]) {
      return CSVField.quote(cell, into: &output)
    }
    let text = Text(copying: cell).bytes
    guard Self.isFormula(text[...]) else { return CSVField.quote(cell, into: &output) }
    guardedCount += 1
    CSVField.quote(([UInt8(ascii: "'")] + text).span, into: &output)
  }

  /// Whether a spreadsheet may compute a cell: one of `= + - @`, narrow or full-width, or a
  /// control character comes first, after any blanks and byte order marks.
  static func isFormula(_ cell: ArraySlice<UInt8>) -> Bool {
    var rest = cell
    while let blank = blanks.first(where: { rest.starts(with: $0) }) {
      rest = rest.dropFirst(blank.count)
    }
    guard let first = rest.first else { return false }
    if first < 0x20 || first == UInt8(ascii: "=") || first == UInt8(ascii: "@") { return true }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { return !isNumber(cell) }
    return fullWidthSigns.contains { rest.starts(with: $0) }
  }

  /// Whether all of a cell is a plain number: `-12.5`, `+3`, `1e-9`.
  private static func isNumber(_ cell: ArraySlice<UInt8>) -> Bool {
    var rest = cell
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    var digitCount = rest.dropDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      digitCount += rest.dropDigits()
    }
    guard digitCount > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard rest.dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static let blanks: [[UInt8]] = [
    " ", "\u{A0}", "\u{FEFF}", "\u{3000}", "\u{200B}",
  ].map { Array($0.utf8) }
  private static let fullWidthSigns: [[UInt8]] = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
  /// Drops leading ASCII digits and says how many there were.
  fileprivate mutating func dropDigits() -> Int {
    let rest = drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    defer { self = rest }
    return rest.startIndex - startIndex
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns
package import Queries

/// Prints a result in columns, for reading on a terminal.
///
/// Numbers stand to the right. A cell is one line: control characters are shown as escapes, and what
/// is longer than `cellLimit` columns ends in an ellipsis; the other formats have all of it. NULL is
/// shown as `NULL`.
package enum ResultTable {
  package static let cellLimit = 100

  package static func text(of result: QueryResult) -> [UInt8] {
    let header = result.columns.map { cell($0.name) }
    let rows = result.rows.map { row in
      zip(row, result.columns).map { value, column in
        cell(value.text(as: column.type)?.string ?? "NULL")
      }
    }
    var widths = header.map(\.width)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.width) }
    }
    let rightAligned = result.columns.map { $0.type.isNumber }
    var output = line(header, widths, rightAligned)
    output += widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
    for row in rows { output += line(row, widths, rightAligned) }
    output += "(\(Amount.counted(rows.count, "row")))\n"
    return Array(output.utf8)
  }

  private typealias Cell = (text: String, width: Int)

  private static func line(_ cells: [Cell], _ widths: [Int], _ rightAligned: [Bool]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[index] - cell.width)
      if index > 0 { line += "  " }
      line += rightAligned[index] ? padding + cell.text : cell.text + padding
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }

  /// Safe to print, on one line, and not too long.
  private static func cell(_ text: String) -> Cell {
    // A value can be large: no more of it is looked at than can be shown.
    let start = String(text.unicodeScalars.prefix(cellLimit * 8))
    return TerminalText.shown(start, keeping: cellLimit + 1, fromEnd: false)
  }
}

extension DataType {
  /// Whether values are shown to the right of their column.
  fileprivate var isNumber: Bool {
    switch self {
    case .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal: true
    case .unknown, .boolean, .varchar, .char, .varbinary, .date, .time, .timestamp,
      .timestampWithTimeZone, .intervalDayToSecond, .intervalYearToMonth, .array, .map, .row,
      .json, .ipaddress, .uuid, .function:
      false
    }
  }
}

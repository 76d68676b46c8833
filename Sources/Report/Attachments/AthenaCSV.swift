// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Writes a result as Athena writes it, byte for byte.
///
/// Line feeds, no byte order mark; every header and every value quoted, quotes doubled; NULL is
/// nothing between commas, the empty text is `""`.
///
/// - Source: pyathena issue 118; athena-user-guide, "Working with query results".
package struct AthenaCSV {
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
        CSVField.quote(cell.bytes, into: &output)
      }
    }
    output.append(0x0A)
  }
}

/// The quoting both forms of CSV share.
enum CSVField {
  static func quote(_ bytes: [UInt8], into output: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    output.append(quote)
    var start = 0
    while let index = bytes[start...].firstIndex(of: quote) {
      output.append(contentsOf: bytes[start...index])
      output.append(quote)
      start = index + 1
    }
    output.append(contentsOf: bytes[start...])
    output.append(quote)
  }
}

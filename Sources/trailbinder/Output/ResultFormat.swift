// SPDX-License-Identifier: Apache-2.0
private import Columns
package import Queries
private import Report

/// The forms in which `trailbinder query` prints a result.
package enum ResultFormat: String, CaseIterable, Sendable {
  /// Columns side by side, for people.
  case table
  /// Byte for byte as Athena writes its result files.
  case csv
  /// One array of objects.
  case json
  /// One object a line.
  case ndjson

  /// The bytes of a result in this form.
  ///
  /// A terminal would act on control characters, so that even CSV has them escaped there; files and
  /// pipes get them as they are. JSON has them escaped anyhow.
  package func bytes(of result: QueryResult, forTerminal: Bool) -> [UInt8] {
    switch self {
    case .table: return ResultTable.text(of: result)
    case .csv:
      let csv = Self.csv(of: result)
      guard forTerminal else { return csv }
      return Array(Diagnostics.safeLines(String(decoding: csv, as: UTF8.self)).utf8)
    case .json: return ResultJSON.array(of: result)
    case .ndjson: return ResultJSON.lines(of: result)
    }
  }

  private static func csv(of result: QueryResult) -> [UInt8] {
    var bytes: [UInt8] = []
    let writer = AthenaCSV()
    writer.header(result.columns.map { Text($0.name) }, into: &bytes)
    for row in result.rows {
      let cells = zip(row, result.columns).map { value, column in value.text(as: column.type) }
      writer.row(cells, into: &bytes)
    }
    return bytes
  }
}

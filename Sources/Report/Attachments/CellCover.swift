// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// Covers the secrets in the cells of one answer, and counts them.
struct CellCover: Sendable {
  private enum Rule: Sendable {
    /// Numbers, times and the like hold no secrets.
    case none
    /// Any text may hold one.
    case search
    /// The column's name says that its values are secrets.
    case all
  }

  private let rules: [Rule]
  var count = 0

  /// The same, with nothing counted.
  var emptied: CellCover {
    var empty = self
    empty.count = 0
    return empty
  }

  init(_ columns: [ResultColumn], _ secrets: Provenance.Secrets) {
    rules = columns.map { column in
      guard secrets == .mask, column.type.mayHoldText else { return .none }
      return column.type.isText && SecretMask.isSecretName(Array(column.name.utf8)[...])
        ? .all : .search
    }
  }

  /// Hands over the text of a cell as it may be shown.
  mutating func show(
    _ cell: Span<UInt8>,
    column: Int,
    _ body: (Span<UInt8>) -> Void
  ) {
    switch rules[column] {
    case .none: body(cell)
    case .search:
      guard let found = SecretMask.covered(cell) else { return body(cell) }
      count += found.count
      body(found.bytes.span)
    case .all:
      guard SecretMask.isSecretValue(cell) else { return body(cell) }
      count += 1
      body(Array(SecretMask.cover.utf8).span)
    }
  }
}

extension DataType {
  /// Whether values are texts themselves.
  fileprivate var isText: Bool {
    switch self {
    case .varchar, .char, .json, .varbinary: true
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal,
      .date, .time, .timestamp, .timestampWithTimeZone, .intervalDayToSecond,
      .intervalYearToMonth, .array, .map, .row, .ipaddress, .uuid, .function:
      false
    }
  }

  /// Whether texts may stand in values.
  fileprivate var mayHoldText: Bool {
    if case .array = self { return true }
    if case .map = self { return true }
    if case .row = self { return true }
    return isText
  }
}

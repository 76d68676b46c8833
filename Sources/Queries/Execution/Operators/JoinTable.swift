// SPDX-License-Identifier: Apache-2.0
import Columns

/// The rows of one side of a join by their keys; a key that is NULL, or holds a NULL or NaN, equals
/// nothing.
struct JoinTable: Sendable {
  private var rows: [[Value]: [Int]] = [:]

  /// Takes the key of each row; nil for one that equals nothing.
  init(_ keys: [[Value]?]) {
    for (row, key) in keys.enumerated() {
      if let key { rows[key, default: []].append(row) }
    }
  }

  /// The rows with a key, in their order.
  func rows(for key: [Value]) -> [Int] {
    guard let found = rows[key], key.allSatisfy(\.canEqual) else { return [] }
    return found
  }

  /// The keys of a table's rows; nil for those that equal nothing.
  static func keys(
    of table: ValueTable,
    _ functions: [RowFunction],
    _ outer: [[Value]]
  ) throws(QueryError) -> [[Value]?] {
    let frame = Frame(table.batch, outer: outer)
    var keys: [[Value]?] = []
    keys.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      var key: [Value]? = []
      for function in functions {
        let value = try function(frame, row)
        if value.canEqual { key?.append(value) } else { key = nil }
      }
      keys.append(key)
    }
    return keys
  }
}

extension Value {
  /// Whether `=` with this value can be TRUE.
  fileprivate var canEqual: Bool {
    switch self {
    case .null: false
    case .double(let number): !number.isNaN
    case .real(let number): !number.isNaN
    case .array(let values), .row(let values): values.allSatisfy(\.canEqual)
    case .map(let entries): entries.allSatisfy { $0.value.canEqual }
    case .boolean, .bigint, .decimal, .varchar, .varbinary, .date, .time, .timestamp,
      .timestampWithTimeZone, .intervalDayToSecond, .intervalYearToMonth, .json, .ipaddress,
      .uuid:
      true
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// For each left row of a join the right rows whose keys equal its own, in their order.
///
/// The table of keys is made over the smaller side. A key that is NULL, or holds a NULL or NaN,
/// equals nothing.
struct JoinCandidates {
  private enum Form {
    /// No keys: every right row.
    case all(Range<Int>)
    /// A table over the right side, asked with the left row's key.
    case lookup([[Value]: [Int]], leftKeys: [[Value]?])
    /// A table over the left side has given each left row its rows.
    case lists([[Int]])
  }

  private let form: Form

  init(
    _ left: ValueTable,
    _ right: ValueTable,
    leftKeys: [RowFunction],
    rightKeys: [RowFunction],
    _ outer: [[Value]]
  ) throws(QueryError) {
    guard !leftKeys.isEmpty else {
      form = .all(0..<right.rowCount)
      return
    }
    let leftKeys = try Self.keys(of: left, leftKeys, outer)
    let rightKeys = try Self.keys(of: right, rightKeys, outer)
    if left.rowCount < right.rowCount {
      let table = Self.table(leftKeys)
      var lists = [[Int]](repeating: [], count: left.rowCount)
      for (row, key) in rightKeys.enumerated() {
        guard let key, let matches = table[key] else { continue }
        for match in matches { lists[match].append(row) }
      }
      form = .lists(lists)
    } else {
      form = .lookup(Self.table(rightKeys), leftKeys: leftKeys)
    }
  }

  /// Calls `body` with each right row that may match a left row, until it returns false.
  func forEach(
    of left: Int,
    _ body: (Int) throws(QueryError) -> Bool
  ) throws(QueryError) {
    switch form {
    case .all(let rows):
      for row in rows {
        guard try body(row) else { return }
      }
    case .lookup(let table, let keys):
      guard let key = keys[left], let rows = table[key] else { return }
      for row in rows {
        guard try body(row) else { return }
      }
    case .lists(let lists):
      for row in lists[left] {
        guard try body(row) else { return }
      }
    }
  }

  private static func table(_ keys: [[Value]?]) -> [[Value]: [Int]] {
    var table: [[Value]: [Int]] = [:]
    for (row, key) in keys.enumerated() {
      if let key { table[key, default: []].append(row) }
    }
    return table
  }

  private static func keys(
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

// SPDX-License-Identifier: Apache-2.0
import Columns

/// For each left row of a join the right rows whose keys equal its own, in their order.
///
/// The table of keys is made over the smaller side.
struct JoinCandidates {
  private enum Form {
    /// No keys: every right row.
    case all(Range<Int>)
    /// A table over the right side, asked with the left row's key.
    case lookup(JoinTable, leftKeys: [[Value]?])
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
    let leftKeys = try JoinTable.keys(of: left, leftKeys, outer)
    let rightKeys = try JoinTable.keys(of: right, rightKeys, outer)
    if left.rowCount < right.rowCount {
      let table = JoinTable(leftKeys)
      var lists = [[Int]](repeating: [], count: left.rowCount)
      for (row, key) in rightKeys.enumerated() {
        guard let key else { continue }
        for match in table.rows(for: key) { lists[match].append(row) }
      }
      form = .lists(lists)
    } else {
      form = .lookup(JoinTable(rightKeys), leftKeys: leftKeys)
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
      guard let key = keys[left] else { return }
      for row in table.rows(for: key) {
        guard try body(row) else { return }
      }
    case .lists(let lists):
      for row in lists[left] {
        guard try body(row) else { return }
      }
    }
  }
}

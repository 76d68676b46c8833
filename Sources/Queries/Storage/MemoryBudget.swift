// SPDX-License-Identifier: Apache-2.0
internal import Columns
private import Synchronization

/// The memory that all queries of a run share for the rows they hold, and the file for the rest.
///
/// Finished pages of rows come first served, until three eighths are used; later pages go to the file.
/// Those who work (tables of groups, rows being sorted, keys of joins) have an equal share of one half
/// that each can count on, and more as long as the whole allows it: for rows up to the same three
/// eighths, for all else up to five. So rows leave well before groups do: a sorted run comes back by
/// reading it once, where groups have to find each other again. Answers never depend on who got what.
package final class MemoryBudget: Sendable {
  /// 128 MB.
  package static let defaultLimit = 128 << 20

  /// In bytes.
  package let limit: Int
  let file: TemporaryFile
  private let used = Atomic<Int>(0)
  private let holders = Atomic<Int>(0)

  package init(limit: Int = MemoryBudget.defaultLimit, folder: String? = nil) {
    self.limit = limit
    file = TemporaryFile(folder: folder)
  }

  /// How much was written to the disk so far.
  package var spilledByteCount: Int { file.writtenByteCount }

  /// The bytes of a full page.
  var pageByteCount: Int { min(1 << 16, max(1 << 12, limit >> 6)) }

  /// Takes room for a page; false where there is none.
  func take(_ byteCount: Int) -> Bool {
    let total = used.add(byteCount, ordering: .relaxed).newValue
    if total <= roomForRows { return true }
    release(byteCount)
    return false
  }

  /// Up to what is used in all there is room for more rows.
  private var roomForRows: Int { limit / 8 * 3 }
  /// And for more of everything else.
  private var room: Int { limit / 8 * 5 }

  func release(_ byteCount: Int) {
    used.subtract(byteCount, ordering: .relaxed)
  }

  fileprivate func join() {
    holders.add(1, ordering: .relaxed)
  }

  fileprivate func leave(_ byteCount: Int) {
    holders.subtract(1, ordering: .relaxed)
    release(byteCount)
  }

  /// Notes that a holder has more or less than before; tells whether it may.
  fileprivate func change(by difference: Int, to byteCount: Int, holdsRows: Bool) -> Bool {
    let total = used.add(difference, ordering: .relaxed).newValue
    if difference <= 0 || total <= (holdsRows ? roomForRows : room) { return true }
    return byteCount <= max(1 << 12, limit / 2 / max(1, holders.load(ordering: .relaxed)))
  }
}

/// What one table, sorter or join holds of a budget.
final class MemoryShare: Sendable {
  let budget: MemoryBudget
  private let holdsRows: Bool
  private let held = Atomic<Int>(0)

  /// Rows, which `holdsRows` tells, go to the disk before anything else does.
  init(_ budget: MemoryBudget, holdsRows: Bool = false) {
    self.budget = budget
    self.holdsRows = holdsRows
    budget.join()
  }

  deinit {
    budget.leave(held.load(ordering: .relaxed))
  }

  /// Notes how much is held now; false asks for less to be held.
  func hold(_ byteCount: Int) -> Bool {
    let before = held.exchange(byteCount, ordering: .relaxed)
    return budget.change(by: byteCount - before, to: byteCount, holdsRows: holdsRows)
  }
}

extension QueryError {
  /// What does not fit in memory could not be written to the disk.
  init(_ error: TemporaryFileError) {
    self.init(.genericInsufficientResources, error.message)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Whether copies of records are left out.
package enum DuplicatePolicy: String, Sendable, CaseIterable {
  /// One record counts, the first in the order of the schedule.
  case remove
  /// All count, as Athena counts them; how many are copies is told nevertheless.
  case keep
}

/// Which records are copies of others, for all readers of one scan.
///
/// CloudTrail may deliver an event more than once, and several trails deliver it into one tree. Two
/// records are the same when `eventID`, `recipientAccountId` and the day of `eventTime` are; the
/// record of another account, linked by `sharedEventID`, is therefore another one. Which is kept must not
/// depend on threads: files are decided upon in the order of the schedule, whoever has read them.
final class DuplicateLedger: Sendable {
  private let turnstile = Turnstile()
  private let sets: Guarded<EventSets>
  /// By unit.
  private let turns: [Int]

  /// Makes an empty ledger for units that are taken in the order of `schedule`.
  init(schedule: [Int], byteCount: Int) {
    sets = Guarded(EventSets(budget: byteCount))
    var turns = [Int](repeating: 0, count: schedule.count)
    for (turn, unit) in schedule.enumerated() { turns[unit] = turn }
    self.turns = turns
  }

  /// Decides which rows of a file are copies, when all files before it are decided upon.
  ///
  /// Every unit that was taken has to come here once, also one that could not be read: with no rows.
  ///
  /// - Returns: the numbers of the rows, ascending.
  func copies(
    among rows: RecordIdentities,
    of unit: Int,
    claims: Bool = true
  ) throws(TemporaryFileError) -> [Int] {
    try turnstile.pass(turns[unit]) { () throws(TemporaryFileError) in
      guard !rows.rows.isEmpty else { return [] }
      return try sets.withLock { sets throws(TemporaryFileError) in
        try sets.copies(among: rows, claims: claims)
      }
    }
  }
}

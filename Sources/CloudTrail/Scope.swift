// SPDX-License-Identifier: Apache-2.0

/// Which part of a log tree a report is about; what is `nil` is not limited.
package struct Scope: Sendable, Equatable {
  /// Account identifiers, as the tree has them.
  package var accounts: [String]?
  package var regions: [String]?
  /// The first day, UTC, by a record's `eventTime`.
  package var from: Day?
  /// The last day; it belongs to the scope.
  package var to: Day?

  package init(
    accounts: [String]? = nil,
    regions: [String]? = nil,
    from: Day? = nil,
    to: Day? = nil
  ) {
    self.accounts = accounts
    self.regions = regions
    self.from = from
    self.to = to
  }

  var isLimitedInTime: Bool { from != nil || to != nil }

  /// Whether a file may hold records of the scope, by what its place tells.
  ///
  /// A file stands under the day it was delivered. Its records are minutes older, as a rule, so that
  /// a day before and a day after the period are read as well.
  func mayHold(account: String?, region: String?, day: Day?) -> Bool {
    if let account, let accounts, !accounts.contains(account) { return false }
    if let region, let regions, !regions.contains(region) { return false }
    guard let day else { return true }
    if let from, day < from.previous { return false }
    if let to, day > to.next { return false }
    return true
  }
}

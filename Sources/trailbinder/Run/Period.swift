// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries
import Report

/// The days a report is about, and the time its queries take for now.
struct Period: Sendable {
  /// What `now()` says.
  let session: Session
  /// What a user should know about it.
  let warnings: [Diagnostic]
  private let scope: Scope

  /// For finding mistakes in SQL before the time is known.
  static let provisionalSession = Session(nowMicroseconds: 0)

  /// Finds the time that queries take for now.
  ///
  /// That is what the configuration says, or else the end of the last day: the scope's, or the last
  /// one that the paths of the logs name. Only where there is none it is the machine's time.
  init(_ configuration: Configuration, _ tree: LogTree) {
    self.init(now: configuration.nowMicroseconds, scope: configuration.scope, tree)
  }

  init(now: Int64?, scope: Scope, _ tree: LogTree) {
    self.scope = scope
    let lastDay = scope.to ?? tree.files.compactMap(\.day).max()
    if let now {
      session = Session(nowMicroseconds: now)
      warnings = []
    } else if let lastDay {
      session = Session(nowMicroseconds: Instant(endOf: lastDay).microseconds)
      warnings = []
    } else {
      session = Session(nowMicroseconds: Instant.present.microseconds)
      warnings = tree.files.isEmpty ? [] : [Self.noDay]
    }
  }

  private static let noDay = Diagnostic(
    .warning,
    "neither the scope nor the paths of the logs tell a day: now() is the time of this run"
  )

  /// The days that were asked for; nil when both ends are open.
  ///
  /// The first and last day with events stand in for an end that is open.
  func days(covered: (first: Day, last: Day)?) -> DayRange? {
    guard scope.from != nil || scope.to != nil,
      let first = scope.from ?? covered?.first ?? scope.to,
      let last = scope.to ?? covered?.last ?? scope.from
    else { return nil }
    return DayRange(first: min(first, last).description, last: max(first, last).description)
  }

  /// The base of the report's folder: `2026-10` for a whole month that was asked for,
  /// `2026-10-05--2026-10-11` for other days, `no-events` for a report about everything that found
  /// nothing.
  func identifier(covered: (first: Day, last: Day)?) -> String {
    if let month = Self.wholeMonth(scope) { return month }
    if let days = days(covered: covered) { return "\(days.first)--\(days.last)" }
    guard let covered else { return "no-events" }
    return "\(covered.first)--\(covered.last)"
  }

  /// What a run was about, when it ended before anything was known of the logs.
  static func name(of scope: Scope) -> String {
    if let month = wholeMonth(scope) { return month }
    guard scope.from != nil || scope.to != nil else { return "all" }
    return "\(scope.from?.description ?? "")--\(scope.to?.description ?? "")"
  }

  private static func wholeMonth(_ scope: Scope) -> String? {
    guard let first = scope.from, let last = scope.to, first.day == 1, last.next.day == 1,
      first.month == last.month, first.year == last.year
    else { return nil }
    return String(first.description.prefix(7))
  }
}

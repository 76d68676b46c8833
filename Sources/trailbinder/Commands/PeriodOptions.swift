// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CloudTrail

/// The days a command is about.
struct PeriodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The first day, in UTC and included: YYYY-MM-DD.",
      valueName: "date"
    ),
    transform: Self.day
  )
  var from: Day?

  @Option(
    help: ArgumentHelp(
      "The last day, in UTC and included: YYYY-MM-DD.",
      valueName: "date"
    ),
    transform: Self.day
  )
  var to: Day?

  @Option(
    help: ArgumentHelp(
      "What now() says, in UTC: YYYY-MM-DDThh:mm:ssZ.",
      valueName: "time"
    ),
    transform: Self.instant
  )
  var now: Instant?

  /// The scope with these days in place of its own, where they are given.
  func applied(to scope: Scope) throws(Failure) -> Scope {
    var scope = scope
    scope.from = from ?? scope.from
    scope.to = to ?? scope.to
    if let first = scope.from, let last = scope.to, last < first {
      throw Failure(.misused, "the period ends before it begins: from \(first) to \(last)")
    }
    return scope
  }

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("expected a day as YYYY-MM-DD") }
    return day
  }

  private static func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(text) else {
      throw ValidationError("expected a time in UTC as YYYY-MM-DDThh:mm:ssZ")
    }
    return instant
  }
}

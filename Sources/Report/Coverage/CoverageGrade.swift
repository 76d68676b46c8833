// SPDX-License-Identifier: Apache-2.0
import Columns

/// How far a report can be trusted to rest on all events of a kind.
package enum CoverageGrade: String, Sendable, CaseIterable {
  /// Every hour of every expected account and region lies under verified digests.
  case complete = "COMPLETE"
  /// No proof, and no sign of a gap.
  case consistent = "CONSISTENT"
  /// Something is missing, or looks as if it were.
  case gaps = "GAPS"
  /// That kind of event is not logged.
  case none = "NONE"
}

/// The grade of one kind of event, and why it is no better.
package struct KindCoverage: Sendable, Equatable {
  package let kind: EventKind
  package let grade: CoverageGrade
  /// Whole sentences without a full stop.
  package let reasons: [String]
  package let eventCount: Int
}

/// What the logs of a report cover, judged.
package struct CoverageJudgement {
  /// One a kind, in their order.
  package let kinds: [KindCoverage]
  /// The signs of gaps that were looked for, found or not.
  package static let signs = [
    "a day without a file of any account",
    "an account, or a region of one, that falls silent after files on each of "
      + "\(CoverageCalendar.regularDayCount) days running",
    "an expected account or region without a file",
    "a file that is damaged, and a folder that cannot be read",
    "StopLogging and DeleteTrail among the events",
    "a digest that is missing or false, and a log file that is missing, changed or not listed",
    "a kind of event that the event selectors name and no event is of",
  ]
  /// What a reader has to know besides: global services, records that come late, trails.
  package let caveats: [String]
  /// The one of them about services without a region, if it holds.
  let globalCaveat: String?

  package init(_ input: ReportInput, _ calendar: CoverageCalendar) {
    let signs = CoverageSigns(input, calendar).found
    let caveats = CoverageCaveats(input, calendar)
    self.caveats = caveats.all
    globalCaveat = caveats.global
    let doubts = Self.doubts(input, calendar)
    kinds = EventKind.allCases.map { kind in
      let count = input.eventCount(of: kind)
      let isSelected = input.expected.selects(kind)
      if count == 0 {
        guard isSelected == true else {
          return KindCoverage(
            kind: kind,
            grade: .none,
            reasons: [
              isSelected == nil
                ? "no such event was read: either none is logged, or none happened"
                : "the event selectors do not name them, and no such event was read"
            ],
            eventCount: 0
          )
        }
        return KindCoverage(
          kind: kind,
          grade: .gaps,
          reasons: ["the event selectors name them, and no such event was read"] + signs,
          eventCount: 0
        )
      }
      let limits = input.expected.limits(of: kind)
      let grade: CoverageGrade =
        !signs.isEmpty ? .gaps : doubts.isEmpty ? .complete : .consistent
      return KindCoverage(
        kind: kind,
        grade: grade,
        reasons: (signs.isEmpty ? doubts : signs) + limits,
        eventCount: count
      )
    }
  }

  /// Why it is not known that everything is there, although nothing is known to be missing.
  private static func doubts(_ input: ReportInput, _ calendar: CoverageCalendar) -> [String] {
    var doubts: [String] = []
    if calendar.period == nil {
      doubts.append("there is no period, or one of more than twenty years: days cannot be compared")
    }
    if input.evidence.digestCoverage.isEmpty {
      doubts.append("no digests were checked")
    } else {
      let (proven, all) = calendar.rows.reduce((0, 0)) { sum, row in
        let (proven, all) = row.provenSeconds
        return (sum.0 + proven, sum.1 + all)
      }
      if proven < all {
        doubts.append(
          "verified digests account for \(Figures.grouped(proven / 3600)) of "
            + "\(Figures.counted(all / 3600, "hour")), added over accounts and regions"
        )
      }
    }
    if input.expected.accounts == nil { doubts.append("the expected accounts are not named") }
    if input.expected.regions == nil { doubts.append("the expected regions are not named") }
    if calendar.unplacedFileCount > 0 {
      doubts.append(
        "\(Figures.counted(calendar.unplacedFileCount, "file")) with a path that tells no account, "
          + "region or day"
      )
    }
    return doubts
  }
}

extension ReportInput {
  /// Events of a kind in the scope.
  fileprivate func eventCount(of kind: EventKind) -> Int {
    let others: RecordKind? =
      switch kind {
      case .management, .data: nil
      case .insights: .insight
      case .networkActivity: .networkActivity
      }
    let events = dailyActivity.reduce(0) { $1.kind == kind ? $0 + $1.eventCount : $0 }
    guard let others else { return events }
    return evidence.files.lazy.flatMap(\.others).filter { $0.kind == others }
      .reduce(events) { $0 + $1.count - $1.outsideScopeCount }
  }
}

extension ExpectedLogs {
  /// Whether some trail logs a kind; nil where that is not known.
  func selects(_ kind: EventKind) -> Bool? {
    let trails = self.trails ?? []
    if kind == .insights {
      if trails.contains(where: { $0.hasInsights == true }) { return true }
      return self.trails == nil || trails.contains { $0.hasInsights == nil } ? nil : false
    }
    return selectors.map { $0.contains { $0.kinds.contains(kind) } }
  }

  func limits(of kind: EventKind) -> [String] {
    (selectors ?? []).filter { $0.kinds.contains(kind) }.flatMap { selectors in
      selectors.limits.map { "the trail '\(selectors.trail)' logs \($0)" }
    }
  }
}

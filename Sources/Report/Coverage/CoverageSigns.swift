// SPDX-License-Identifier: Apache-2.0
import Columns

/// What looks like missing logs.
struct CoverageSigns {
  /// Whole sentences without a full stop; at most some of a kind are named.
  let found: [String]

  private static let most = 5

  init(_ input: ReportInput, _ calendar: CoverageCalendar) {
    let evidence = input.evidence
    var found: [String] = []
    if !calendar.emptyDays.isEmpty {
      found.append("no account has a file on \(SiteWriter.days(calendar.emptyDays))")
    }
    found += Self.named(calendar.accountGaps) {
      "account \($0.account) falls silent: \(SiteWriter.days($0.days))"
    }
    // A region's silence is told by its account's, where that is silent as a whole.
    let silent = Dictionary(
      calendar.accountGaps.map { ($0.account, $0.days) },
      uniquingKeysWith: { first, _ in first }
    )
    found += Self.named(
      calendar.rows.filter { row in
        row.isSeen && row.gaps.contains { !(silent[row.account] ?? []).contains($0) }
      }
    ) { row in
      "account \(row.account) falls silent in \(row.region ?? "every region"): "
        + SiteWriter.days(row.gaps)
    }
    found += Self.named(calendar.rows.filter { !$0.isSeen && !$0.gaps.isEmpty }) { row in
      "nothing of account \(row.account)" + (row.region.map { " in \($0)" } ?? "")
        + ", which is expected"
    }
    if !evidence.issues.isEmpty {
      found.append("\(Figures.counted(evidence.issues.count, "problem")) with the input")
    }
    found += Self.named(input.loggingChanges.filter(\.endsLogging)) { change in
      "\(change.name) at \(change.time)" + (change.account.map { " in account \($0)" } ?? "")
    }
    found += Self.digestSigns(evidence)
    self.found = found
  }

  private static func digestSigns(_ evidence: Evidence) -> [String] {
    var signs: [String] = []
    for verdict in [DigestInterval.Verdict.missing, .bad] {
      let count = evidence.digestCoverage.count { $0.verdict == verdict }
      if count > 0 {
        signs.append(
          "\(Figures.counted(count, "stretch", "stretches")) of time with a digest that is "
            + verdict.rawValue
        )
      }
    }
    for verdict in [FileVerdict.modified, .unlisted] {
      let count = evidence.files.count { $0.verdict == verdict }
      if count > 0 { signs.append("\(Figures.counted(count, "log file")) \(verdict.rawValue)") }
    }
    let missing = evidence.integrity?.missingFiles.count ?? 0
    if missing > 0 { signs.append("\(Figures.counted(missing, "log file")) MISSING") }
    return signs
  }

  private static func named<Item>(_ items: [Item], _ sentence: (Item) -> String) -> [String] {
    let sentences = items.prefix(most).map(sentence)
    return items.count > most
      ? sentences + ["and \(Figures.grouped(items.count - most)) more of this kind"] : sentences
  }
}

/// What limits a report without being a sign that logs are missing.
struct CoverageCaveats {
  /// Whole sentences with a full stop.
  let all: [String]
  /// The one about services without a region.
  let global: String?

  /// Where the events of services without a region are logged.
  static let globalRegion = "us-east-1"

  init(_ input: ReportInput, _ calendar: CoverageCalendar) {
    var all: [String] = []
    global = Self.globalServices(input.scope, calendar)
    if let global { all.append(global) }
    if input.scope.days != nil {
      all.append(
        "Files are read that were delivered up to a day after the period; a record of the period "
          + "that was delivered later still is not in the report."
      )
    }
    for trail in input.expected.trails ?? [] { all += Self.caveats(of: trail) }
    let suspended = (input.expected.accounts ?? []).filter { !$0.isActive }
    if !suspended.isEmpty {
      all.append(
        "Nothing is expected of \(Figures.counted(suspended.count, "account")) that "
          + "\(suspended.count == 1 ? "is" : "are") not active: "
          + suspended.prefix(5).map(\.id).joined(separator: ", ")
          + (suspended.count > 5 ? ", …" : "") + "."
      )
    }
    self.all = all
  }

  private static func globalServices(
    _ scope: ReportScope,
    _ calendar: CoverageCalendar
  ) -> String? {
    let what =
      "events of IAM, STS, CloudFront, Route 53, Organizations and most sign-ins are logged there"
    if !scope.includes(region: globalRegion) {
      return "The report leaves out \(globalRegion): \(what), whatever region they concern."
    }
    let seen = calendar.rows.contains { $0.region == globalRegion && $0.isSeen }
    guard !calendar.rows.isEmpty, !seen else { return nil }
    return "No file of \(globalRegion) was read: \(what), whatever region they concern."
  }

  private static func caveats(of trail: ExpectedTrail) -> [String] {
    var caveats: [String] = []
    if trail.isMultiRegion == false {
      caveats.append(
        "The trail '\(trail.name)' logs one region only"
          + (trail.homeRegion.map { ", \($0)." } ?? ".")
      )
    }
    if trail.includesGlobalServices == false {
      caveats.append("The trail '\(trail.name)' logs no events of global services.")
    }
    if trail.validatesLogFiles == false {
      caveats.append(
        "The trail '\(trail.name)' writes no digests: that its files are whole cannot be proven."
      )
    }
    return caveats
  }
}

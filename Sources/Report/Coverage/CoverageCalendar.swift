// SPDX-License-Identifier: Apache-2.0
import Columns

/// For each account and region, what each day of the period has: files, proof, or nothing.
///
/// Only days with something are kept, so that its size follows that of the input. A day is that of
/// delivery, in UTC.
package struct CoverageCalendar {
  /// What there is of one day.
  package struct Day: Equatable {
    var fileCount = 0
    var recordCount = 0
    /// Whether a file of the day was damaged.
    var isDamaged = false
    /// Seconds under digests that prove what was delivered.
    var provenSeconds = 0
    /// Whether a digest of the day is missing or false.
    var hasBadDigest = false

    static let seconds = 86_400
    var isProven: Bool { provenSeconds >= Self.seconds }
  }

  /// What a day comes to; the worst first.
  package enum State: String, CaseIterable {
    case gap, damaged, silent, files, partlyProven, proven
  }

  /// One account and region.
  package struct Row {
    package let account: String
    /// Nil for an expected account of which nothing is there.
    package let region: String?
    /// Whether files or digests of it are there.
    package let isSeen: Bool
    /// By days since 1970-01-01; days with nothing are left out.
    package fileprivate(set) var days: [Int: Day] = [:]
    /// The days on which something is expected of it; nil where there is no period.
    package fileprivate(set) var period: ClosedRange<Int>?
    /// Silences that look like gaps.
    package fileprivate(set) var gaps: [ClosedRange<Int>] = []

    var fileCount: Int { days.values.reduce(0) { $0 + $1.fileCount } }
    var recordCount: Int { days.values.reduce(0) { $0 + $1.recordCount } }

    /// Days of the period without a file, as stretches.
    var silences: [ClosedRange<Int>] { stretches { $0.fileCount == 0 } }

    /// Days of the period with neither a file nor proof that there was none.
    var unprovenSilences: [ClosedRange<Int>] { stretches { $0.fileCount == 0 && !$0.isProven } }

    /// Days of the period without a file, which may be proven silence.
    var silentDayCount: Int { silences.reduce(0) { $0 + $1.count } }

    /// Days that look like gaps.
    var gapDayCount: Int { gaps.reduce(0) { $0 + $1.count } }

    /// Seconds of the period under proof, and all of it.
    var provenSeconds: (proven: Int, all: Int) {
      guard let period else { return (0, 0) }
      let proven = days.reduce(0) { sum, day in
        period.contains(day.key) ? sum + min(day.value.provenSeconds, Day.seconds) : sum
      }
      return (proven, period.count * Day.seconds)
    }

    package func state(_ number: Int) -> State {
      guard let day = days[number] else {
        return gaps.contains { $0.contains(number) } ? .gap : .silent
      }
      if day.isDamaged { return .damaged }
      if day.hasBadDigest || gaps.contains(where: { $0.contains(number) }) { return .gap }
      if day.isProven { return .proven }
      if day.provenSeconds > 0 { return .partlyProven }
      return day.fileCount > 0 ? .files : .silent
    }

    private func stretches(_ belongs: (Day) -> Bool) -> [ClosedRange<Int>] {
      guard let period else { return [] }
      // The days that do not belong are among those that have something.
      let others = Set(days.filter { !belongs($0.value) }.keys)
      return Coverage.runs(in: period, without: others)
    }
  }

  /// A region that had a file on each of so many days running is expected to go on.
  static let regularDayCount = 7
  /// Longer periods have no calendar: twenty years, since CloudTrail began in 2013.
  static let mostDays = 7320

  /// By account, then region.
  package private(set) var rows: [Row] = []
  package let period: ClosedRange<Int>?
  /// Files whose path tells no account, region or day.
  package private(set) var unplacedFileCount = 0
  /// Days of the period on which nothing at all was delivered or proven.
  package private(set) var emptyDays: [ClosedRange<Int>] = []
  /// By account, silences of all its regions that look like gaps.
  package private(set) var accountGaps: [(account: String, days: [ClosedRange<Int>])] = []

  init(_ evidence: Evidence, period: DayRange?, expected: ExpectedLogs, scope: ReportScope) {
    self.period = Self.days(period)
    var places: [Place: [Int: Day]] = [:]
    addFiles(evidence, to: &places)
    addDigests(evidence.digestCoverage, to: &places)
    var days: [String: [(region: String?, days: [Int: Day], isSeen: Bool)]] = [:]
    for (place, found) in places {
      days[place.account, default: []].append((place.region, found, true))
    }
    addExpected(expected, scope, to: &days)
    let joined = Dictionary(
      (expected.accounts ?? []).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for (account, regions) in days.sorted(by: { $0.key < $1.key }) {
      for (region, found, isSeen) in regions.sorted(by: { ($0.region ?? "") < ($1.region ?? "") }) {
        var row = Row(account: account, region: region, isSeen: isSeen)
        row.days = found
        row.period = Self.days(self.period, from: joined[account]?.joinedDay)
        row.gaps = Self.gaps(row)
        rows.append(row)
      }
    }
    findEmptyDays()
    findAccountGaps()
  }

  /// The accounts, each with its rows.
  package var accounts: [(id: String, rows: ArraySlice<Row>)] {
    var accounts: [(id: String, rows: ArraySlice<Row>)] = []
    var start = 0
    for index in rows.indices {
      if index + 1 < rows.count, rows[index + 1].account == rows[index].account { continue }
      accounts.append((rows[index].account, rows[start...index]))
      start = index + 1
    }
    return accounts
  }

  private struct Place: Hashable {
    let account: String
    let region: String
  }

  private static func days(_ range: DayRange?) -> ClosedRange<Int>? {
    guard let range, let first = CivilDate(text: range.first)?.epochDay,
      let last = CivilDate(text: range.last)?.epochDay, first <= last, last - first < mostDays
    else { return nil }
    return first...last
  }

  private static func days(_ period: ClosedRange<Int>?, from joined: String?) -> ClosedRange<Int>? {
    guard let period, let first = joined.flatMap({ CivilDate(text: $0)?.epochDay }) else {
      return period
    }
    return first > period.upperBound ? nil : max(first, period.lowerBound)...period.upperBound
  }

  private mutating func addFiles(_ evidence: Evidence, to places: inout [Place: [Int: Day]]) {
    for file in evidence.files {
      guard let account = file.account, let region = file.region,
        let day = file.day.flatMap({ CivilDate(text: $0)?.epochDay })
      else {
        unplacedFileCount += 1
        continue
      }
      let place = Place(account: account, region: region)
      places[place, default: [:]][day, default: Day()].add(file)
    }
  }

  private func addDigests(_ intervals: [DigestInterval], to places: inout [Place: [Int: Day]]) {
    guard let period else { return }
    var proven: [Place: [Range<Int>]] = [:]
    let bounds = period.lowerBound * Day.seconds..<(period.upperBound + 1) * Day.seconds
    for interval in intervals where interval.start < interval.end {
      let place = Place(account: interval.account, region: interval.region)
      if places[place] == nil { places[place] = [:] }
      let part = (interval.start..<interval.end).clamped(to: bounds)
      guard !part.isEmpty else { continue }
      if interval.verdict.isProof {
        proven[place, default: []].append(part)
      } else if interval.verdict == .bad || interval.verdict == .missing {
        for day in part.lowerBound / Day.seconds...(part.upperBound - 1) / Day.seconds {
          places[place, default: [:]][day, default: Day()].hasBadDigest = true
        }
      }
    }
    for (place, intervals) in proven {
      for part in Self.union(intervals) {
        for day in part.lowerBound / Day.seconds...(part.upperBound - 1) / Day.seconds {
          let whole = day * Day.seconds..<(day + 1) * Day.seconds
          places[place, default: [:]][day, default: Day()].provenSeconds +=
            part.clamped(to: whole).count
        }
      }
    }
    // What another trail's digests prove is not taken away by a bad one.
    for place in proven.keys {
      for (day, found) in places[place] ?? [:] where found.isProven {
        places[place]?[day]?.hasBadDigest = false
      }
    }
  }

  /// The same times without overlaps, ascending.
  static func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var union: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = union.last, range.lowerBound <= last.upperBound {
        union[union.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        union.append(range)
      }
    }
    return union
  }

  private func addExpected(
    _ expected: ExpectedLogs,
    _ scope: ReportScope,
    to days: inout [String: [(region: String?, days: [Int: Day], isSeen: Bool)]]
  ) {
    for account in expected.accounts ?? []
    where account.isActive && scope.includes(account: account.id) && days[account.id] == nil {
      if Self.days(period, from: account.joinedDay) != nil || period == nil {
        days[account.id] = []
      }
    }
    let regions = (expected.regions ?? []).filter { scope.includes(region: $0) }
    for (account, found) in days {
      let seen = Set(found.compactMap(\.region))
      for region in regions where !seen.contains(region) {
        days[account]?.append((region, [:], false))
      }
      if found.isEmpty && regions.isEmpty { days[account] = [(nil, [:], false)] }
    }
  }

  /// Silences behind a stretch of regular delivery, and all of what was expected and never came.
  private static func gaps(_ row: Row) -> [ClosedRange<Int>] {
    if !row.isSeen { return row.period.map { [$0] } ?? [] }
    return row.unprovenSilences.filter { silence in
      (1...regularDayCount).allSatisfy { (row.days[silence.lowerBound - $0]?.fileCount ?? 0) > 0 }
    }
  }

  private mutating func findEmptyDays() {
    guard let period, !rows.isEmpty else { return }
    var present: Set<Int> = []
    for row in rows {
      for (day, found) in row.days where found.fileCount > 0 || found.isProven {
        present.insert(day)
      }
    }
    emptyDays = Coverage.runs(in: period, without: present)
  }

  private mutating func findAccountGaps() {
    for (account, rows) in accounts where rows.contains(where: \.isSeen) {
      guard let period = rows.first?.period else { continue }
      var present: Set<Int> = []
      var withFiles: Set<Int> = []
      for row in rows {
        for (day, found) in row.days where found.fileCount > 0 || found.isProven {
          present.insert(day)
          if found.fileCount > 0 { withFiles.insert(day) }
        }
      }
      let gaps = Coverage.runs(in: period, without: present).filter { silence in
        (1...Self.regularDayCount).allSatisfy { withFiles.contains(silence.lowerBound - $0) }
      }
      if !gaps.isEmpty { accountGaps.append((account, gaps)) }
    }
  }
}

extension CoverageCalendar.Day {
  fileprivate mutating func add(_ file: FileEvidence) {
    fileCount += 1
    recordCount += file.recordCount
    if file.issue != nil { isDamaged = true }
  }
}

extension ReportScope {
  func includes(account: String) -> Bool { accounts.isEmpty || accounts.contains(account) }
  func includes(region: String) -> Bool { regions.isEmpty || regions.contains(region) }
}

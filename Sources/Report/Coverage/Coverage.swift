// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Where and when there were events, and where and when there were files.
package struct Coverage {
  /// Events of the columns of a timeline.
  package struct Series {
    /// An account, a region; nil for events that name none.
    package let name: Text?
    package var events: [Int]
    var errors: [Int]

    var eventCount: Int { events.reduce(0, +) }
  }

  /// The days an account's region has no file for.
  struct FileDays {
    let account: String
    let region: String
    var fileCount = 0
    var recordCount = 0
    /// Days since 1970-01-01.
    var days: Set<Int> = []
    /// In the period; empty where there is no period to hold them against.
    var missing: [ClosedRange<Int>] = []

    var missingCount: Int { missing.reduce(0) { $0 + $1.count } }
  }

  /// The days asked for or, where all were asked for, those with events.
  let period: DayRange?
  /// Nil where the period is empty.
  let timeline: Timeline?
  package let total: Series
  /// The busiest first.
  package let accounts: [Series]
  let regions: [Series]
  /// Events whose day lies outside the timeline, or which name none.
  package let unplacedCount: Int
  /// Sorted by account, then region.
  let fileDays: [FileDays]
  /// Files whose path tells no account, region or day.
  let unplacedFileCount: Int

  package init(input: ReportInput) {
    let timeline = (input.scope.days ?? input.coveredDays).flatMap { Timeline($0) }
    let columnCount = timeline?.labels.count ?? 0
    var sums = SeriesSums(columnCount: columnCount)
    var unplaced = 0
    for row in input.dailyActivity {
      guard let column = row.day.flatMap({ timeline?.column(of: $0) }) else {
        unplaced += row.eventCount
        continue
      }
      sums.add(row, column: column)
    }
    period = input.scope.days ?? input.coveredDays
    self.timeline = timeline
    unplacedCount = unplaced
    total = sums.total
    accounts = SeriesSums.busiestFirst(sums.accounts)
    regions = SeriesSums.busiestFirst(sums.regions)
    (fileDays, unplacedFileCount) = Self.fileDays(input.evidence, period: period)
  }

  package var eventCount: Int { total.eventCount + unplacedCount }

  /// Days without files, added over accounts and regions.
  var missingDayCount: Int { fileDays.reduce(0) { $0 + $1.missingCount } }

  private static func fileDays(
    _ evidence: Evidence,
    period: DayRange?
  ) -> ([FileDays], unplaced: Int) {
    var byPlace: [[String]: FileDays] = [:]
    var unplaced = 0
    for file in evidence.files {
      guard let account = file.account, let region = file.region, let text = file.day,
        let day = CivilDate(text: text)
      else {
        unplaced += 1
        continue
      }
      var place =
        byPlace[[account, region]] ?? FileDays(account: account, region: region)
      place.fileCount += 1
      place.recordCount += file.recordCount
      place.days.insert(day.epochDay)
      byPlace[[account, region]] = place
    }
    let sorted = byPlace.values.sorted { ($0.account, $0.region) < ($1.account, $1.region) }
    guard let period, let first = CivilDate(text: period.first)?.epochDay,
      let last = CivilDate(text: period.last)?.epochDay, first <= last, last - first < 36_600
    else { return (sorted, unplaced) }
    return (
      sorted.map { place in
        var place = place
        place.missing = runs(in: first...last, without: place.days)
        return place
      }, unplaced
    )
  }

  /// The stretches of days that are not in a set.
  package static func runs(in days: ClosedRange<Int>, without present: Set<Int>) -> [ClosedRange<
    Int
  >] {
    var runs: [ClosedRange<Int>] = []
    for day in days where !present.contains(day) {
      if let last = runs.last, last.upperBound == day - 1 {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs
  }
}

/// Adds events up by account, by region, and altogether.
private struct SeriesSums {
  let columnCount: Int
  private(set) var total: Coverage.Series
  private(set) var accounts: [Text?: Coverage.Series] = [:]
  private(set) var regions: [Text?: Coverage.Series] = [:]

  init(columnCount: Int) {
    self.columnCount = columnCount
    total = Self.empty(nil, columnCount)
  }

  mutating func add(_ row: DailyActivity, column: Int) {
    func add(to series: inout Coverage.Series) {
      series.events[column] += row.eventCount
      series.errors[column] += row.errorCount
    }
    add(to: &total)
    add(to: &accounts[row.account, default: Self.empty(row.account, columnCount)])
    add(to: &regions[row.region, default: Self.empty(row.region, columnCount)])
  }

  static func busiestFirst(_ series: [Text?: Coverage.Series]) -> [Coverage.Series] {
    series.values.sorted { left, right in
      let (first, second) = (left.eventCount, right.eventCount)
      return first == second ? (left.name ?? "") < (right.name ?? "") : first > second
    }
  }

  private static func empty(_ name: Text?, _ columnCount: Int) -> Coverage.Series {
    let zeros = Array(repeating: 0, count: columnCount)
    return .init(name: name, events: zeros, errors: zeros)
  }
}

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
  /// What was delivered, day by day.
  package let calendar: CoverageCalendar
  package let judgement: CoverageJudgement

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
    calendar = CoverageCalendar(
      input.evidence,
      period: period,
      expected: input.expected,
      scope: input.scope
    )
    judgement = CoverageJudgement(input, calendar)
  }

  package var eventCount: Int { total.eventCount + unplacedCount }

  /// Days without files, added over accounts and regions; 0 where there is no calendar.
  var missingDayCount: Int { calendar.rows.reduce(0) { $0 + $1.silentDayCount } }

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

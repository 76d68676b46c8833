// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

@Suite struct CoverageTests {
  @Test(arguments: [
    ("2026-10-01", "2026-10-31", "day", 31, "2026-10-01", "2026-10-31"),
    ("2024-02-28", "2024-03-01", "day", 3, "2024-02-28", "2024-03-01"),
    ("2026-10-05", "2026-10-05", "day", 1, "2026-10-05", "2026-10-05"),
    ("2026-01-01", "2026-12-31", "month", 12, "2026-01", "2026-12"),
    ("2019-11-30", "2024-12-01", "month", 62, "2019-11", "2024-12"),
    ("2010-06-01", "2026-01-01", "year", 17, "2010", "2026"),
    ("0001-01-01", "2026-01-01", "year", 62, "1965", "2026"),
  ])
  func choosesAUnitThatFits(
    first: String,
    last: String,
    unit: String,
    count: Int,
    from: String,
    to: String
  ) throws {
    let timeline = try #require(Timeline(DayRange(first: first, last: last)))
    #expect(timeline.unit.rawValue == unit)
    #expect(timeline.labels.count == count)
    #expect(timeline.labels.first == from && timeline.labels.last == to)
  }

  @Test(arguments: [
    ("2026-10-31", "2026-10-01"), ("2026-13-01", "2026-13-02"), ("x", "2026-10-01"), ("", ""),
    ("2026-10-1", "2026-10-02"),
  ])
  func hasNoTimelineForDaysThatAreNone(first: String, last: String) {
    #expect(Timeline(DayRange(first: first, last: last)) == nil)
  }

  @Test func putsDaysIntoTheirColumnAndOthersNowhere() throws {
    let months = try #require(Timeline(DayRange(first: "2026-01-15", last: "2026-12-31")))
    #expect(months.column(of: "2026-01-01") == 0 && months.column(of: "2026-12-31") == 11)
    for day in ["2025-12-31", "2026-10", "", "2026-10-05T00"] as [Text] {
      #expect(months.column(of: day) == nil)
    }
  }

  @Test func findsTheStretchesOfMissingDays() {
    #expect(Coverage.runs(in: 1...9, without: [1, 4, 5, 9]) == [2...3, 6...8])
    #expect(Coverage.runs(in: 1...3, without: [1, 2, 3]) == [])
    #expect(Coverage.runs(in: 1...3, without: []) == [1...3])
  }

  @Test func keepsEventsOutsideThePeriodInTheTotal() {
    let coverage = Coverage(
      input: Fixture.input(
        [],
        daily: [
          DailyActivity(account: "1", region: "r", day: "2026-10-02", eventCount: 5, errorCount: 1),
          DailyActivity(account: "2", region: "r", day: "2026-10-03", eventCount: 7, errorCount: 0),
          DailyActivity(account: "1", region: nil, day: "2026-11-01", eventCount: 3, errorCount: 0),
          DailyActivity(account: nil, region: nil, day: nil, eventCount: 2, errorCount: 0),
        ]
      )
    )
    #expect(coverage.eventCount == 17)
    #expect(coverage.unplacedCount == 5)
    #expect(coverage.accounts.map(\.name) == ["2", "1"])
    #expect(coverage.total.events[1] == 5 && coverage.total.events[2] == 7)
  }
}

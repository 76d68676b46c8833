// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct CivilDateTests {
  @Test func everyThirtySeventhDayOfTenThousandYearsIsAsPythonCountsIt() {
    // The expected number was made by datetime.date with the same sum over the same days.
    var sum = 0
    for day in stride(from: -719_162, through: 2_932_896, by: 37) {
      let date = CivilDate(epochDay: day)
      let parts =
        date.year * 10_000 + date.month * 100 + date.day + date.dayOfWeek * 7
        + date.dayOfYear * 11 + date.isoWeekYear * 13 + date.isoWeek * 17
      sum = (sum * 31 + parts) % 2_147_483_647
      #expect(date.epochDay == day)
    }
    #expect(sum == 1_028_551_082)
  }

  @Test(arguments: [
    (2024, 2, 29, true), (2023, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true),
    (2023, 13, 1, false), (2023, 0, 1, false), (2023, 4, 31, false), (0, 2, 29, true),
    (1_000_000_000, 1, 1, false),
  ])
  func knowsTheDaysThereAre(year: Int, month: Int, day: Int, exists: Bool) {
    #expect((CivilDate(year: year, month: month, day: day) != nil) == exists)
  }

  @Test(arguments: [
    (2023, 1, 31, 1, "2023-02-28"), (2024, 1, 31, 1, "2024-02-29"), (2023, 12, 15, 1, "2024-01-15"),
    (2023, 3, 31, -1, "2023-02-28"), (2023, 1, 1, -13, "2021-12-01"), (1, 1, 1, -12, "0000-01-01"),
  ])
  func addsMonths(year: Int, month: Int, day: Int, months: Int, expected: String) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    let later = try #require(date.adding(months: months))
    #expect(TimeText.date(epochDay: later.epochDay) == expected)
  }

  @Test func addingMoreMonthsThanTheCalendarHasGivesNothing() throws {
    let date = try #require(CivilDate(year: 2023, month: 1, day: 1))
    #expect(date.adding(months: .max) == nil)
    #expect(date.adding(months: .min) == nil)
  }

  @Test func findsDaysByWeekAndByDayOfYear() throws {
    #expect(CivilDate(weekYear: 2020, week: 53, dayOfWeek: 5)?.epochDay == 18_628)  // 2021-01-01
    #expect(CivilDate(weekYear: 2021, week: 53, dayOfWeek: 1) == nil)
    #expect(CivilDate(year: 2024, dayOfYear: 366)?.month == 12)
    #expect(CivilDate(year: 2023, dayOfYear: 366) == nil)
  }

  @Test(arguments: [Int.min, Int.max, 0])
  func anyDayNumberIsTaken(day: Int) {
    let date = CivilDate(epochDay: day)
    _ = (date.epochDay, date.dayOfWeek, date.dayOfYear, date.isoWeek, date.isoWeekYear)
    _ = date.adding(months: 1)
    #expect((1...12).contains(date.month))
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct TimeFieldTests {
  // The fields of 2001-08-22 03:04:05.321 +07:09, from the tests of Presto.
  @Test(arguments: [
    ("year", 2001), ("quarter", 3), ("month", 8), ("week", 34), ("week_of_year", 34), ("day", 22),
    ("day_of_month", 22), ("day_of_week", 3), ("dow", 3), ("day_of_year", 234), ("doy", 234),
    ("year_of_week", 2001), ("yow", 2001), ("hour", 3), ("minute", 4), ("second", 5),
    ("millisecond", 321), ("timezone_hour", 7), ("timezone_minute", 9),
  ])
  func readsFieldsByTheClockOfTheZone(name: String, expected: Int64) throws {
    let call = FunctionCall(
      name,
      "(timestamp with time zone) -> bigint",
      instant("2001-08-22 03:04:05.321 +07:09")
    )
    #expect(try call.value() == .bigint(expected))
  }

  @Test(arguments: [
    ("2020-12-31", 53, 2020), ("2021-01-03", 53, 2020), ("2021-01-04", 1, 2021),
    ("2018-12-31", 1, 2019),
  ])
  func weeksAreThoseOfISO(day: String, week: Int64, year: Int64) throws {
    #expect(try FunctionCall("week", "(date) -> bigint", date(day)).value() == .bigint(week))
    #expect(try FunctionCall("yow", "(date) -> bigint", date(day)).value() == .bigint(year))
  }

  @Test(arguments: [
    ("second", 65_000, 5), ("minute", 247_000, 4), ("hour", 97_200_000, 3), ("day", 198_000_000, 2),
    ("millisecond", 1_234, 234), ("second", -65_000, -5),
  ])
  func readsFieldsOfIntervals(name: String, milliseconds: Int64, expected: Int64) throws {
    let call = FunctionCall(
      name,
      "(interval day to second) -> bigint",
      .intervalDayToSecond(milliseconds)
    )
    #expect(try call.value() == .bigint(expected))
  }

  @Test func readsFieldsOfMonthsTimesAndEarlyDates() throws {
    let months = Value.intervalYearToMonth(29)
    #expect(
      try FunctionCall("year", "(interval year to month) -> bigint", months).value() == .bigint(2)
    )
    #expect(
      try FunctionCall("month", "(interval year to month) -> bigint", months).value() == .bigint(5)
    )
    let time = Value.time(11_045_321_000_000_000)
    #expect(try FunctionCall("hour", "(time) -> bigint", time).value() == .bigint(3))
    #expect(try FunctionCall("millisecond", "(time) -> bigint", time).value() == .bigint(321))
    let early = timestamp("1969-12-31 23:59:58.5")
    #expect(try FunctionCall("second", "(timestamp) -> bigint", early).value() == .bigint(58))
    #expect(try FunctionCall("millisecond", "(timestamp) -> bigint", early).value() == .bigint(500))
  }
}

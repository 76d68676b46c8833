// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct TimeUnitTests {
  /// Unit, two timestamps, a number; then the first cut to the unit, the whole units between the two,
  /// and the first with so many units added.
  ///
  /// Made by DuckDB: date_trunc, date_sub and the sum with an interval.
  static let rows = """
    millisecond|2059-05-24 11:50:44.965|2089-11-17 00:53:29.794|164|2059-05-24 11:50:44.965|962024564829|2059-05-24 11:50:45.129
    millisecond|1913-03-04 11:30:55.252|1913-02-25 06:42:07.252|-314|1913-03-04 11:30:55.252|-622128000|1913-03-04 11:30:54.938
    millisecond|2096-07-06 02:08:39.632|2013-03-05 00:55:00.214|483|2096-07-06 02:08:39.632|-2629934019418|2096-07-06 02:08:40.115
    second|1942-03-10 10:12:34.897|2073-11-07 05:44:12.989|-108|1942-03-10 10:12:34.000|4154959898|1942-03-10 10:10:46.897
    second|1976-01-12 13:10:59.149|1976-01-28 00:49:56.149|-433|1976-01-12 13:10:59.000|1337937|1976-01-12 13:03:46.149
    second|1979-06-27 09:30:44.323|1947-08-16 22:11:03.262|-477|1979-06-27 09:30:44.000|-1005477581|1979-06-27 09:22:47.323
    minute|2091-06-28 12:01:35.806|2091-05-14 00:32:25.806|138|2091-06-28 12:01:00.000|-65489|2091-06-28 14:19:35.806
    minute|1950-02-25 07:59:52.964|2018-06-17 11:57:33.256|-390|1950-02-25 07:59:00.000|35926797|1950-02-25 01:29:52.964
    minute|2050-12-25 11:55:18.037|2010-02-07 10:32:39.371|-152|2050-12-25 11:55:00.000|-21500722|2050-12-25 09:23:18.037
    hour|1970-12-18 02:19:43.324|1978-03-26 02:40:09.738|-5|1970-12-18 02:00:00.000|63720|1970-12-17 21:19:43.324
    hour|1941-12-02 02:38:34.945|1942-01-19 03:55:40.945|-351|1941-12-02 02:00:00.000|1153|1941-11-17 11:38:34.945
    hour|1914-11-02 15:21:53.212|1914-09-13 11:06:41.212|-56|1914-11-02 15:00:00.000|-1204|1914-10-31 07:21:53.212
    day|1995-03-02 13:18:09.464|1995-02-21 05:43:15.464|-202|1995-03-02 00:00:00.000|-9|1994-08-12 13:18:09.464
    day|2020-07-05 03:24:52.544|2020-10-10 06:18:13.544|388|2020-07-05 00:00:00.000|97|2021-07-28 03:24:52.544
    day|2028-06-03 11:44:37.679|1908-05-12 17:45:42.287|-229|2028-06-03 00:00:00.000|-43851|2027-10-18 11:44:37.679
    week|2097-12-23 09:21:41.182|2048-01-16 17:49:16.333|-26|2097-12-23 00:00:00.000|-2605|2097-06-24 09:21:41.182
    week|1973-09-21 21:51:22.356|1970-11-12 23:53:26.358|-324|1973-09-17 00:00:00.000|-149|1967-07-07 21:51:22.356
    week|2076-08-12 10:33:09.542|2076-05-19 07:35:10.542|236|2076-08-10 00:00:00.000|-12|2081-02-19 10:33:09.542
    month|2071-12-14 05:39:49.958|2048-09-22 13:19:39.566|152|2071-12-01 00:00:00.000|-278|2084-08-14 05:39:49.958
    month|1969-12-01 06:10:37.451|2059-11-06 07:48:43.184|-458|1969-12-01 00:00:00.000|1079|1931-10-01 06:10:37.451
    month|2020-04-06 01:57:08.113|2020-05-08 00:48:59.113|178|2020-04-01 00:00:00.000|1|2035-02-06 01:57:08.113
    quarter|2056-02-19 06:15:45.924|1995-01-12 12:17:54.419|205|2056-01-01 00:00:00.000|-244|2107-05-19 06:15:45.924
    quarter|2040-06-02 17:39:19.097|2040-03-28 03:44:01.097|-71|2040-04-01 00:00:00.000|0|2022-09-02 17:39:19.097
    quarter|2004-10-21 17:23:29.145|2004-08-02 06:13:18.145|-141|2004-10-01 00:00:00.000|0|1969-07-21 17:23:29.145
    year|2069-01-13 03:20:36.938|2057-09-05 10:40:56.912|-61|2069-01-01 00:00:00.000|-11|2008-01-13 03:20:36.938
    year|2010-04-16 09:30:45.388|2010-06-01 00:23:53.388|-480|2010-01-01 00:00:00.000|0|1530-04-16 09:30:45.388
    year|1981-05-16 09:09:30.024|1931-11-20 14:15:18.040|346|1981-01-01 00:00:00.000|-49|2327-05-16 09:09:30.024
    """.split(separator: "\n").map(String.init)

  @Test(arguments: rows)
  func timestampsAreCountedAsDuckDBCounts(row: String) throws {
    let parts = row.split(separator: "|").map(String.init)
    let type = DataType.timestamp(precision: 3)
    let unit = Value.text(parts[0])
    let start = timestamp(parts[1])
    let end = timestamp(parts[2])
    let truncated = try FunctionCall(
      "date_trunc",
      "(varchar, timestamp) -> timestamp",
      unit,
      start
    ).value()
    #expect(truncated.text(as: type)?.string == parts[4])
    let difference = try FunctionCall(
      "date_diff",
      "(varchar, timestamp, timestamp) -> bigint",
      unit,
      start,
      end
    ).value()
    #expect(difference.text(as: .bigint)?.string == parts[5])
    let count = Value.bigint(try #require(Int64(parts[3])))
    let sum = try FunctionCall(
      "date_add",
      "(varchar, bigint, timestamp) -> timestamp",
      unit,
      count,
      start
    ).value()
    #expect(sum.text(as: type)?.string == parts[6])
  }

  static let zoned = "timestamp with time zone"

  // From Trino's page on dates and times, and its rules for zones and month ends.
  @Test(
    arguments: [
      (
        FunctionCall("date_trunc", "(varchar, date) -> date", .text("week"), date("2001-08-22")),
        "2001-08-20"
      ),
      (
        FunctionCall("date_trunc", "(varchar, date) -> date", .text("QUARTER"), date("2001-08-22")),
        "2001-07-01"
      ),
      (
        FunctionCall(
          "date_trunc",
          "(varchar, \(zoned)) -> \(zoned)",
          .text("day"),
          instant("2022-03-27 12:00 Europe/Berlin")
        ), "2022-03-27 00:00:00.000 Europe/Berlin"
      ),
      (
        FunctionCall(
          "date_trunc",
          "(varchar, \(zoned)) -> \(zoned)",
          .text("hour"),
          instant("2022-03-27 12:34 +05:30")
        ), "2022-03-27 12:00:00.000 +05:30"
      ),
      (
        FunctionCall(
          "date_trunc",
          "(varchar, time) -> time",
          .text("minute"),
          .time(3_723_000_000_000_000)
        ),
        "01:02:00.000"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, timestamp) -> timestamp",
          .text("second"),
          .bigint(86),
          timestamp("2020-03-01 00:00:00")
        ), "2020-03-01 00:01:26.000"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, \(zoned)) -> \(zoned)",
          .text("day"),
          .bigint(-1),
          instant("2020-03-01 00:00:00 UTC")
        ), "2020-02-29 00:00:00.000 UTC"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, \(zoned)) -> \(zoned)",
          .text("day"),
          .bigint(1),
          instant("2022-03-26 12:00 Europe/Berlin")
        ), "2022-03-27 12:00:00.000 Europe/Berlin"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, \(zoned)) -> \(zoned)",
          .text("hour"),
          .bigint(24),
          instant("2022-03-26 12:00 Europe/Berlin")
        ), "2022-03-27 13:00:00.000 Europe/Berlin"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, date) -> date",
          .text("month"),
          .bigint(1),
          date("2023-01-31")
        ),
        "2023-02-28"
      ),
      (
        FunctionCall(
          "date_add",
          "(varchar, bigint, time) -> time",
          .text("hour"),
          .bigint(-4),
          .time(3 * 3_600_000_000_000_000)
        ), "23:00:00.000"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, \(zoned), \(zoned)) -> bigint",
          .text("hour"),
          instant("2020-03-01 00:00:00 UTC"),
          instant("2020-03-02 00:00:00 UTC")
        ), "24"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, \(zoned), \(zoned)) -> bigint",
          .text("day"),
          instant("2022-03-26 12:00 Europe/Berlin"),
          instant("2022-03-27 12:00 Europe/Berlin")
        ), "1"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, date, date) -> bigint",
          .text("day"),
          date("2020-03-01"),
          date("2020-03-02")
        ), "1"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, timestamp, timestamp) -> bigint",
          .text("millisecond"),
          timestamp("2020-06-01 12:30:45.000000000"),
          timestamp("2020-06-02 12:30:45.123456789")
        ),
        "86400123"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, date, date) -> bigint",
          .text("month"),
          date("2020-01-31"),
          date("2020-02-29")
        ), "1"
      ),
      (
        FunctionCall(
          "date_diff",
          "(varchar, date, date) -> bigint",
          .text("year"),
          date("2020-02-29"),
          date("2021-02-28")
        ), "1"
      ),
      (FunctionCall("last_day_of_month", "(date) -> date", date("2024-02-05")), "2024-02-29"),
    ] as [(FunctionCall, String)]
  )
  func countsByTheCalendar(call: FunctionCall, expected: String) throws {
    let value = try call.value()
    #expect(value.text(as: FunctionCall.naturalType(value))?.string == expected)
  }

  @Test(arguments: [
    ("(varchar, date) -> date", "hour", date("2001-08-22"), "'hour' is not a valid DATE field"),
    ("(varchar, time) -> time", "day", Value.time(0), "'day' is not a valid Time field"),
    (
      "(varchar, timestamp) -> timestamp", "foo", timestamp("2001-08-22"),
      "'foo' is not a valid Timestamp field"
    ),
  ])
  func refusesUnits(signature: String, unit: String, value: Value, message: String) {
    #expect(FunctionCall("date_trunc", signature, .text(unit), value).error()?.message == message)
  }

  @Test func addingTooMuchIsAnError() {
    for count in [Int64.min, Int64.max] {
      for unit in ["millisecond", "week", "year"] {
        let call = FunctionCall(
          "date_add",
          "(varchar, bigint, timestamp) -> timestamp",
          .text(unit),
          .bigint(count),
          timestamp("2020-01-01")
        )
        #expect(call.error()?.code == .numericValueOutOfRange)
      }
    }
  }
}

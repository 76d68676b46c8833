// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct ZoneAndUnixTimeTests {
  static let zoned = "timestamp with time zone"
  static let instantType = "timestamp(3) with time zone"

  @Test(
    arguments: [
      (
        FunctionCall(
          "at_timezone",
          "(\(zoned), varchar) -> \(zoned)",
          instant("2012-10-31 01:00 UTC"),
          .text("America/Los_Angeles")
        ), "2012-10-30 18:00:00.000 America/Los_Angeles"
      ),
      (
        FunctionCall(
          "at_timezone",
          "(\(zoned), interval day to second) -> \(zoned)",
          instant("2012-10-31 01:00 UTC"),
          .intervalDayToSecond(7_200_000)
        ),
        "2012-10-31 03:00:00.000 +02:00"
      ),
      (
        FunctionCall(
          "with_timezone",
          "(timestamp, varchar) -> \(zoned)",
          timestamp("2022-11-01 09:08:07.321"),
          .text("America/Los_Angeles")
        ), "2022-11-01 09:08:07.321 America/Los_Angeles"
      ),
      (
        FunctionCall("timezone", "(\(zoned)) -> varchar", instant("2024-01-01 12:00 Asia/Tokyo")),
        "Asia/Tokyo"
      ),
      (
        FunctionCall("from_unixtime", "(double) -> \(instantType)", .double(0)),
        "1970-01-01 00:00:00.000 UTC"
      ),
      (
        FunctionCall("from_unixtime", "(double) -> \(instantType)", .double(1_704_150_709.5805)),
        "2024-01-01 23:11:49.581 UTC"
      ),
      (
        FunctionCall(
          "from_unixtime",
          "(double, varchar) -> \(instantType)",
          .double(7_200),
          .text("Asia/Tokyo")
        ),
        "1970-01-01 11:00:00.000 Asia/Tokyo"
      ),
      (
        FunctionCall(
          "from_unixtime",
          "(double, bigint, bigint) -> \(instantType)",
          .double(0),
          .bigint(1),
          .bigint(10)
        ),
        "1970-01-01 01:10:00.000 +01:10"
      ),
      (
        FunctionCall("to_unixtime", "(timestamp) -> double", timestamp("2001-01-22 03:04:05.888")),
        "9.80132645888E8"
      ),
      (
        FunctionCall(
          "to_milliseconds",
          "(interval day to second) -> bigint",
          .intervalDayToSecond(5)
        ), "5"
      ),
      (
        FunctionCall("parse_duration", "(varchar) -> interval day to second", .text("42.8ms")),
        "0 00:00:00.043"
      ),
      (
        FunctionCall("parse_duration", "(varchar) -> interval day to second", .text("3.81 d")),
        "3 19:26:24.000"
      ),
      (
        FunctionCall("parse_duration", "(varchar) -> interval day to second", .text("5m")),
        "0 00:05:00.000"
      ),
      (FunctionCall("date", "(varchar) -> date", .text("2020-05-11")), "2020-05-11"),
      (FunctionCall("date", "(timestamp) -> date", timestamp("2020-05-11 23:00")), "2020-05-11"),
    ] as [(FunctionCall, String)]
  )
  func gives(call: FunctionCall, expected: String) throws {
    let value = try call.value()
    #expect(value.text(as: FunctionCall.naturalType(value))?.string == expected)
  }

  // The documentation's examples.
  @Test(arguments: [
    (100 as Int128, 0, "1970-01-01 00:00:00.000000100 UTC"),
    (1234, 0, "1970-01-01 00:00:00.000001234 UTC"),
    (1_234_499, 3, "1970-01-01 00:00:00.000001234 UTC"),
    (-1234, 0, "1969-12-31 23:59:59.999998766 UTC"),
  ])
  func readsNanoseconds(unscaled: Int128, scale: Int, expected: String) throws {
    let call = FunctionCall(
      "from_unixtime_nanos",
      "(decimal) -> timestamp(9) with time zone",
      .decimal(unscaled),
      types: [.decimal(precision: 38, scale: scale)]
    )
    #expect(try call.value().text(as: .timestampWithTimeZone(precision: 9))?.string == expected)
  }

  @Test(
    arguments: [
      (
        FunctionCall(
          "from_unixtime",
          "(double, bigint, bigint) -> \(instantType)",
          .double(0),
          .bigint(1),
          .bigint(10_000)
        ),
        "Invalid offset minutes 10060"
      ),
      (
        FunctionCall(
          "at_timezone",
          "(\(zoned), varchar) -> \(zoned)",
          instant("2012-10-31 01:00 UTC"),
          .text("Mars/Olympus")
        ),
        "'Mars/Olympus' is not a valid time zone"
      ),
      (
        FunctionCall("parse_duration", "(varchar) -> interval day to second", .text("5 x")),
        "Unknown time unit: x"
      ),
      (
        FunctionCall("parse_duration", "(varchar) -> interval day to second", .text("five m")),
        "duration is not a valid data duration string: five m"
      ),
      (
        FunctionCall("from_unixtime", "(double) -> \(instantType)", .double(1e300)),
        "Out of range for a timestamp: 1.0E300"
      ),
    ] as [(FunctionCall, String)]
  )
  func refuses(call: FunctionCall, message: String) {
    #expect(call.error()?.message == message)
  }
}

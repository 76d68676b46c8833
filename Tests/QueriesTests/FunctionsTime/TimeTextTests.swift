// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct TimeTextTests {
  static let zoned = DataType.timestampWithTimeZone(precision: 3)

  // The documentation's examples, then the forms of Joda's ISODateTimeFormat.dateTimeParser.
  @Test(arguments: [
    ("2020-05-11", "2020-05-11 00:00:00.000 UTC"),
    ("2020-05-11T11:15:05", "2020-05-11 11:15:05.000 UTC"),
    ("2020-05-11T11:15:05.055+01:00", "2020-05-11 11:15:05.055 +01:00"),
    ("2020-05-11T11:15:05Z", "2020-05-11 11:15:05.000 UTC"),
    ("2020-05-11T11:15:05.123456789Z", "2020-05-11 11:15:05.123 UTC"),
    ("2020-05-11T11:15:05,5Z", "2020-05-11 11:15:05.500 UTC"),
    ("2020-05-11T11:15", "2020-05-11 11:15:00.000 UTC"),
    ("2020-05-11T11", "2020-05-11 11:00:00.000 UTC"),
    ("2020-05-11T11.5", "2020-05-11 11:30:00.000 UTC"),
    ("2020-05-11T11:15.5", "2020-05-11 11:15:30.000 UTC"),
    ("2020-05-11T", "2020-05-11 00:00:00.000 UTC"),
    ("2020-05-11T11:15-0830", "2020-05-11 11:15:00.000 -08:30"),
    ("2020-05-11T11:15-08", "2020-05-11 11:15:00.000 -08:00"),
    ("2020-05", "2020-05-01 00:00:00.000 UTC"), ("2020", "2020-01-01 00:00:00.000 UTC"),
    ("2020-123", "2020-05-02 00:00:00.000 UTC"), ("2020-W10", "2020-03-02 00:00:00.000 UTC"),
    ("2020-W10-3T01:00", "2020-03-04 01:00:00.000 UTC"), ("T10:00", "1970-01-01 10:00:00.000 UTC"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31 23:59:59.999 UTC"),
  ])
  func readsISO8601(text: String, expected: String) throws {
    let call = FunctionCall(
      "from_iso8601_timestamp",
      "(varchar) -> timestamp(3) with time zone",
      .text(text)
    )
    #expect(try call.value().text(as: TimeTextTests.zoned)?.string == expected)
  }

  @Test(
    arguments: [
      "", "abc", "2020-05-11 11:15:05", "2020-13-11", "2020-02-30", "2020-05-11T24:00",
      "2020-05-11T11:60",
      "2020-05-11T11:15:05.", "2020-05-11T11:15:05+25:00", "2020-05-11T11:15:05+15:00",
      "2020-05-11T11:15x",
      "2020-W54", "99999999999", "2020-05-11T11:15:05 UTC",
    ]
  )
  func refusesOtherTexts(text: String) {
    let call = FunctionCall(
      "from_iso8601_timestamp",
      "(varchar) -> timestamp(3) with time zone",
      .text(text)
    )
    #expect(call.error()?.code == .invalidFunctionArgument)
  }

  @Test func readsNanosecondsAndDates() throws {
    let nanos = FunctionCall(
      "from_iso8601_timestamp_nanos",
      "(varchar) -> timestamp(9) with time zone",
      .text("2020-05-11T11:15:05.123456789+01:00")
    )
    #expect(
      try nanos.value().text(as: .timestampWithTimeZone(precision: 9))?.string
        == "2020-05-11 11:15:05.123456789 +01:00"
    )
    for (text, day) in [
      ("2020-05-11", "2020-05-11"), ("2020-W10", "2020-03-02"), ("2020-123", "2020-05-02"),
    ] {
      let call = FunctionCall("from_iso8601_date", "(varchar) -> date", .text(text))
      #expect(try call.value() == date(day))
    }
  }

  @Test func writesISO8601() throws {
    let weird = instant("2001-08-22 03:04:05.321 +07:09")
    #expect(
      try FunctionCall("to_iso8601", "(timestamp with time zone) -> varchar", weird).value()
        == .text("2001-08-22T03:04:05.321+07:09")
    )
    #expect(
      try FunctionCall(
        "to_iso8601",
        "(timestamp with time zone) -> varchar",
        instant("2001-08-22 03:04:05.321 UTC")
      ).value() == .text("2001-08-22T03:04:05.321Z")
    )
    #expect(
      try FunctionCall(
        "to_iso8601",
        "(timestamp) -> varchar",
        timestamp("2001-08-22 03:04:05.321"),
        types: [.timestamp(precision: 6)]
      ).value() == .text("2001-08-22T03:04:05.321000")
    )
    #expect(
      try FunctionCall("to_iso8601", "(date) -> varchar", date("2001-08-22")).value()
        == .text("2001-08-22")
    )
  }

  @Test(arguments: [
    ("%a", "Tue"), ("%b", "Jan"), ("%c", "1"), ("%d", "09"), ("%e", "9"), ("%f", "321000"),
    ("%H", "13"), ("%h", "01"), ("%I", "01"), ("%i", "04"), ("%j", "009"), ("%k", "13"),
    ("%l", "1"),
    ("%M", "January"), ("%m", "01"), ("%p", "PM"), ("%r", "01:04:05 PM"), ("%S", "05"),
    ("%s", "05"),
    ("%T", "13:04:05"), ("%v", "02"), ("%W", "Tuesday"), ("%Y", "2001"), ("%y", "01"), ("%%", "%"),
    ("foo", "foo"), ("%g", "g"), ("%4", "4"), ("%x %v", "2001 02"),
    ("%Y\u{5e74}%m\u{6708}%d\u{65e5}", "2001\u{5e74}01\u{6708}09\u{65e5}"),
  ])
  func formatsAsMySQL(format: String, expected: String) throws {
    let call = FunctionCall(
      "date_format",
      "(timestamp, varchar) -> varchar",
      timestamp("2001-01-09 13:04:05.321"),
      .text(format)
    )
    #expect(try call.value() == .text(expected))
  }

  @Test(arguments: [
    ("2013", "%Y", "2013-01-01 00:00:00.000"), ("2013-05", "%Y-%m", "2013-05-01 00:00:00.000"),
    ("2013-05-17 12:35:10", "%Y-%m-%d %h:%i:%s", "2013-05-17 00:35:10.000"),
    ("2013-05-17 12:35:10 PM", "%Y-%m-%d %h:%i:%s %p", "2013-05-17 12:35:10.000"),
    ("2013-05-17 12:35:10 AM", "%Y-%m-%d %h:%i:%s %p", "2013-05-17 00:35:10.000"),
    ("2013-05-17 23:35:10", "%Y-%m-%d %H:%i:%s", "2013-05-17 23:35:10.000"),
    (
      "abc 2013-05-17 fff 23:35:10 xyz", "abc %Y-%m-%d fff %H:%i:%s xyz", "2013-05-17 23:35:10.000"
    ),
    ("2013 14", "%Y %y", "2014-01-01 00:00:00.000"),
    ("1998 53", "%x %v", "1998-12-28 00:00:00.000"),
    ("1.1", "%s.%f", "1970-01-01 00:00:01.100"), ("1.01", "%s.%f", "1970-01-01 00:00:01.010"),
    ("59.123456789", "%s.%f", "1970-01-01 00:00:59.123"), ("0", "%k", "1970-01-01 00:00:00.000"),
    (
      "28-JAN-16 11.45.46.421000 PM", "%d-%b-%y %l.%i.%s.%f %p", "2016-01-28 23:45:46.421"
    ),
    ("11-DEC-70 11.12.13.456000 AM", "%d-%b-%y %l.%i.%s.%f %p", "1970-12-11 11:12:13.456"),
    ("31-MAY-69 04.59.59.999000 AM", "%d-%b-%y %l.%i.%s.%f %p", "2069-05-31 04:59:59.999"),
    ("2022/10/20/05", "%Y/%m/%d/%H", "2022-10-20 05:00:00.000"),
    ("2020-05-11T11:15:05Z", "%Y-%m-%dT%H:%i:%SZ", "2020-05-11 11:15:05.000"),
    ("20200511", "%Y%m%d", "2020-05-11 00:00:00.000"),
    ("05-11", "%m-%d", "2000-05-11 00:00:00.000"),
    ("2020 132", "%Y %j", "2020-05-11 00:00:00.000"),
  ])
  func readsAsMySQL(text: String, format: String, expected: String) throws {
    let call = FunctionCall(
      "date_parse",
      "(varchar, varchar) -> timestamp(3)",
      .text(text),
      .text(format)
    )
    #expect(try call.value().text(as: .timestamp(precision: 3))?.string == expected)
  }

  @Test(arguments: [
    ("", "%D", "%D not supported in date format string"),
    ("", "%w", "%w not supported in date format string"),
    ("3.0123456789", "%s.%f", "Invalid format: \"3.0123456789\" is malformed at \"9\""),
    ("x", "", "Both printing and parsing not supported"), ("abc", "%Y", "Invalid format: \"abc\""),
    ("2020-", "%Y-%m", "Invalid format: \"2020-\" is too short"),
    (
      "2020-13", "%Y-%m",
      "Cannot parse \"2020-13\": Value 13 for monthOfYear must be in the range [1,12]"
    ),
    (
      "2021-02-29", "%Y-%m-%d",
      "Cannot parse \"2021-02-29\": Value 29 for dayOfMonth must be in the range [1,28]"
    ),
  ])
  func refusesWithTrinosWords(text: String, format: String, message: String) {
    let call = FunctionCall(
      "date_parse",
      "(varchar, varchar) -> timestamp(3)",
      .text(text),
      .text(format)
    )
    #expect(call.error()?.message == message)
  }

  @Test(arguments: [
    ("YYYY/MM/dd HH:mm", "2001/08/22 03:04"), ("YYYY/MM/dd HH:mm ZZZZ", "2001/08/22 03:04 +07:09"),
    ("yyyy-MM-dd'T'HH:mm:ss.SSSZZ", "2001-08-22T03:04:05.321+07:09"), ("Z", "+0709"),
    ("EEE, d MMM yy h:m a", "Wed, 22 Aug 01 3:4 AM"), ("EEEE MMMM", "Wednesday August"),
    ("D w e x G C", "234 34 3 2001 AD 20"), ("kk KK S SSSSSS", "03 03 3 321000"),
    ("'it''s' ''", "it's '"),
    ("MMM-dd-yyyy", "Aug-22-2001"),
  ])
  func formatsAsJoda(pattern: String, expected: String) throws {
    let call = FunctionCall(
      "format_datetime",
      "(timestamp with time zone, varchar) -> varchar",
      instant("2001-08-22 03:04:05.321 +07:09"),
      .text(pattern)
    )
    #expect(try call.value() == .text(expected))
  }

  @Test(arguments: [
    ("1960/01/22 03:04", "YYYY/MM/DD HH:mm", "1960-01-22 03:04:00.000 UTC"),
    ("1960/01/22 03:04 Asia/Oral", "YYYY/MM/DD HH:mm ZZZZZ", "1960-01-22 03:04:00.000 Asia/Oral"),
    ("1960/01/22 03:04 +0500", "YYYY/MM/DD HH:mm Z", "1960-01-22 03:04:00.000 +05:00"),
    ("73326/09/11 20:14:45.247 Z", "yyyy/MM/dd HH:mm:ss.SSS Z", "+73326-09-11 20:14:45.247 UTC"),
    ("20200511111505", "yyyyMMddHHmmss", "2020-05-11 11:15:05.000 UTC"),
    (
      "Mon, 11 May 2020 11:15:05 -0800", "EEE, dd MMM yyyy HH:mm:ss Z",
      "2020-05-11 11:15:05.000 -08:00"
    ),
    ("12 PM", "hh a", "1970-01-01 12:00:00.000 UTC"), ("24", "kk", "1970-01-01 00:00:00.000 UTC"),
    ("44 BC", "YYYY G", "-0043-01-01 00:00:00.000 UTC"),
  ])
  func readsAsJoda(text: String, pattern: String, expected: String) throws {
    let call = FunctionCall(
      "parse_datetime",
      "(varchar, varchar) -> timestamp(3) with time zone",
      .text(text),
      .text(pattern)
    )
    #expect(try call.value().text(as: TimeTextTests.zoned)?.string == expected)
  }

  @Test func refusesLettersJodaDoesNotHave() {
    let call = FunctionCall(
      "format_datetime",
      "(timestamp, varchar) -> varchar",
      timestamp("2001-08-22"),
      .text("yyyy bb")
    )
    #expect(call.error()?.message == "Illegal pattern component: bb")
    let zone = FunctionCall(
      "format_datetime",
      "(timestamp, varchar) -> varchar",
      timestamp("2001-08-22"),
      .text("HH Z")
    )
    #expect(zone.error()?.message.hasPrefix("format_datetime for TIMESTAMP type") == true)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct TimestampNumeralTests {
  @Test(
    arguments: [
      ("2022-10-20", "2022-10-20 00:00:00", 0, nil), ("2022-1-2", "2022-01-02 00:00:00", 0, nil),
      ("2022-10-20 5:1", "2022-10-20 05:01:00", 0, nil),
      (" 2022-10-20 05:10:00.25 ", "2022-10-20 05:10:00.25", 2, nil),
      ("2022-10-20 05:10:00.123456789012", "2022-10-20 05:10:00.123456789012", 12, nil),
      ("2022-10-20 05:10:00 Europe/Berlin", "2022-10-20 05:10:00", 0, "Europe/Berlin"),
      ("2022-10-20 05:10:00+01:00", "2022-10-20 05:10:00", 0, "+01:00"),
      ("2022-10-20 UTC", "2022-10-20 00:00:00", 0, "UTC"),
      ("+12022-10-20", "+12022-10-20 00:00:00", 0, nil),
      ("-0001-10-20", "-0001-10-20 00:00:00", 0, nil),
    ] as [(String, String, Int, String?)]
  )
  func readsTimestamps(text: String, shown: String, precision: Int, zone: String?) throws {
    let numeral = try #require(TimestampNumeral(timestamp: text.utf8))
    let value = Value.timestamp(
      microseconds: try #require(numeral.wallMicroseconds),
      picoseconds: numeral.picosecondOfMicrosecond
    )
    #expect(value.text(as: .timestamp(precision: precision)) == Text(shown))
    #expect(numeral.precision == precision)
    #expect(numeral.zone == zone)
  }

  @Test(arguments: [
    "", "2022", "2022-10", "2022-10-20T05:10:00", "2022-13-01", "2022-02-30", "2022-10-20 24:00",
    "2022-10-20 05:60", "2022-10-20 05:10:60", "2022-10-20 05:10:00.1234567890123", "22-10-20",
    "2022-10-20 05:10:00.", "99999999999-01-01", "2022-10-20-01",
  ])
  func refusesOtherTexts(text: String) {
    #expect(TimestampNumeral(timestamp: text.utf8) == nil)
  }

  @Test func readsTimesAndDatesAlone() throws {
    #expect(TimestampNumeral(time: "01:02:03.4".utf8)?.picosecondOfDay == 3_723_400_000_000_000)
    #expect(TimestampNumeral(time: "1:2".utf8)?.picosecondOfDay == 3_720_000_000_000_000)
    #expect(TimestampNumeral(time: "25:00".utf8) == nil)
    #expect(TimestampNumeral(date: "2020-05-11".utf8)?.date.epochDay == 18_393)
    #expect(TimestampNumeral(date: "2020-05-11 00:00".utf8) == nil)
  }

  @Test(arguments: [
    ("1.5", 150 as Int128?), ("-1.5", -150), (".005", 1), ("0.0049", 0), ("1e3", 100_000),
    ("7.", 700),
    ("+0.005", 1), ("123456.789E-4", 1_235), ("", nil), (".", nil), ("1e", nil), ("1e+", nil),
    ("1-", nil), ("0x1", nil), ("1e99999999999", nil), ("1e-99999", 0),
    ("99999999.994", 9_999_999_999),
    ("99999999.995", nil), ("0e99999", 0),
  ])
  func readsDecimals(text: String, expected: Int128?) {
    #expect(DecimalNumeral(text.utf8)?.unscaled(precision: 10, scale: 2) == expected)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct ValueTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let value: Value
    let type: DataType
    let text: String
    var testDescription: String { text }

    init(_ value: Value, _ type: DataType, _ text: String) {
      self.value = value
      self.type = type
      self.text = text
    }
  }

  static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF, 10, 0, 0, 1]
  static let documentation: [UInt8] = [
    0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1,
  ]

  @Test(arguments: [
    Case(.boolean(true), .boolean, "true"),
    Case(.bigint(.min), .bigint, "-9223372036854775808"),
    Case(.double(1e10), .double, "1.0E10"),
    Case(.real(1.5), .real, "1.5"),
    Case(.decimal(12345), .decimal(precision: 10, scale: 2), "123.45"),
    Case(.decimal(-5), .decimal(precision: 10, scale: 2), "-0.05"),
    Case(.decimal(0), .decimal(precision: 3, scale: 3), "0.000"),
    Case(.decimal(7), .decimal(precision: 3, scale: 0), "7"),
    Case(.text("it's"), .string, "it's"),
    Case(.varbinary(Array("hello".utf8)), .varbinary, "68 65 6c 6c 6f"),
    Case(.date(18_393), .date, "2020-05-11"),
    Case(.date(-719_529), .date, "-0001-12-31"),
    Case(.date(.max), .date, "+5881580-07-11"),
    Case(.time(3_661_123_456_789_012), .time(precision: 3), "01:01:01.123"),
    Case(.time(3_661_123_456_789_012), .time(precision: 12), "01:01:01.123456789012"),
    Case(.time(0), .time(precision: 0), "00:00:00"),
    Case(
      .timestamp(microseconds: 1_666_242_600_000_000, picoseconds: 0),
      .timestamp(precision: 3),
      "2022-10-20 05:10:00.000"
    ),
    Case(
      .timestamp(microseconds: 1_666_242_600_000_000, picoseconds: 0),
      .timestamp(precision: 0),
      "2022-10-20 05:10:00"
    ),
    Case(
      .timestamp(microseconds: -1, picoseconds: 999_999),
      .timestamp(precision: 12),
      "1969-12-31 23:59:59.999999999999"
    ),
    Case(
      .timestampWithTimeZone(
        microseconds: 1_589_192_105_055_000,
        picoseconds: 0,
        zone: TimeZoneKey("+01:00")
      ),
      .timestampWithTimeZone(precision: 3),
      "2020-05-11 11:15:05.055 +01:00"
    ),
    Case(
      .timestampWithTimeZone(microseconds: 1_589_192_105_055_000, picoseconds: 0, zone: .utc),
      .timestampWithTimeZone(precision: 3),
      "2020-05-11 10:15:05.055 UTC"
    ),
    Case(
      .timestampWithTimeZone(
        microseconds: 1_589_192_105_055_000,
        picoseconds: 0,
        zone: TimeZoneKey("Europe/Berlin")
      ),
      .timestampWithTimeZone(precision: 3),
      "2020-05-11 12:15:05.055 Europe/Berlin"
    ),
    Case(.intervalDayToSecond(183_600_000), .intervalDayToSecond, "2 03:00:00.000"),
    Case(.intervalDayToSecond(-1), .intervalDayToSecond, "-0 00:00:00.001"),
    Case(.intervalDayToSecond(.min), .intervalDayToSecond, "-106751991167 07:12:55.808"),
    Case(.intervalYearToMonth(14), .intervalYearToMonth, "1-2"),
    Case(.intervalYearToMonth(-14), .intervalYearToMonth, "-1-2"),
    Case(.array([.bigint(1), .null, .bigint(3)]), .array(.bigint), "[1, null, 3]"),
    Case(.array([]), .array(.bigint), "[]"),
    Case(
      .map([
        MapEntry(key: .text("k"), value: .decimal(15)), MapEntry(key: .text("l"), value: .null),
      ]),
      .map(key: .string, value: .decimal(precision: 3, scale: 1)),
      "{k=1.5, l=null}"
    ),
    Case(
      .row([.bigint(1), .null, .array([.text("x")])]),
      .row([RowField("a", .bigint), RowField("b", .string), RowField(nil, .array(.string))]),
      "{a=1, b=null, field2=[x]}"
    ),
    Case(.json(#"{"a":1}"#), .json, #"{"a":1}"#),
    Case(.ipaddress(mapped), .ipaddress, "10.0.0.1"),
    Case(.ipaddress(documentation), .ipaddress, "2001:db8::1:0:0:1"),
    Case(.ipaddress(Array(repeating: 0, count: 16)), .ipaddress, "::"),
    Case(.uuid(documentation), .uuid, "20010db8-0000-0000-0001-000000000001"),
  ])
  func showsWhatAthenaShows(example: Case) {
    #expect(example.value.text(as: example.type) == Text(example.text))
  }

  @Test func nullHasNoText() {
    #expect(Value.null.text(as: .bigint) == nil)
  }

  // The examples of RFC 5952, sections 4 and 5.
  @Test(
    arguments: [
      ([0x2001, 0xDB8, 0, 0, 0, 0, 2, 1], "2001:db8::2:1"),
      ([0x2001, 0xDB8, 0, 1, 1, 1, 1, 1], "2001:db8:0:1:1:1:1:1"),
      ([0x2001, 0, 0, 1, 0, 0, 0, 1], "2001:0:0:1::1"),
      ([0x2001, 0xDB8, 0, 0, 1, 0, 0, 1], "2001:db8::1:0:0:1"),
      ([0, 0, 0, 0, 0, 0, 0, 1], "::1"), ([0xFE80, 0, 0, 0, 0, 0, 0, 0], "fe80::"),
      (
        [0x2001, 0xDB8, 0xAAAA, 0xBBBB, 0xCCCC, 0xDDDD, 0xEEEE, 0xAAAA],
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa"
      ),
    ] as [([UInt16], String)]
  )
  func addressesAreCompressed(groups: [UInt16], text: String) {
    let bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(AddressText.ipAddress(bytes) == text)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct CastTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let value: Value
    let source: DataType
    let target: DataType
    /// The text of the result, or the message of the error.
    let expected: String
    var testDescription: String { "\(value) as \(target)" }

    init(_ value: Value, _ source: DataType, _ target: DataType, _ expected: String) {
      self.value = value
      self.source = source
      self.target = target
      self.expected = expected
    }
  }

  static func decimal(_ precision: Int, _ scale: Int) -> DataType {
    .decimal(precision: precision, scale: scale)
  }

  static let zoned = DataType.timestampWithTimeZone(precision: 3)

  @Test(arguments: [
    // Numbers: half away from zero.
    Case(.double(2.5), .double, .bigint, "3"), Case(.double(-2.5), .double, .bigint, "-3"),
    Case(.double(1.4), .double, .integer, "1"), Case(.real(0.5), .real, .tinyint, "1"),
    Case(.bigint(3), .bigint, .double, "3.0"), Case(.boolean(true), .boolean, .integer, "1"),
    Case(.bigint(0), .integer, .boolean, "false"), Case(.double(.nan), .double, .boolean, "true"),
    Case(.decimal(12345), decimal(5, 2), .bigint, "123"),
    Case(.decimal(12350), decimal(5, 2), .bigint, "124"),
    Case(.decimal(-12350), decimal(5, 2), .integer, "-124"),
    Case(.decimal(12345), decimal(5, 2), .double, "123.45"),
    Case(.decimal(12345), decimal(5, 2), decimal(4, 1), "123.5"),
    Case(.decimal(12345), decimal(5, 2), decimal(10, 4), "123.4500"),
    Case(.bigint(7), .bigint, decimal(10, 2), "7.00"),
    Case(.double(0.1), .double, decimal(10, 5), "0.10000"),
    Case(.double(1.005), .double, decimal(10, 2), "1.01"),
    Case(.double(1e20), .double, decimal(38, 2), "100000000000000000000.00"),
    // To text.
    Case(.double(1.5), .double, .string, "1.5E0"), Case(.double(0), .double, .string, "0E0"),
    Case(.double(.infinity), .double, .string, "Infinity"),
    Case(.real(37.7), .real, .string, "3.77E1"), Case(.boolean(true), .boolean, .string, "true"),
    Case(.bigint(-5), .bigint, .varchar(length: 2), "-5"),
    Case(.decimal(-5), decimal(5, 2), .string, "-0.05"),
    Case(.text("héllo"), .string, .varchar(length: 2), "hé"),
    Case(.text("abc"), .string, .char(length: 7), "abc    "),
    Case(.text("héllo"), .string, .char(length: 3), "hél"),
    Case(.text("abc    "), .char(length: 7), .varchar(length: 5), "abc  "),
    Case(.intervalDayToSecond(183_600_000), .intervalDayToSecond, .string, "2 03:00:00.000"),
    Case(.intervalYearToMonth(14), .intervalYearToMonth, .string, "1-2"),
    Case(date("2020-05-11"), .date, .string, "2020-05-11"),
    Case(
      timestamp("2020-05-11 01:02:03.5"),
      .timestamp(precision: 1),
      .string,
      "2020-05-11 01:02:03.5"
    ),
    // From text.
    Case(.text(" 42 "), .string, .bigint, "42"), Case(.text("+42"), .string, .tinyint, "42"),
    Case(.text("TRUE"), .string, .boolean, "true"), Case(.text("0"), .string, .boolean, "false"),
    Case(.text(" 1.5e3 "), .string, .double, "1500.0"),
    Case(.text("1.5f"), .string, .double, "1.5"),
    Case(.text("NaN"), .string, .double, "NaN"),
    Case(.text("-Infinity"), .string, .real, "-Infinity"),
    Case(.text(".5"), .string, .double, "0.5"), Case(.text("7."), .string, .double, "7.0"),
    Case(.text("1e400"), .string, .double, "Infinity"),
    Case(.text("123.455"), .string, decimal(5, 2), "123.46"),
    Case(.text("1e2"), .string, decimal(5, 2), "100.00"),
    Case(.text("2020-05-11"), .string, .date, "2020-05-11"),
    Case(.text(" 2020-5-1 "), .string, .date, "2020-05-01"),
    Case(.text("01:02:03.456789"), .string, .time(precision: 3), "01:02:03.457"),
    Case(.text("23:59:59.9999"), .string, .time(precision: 3), "00:00:00.000"),
    Case(
      .text("2020-05-11 11:15:05.0555"),
      .string,
      .timestamp(precision: 3),
      "2020-05-11 11:15:05.056"
    ),
    Case(.text("2020-05-11 11:15"), .string, zoned, "2020-05-11 11:15:00.000 UTC"),
    Case(
      .text("2020-05-11 11:15:05 +01:00"),
      .string,
      zoned,
      "2020-05-11 11:15:05.000 +01:00"
    ),
    Case(
      .text("2020-05-11 11:15:05 Europe/Berlin"),
      .string,
      zoned,
      "2020-05-11 11:15:05.000 Europe/Berlin"
    ),
    Case(.text("10.0.0.1"), .string, .ipaddress, "10.0.0.1"),
    Case(.text("2001:DB8::1"), .string, .ipaddress, "2001:db8::1"),
    Case(.text("::ffff:1.2.3.4"), .string, .ipaddress, "1.2.3.4"),
    Case(
      .text("12151FD2-7586-11E9-8F9E-2A86E4085A59"),
      .string,
      .uuid,
      "12151fd2-7586-11e9-8f9e-2a86e4085a59"
    ),
    Case(.text("hi"), .string, .varbinary, "68 69"),
    // Among times.
    Case(date("2020-05-11"), .date, .timestamp(precision: 3), "2020-05-11 00:00:00.000"),
    Case(date("2020-05-11"), .date, zoned, "2020-05-11 00:00:00.000 UTC"),
    Case(
      timestamp("2020-05-11 23:59:59.9996"),
      .timestamp(precision: 4),
      .timestamp(precision: 3),
      "2020-05-12 00:00:00.000"
    ),
    Case(timestamp("2020-05-11 23:59:59.9996"), .timestamp(precision: 4), .date, "2020-05-11"),
    Case(timestamp("1969-12-31 23:59:59.5"), .timestamp(precision: 1), .date, "1969-12-31"),
    Case(
      timestamp("1969-12-31 23:59:59.5"),
      .timestamp(precision: 1),
      .timestamp(precision: 0),
      "1970-01-01 00:00:00"
    ),
    Case(
      timestamp("2020-05-11 23:59:59.9996"),
      .timestamp(precision: 4),
      .time(precision: 3),
      "00:00:00.000"
    ),
    Case(
      timestamp("2020-05-11 00:00:00.1234567895"),
      .timestamp(precision: 10),
      .timestamp(precision: 9),
      "2020-05-11 00:00:00.123456790"
    ),
    Case(instant("2020-05-11 23:30:00 +01:00"), zoned, .date, "2020-05-11"),
    Case(
      instant("2020-05-11 23:30:00 +01:00"),
      zoned,
      .timestamp(precision: 0),
      "2020-05-11 23:30:00"
    ),
    Case(
      timestamp("2020-05-11 23:30:00"),
      .timestamp(precision: 0),
      zoned,
      "2020-05-11 23:30:00.000 UTC"
    ),
    // Nested.
    Case(
      .array([.text("1"), .null]),
      .array(.string),
      .array(.bigint),
      "[1, null]"
    ),
    Case(
      .map([MapEntry(key: .text("1"), value: .bigint(2))]),
      .map(key: .string, value: .bigint),
      .map(key: .bigint, value: .string),
      "{1=2}"
    ),
    Case(
      .row([.bigint(1), .text("x")]),
      .row([RowField(nil, .bigint), RowField(nil, .string)]),
      .row([RowField("a", .double), RowField("b", .string)]),
      "{a=1.0, b=x}"
    ),
    Case(.varbinary([10, 0, 0, 1]), .varbinary, .ipaddress, "10.0.0.1"),
    Case(.text("a"), .string, .json, "\"a\""),
    Case(.array([.bigint(1), .null]), .array(.bigint), .json, "[1,null]"),
    Case(.json(Text("[1,23,456]")), .json, .array(.integer), "[1, 23, 456]"),
  ])
  func gives(example: Case) throws {
    let convert = try #require(Cast.make(from: example.source, to: example.target))
    let result = try convert(example.value)
    #expect(result.text(as: example.target)?.string == example.expected)
  }

  // The messages are those of Trino's source (VarcharOperators, DoubleOperators, DecimalCasts, …).
  @Test(arguments: [
    Case(.text("abc"), .string, .bigint, "Cannot cast 'abc' to BIGINT"),
    Case(.text(""), .string, .integer, "Cannot cast '' to INT"),
    Case(.text("1.0"), .string, .bigint, "Cannot cast '1.0' to BIGINT"),
    Case(
      .text("9223372036854775808"),
      .string,
      .bigint,
      "Cannot cast '9223372036854775808' to BIGINT"
    ),
    Case(.text("128"), .string, .tinyint, "Cannot cast '128' to TINYINT"),
    Case(.text("yes"), .string, .boolean, "Cannot cast 'yes' to BOOLEAN"),
    Case(.text("1,5"), .string, .double, "Cannot cast '1,5' to DOUBLE"),
    Case(.text("nan"), .string, .double, "Cannot cast 'nan' to DOUBLE"),
    Case(.text("0x10"), .string, .double, "Cannot cast '0x10' to DOUBLE"),
    Case(.bigint(40_000), .integer, .smallint, "Out of range for smallint: 40000"),
    Case(.double(1e10), .double, .integer, "Out of range for integer: 1.0E10"),
    Case(.double(.nan), .double, .integer, "Cannot cast double NaN to integer"),
    Case(.double(1e19), .double, .bigint, "Unable to cast 1.0E19 to bigint"),
    Case(.double(.infinity), .double, .bigint, "Unable to cast Infinity to bigint"),
    Case(.bigint(100), .bigint, decimal(3, 1), "Cannot cast BIGINT '100' to DECIMAL(3, 1)"),
    Case(.double(.nan), .double, decimal(3, 1), "Cannot cast DOUBLE 'NaN' to DECIMAL(3, 1)"),
    Case(
      .decimal(12345),
      decimal(5, 2),
      decimal(3, 1),
      "Cannot cast DECIMAL(5, 2) '123.45' to DECIMAL(3, 1)"
    ),
    Case(.decimal(12345), decimal(5, 0), .tinyint, "Cannot cast '12345' to TINYINT"),
    Case(.text("x"), .string, .date, "Value cannot be cast to date: x"),
    Case(.text("2023-02-29"), .string, .date, "Value cannot be cast to date: 2023-02-29"),
    Case(
      .text("2020-05-11T11:15:05Z"),
      .string,
      .timestamp(precision: 3),
      "Value cannot be cast to timestamp: 2020-05-11T11:15:05Z"
    ),
    Case(
      .text("2022-03-27 02:30 Europe/Berlin"),
      .string,
      zoned,
      "Value cannot be cast to timestamp with time zone: 2022-03-27 02:30 Europe/Berlin"
    ),
    Case(
      .text("AWS Internal"),
      .string,
      .ipaddress,
      "Cannot cast value to IPADDRESS: AWS Internal"
    ),
    Case(.text("256.0.0.1"), .string, .ipaddress, "Cannot cast value to IPADDRESS: 256.0.0.1"),
    Case(.text("1:2:3"), .string, .ipaddress, "Cannot cast value to IPADDRESS: 1:2:3"),
    Case(.text("1::2::3"), .string, .ipaddress, "Cannot cast value to IPADDRESS: 1::2::3"),
    Case(.text("1"), .string, .uuid, "Cannot cast value to UUID: 1"),
    Case(.varbinary([1]), .varbinary, .ipaddress, "Invalid IP address binary length: 1"),
    Case(
      .bigint(1234),
      .bigint,
      .varchar(length: 2),
      "Value 1234 cannot be represented as varchar(2)"
    ),
    Case(
      .double(1.5),
      .double,
      .varchar(length: 2),
      "Value 1.5 (1.5E0) cannot be represented as varchar(2)"
    ),
    Case(
      .map([MapEntry(key: .text("1"), value: .null), MapEntry(key: .text("01"), value: .null)]),
      .map(key: .string, value: .bigint),
      .map(key: .bigint, value: .bigint),
      "duplicate keys"
    ),
  ])
  func refusesWithTrinosWords(example: Case) throws {
    let convert = try #require(Cast.make(from: example.source, to: example.target))
    let error = #expect(throws: QueryError.self) { try convert(example.value) }
    #expect(error?.message == example.expected)
    #expect(error?.code.isCaughtByTry == true)
  }

  @Test(arguments: [
    (DataType.integer, DataType.date), (.integer, .char(length: 3)), (.double, .date),
    (.date, .bigint), (.array(.bigint), .string), (.string, .intervalDayToSecond),
    (.varbinary, .string), (.varbinary, .json), (.json, .date),
    (.row([RowField("a", .bigint)]), .row([])),
    (.timestamp(precision: 3), .double),
    (.boolean, .date), (.string, .function(parameters: [], result: .bigint)),
  ])
  func doesNotExist(source: DataType, target: DataType) {
    #expect(!Cast.exists(from: source, to: target))
  }

  @Test func nullIsNullInEveryType() throws {
    for target in [DataType.bigint, .string, .date, .array(.string), .ipaddress] {
      #expect(try Cast.make(from: .unknown, to: target)?(.null) == .null)
      #expect(try Cast.make(from: .string, to: target)?(.null) ?? .null == .null)
    }
  }
}

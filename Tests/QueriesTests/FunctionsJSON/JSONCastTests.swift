// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's ("Cast to JSON" and "Cast from JSON" of
/// trino.io/docs/current/functions/json.html).
@Suite struct JSONCastTests {
  private static let person = DataType.row([
    RowField("v1", .bigint), RowField("v2", .string), RowField("v3", .boolean),
  ])

  @Test(arguments: [
    (Value.bigint(1), DataType.integer, "1"),
    (.bigint(.max), .bigint, "9223372036854775807"),
    (.text("abc"), .string, #""abc""#),
    (.text(#"["a": 1]"#), .string, #""[\"a\": 1]""#),
    (.text("\u{1}\u{1F}\n\u{7F}é/"), .string, "\"\\u0001\\u001F\\n\u{7F}é/\""),
    (.boolean(true), .boolean, "true"),
    (.double(1.234), .double, "1.234"),
    (.double(1e10), .double, "1.0E10"),
    (.double(.nan), .double, #""NaN""#),
    (.double(-.infinity), .double, #""-Infinity""#),
    (.real(1.5), .real, "1.5"),
    (.decimal(1234), .decimal(precision: 4, scale: 3), "1.234"),
    (.decimal(-5), .decimal(precision: 4, scale: 2), "-0.05"),
    (.date(11_323), .date, #""2001-01-01""#),
    (
      .timestamp(microseconds: 5_321_000, picoseconds: 0), .timestamp(precision: 3),
      #""1970-01-01 00:00:05.321""#
    ),
    (.array([.bigint(1), .bigint(23), .bigint(456)]), .array(.integer), "[1,23,456]"),
    (.array([.bigint(1), .null]), .array(.integer), "[1,null]"),
    (.array([.array([.bigint(1)]), .array([])]), .array(.array(.integer)), "[[1],[]]"),
    (.array([.json("[1,2]"), .json("null")]), .array(.json), "[[1,2],null]"),
    (
      .map([
        MapEntry(key: .text("k2"), value: .bigint(23)), MapEntry(key: .text("k1"), value: .null),
      ]), .map(key: .string, value: .integer), #"{"k1":null,"k2":23}"#
    ),
    (
      .map([MapEntry(key: .double(1.5), value: .boolean(false))]),
      .map(key: .double, value: .boolean), #"{"1.5":false}"#
    ),
    (
      .row([.bigint(123), .text("abc"), .boolean(true)]), person,
      #"{"v1":123,"v2":"abc","v3":true}"#
    ),
    (
      .row([.bigint(1), .null]), .row([RowField(nil, .bigint), RowField(nil, .string)]),
      #"{"":1,"":null}"#
    ),
  ])
  func castsToJSON(value: Value, type: DataType, expected: String) {
    #expect(JSONCast.canCastToJSON(type))
    #expect(JSONCast.toJSON(value, type: type) == Text(expected))
  }

  @Test(arguments: [
    ("null", DataType.string, Value.null),
    ("1", .integer, .bigint(1)),
    ("9223372036854775807", .bigint, .bigint(.max)),
    (#""128""#, .bigint, .bigint(128)),
    ("128.9", .bigint, .bigint(129)),
    ("-1.5", .bigint, .bigint(-2)),
    ("1e2", .smallint, .bigint(100)),
    ("true", .tinyint, .bigint(1)),
    ("false", .bigint, .bigint(0)),
    (#""abc""#, .string, .text("abc")),
    (#""a\u00e9\n""#, .string, .text("aé\n")),
    ("12345678901234567890", .string, .text("12345678901234567890")),
    // A number with a fraction goes through double, whose cast to varchar has an exponent.
    ("128.9", .string, .text("1.289E2")),
    ("true", .string, .text("true")),
    ("true", .boolean, .boolean(true)),
    ("0", .boolean, .boolean(false)),
    ("0.5", .boolean, .boolean(true)),
    (#""FALSE""#, .boolean, .boolean(false)),
    (#""t""#, .boolean, .boolean(true)),
    ("1.234", .double, .double(1.234)),
    (#""1.5e3""#, .double, .double(1500)),
    (#""Infinity""#, .double, .double(.infinity)),
    ("123456789012345678901234567890", .double, .double(1.2345678901234568e29)),
    ("1.5", .real, .real(1.5)),
    ("1.235", .decimal(precision: 4, scale: 2), .decimal(124)),
    ("1.5e1", .decimal(precision: 4, scale: 2), .decimal(1500)),
    (#""-0.005""#, .decimal(precision: 4, scale: 2), .decimal(-1)),
    ("true", .decimal(precision: 4, scale: 2), .decimal(100)),
    ("[1, 23, 456]", .array(.integer), .array([.bigint(1), .bigint(23), .bigint(456)])),
    ("[1, null]", .array(.integer), .array([.bigint(1), .null])),
    ("[[1], null]", .array(.array(.integer)), .array([.array([.bigint(1)]), .null])),
    ("[[1, 23], 456]", .array(.json), .array([.json("[1,23]"), .json("456")])),
    ("[null]", .array(.json), .array([.json("null")])),
    (
      #"{"k1": [1, 23], "k2": 456}"#, .map(key: .string, value: .json),
      .map([
        MapEntry(key: .text("k1"), value: .json("[1,23]")),
        MapEntry(key: .text("k2"), value: .json("456")),
      ])
    ),
    (
      #"{"1": null}"#, .map(key: .bigint, value: .integer),
      .map([MapEntry(key: .bigint(1), value: .null)])
    ),
    (
      #"{"v1": 123, "V2": "abc", "v3": true, "v4": {}}"#, person,
      .row([.bigint(123), .text("abc"), .boolean(true)])
    ),
    (#"{"v3": false}"#, person, .row([.null, .null, .boolean(false)])),
    (#"[123, "abc", true]"#, person, .row([.bigint(123), .text("abc"), .boolean(true)])),
    (
      "[1, 2]", .row([RowField(nil, .bigint), RowField(nil, .string)]),
      .row([.bigint(1), .text("2")])
    ),
    ("[null, null, null]", .json, .json("[null, null, null]")),
  ])
  func castsFromJSON(text: String, type: DataType, expected: Value) throws {
    #expect(JSONCast.canCastFromJSON(type))
    #expect(try JSONCast.fromJSON(Text(text), to: type) == expected)
  }

  @Test(arguments: [
    (#"{"a": 1}"#, DataType.string, "got an object"),
    ("[1]", .string, "got an array"),
    ("[1]", .bigint, "got an array"),
    (#""x""#, .bigint, "not a number from"),
    ("9223372036854775808", .bigint, "9223372036854775807"),
    ("1e30", .bigint, "not a number from"),
    ("128", .tinyint, "from -128 to 127"),
    ("2147483648", .integer, "2147483647"),
    (#""yes""#, .boolean, "not a boolean"),
    (#""x""#, .double, "not a number"),
    ("123.45", .decimal(precision: 4, scale: 2), "too many digits"),
    (#""x""#, .decimal(precision: 4, scale: 2), "not a number"),
    (#""abc""#, .varchar(length: 2), "longer than 2"),
    ("1", .array(.integer), "expected an array, but got a number"),
    ("[1]", .map(key: .string, value: .integer), "expected an object, but got an array"),
    (#"{"a": 1, "a": 2}"#, .map(key: .string, value: .integer), "'a' is there twice"),
    (#"{"a": 1, "A": 2}"#, .row([RowField("a", .bigint)]), "'a' is there twice"),
    ("[1, 2]", .row([RowField("a", .bigint)]), "more than 1"),
    ("[]", .row([RowField("a", .bigint)]), "0 elements, the row 1 fields"),
    (#"{"a": 1}"#, .row([RowField(nil, .bigint)]), "without field names"),
    ("true", .row([RowField("a", .bigint)]), "but got a boolean"),
    ("[1", .array(.integer), "byte 3"),
    ("1 2", .bigint, "byte 3"),
  ])
  func refusesWhatDoesNotFit(text: String, type: DataType, reason: String) {
    let error = #expect(throws: QueryError.self) {
      try JSONCast.fromJSON(Text(text), to: type)
    }
    #expect(error?.code == .invalidCastArgument)
    #expect(error?.message.hasPrefix("cannot cast JSON '\(text)' to \(type): ") == true)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test func knowsWhichCastsThereAre() {
    #expect(!JSONCast.canCastToJSON(.varbinary))
    #expect(!JSONCast.canCastToJSON(.array(.ipaddress)))
    #expect(!JSONCast.canCastToJSON(.map(key: .date, value: .bigint)))
    #expect(!JSONCast.canCastFromJSON(.date))
    #expect(!JSONCast.canCastFromJSON(.map(key: .array(.bigint), value: .bigint)))
    #expect(!JSONCast.canCastFromJSON(.row([RowField("a", .uuid)])))
  }
}

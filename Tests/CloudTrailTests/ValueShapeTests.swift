// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// JSON values in columns of every type a table can declare.
@Suite struct ValueShapeTests {
  @Test(
    arguments: [
      (DataType.boolean, "true", Value.boolean(true)), (.boolean, "\"False\"", .boolean(false)),
      (.boolean, "1", .null), (.boolean, "{}", .null),
      (.tinyint, "127", .bigint(127)), (.tinyint, "128", .null),
      (.smallint, "-32768", .bigint(-32_768)),
      (.integer, "\"12\"", .bigint(12)), (.integer, "2147483648", .null), (.integer, "1.0", .null),
      (.bigint, "9223372036854775807", .bigint(.max)), (.bigint, "9223372036854775808", .null),
      (.real, "1.5", .real(1.5)), (.double, "1E3", .double(1000)), (.double, "\"x\"", .null),
      (.varchar(length: 3), "\"ünïx\"", .text("ünï")), (.varchar(length: 3), "12345", .text("123")),
      (.char(length: 4), "\"ün\"", .text("ün  ")),
      (.decimal(precision: 5, scale: 2), "12.345", .decimal(1235)),
      (.decimal(precision: 5, scale: 2), "-12.344", .decimal(-1234)),
      (.decimal(precision: 5, scale: 2), "\"7\"", .decimal(700)),
      (.decimal(precision: 5, scale: 2), "999.994", .decimal(99_999)),
      (.decimal(precision: 5, scale: 2), "999.995", .null),
      (.decimal(precision: 5, scale: 2), "1000", .null),
      (.decimal(precision: 38, scale: 0), "\"\(String(repeating: "9", count: 40))\"", .null),
      (.decimal(precision: 5, scale: 2), "\".\"", .null),
      (.decimal(precision: 5, scale: 2), "\"1.2.3\"", .null),
      (.date, "\"1970-01-02\"", .date(1)), (.date, "\"2024-02-29\"", .date(19_782)),
      (.date, "\"1900-01-01\"", .date(-25_567)), (.date, "\"2023-02-29\"", .null),
      (.date, "5", .null),
      (
        .timestamp(precision: 3), "\"2024-03-14T10:05:06Z\"",
        .timestamp(microseconds: 1_710_410_706_000_000, picoseconds: 0)
      ),
      (
        .timestamp(precision: 3), "\"2024-03-14 10:05:06.25\"",
        .timestamp(microseconds: 1_710_410_706_250_000, picoseconds: 0)
      ),
      (.timestamp(precision: 3), "\"2024-03-14 24:00:00\"", .null),
      (.timestamp(precision: 3), "\"2024-03-14\"", .null),
      (.json, "{ \"a\": 1 }", .json("{ \"a\": 1 }")), (.intervalDayToSecond, "1", .null),
      (.array(.bigint), "[1,\"2\",null,[3]]", .array([.bigint(1), .bigint(2), .null, .null])),
      (
        .map(key: .string, value: .bigint), "{\"a\":1,\"A\":2,\"a\":3}",
        .map([
          MapEntry(key: .text("a"), value: .bigint(3)),
          MapEntry(key: .text("A"), value: .bigint(2)),
        ])
      ),
      (
        .row([RowField(nil, .string), RowField("B", .string)]), "{\"b\":\"x\",\"\":\"y\"}",
        .row([.text("y"), .text("x")])
      ),
    ] as [(DataType, String, Value)]
  )
  func readsOneValue(type: DataType, json: String, value: Value) throws {
    let result = try scan(
      document: "{\"Records\":[{\"a\":\(json)},{\"a\":null},{}]}",
      columns: [field("a", type)]
    )
    #expect(result.rows.map { $0[0] } == [value, .null, .null])
  }

  /// What is skipped by its brackets alone may turn out not to be JSON when it is looked into.
  @Test(arguments: ["{\"a\"}", "{\"a\":1,}", "{a:1}", "{\"a\":[1 2]}", "{]"])
  func whatIsNotJSONIsNull(json: String) throws {
    let type = DataType.row([RowField("a", .array(.string))])
    let result = try scan(document: "{\"Records\":[{\"x\":\(json)}]}", columns: [field("x", type)])
    #expect(result.rows == [[.null]])
  }
}

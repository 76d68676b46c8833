// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/conversion.html) and
/// what Java's Formatter documents.
@Suite struct ConversionFunctionsTests {
  @Test(arguments: [
    Example("format", ["%s%%", 123], "123%"),
    Example("format", ["%.5f", 3.141592653589793], "3.14159"),
    Example("format", ["%03d", 8], "008"),
    Example("format", ["%,.2f", .decimal(123_456_789, 9, 2)], "1,234,567.89"),
    Example("format", ["%-7s,%7s", "hello", "world"], "hello  ,  world"),
    Example("format", ["%2$s %3$s %1$s", "a", "b", "c"], "b c a"),
    Example("format", ["%s %<s %s", "a", "b"], "a a b"),
    Example("format", ["no arguments"], "no arguments"),
    Example("format", ["%s|%5s|%-5s|%.2s", "ñ", "ñ", "ñ", "añb"], "ñ|    ñ|ñ    |añ"),
    Example("format", ["%S", "straße"], "STRAßE"),
    Example("format", ["%s %s %s", true, nil, 1.0], "true null 1.0"),
    Example("format", ["%d", nil], "null"),
    Example("format", ["%b %B", true, nil], "true FALSE"),
    Example("format", ["%,d|%+d|% d|%(d", 1234567, 5, 5, -5], "1,234,567|+5| 5|(5)"),
    Example("format", ["%08d|%-8d|%8d", -42, -42, -42], "-0000042|-42     |     -42"),
    Example("format", ["%,010d", 1234567], "01,234,567"),
    Example("format", ["%d", -9_223_372_036_854_775_807], "-9223372036854775807"),
    Example("format", ["%x|%X|%#x|%08x", 255, 255, 255, 255], "ff|FF|0xff|000000ff"),
    Example("format", ["%x", -1], "ffffffffffffffff"),
    Example("format", ["%o|%#o", 8, 8], "10|010"),
    // Java rounds the shortest decimal half up.
    Example("format", ["%.2f|%.2f|%.0f|%.0f", 0.125, 1.005, 0.5, 1.5], "0.13|1.01|1|2"),
    Example("format", ["%f", 1e10], "10000000000.000000"),
    Example("format", ["%.3f", -0.0004], "-0.000"),
    Example("format", ["%.1f", 9.96], "10.0"),
    Example(
      "format",
      ["%10.2f|%-10.2f|%010.2f", 3.14159, 3.14159, -3.14159],
      "      3.14|3.14      |-000003.14"
    ),
    Example(
      "format",
      ["%e|%.2e|%E", 12345.678, 0.00012345, 1.0],
      "1.234568e+04|1.23e-04|1.000000E+00"
    ),
    Example("format", ["%.3e", 9.9996], "1.000e+01"),
    Example("format", ["%g|%.3g", 0.0001, 12345.0], "0.000100000|1.23e+04"),
    Example("format", ["%f|%5.1f", .real(1.5), .decimal(-25, 3, 1)], "1.500000| -2.5"),
    Example("format", ["%n%%|%5%|%-3%|"], "\n%|    %|%  |"),
    Example("format", [nil, 1], nil),
    Example("format", ["%d", "x"], failsWith: "'%d' does not take a value of type varchar"),
    Example("format", ["%d", 1.5], failsWith: "type double"),
    Example("format", ["%f", 1], failsWith: "type bigint"),
    Example("format", ["%s %s", "a"], failsWith: "no argument 2"),
    Example("format", ["%q", 1], failsWith: "'%q'"),
    Example("format", ["%"], failsWith: "'%'"),
    Example("format", ["%-d", 1], failsWith: "specifier"),
    Example("format", ["%tY", 1], failsWith: "'%tY'"),
    Example("format", ["%0$s", 1], failsWith: "specifier"),
    Example("format", ["%<s", 1], failsWith: "comes first"),
    Example("format", ["%99999999999s", "x"], failsWith: "specifier"),
    Example("format", ["%--5s", "x"], failsWith: "specifier"),
  ])
  func formats(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    (Value.date(13_335), DataType.date, "2006-07-06"),
    (
      .timestamp(microseconds: 1_000_000, picoseconds: 0), .timestamp(precision: 3),
      "1970-01-01T00:00:01"
    ),
    (
      .timestamp(microseconds: 60_000_000, picoseconds: 0), .timestamp(precision: 3),
      "1970-01-01T00:01"
    ),
    (
      .timestamp(microseconds: 1_500_000, picoseconds: 0), .timestamp(precision: 6),
      "1970-01-01T00:00:01.500"
    ),
    (
      .timestampWithTimeZone(microseconds: 0, picoseconds: 0, zone: .utc),
      .timestampWithTimeZone(precision: 3), "1970-01-01T00:00Z[UTC]"
    ),
    (.json("[1]"), .json, "[1]"),
    (.array([.bigint(1)]), .array(.bigint), "[1]"),
  ])
  func formatsValuesOfOtherTypes(value: Value, type: DataType, expected: String) throws {
    #expect(try Functions.call("format", ["%s", Argument(value, type)]) == .text(expected))
  }

  @Test(arguments: [
    Example("typeof", [123], "bigint"),
    Example("typeof", [Argument(.text("cat"), .varchar(length: 3))], "varchar(3)"),
    Example("typeof", [nil], "unknown"),
    Example("typeof", [["a"]], "array(varchar)"),
    Example("format_number", [123456], "123K"),
    Example("format_number", [1_000_000], "1M"),
    Example("format_number", [0], "0"),
    Example("format_number", [999], "999"),
    Example("format_number", [1234], "1.23K"),
    Example("format_number", [12345], "12.3K"),
    Example("format_number", [1_500_000_000], "1.5B"),
    Example("format_number", [-1234567], "-1.23M"),
    Example("format_number", [123456.9], "123K"),
    Example("format_number", [9_223_372_036_854_775_807], "9223Q"),
    Example("parse_data_size", ["1B"], .decimal(1, 38, 0)),
    Example("parse_data_size", ["1kB"], .decimal(1024, 38, 0)),
    Example("parse_data_size", ["1MB"], .decimal(1_048_576, 38, 0)),
    Example("parse_data_size", ["2.3MB"], .decimal(2_411_724, 38, 0)),
    Example(
      "parse_presto_data_size",
      ["69YB"],
      .decimal(83_415_881_553_409_413_054_726_144, 38, 0)
    ),
    Example("parse_data_size", ["1"], failsWith: "expected a number and one of B, kB"),
    Example("parse_data_size", ["MB"], failsWith: "'MB'"),
    Example("parse_data_size", ["1mb"], failsWith: "'1mb'"),
    Example("parse_data_size", ["1.2.3MB"], failsWith: "'1.2.3MB'"),
    Example(
      "parse_data_size",
      ["99999999999999YB"],
      failsWith: "out of range",
      code: .numericValueOutOfRange
    ),
    Example("human_readable_seconds", [96.0], "1 minute, 36 seconds"),
    Example("human_readable_seconds", [3762.0], "1 hour, 2 minutes, 42 seconds"),
    Example(
      "human_readable_seconds",
      [56_363_463.0],
      "93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds"
    ),
    Example("human_readable_seconds", [0.0], "0 seconds"),
    Example("human_readable_seconds", [-61.0], "1 minute, 1 second"),
    Example(
      "human_readable_seconds",
      [535333.9513888889],
      "6 days, 4 hours, 42 minutes, 14 seconds"
    ),
    Example("human_readable_seconds", [Argument(.double(.nan), .double)], failsWith: "finite"),
    Example("version", [], "trailbinder"),
  ])
  func converts(_ example: Example) throws { try example.check() }

  @Test func knowsWhatIsRefused() {
    #expect(RefusedFunctions.family(of: "ST_Point") == "geospatial")
    #expect(RefusedFunctions.family(of: "word_stem") == "word stemming")
    #expect(RefusedFunctions.family(of: "lower") == nil)
    let known = Set(FunctionCatalogue.scalars.flatMap { [$0.name] + $0.aliases })
    #expect(known.allSatisfy { RefusedFunctions.family(of: $0) == nil })
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Times from and to text by a pattern: MySQL's for `date_…`, Joda's for `…_datetime`.
enum PatternFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "date_format",
      "The time as MySQL's format says: `%Y-%m-%d %H:%i:%s`.",
      ["timestamp", "timestamp with time zone"].map { type in
        .timed(
          Signature("(\(type), varchar) -> varchar"),
          preparing: 1,
          with: { (format) throws(QueryError) in try DateTimePattern(mysql: format) }
        ) { (pattern, arguments, zones) throws(QueryError) in
          .varchar(try DateTimePrinter(arguments[0], &zones).text(pattern))
        }
      }
    ),
    ScalarFunction(
      "date_parse",
      "The timestamp of a text in MySQL's format.",
      [
        .timed(
          "(varchar, varchar) -> timestamp(3)",
          preparing: 1,
          with: { (format) throws(QueryError) in try DateTimePattern(mysql: format) }
        ) { (pattern, arguments, _) throws(QueryError) in
          let result = try DateTimeParser.parse(try arguments[0].asText, by: pattern)
          return .timestamp(microseconds: result.wallMicroseconds, picoseconds: 0)
        }
      ]
    ),
    ScalarFunction(
      "format_datetime",
      "The time as Joda's pattern says: `yyyy-MM-dd HH:mm:ss`.",
      [
        .timed(
          "(timestamp, varchar) -> varchar",
          preparing: 1,
          with: { (format) throws(QueryError) in
            let pattern = try DateTimePattern(joda: format)
            guard !pattern.needsZone else {
              throw .invalidArgument(
                "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this "
                  + "type does not contain TZ information"
              )
            }
            return pattern
          }
        ) { (pattern, arguments, zones) throws(QueryError) in
          .varchar(try DateTimePrinter(arguments[0], &zones).text(pattern))
        },
        .timed(
          "(timestamp with time zone, varchar) -> varchar",
          preparing: 1,
          with: { (format) throws(QueryError) in try DateTimePattern(joda: format) }
        ) { (pattern, arguments, zones) throws(QueryError) in
          .varchar(try DateTimePrinter(arguments[0], &zones).text(pattern))
        },
      ]
    ),
    ScalarFunction(
      "parse_datetime",
      "The time of a text in Joda's pattern, in UTC where it names no zone.",
      [
        .timed(
          "(varchar, varchar) -> timestamp(3) with time zone",
          preparing: 1,
          with: { (format) throws(QueryError) in try DateTimePattern(joda: format) }
        ) { (pattern, arguments, zones) throws(QueryError) in
          let result = try DateTimeParser.parse(try arguments[0].asText, by: pattern)
          let zone = result.zone?.key ?? .utc
          return .timestampWithTimeZone(
            microseconds: try zones.instant(
              wallMicroseconds: result.wallMicroseconds,
              zone: zone
            ),
            picoseconds: 0,
            zone: zone
          )
        }
      ]
    ),
  ]
}

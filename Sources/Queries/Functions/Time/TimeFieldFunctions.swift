// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `year(x)`, `hour(x)` and the other fields that EXTRACT names too.
enum TimeFieldFunctions {
  static let all: [ScalarFunction] = [
    dateField("year", "The year.") { $0.year },
    dateField("quarter", "The quarter of the year, 1 to 4.") { ($0.month + 2) / 3 },
    dateField("month", "The month of the year, 1 to 12.") { $0.month },
    dateField("week", aliases: ["week_of_year"], "The ISO week of the year, 1 to 53.") {
      $0.isoWeek
    },
    dateField("day", aliases: ["day_of_month"], "The day of the month, 1 to 31.") { $0.day },
    dateField("day_of_week", aliases: ["dow"], "The day of the week, 1 Monday to 7 Sunday.") {
      $0.dayOfWeek
    },
    dateField("day_of_year", aliases: ["doy"], "The day of the year, 1 to 366.") { $0.dayOfYear },
    dateField("year_of_week", aliases: ["yow"], "The year the date's ISO week belongs to.") {
      $0.isoWeekYear
    },
    clockField("hour", "The hour of the day, 0 to 23.", unit: 3_600_000_000, in: 24),
    clockField("minute", "The minute of the hour, 0 to 59.", unit: 60_000_000, in: 60),
    clockField("second", "The second of the minute, 0 to 59.", unit: 1_000_000, in: 60),
    clockField(
      "millisecond",
      "The millisecond of the second, 0 to 999.",
      unit: 1_000,
      in: 1_000
    ),
    zoneField("timezone_hour", "The hours of the offset from UTC.") { $0 / 3_600 },
    zoneField("timezone_minute", "The minutes of the offset from UTC.") { $0 / 60 % 60 },
  ]

  /// A field of the calendar, and of the intervals that have it.
  private static func dateField(
    _ name: String,
    aliases: [String] = [],
    _ summary: String,
    _ field: @escaping @Sendable (CivilDate) -> Int
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      aliases: aliases,
      summary,
      ["date", "timestamp", "timestamp with time zone"].map { type in
        .timed(Signature("(\(type)) -> bigint")) { (arguments, zones) throws(QueryError) in
          if case .date(let day) = arguments[0] {
            return .bigint(Int64(field(CivilDate(epochDay: Int(day)))))
          }
          return .bigint(Int64(field(try Moment(arguments[0], &zones).date)))
        }
      } + intervalField(name)
    )
  }

  private static func intervalField(_ name: String) -> [ScalarOverload] {
    switch name {
    case "day":
      return [intervalField("interval day to second") { $0 / 86_400_000 }]
    case "month":
      return [intervalField("interval year to month") { $0 % 12 }]
    case "year":
      return [intervalField("interval year to month") { $0 / 12 }]
    default: return []
    }
  }

  private static func intervalField(
    _ type: String,
    _ field: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarOverload {
    .timed(Signature("(\(type)) -> bigint")) { (arguments, _) throws(QueryError) in
      switch arguments[0] {
      case .intervalDayToSecond(let milliseconds): return .bigint(field(milliseconds))
      case .intervalYearToMonth(let months): return .bigint(field(Int64(months)))
      default: throw arguments[0].mismatch("an interval")
      }
    }
  }

  /// A field of the clock: how many units of so many microseconds, within the next greater unit.
  private static func clockField(
    _ name: String,
    _ summary: String,
    unit: Int64,
    in count: Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      ["timestamp", "timestamp with time zone", "time"].map { type in
        .timed(Signature("(\(type)) -> bigint")) { (arguments, zones) throws(QueryError) in
          if case .time(let picoseconds) = arguments[0] {
            return .bigint(picoseconds / (unit * 1_000_000) % count)
          }
          let wall = try Moment(arguments[0], &zones).wall
          return .bigint(floorModulo(floorDivide(wall, unit), count))
        }
      } + [intervalField("interval day to second") { $0 / (unit / 1_000) % count }]
    )
  }

  private static func zoneField(
    _ name: String,
    _ summary: String,
    _ field: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .timed("(timestamp with time zone) -> bigint") { (arguments, zones) throws(QueryError) in
          .bigint(field(try Moment(arguments[0], &zones).offsetSeconds))
        }
      ]
    )
  }
}

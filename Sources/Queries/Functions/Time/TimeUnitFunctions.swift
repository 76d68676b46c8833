// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `date_trunc`, `date_add`, `date_diff`: calendar arithmetic by named units.
enum TimeUnitFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "date_trunc",
      "The date or time cut to the unit it lies in; weeks begin on Monday.",
      subjects.map { subject in
        .timed(
          Signature("(varchar, \(subject.type)) -> \(subject.type)"),
          result: { $0[1] },
          preparing: 0,
          with: { (name) throws(QueryError) in try TimeUnit(name, of: subject.kind) },
          truncate
        )
      }
    ),
    ScalarFunction(
      "date_add",
      "The date or time a number of units later, or earlier for a negative number.",
      subjects.map { subject in addition(subject.type, subject.kind) }
    ),
    ScalarFunction(
      "date_diff",
      "The whole units from the first date or time to the second.",
      subjects.map { subject in
        .timed(
          Signature("(varchar, \(subject.type), \(subject.type)) -> bigint"),
          preparing: 0,
          with: { (name) throws(QueryError) in try TimeUnit(name, of: subject.kind) },
          difference
        )
      }
    ),
    ScalarFunction(
      "last_day_of_month",
      "The last day of the month that a date lies in.",
      ["date", "timestamp", "timestamp with time zone"].map { type in
        .timed(Signature("(\(type)) -> date")) { (arguments, zones) throws(QueryError) in
          let date = try Moment(arguments[0], &zones).date
          let last = CivilDate(
            year: date.year,
            month: date.month,
            day: CivilDate.dayCount(year: date.year, month: date.month)
          )
          guard let day = last.flatMap({ Int32(exactly: $0.epochDay) }) else {
            throw .timestampOverflow
          }
          return .date(day)
        }
      }
    ),
  ]

  private static let subjects: [(type: String, kind: TimeUnit.Subject)] = [
    ("date", .date), ("timestamp", .timestamp), ("timestamp with time zone", .timestamp),
    ("time", .time),
  ]

  private static func truncate(
    _ unit: TimeUnit,
    _ arguments: [Value],
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    if case .time(let picoseconds) = arguments[1] {
      let length = (unit.fixedMicroseconds ?? 1) * 1_000_000
      return .time(picoseconds - floorModulo(picoseconds, length))
    }
    let moment = try Moment(arguments[1], &zones)
    return try moment.moved(
      to: try unit.truncate(wall: moment.wall),
      picoseconds: 0,
      keepsOffset: unit.isClockUnit,
      &zones
    )
  }

  /// Added milliseconds are rounded to the precision of the type, which the result has too.
  private static func addition(_ type: String, _ kind: TimeUnit.Subject) -> ScalarOverload {
    ScalarOverload(
      Signature("(varchar, bigint, \(type)) -> \(type)"),
      resultType: { (types) throws(QueryError) in types[2] },
      make: { types, _ in
        let precision = types.count > 2 ? types[2].secondDigits : 12
        return .prepared { (constants) throws(QueryError) in
          var zones = ZoneCache()
          let constant = try unit(constants[0], of: kind)
          return { (arguments) throws(QueryError) in
            let varying = constant == nil ? try unit(arguments[0], of: kind) : constant
            guard let unit = varying else { return .null }
            return try add(
              unit,
              try arguments[1].asInteger,
              to: arguments[2],
              precision: precision,
              &zones
            )
          }
        }
      }
    )
  }

  private static func unit(
    _ value: Value?,
    of kind: TimeUnit.Subject
  ) throws(QueryError) -> TimeUnit? {
    guard let value, !value.isNull else { return nil }
    return try TimeUnit(try value.asText, of: kind)
  }

  private static func add(
    _ unit: TimeUnit,
    _ count: Int64,
    to value: Value,
    precision: Int,
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    if case .time(let picoseconds) = value {
      let day = 86_400_000_000_000_000 as Int64
      let length = (unit.fixedMicroseconds ?? 1) * 1_000_000
      let moved = Int128(picoseconds) + Int128(count % (day / length)) * Int128(length)
      return .time(
        TimestampRounding.round(
          picosecondOfDay: Int64(floorModulo(moved, Int128(day))),
          to: precision
        )
      )
    }
    let moment = try Moment(value, &zones)
    let wall = try unit.add(count, wall: moment.wall)
    guard
      let parts = TimestampRounding.round(
        microseconds: wall,
        picoseconds: moment.picoseconds,
        to: precision
      )
    else { throw .timestampOverflow }
    return try moment.moved(
      to: parts.microseconds,
      picoseconds: parts.picoseconds,
      keepsOffset: unit.isClockUnit,
      &zones
    )
  }

  private static func difference(
    _ unit: TimeUnit,
    _ arguments: [Value],
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    switch (arguments[1], arguments[2]) {
    case (.time(let start), .time(let end)):
      let milliseconds = end / 1_000_000_000 - start / 1_000_000_000
      return .bigint(milliseconds / ((unit.fixedMicroseconds ?? 1_000) / 1_000))
    case (
      .timestampWithTimeZone(let start, _, let zone), .timestampWithTimeZone(let end, _, _)
    ):
      if unit.isClockUnit { return .bigint(try unit.difference(from: start, to: end)) }
      // Both by the clock of the first.
      return .bigint(
        try unit.difference(
          from: try zones.wallMicroseconds(instant: start, zone: zone),
          to: try zones.wallMicroseconds(instant: end, zone: zone)
        )
      )
    default:
      return .bigint(
        try unit.difference(
          from: try Moment(arguments[1], &zones).wall,
          to: try Moment(arguments[2], &zones).wall
        )
      )
    }
  }
}

extension DataType {
  /// The digits of the second a type of time keeps; all twelve for a date.
  var secondDigits: Int {
    switch self {
    case .time(let precision), .timestamp(let precision), .timestampWithTimeZone(let precision):
      precision
    default: 12
    }
  }
}

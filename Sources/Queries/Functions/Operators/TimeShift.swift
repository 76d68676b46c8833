// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A date, time or timestamp moved by an interval of one of the two kinds.
enum TimeShift: CaseIterable, Sendable {
  case daysToSeconds, yearsToMonths

  private var typeName: String {
    switch self {
    case .daysToSeconds: "interval day to second"
    case .yearsToMonths: "interval year to month"
    }
  }

  /// The overload of `+` or `-` for a type; nil for a time of day and months.
  func overload(
    type: String,
    isSubtraction: Bool,
    intervalFirst: Bool = false
  ) -> ScalarOverload? {
    if type == "time", self == .yearsToMonths { return nil }
    let parameters = intervalFirst ? [typeName, type] : [type, typeName]
    return ScalarOverload(
      Signature("(\(parameters.joined(separator: ", "))) -> \(type)"),
      resultType: { (types) throws(QueryError) in
        resultType(types[intervalFirst ? 1 : 0])
      },
      make: { _, _ in
        var zones = ZoneCache()
        return .values { (arguments) throws(QueryError) in
          try move(
            arguments[intervalFirst ? 1 : 0],
            by: arguments[intervalFirst ? 0 : 1],
            isSubtraction: isSubtraction,
            &zones
          )
        }
      }
    )
  }

  /// Milliseconds need three digits; months none.
  private func resultType(_ type: DataType) -> DataType {
    guard self == .daysToSeconds else { return type }
    return switch type {
    case .time(let precision): .time(precision: max(precision, 3))
    case .timestamp(let precision): .timestamp(precision: max(precision, 3))
    case .timestampWithTimeZone(let precision):
      .timestampWithTimeZone(precision: max(precision, 3))
    default: type
    }
  }

  private func move(
    _ value: Value,
    by interval: Value,
    isSubtraction: Bool,
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    switch interval {
    case .intervalDayToSecond(let milliseconds):
      let (negated, overflow) = (0 as Int64).subtractingReportingOverflow(milliseconds)
      guard !isSubtraction || !overflow else { throw .timestampOverflow }
      return try TimeShift.move(
        value,
        milliseconds: isSubtraction ? negated : milliseconds,
        verb: isSubtraction
          ? "subtract hour, minutes or seconds from" : "add hour, minutes or seconds to"
      )
    case .intervalYearToMonth(let months):
      return try TimeShift.move(
        value,
        months: isSubtraction ? -Int(months) : Int(months),
        &zones
      )
    default: throw interval.mismatch("an interval")
    }
  }

  private static func move(
    _ value: Value,
    milliseconds: Int64,
    verb: String
  ) throws(QueryError) -> Value {
    switch value {
    case .date(let day):
      guard milliseconds % 86_400_000 == 0 else {
        throw QueryError(.invalidFunctionArgument, "Cannot \(verb) a date")
      }
      return try date(Int(day) + Int(milliseconds / 86_400_000))
    case .time(let picoseconds):
      let ofDay = (milliseconds % 86_400_000) * 1_000_000_000
      return .time(floorModulo(picoseconds + ofDay, 86_400_000_000_000_000))
    case .timestamp(let microseconds, let picoseconds):
      return .timestamp(
        microseconds: try add(microseconds, milliseconds: milliseconds),
        picoseconds: picoseconds
      )
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      return .timestampWithTimeZone(
        microseconds: try add(microseconds, milliseconds: milliseconds),
        picoseconds: picoseconds,
        zone: zone
      )
    default: throw value.mismatch("a date or timestamp")
    }
  }

  /// The same moment of the day a number of months later, or on the last day of a shorter month.
  static func move(
    _ value: Value,
    months: Int,
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    switch value {
    case .date(let day):
      guard let moved = CivilDate(epochDay: Int(day)).adding(months: months) else {
        throw .timestampOverflow
      }
      return try date(moved.epochDay)
    case .timestamp(let microseconds, let picoseconds):
      return .timestamp(
        microseconds: try add(microseconds, months: months),
        picoseconds: picoseconds
      )
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      let wall = try zones.wallMicroseconds(instant: microseconds, zone: zone)
      let instant = try zones.instant(
        wallMicroseconds: try add(wall, months: months),
        zone: zone
      )
      return .timestampWithTimeZone(
        microseconds: instant,
        picoseconds: picoseconds,
        zone: zone
      )
    default: throw value.mismatch("a date or timestamp")
    }
  }

  private static func date(_ epochDay: Int) throws(QueryError) -> Value {
    guard let day = Int32(exactly: epochDay) else {
      throw .outOfRange("Out of range for a date")
    }
    return .date(day)
  }

  private static func add(
    _ microseconds: Int64,
    milliseconds: Int64
  ) throws(QueryError) -> Int64 {
    let (delta, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000)
    let (sum, sumOverflow) = microseconds.addingReportingOverflow(delta)
    guard !overflow, !sumOverflow else { throw .timestampOverflow }
    return sum
  }

  private static func add(_ microseconds: Int64, months: Int) throws(QueryError) -> Int64 {
    let clock = WallClock(microseconds: microseconds)
    guard let date = clock.date.adding(months: months),
      let moved = WallClock(
        date: date,
        hour: clock.hour,
        minute: clock.minute,
        second: clock.second,
        microsecond: clock.microsecond
      )?.microseconds
    else { throw .timestampOverflow }
    return moved
  }
}

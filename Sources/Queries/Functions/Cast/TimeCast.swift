// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to date and time of day.
enum TimeCast {
  static func makeDate(from source: DataType) -> Cast.Conversion? {
    switch source {
    case .varchar, .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let numeral = TimestampNumeral(date: text.bytes),
          let day = Int32(exactly: numeral.date.epochDay)
        else { throw .invalidCast("Value cannot be cast to date: \(text)") }
        return .date(day)
      }
    case .timestamp, .timestampWithTimeZone:
      var zones = ZoneCache()
      return { (value) throws(QueryError) in
        let wall = try wallTime(value, &zones).microseconds
        return .date(
          Int32(truncatingIfNeeded: floorDivide(wall, WallClock.microsecondsPerDay))
        )
      }
    default: return nil
    }
  }

  static func makeTime(from source: DataType, precision: Int) -> Cast.Conversion? {
    switch source {
    case .varchar, .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let numeral = TimestampNumeral(time: text.bytes) else {
          throw .invalidCast("Value cannot be cast to time: \(text)")
        }
        return .time(
          TimestampRounding.round(picosecondOfDay: numeral.picosecondOfDay, to: precision)
        )
      }
    case .time:
      return { (value) throws(QueryError) in
        guard case .time(let picoseconds) = value else { throw value.mismatch("a time") }
        return .time(TimestampRounding.round(picosecondOfDay: picoseconds, to: precision))
      }
    case .timestamp, .timestampWithTimeZone:
      var zones = ZoneCache()
      return { (value) throws(QueryError) in
        let wall = try wallTime(value, &zones)
        let ofDay = floorModulo(wall.microseconds, WallClock.microsecondsPerDay)
        return .time(
          TimestampRounding.round(
            picosecondOfDay: ofDay * 1_000_000 + Int64(wall.picoseconds),
            to: precision
          )
        )
      }
    default: return nil
    }
  }

  /// What a clock shows at a timestamp: that of its zone, if it has one.
  static func wallTime(
    _ value: Value,
    _ zones: inout ZoneCache
  ) throws(QueryError) -> (microseconds: Int64, picoseconds: Int32) {
    switch value {
    case .timestamp(let microseconds, let picoseconds): return (microseconds, picoseconds)
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      return (try zones.wallMicroseconds(instant: microseconds, zone: zone), picoseconds)
    default: throw value.mismatch("a timestamp")
    }
  }
}

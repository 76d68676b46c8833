// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to timestamp and timestamp with time zone; the zone of the session is UTC.
enum TimestampCast {
  static func make(from source: DataType, precision: Int) -> Cast.Conversion? {
    switch source {
    case .varchar, .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let numeral = TimestampNumeral(timestamp: text.bytes), numeral.zone == nil,
          let microseconds = numeral.wallMicroseconds
        else { throw .invalidCast("Value cannot be cast to timestamp: \(text)") }
        let parts = try round(microseconds, numeral.picosecondOfMicrosecond, to: precision)
        return .timestamp(microseconds: parts.microseconds, picoseconds: parts.picoseconds)
      }
    case .date:
      return { (value) throws(QueryError) in
        .timestamp(microseconds: try midnight(value), picoseconds: 0)
      }
    case .timestamp, .timestampWithTimeZone:
      var zones = ZoneCache()
      return { (value) throws(QueryError) in
        let wall = try TimeCast.wallTime(value, &zones)
        let parts = try round(wall.microseconds, wall.picoseconds, to: precision)
        return .timestamp(microseconds: parts.microseconds, picoseconds: parts.picoseconds)
      }
    default: return nil
    }
  }

  static func makeWithZone(from source: DataType, precision: Int) -> Cast.Conversion? {
    switch source {
    case .varchar, .char:
      var zones = ZoneCache()
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let instant = parse(text, precision: precision, &zones) else {
          throw .invalidCast("Value cannot be cast to timestamp with time zone: \(text)")
        }
        return instant
      }
    case .date:
      return { (value) throws(QueryError) in
        .timestampWithTimeZone(microseconds: try midnight(value), picoseconds: 0, zone: .utc)
      }
    case .timestamp, .timestampWithTimeZone:
      return { (value) throws(QueryError) in
        let (microseconds, picoseconds, zone) = try instant(value)
        let parts = try round(microseconds, picoseconds, to: precision)
        return .timestampWithTimeZone(
          microseconds: parts.microseconds,
          picoseconds: parts.picoseconds,
          zone: zone
        )
      }
    default: return nil
    }
  }

  /// The first moment of a date.
  static func midnight(_ value: Value) throws(QueryError) -> Int64 {
    guard case .date(let day) = value else { throw value.mismatch("a date") }
    let (microseconds, overflow) = Int64(day)
      .multipliedReportingOverflow(by: WallClock.microsecondsPerDay)
    guard !overflow else { throw .timestampOverflow }
    return microseconds
  }

  private static func round(
    _ microseconds: Int64,
    _ picoseconds: Int32,
    to precision: Int
  ) throws(QueryError) -> (microseconds: Int64, picoseconds: Int32) {
    guard
      let parts = TimestampRounding.round(
        microseconds: microseconds,
        picoseconds: picoseconds,
        to: precision
      )
    else { throw .timestampOverflow }
    return parts
  }

  private static func instant(
    _ value: Value
  ) throws(QueryError) -> (Int64, Int32, TimeZoneKey) {
    switch value {
    case .timestamp(let microseconds, let picoseconds): return (microseconds, picoseconds, .utc)
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      return (microseconds, picoseconds, zone)
    default: throw value.mismatch("a timestamp")
    }
  }

  private static func parse(
    _ text: Text,
    precision: Int,
    _ zones: inout ZoneCache
  ) -> Value? {
    guard let numeral = TimestampNumeral(timestamp: text.bytes),
      let wall = numeral.wallMicroseconds,
      let rules = zones.find(numeral.zone ?? "UTC"),
      let offset = rules.offsetSeconds(atWallClock: floorDivide(wall, 1_000_000)),
      let parts = TimestampRounding.round(
        microseconds: wall,
        picoseconds: numeral.picosecondOfMicrosecond,
        to: precision
      )
    else { return nil }
    let (instant, overflow) = parts.microseconds.subtractingReportingOverflow(
      Int64(offset) * 1_000_000
    )
    guard !overflow else { return nil }
    return .timestampWithTimeZone(
      microseconds: instant,
      picoseconds: parts.picoseconds,
      zone: rules.key
    )
  }
}

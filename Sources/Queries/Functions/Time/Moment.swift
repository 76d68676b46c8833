// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A date or timestamp as the clock on the wall shows it, and the way back to a value.
struct Moment {
  enum Kind {
    case date, timestamp
    /// With the instant the wall time came from.
    case zoned(TimeZoneKey, instant: Int64)
  }

  let kind: Kind
  /// Microseconds since 1970-01-01 00:00:00 on the wall.
  let wall: Int64
  let picoseconds: Int32

  init(_ value: Value, _ zones: inout ZoneCache) throws(QueryError) {
    switch value {
    case .date:
      kind = .date
      wall = try TimestampCast.midnight(value)
      picoseconds = 0
    case .timestamp(let microseconds, let picoseconds):
      kind = .timestamp
      wall = microseconds
      self.picoseconds = picoseconds
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      kind = .zoned(zone, instant: microseconds)
      wall = try zones.wallMicroseconds(instant: microseconds, zone: zone)
      self.picoseconds = picoseconds
    default: throw value.mismatch("a date or timestamp")
    }
  }

  var clock: WallClock { WallClock(microseconds: wall) }

  var date: CivilDate {
    CivilDate(epochDay: Int(floorDivide(wall, WallClock.microsecondsPerDay)))
  }

  /// Seconds that the clock of the zone is ahead of UTC.
  var offsetSeconds: Int64 {
    guard case .zoned(_, let instant) = kind else { return 0 }
    return (wall - instant) / 1_000_000
  }

  /// A value of the same type at another wall time.
  ///
  /// With `keepsOffset` the time has moved by so many seconds, whatever the zone's clock does
  /// between; without, it is read again from the zone's clock.
  func moved(
    to wall: Int64,
    picoseconds: Int32,
    keepsOffset: Bool,
    _ zones: inout ZoneCache
  ) throws(QueryError) -> Value {
    switch kind {
    case .date:
      guard let day = Int32(exactly: floorDivide(wall, WallClock.microsecondsPerDay)) else {
        throw .timestampOverflow
      }
      return .date(day)
    case .timestamp: return .timestamp(microseconds: wall, picoseconds: picoseconds)
    case .zoned(let zone, _):
      if keepsOffset {
        let (instant, overflow) = wall.subtractingReportingOverflow(offsetSeconds * 1_000_000)
        guard !overflow else { throw .timestampOverflow }
        return .timestampWithTimeZone(
          microseconds: instant,
          picoseconds: picoseconds,
          zone: zone
        )
      }
      return .timestampWithTimeZone(
        microseconds: try zones.instant(wallMicroseconds: wall, zone: zone),
        picoseconds: picoseconds,
        zone: zone
      )
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Time zones of timestamps; the zone of the session is UTC, as Athena's is.
enum ZoneFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "at_timezone",
      "The same instant, shown in another zone.",
      [
        .timed("(timestamp with time zone, varchar) -> timestamp with time zone", result: { $0[0] })
        {
          (arguments, zones) throws(QueryError) in
          try show(arguments[0], in: try zones.require(try arguments[1].asText.string).key)
        },
        .timed(
          "(timestamp with time zone, interval day to second) -> timestamp with time zone",
          result: { $0[0] }
        ) { (arguments, _) throws(QueryError) in
          guard case .intervalDayToSecond(let milliseconds) = arguments[1] else {
            throw arguments[1].mismatch("an interval")
          }
          guard milliseconds % 60_000 == 0 else {
            throw .invalidArgument("Invalid time zone offset interval: interval contains seconds")
          }
          return try show(
            arguments[0],
            in: try ZoneFunctions.zone(offsetMinutes: milliseconds / 60_000)
          )
        },
      ]
    ),
    ScalarFunction(
      "with_timezone",
      "The timestamp read from the clock of a zone.",
      [
        .timed(
          "(timestamp, varchar) -> timestamp with time zone",
          result: { .timestampWithTimeZone(precision: $0[0].secondDigits) }
        ) { (arguments, zones) throws(QueryError) in
          guard case .timestamp(let wall, let picoseconds) = arguments[0] else {
            throw arguments[0].mismatch("a timestamp")
          }
          let zone = try zones.require(try arguments[1].asText.string).key
          return .timestampWithTimeZone(
            microseconds: try zones.instant(wallMicroseconds: wall, zone: zone),
            picoseconds: picoseconds,
            zone: zone
          )
        }
      ]
    ),
    ScalarFunction(
      "timezone",
      "The zone that a timestamp is shown in.",
      [
        .timed("(timestamp with time zone) -> varchar") { (arguments, _) throws(QueryError) in
          guard case .timestampWithTimeZone(_, _, let zone) = arguments[0] else {
            throw arguments[0].mismatch("a timestamp with time zone")
          }
          return .text(zone.name)
        }
      ]
    ),
  ]

  /// The zone of a fixed offset, fourteen hours either way at most.
  static func zone(offsetMinutes: Int64) throws(QueryError) -> TimeZoneKey {
    guard let minutes = Int(exactly: offsetMinutes),
      (-ZoneRules.maximumOffsetMinutes...ZoneRules.maximumOffsetMinutes).contains(minutes)
    else { throw .invalidArgument("Invalid offset minutes \(offsetMinutes)") }
    return ZoneRules(offsetMinutes: minutes).key
  }

  private static func show(_ value: Value, in zone: TimeZoneKey) throws(QueryError) -> Value {
    guard case .timestampWithTimeZone(let microseconds, let picoseconds, _) = value else {
      throw value.mismatch("a timestamp with time zone")
    }
    return .timestampWithTimeZone(
      microseconds: microseconds,
      picoseconds: picoseconds,
      zone: zone
    )
  }
}

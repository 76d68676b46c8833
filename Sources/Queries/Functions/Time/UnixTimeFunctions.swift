// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Times counted in seconds or nanoseconds since 1970-01-01 00:00:00 UTC.
enum UnixTimeFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "from_unixtime",
      "The time so many seconds after 1970-01-01 00:00:00 UTC.",
      [
        .timed("(double) -> timestamp(3) with time zone") { (arguments, _) throws(QueryError) in
          try instant(try arguments[0].asDouble, zone: .utc)
        },
        .timed("(double, varchar) -> timestamp(3) with time zone") {
          (arguments, zones) throws(QueryError) in
          try instant(
            try arguments[0].asDouble,
            zone: try zones.require(try arguments[1].asText.string).key
          )
        },
        .timed("(double, bigint, bigint) -> timestamp(3) with time zone") {
          (arguments, _) throws(QueryError) in
          let hours = try arguments[1].asInteger
          let (minutes, overflow) = hours.multipliedReportingOverflow(by: 60)
          let (total, sumOverflow) = minutes.addingReportingOverflow(try arguments[2].asInteger)
          guard !overflow, !sumOverflow else {
            throw .invalidArgument("Invalid offset hours \(hours)")
          }
          return try instant(
            try arguments[0].asDouble,
            zone: try ZoneFunctions.zone(offsetMinutes: total)
          )
        },
      ]
    ),
    ScalarFunction(
      "from_unixtime_nanos",
      "The time so many nanoseconds after 1970-01-01 00:00:00 UTC.",
      [
        .timed("(bigint) -> timestamp(9) with time zone") { (arguments, _) throws(QueryError) in
          try instant(nanoseconds: Int128(try arguments[0].asInteger))
        },
        ScalarOverload("(decimal) -> timestamp(9) with time zone") { types, _ in
          let scale = types.first.flatMap(DecimalShape.init)?.scale ?? 0
          return .values { (arguments) throws(QueryError) in
            let number = try arguments[0].asDecimal
            return try instant(
              nanoseconds: DecimalArithmetic.rescale(number, from: scale, to: 0) ?? .max
            )
          }
        },
      ]
    ),
    ScalarFunction(
      "to_unixtime",
      "The seconds from 1970-01-01 00:00:00 UTC to a time.",
      ["timestamp", "timestamp with time zone"].map { type in
        .timed(Signature("(\(type)) -> double")) { (arguments, _) throws(QueryError) in
          switch arguments[0] {
          case .timestamp(let microseconds, let picoseconds),
            .timestampWithTimeZone(let microseconds, let picoseconds, _):
            return .double(
              Double(microseconds) / 1_000_000 + Double(picoseconds) / 1_000_000_000_000
            )
          default: throw arguments[0].mismatch("a timestamp")
          }
        }
      }
    ),
    ScalarFunction(
      "to_milliseconds",
      "The milliseconds of an interval.",
      [
        .timed("(interval day to second) -> bigint") { (arguments, _) throws(QueryError) in
          guard case .intervalDayToSecond(let milliseconds) = arguments[0] else {
            throw arguments[0].mismatch("an interval")
          }
          return .bigint(milliseconds)
        }
      ]
    ),
    ScalarFunction(
      "parse_duration",
      "The interval of a text such as `42.8ms` or `3.81 d`.",
      [
        .timed("(varchar) -> interval day to second") { (arguments, _) throws(QueryError) in
          .intervalDayToSecond(try parseDuration(try arguments[0].asText))
        }
      ]
    ),
  ]

  /// Milliseconds are rounded half up, as Java's `Math.round` does.
  private static func instant(
    _ seconds: Double,
    zone: TimeZoneKey
  ) throws(QueryError) -> Value {
    let rounded = (seconds * 1_000 + 0.5).rounded(.down)
    let milliseconds = rounded.isNaN ? 0 : Int64(exactly: rounded)
    guard let (microseconds, overflow) = milliseconds?.multipliedReportingOverflow(by: 1_000),
      !overflow
    else {
      throw .invalidArgument("Out of range for a timestamp: \(FloatingText.plain(seconds))")
    }
    return .timestampWithTimeZone(microseconds: microseconds, picoseconds: 0, zone: zone)
  }

  private static func instant(nanoseconds: Int128) throws(QueryError) -> Value {
    guard let microseconds = Int64(exactly: floorDivide(nanoseconds, 1_000)) else {
      throw .timestampOverflow
    }
    return .timestampWithTimeZone(
      microseconds: microseconds,
      picoseconds: Int32(floorModulo(nanoseconds, 1_000) * 1_000),
      zone: .utc
    )
  }

  private static let millisecondsByUnit: [String: Double] = [
    "ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3, "m": 60e3, "h": 3_600e3, "d": 86_400e3,
  ]

  private static func parseDuration(_ text: Text) throws(QueryError) -> Int64 {
    let trimmed = text.bytes.trimmingSpace
    let number = trimmed.prefix { (0x30...0x39).contains($0) || $0 == 0x2E }
    let unit = trimmed.dropFirst(number.count).drop { $0 == 0x20 || $0 == 0x09 }
    let isLetters = unit.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    guard !unit.isEmpty, isLetters, let numeral = DecimalNumeral(number),
      number.first != 0x2E, number.last != 0x2E, numeral.digits.count <= 1_000,
      let value = Double(String(decoding: number, as: UTF8.self))
    else {
      throw .invalidArgument("duration is not a valid data duration string: \(text)")
    }
    let name = String(decoding: unit, as: UTF8.self)
    guard let scale = millisecondsByUnit[name] else {
      throw .invalidArgument("Unknown time unit: \(name)")
    }
    let rounded = (value * scale + 0.5).rounded(.down)
    guard let milliseconds = Int64(exactly: rounded) else {
      throw .invalidArgument("duration is too large: \(text)")
    }
    return milliseconds
  }
}

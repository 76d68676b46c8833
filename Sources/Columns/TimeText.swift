// SPDX-License-Identifier: Apache-2.0

/// The texts of dates, times and intervals, as Athena shows them.
public enum TimeText {
  /// `2022-10-20`; years beyond 9999 have a plus sign, years before 0 a minus sign.
  public static func date(epochDay: Int) -> String {
    text { append(CivilDate(epochDay: epochDay), to: &$0) }
  }

  /// `2022-10-20T05:10:00Z` of seconds since 1970-01-01 00:00:00 UTC.
  public static func utc(seconds: Int) -> String {
    let day = floorDivide(seconds, 86_400)
    let second = floorModulo(seconds, 86_400)
    let clock = [second / 3_600, second / 60 % 60, second % 60]
      .map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
    return date(epochDay: day) + "T" + clock + "Z"
  }

  /// `05:10:00.000`, with as many digits of the second as the precision (0 to 12) says.
  public static func time(picoseconds: Int64, precision: Int) -> String {
    text { append(picosecondOfDay: picoseconds, precision: precision, to: &$0) }
  }

  /// `2022-10-20 05:10:00.000`.
  public static func timestamp(
    microseconds: Int64,
    picoseconds: Int32,
    precision: Int
  ) -> String {
    text {
      append(microseconds: microseconds, picoseconds: picoseconds, precision: precision, to: &$0)
    }
  }

  /// `2022-10-20 07:10:00.000 Europe/Berlin`, the clock being that of the zone.
  public static func timestampWithTimeZone(
    microseconds: Int64,
    picoseconds: Int32,
    zone: TimeZoneKey,
    precision: Int
  ) -> String {
    text {
      append(
        instant: microseconds,
        picoseconds: picoseconds,
        zone: zone,
        precision: precision,
        to: &$0
      )
    }
  }

  /// `2 03:00:00.000`: days, hours, minutes, seconds.
  public static func interval(milliseconds: Int64) -> String {
    text { append(intervalMilliseconds: milliseconds, to: &$0) }
  }

  /// `1-2`: years and months.
  public static func interval(months: Int32) -> String {
    text { append(intervalMonths: months, to: &$0) }
  }

  private static func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ date: CivilDate, to bytes: inout [UInt8]) {
    if date.year < 0 {
      bytes.append(0x2D)
    } else if date.year > 9_999 {
      bytes.append(0x2B)
    }
    bytes.append(digitsOf: UInt64(date.year.magnitude), width: 4)
    bytes.append(0x2D)
    bytes.append(digitsOf: UInt64(date.month), width: 2)
    bytes.append(0x2D)
    bytes.append(digitsOf: UInt64(date.day), width: 2)
  }

  static func append(picosecondOfDay: Int64, precision: Int, to bytes: inout [UInt8]) {
    let picoseconds = UInt64(max(0, picosecondOfDay))
    let seconds = picoseconds / 1_000_000_000_000
    bytes.append(digitsOf: seconds / 3_600, width: 2)
    bytes.append(0x3A)
    bytes.append(digitsOf: seconds / 60 % 60, width: 2)
    bytes.append(0x3A)
    bytes.append(digitsOf: seconds % 60, width: 2)
    let digitCount = max(0, min(precision, 12))
    guard digitCount > 0 else { return }
    var fraction = picoseconds % 1_000_000_000_000
    for _ in digitCount..<12 {
      fraction /= 10
    }
    bytes.append(0x2E)
    bytes.append(digitsOf: fraction, width: digitCount)
  }

  static func append(
    microseconds: Int64,
    picoseconds: Int32,
    precision: Int,
    to bytes: inout [UInt8]
  ) {
    let clock = WallClock(microseconds: microseconds)
    append(clock.date, to: &bytes)
    bytes.append(0x20)
    append(
      picosecondOfDay: clock.microsecondOfDay * 1_000_000 + Int64(picoseconds),
      precision: precision,
      to: &bytes
    )
  }

  static func append(
    instant microseconds: Int64,
    picoseconds: Int32,
    zone: TimeZoneKey,
    precision: Int,
    to bytes: inout [UInt8]
  ) {
    // A zone there is not cannot come out of a query; its values would be shown in UTC.
    let offset =
      zone == .utc
      ? 0
      : ZoneRules(zone.name)?.offsetSeconds(
        atInstant: floorDivide(microseconds, 1_000_000)
      ) ?? 0
    let (local, overflow) = microseconds.addingReportingOverflow(Int64(offset) * 1_000_000)
    append(
      microseconds: overflow ? microseconds : local,
      picoseconds: picoseconds,
      precision: precision,
      to: &bytes
    )
    bytes.append(0x20)
    bytes.append(zone.name)
  }

  static func append(intervalMilliseconds milliseconds: Int64, to bytes: inout [UInt8]) {
    if milliseconds < 0 {
      bytes.append(0x2D)
    }
    let magnitude = milliseconds.magnitude
    bytes.append(digitsOf: magnitude / 86_400_000)
    bytes.append(0x20)
    append(
      picosecondOfDay: Int64(magnitude % 86_400_000) * 1_000_000_000,
      precision: 3,
      to: &bytes
    )
  }

  static func append(intervalMonths months: Int32, to bytes: inout [UInt8]) {
    if months < 0 {
      bytes.append(0x2D)
    }
    bytes.append(digitsOf: UInt64(months.magnitude / 12))
    bytes.append(0x2D)
    bytes.append(digitsOf: UInt64(months.magnitude % 12))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A moment as a calendar and a clock on the wall show it.
public struct WallClock: Equatable, Sendable {
  /// The microseconds of a day.
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  /// The day.
  public let date: CivilDate
  /// 0 to 23.
  public let hour: Int
  /// 0 to 59.
  public let minute: Int
  /// 0 to 59.
  public let second: Int
  /// 0 to 999,999.
  public let microsecond: Int

  /// The calendar and clock a number of microseconds after 1970-01-01 00:00:00.
  public init(microseconds: Int64) {
    let day = floorDivide(microseconds, WallClock.microsecondsPerDay)
    let ofDay = floorModulo(microseconds, WallClock.microsecondsPerDay)
    date = CivilDate(epochDay: Int(day))
    microsecond = Int(ofDay % 1_000_000)
    let secondOfDay = Int(ofDay / 1_000_000)
    hour = secondOfDay / 3_600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  /// The moment with these parts, or nil for a time of day that clocks do not show.
  public init?(date: CivilDate, hour: Int, minute: Int, second: Int, microsecond: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999_999).contains(microsecond)
    else { return nil }
    self.date = date
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  /// Microseconds since midnight.
  public var microsecondOfDay: Int64 {
    Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond)
  }

  /// Microseconds since 1970-01-01 00:00:00; nil where 64 bits cannot count them.
  public var microseconds: Int64? {
    Int64(
      exactly: Int128(date.epochDay) * Int128(WallClock.microsecondsPerDay)
        + Int128(microsecondOfDay)
    )
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Timestamps and times at fewer digits of the second, rounded half up.
enum TimestampRounding {
  private static let powersOfTen: [Int64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000,
  ]

  /// A timestamp at a precision of 0 to 12; nil where the nearest is beyond 64 bits.
  static func round(
    microseconds: Int64,
    picoseconds: Int32,
    to precision: Int
  ) -> (microseconds: Int64, picoseconds: Int32)? {
    if precision >= 12 { return (microseconds, picoseconds) }
    if precision > 6 {
      let rounded = round(Int64(picoseconds), unit: powersOfTen[12 - precision]) ?? 0
      if rounded < 1_000_000 { return (microseconds, Int32(rounded)) }
      let (next, overflow) = microseconds.addingReportingOverflow(1)
      return overflow ? nil : (next, 0)
    }
    if precision == 6 {
      let (next, overflow) = microseconds.addingReportingOverflow(picoseconds >= 500_000 ? 1 : 0)
      return overflow ? nil : (next, 0)
    }
    return round(microseconds, unit: powersOfTen[6 - max(precision, 0)]).map { ($0, 0) }
  }

  /// A time of day in picoseconds at a precision of 0 to 12; midnight follows the last of a day.
  static func round(picosecondOfDay: Int64, to precision: Int) -> Int64 {
    guard precision < 12 else { return picosecondOfDay }
    let unit = powersOfTen[12 - max(precision, 0)]
    return (round(picosecondOfDay, unit: unit) ?? picosecondOfDay) % 86_400_000_000_000_000
  }

  /// The nearest multiple of a unit, the upper one of two as near.
  private static func round(_ value: Int64, unit: Int64) -> Int64? {
    let rest = (value % unit + unit) % unit
    let step = rest * 2 >= unit ? unit - rest : -rest
    let (rounded, overflow) = value.addingReportingOverflow(step)
    return overflow ? nil : rounded
  }
}

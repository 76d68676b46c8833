// SPDX-License-Identifier: Apache-2.0

/// Dates and timestamps as text, where JSON needs them.
enum DateText {
  /// `2020-05-11`; years before 0 and beyond 9999 have a sign.
  static func date(_ days: Int32) -> String {
    let (year, month, day) = civil(Int(days))
    let yearText = pad(abs(year), 4)
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    return "\(sign)\(yearText)-\(pad(month, 2))-\(pad(day, 2))"
  }

  /// `2020-05-11 11:15:05.055` with `precision` digits behind the point.
  static func timestamp(_ microseconds: Int64, _ picoseconds: Int32, precision: Int) -> String {
    let perDay: Int64 = 86_400_000_000
    var days = microseconds / perDay
    var rest = microseconds % perDay
    if rest < 0 {
      rest += perDay
      days -= 1
    }
    let seconds = Int(rest / 1_000_000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { pad($0, 2) }
    let fraction = pad(Int(rest % 1_000_000), 6) + pad(Int(picoseconds), 6)
    let date = date(Int32(clamping: days))
    let text = "\(date) \(clock.joined(separator: ":"))"
    return precision > 0 ? "\(text).\(fraction.prefix(precision))" : text
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(width - text.count, 0)) + text
  }

  /// Year, month and day of the proleptic Gregorian calendar, counted in years that begin in March
  /// and eras of 400 years.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

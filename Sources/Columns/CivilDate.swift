// SPDX-License-Identifier: Apache-2.0

/// A day of the proleptic Gregorian calendar, the calendar SQL's dates are counted in.
///
/// There is a year 0 (1 BC), as ISO 8601 has it. Days are counted from 1970-01-01, which is day 0.
/// Nothing here traps; beyond the years ±999,999,999 the results have no meaning.
public struct CivilDate: Hashable, Sendable {
  /// The year, with 0 for 1 BC and negative years before it.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// The furthest year from 0, either way, that a date can be made of.
  public static let maximumYear = 999_999_999

  /// The date a number of days after 1970-01-01.
  public init(epochDay: Int) {
    // Counting from 1 March of year 0 puts the leap day at the end of the counted year, and 400
    // years are always 146,097 days.
    let shifted = epochDay &+ 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = era &* 400 &+ yearOfEra &+ (month <= 2 ? 1 : 0)
  }

  /// The date with these parts, or nil if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard
      (-CivilDate.maximumYear...CivilDate.maximumYear).contains(year),
      (1...12).contains(month), day >= 1, day <= CivilDate.dayCount(year: year, month: month)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date with this day of its year (1 to 366), or nil if the year has no such day.
  public init?(year: Int, dayOfYear: Int) {
    guard let first = CivilDate(year: year, month: 1, day: 1), dayOfYear >= 1,
      dayOfYear <= (CivilDate.isLeap(year) ? 366 : 365)
    else { return nil }
    self.init(epochDay: first.epochDay + dayOfYear - 1)
  }

  /// The date with this day (1 Monday to 7 Sunday) of this ISO week, or nil if the year has no such
  /// week.
  public init?(weekYear: Int, week: Int, dayOfWeek: Int) {
    guard let fourth = CivilDate(year: weekYear, month: 1, day: 4), (1...53).contains(week),
      (1...7).contains(dayOfWeek)
    else { return nil }
    // 4 January always lies in week 1.
    let firstMonday = fourth.epochDay - (fourth.dayOfWeek - 1)
    let date = CivilDate(epochDay: firstMonday + (week - 1) * 7 + dayOfWeek - 1)
    guard date.isoWeek == week else { return nil }
    self = date
  }

  /// Days since 1970-01-01.
  public var epochDay: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }

  /// 1 for Monday to 7 for Sunday.
  public var dayOfWeek: Int {
    // 1970-01-01 was a Thursday.
    floorModulo(epochDay &+ 3, 7) + 1
  }

  /// 1 for 1 January to 366.
  public var dayOfYear: Int {
    CivilDate.daysBefore[month - 1] + day + (month > 2 && CivilDate.isLeap(year) ? 1 : 0)
  }

  /// The days of a common year before each month.
  private static let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

  /// The year the date's ISO week belongs to; near New Year not always the date's own.
  public var isoWeekYear: Int {
    // A week belongs to the year of its Thursday.
    CivilDate(epochDay: epochDay &- dayOfWeek &+ 4).year
  }

  /// The ISO week, 1 to 53.
  public var isoWeek: Int {
    (CivilDate(epochDay: epochDay &- dayOfWeek &+ 4).dayOfYear - 1) / 7 + 1
  }

  /// The same day a number of months later, or the last day of that month where it is shorter; nil
  /// beyond the calendar.
  public func adding(months: Int) -> CivilDate? {
    let (total, overflow) = (year &* 12 &+ month &- 1).addingReportingOverflow(months)
    guard !overflow else { return nil }
    let newYear = floorDivide(total, 12)
    let newMonth = floorModulo(total, 12) + 1
    guard abs(newYear) <= CivilDate.maximumYear else { return nil }
    return CivilDate(
      year: newYear,
      month: newMonth,
      day: min(day, CivilDate.dayCount(year: newYear, month: newMonth))
    )
  }

  /// Whether the year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The days of a month; 0 for a month there is not.
  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }
}

extension CivilDate: Comparable {
  /// The earlier date is the lesser.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// The quotient rounded towards negative infinity; 0 for a divisor of 0.
@inlinable
public func floorDivide<Number: FixedWidthInteger>(_ value: Number, _ divisor: Number) -> Number {
  guard divisor != 0 else { return 0 }
  let (quotient, _) = value.dividedReportingOverflow(by: divisor)
  let (remainder, _) = value.remainderReportingOverflow(dividingBy: divisor)
  return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
}

/// The remainder with the sign of the divisor; 0 for a divisor of 0.
@inlinable
public func floorModulo<Number: FixedWidthInteger>(_ value: Number, _ divisor: Number) -> Number {
  guard divisor != 0 else { return 0 }
  let (remainder, _) = value.remainderReportingOverflow(dividingBy: divisor)
  return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
}

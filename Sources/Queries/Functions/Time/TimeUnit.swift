// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The units of `date_trunc`, `date_add` and `date_diff`.
enum TimeUnit: String, CaseIterable, Sendable {
  case millisecond, second, minute, hour, day, week, month, quarter, year

  /// What a unit is asked of; it says which units there are.
  enum Subject: String, Sendable {
    case date = "DATE"
    case time = "Time"
    case timestamp = "Timestamp"
  }

  init(_ name: Text, of subject: Subject) throws(QueryError) {
    let name = name.string.lowercased()
    guard let unit = TimeUnit(rawValue: name), unit.belongs(to: subject) else {
      throw .invalidArgument("'\(name)' is not a valid \(subject.rawValue) field")
    }
    self = unit
  }

  private func belongs(to subject: Subject) -> Bool {
    switch subject {
    case .date: fixedMicroseconds.map { $0 >= WallClock.microsecondsPerDay } ?? true
    case .time: fixedMicroseconds.map { $0 < WallClock.microsecondsPerDay } ?? false
    case .timestamp: true
    }
  }

  /// The unit's length; nil for months and longer, which differ.
  var fixedMicroseconds: Int64? {
    switch self {
    case .millisecond: 1_000
    case .second: 1_000_000
    case .minute: 60_000_000
    case .hour: 3_600_000_000
    case .day: WallClock.microsecondsPerDay
    case .week: 7 * WallClock.microsecondsPerDay
    case .month, .quarter, .year: nil
    }
  }

  /// Shorter than a day: counted in elapsed time, not by the calendar.
  var isClockUnit: Bool {
    fixedMicroseconds.map { $0 < WallClock.microsecondsPerDay } ?? false
  }

  /// The months of a month, quarter or year.
  private var monthCount: Int {
    switch self {
    case .year: 12
    case .quarter: 3
    default: 1
    }
  }

  /// The last moment at or before this one where the unit begins; weeks begin on Monday.
  func truncate(wall: Int64) throws(QueryError) -> Int64 {
    switch self {
    case .millisecond, .second, .minute, .hour, .day:
      let rest = floorModulo(wall, fixedMicroseconds ?? 1)
      return try TimeUnit.subtract(wall, rest)
    case .week:
      let date = Moment.day(of: wall)
      let rest = floorModulo(wall, WallClock.microsecondsPerDay)
      let days = Int64(date.dayOfWeek - 1) * WallClock.microsecondsPerDay
      return try TimeUnit.subtract(wall, rest + days)
    case .month, .quarter, .year:
      let date = Moment.day(of: wall)
      let month = (date.month - 1) / monthCount * monthCount + 1
      guard let first = CivilDate(year: date.year, month: month, day: 1),
        let start = WallClock(date: first, hour: 0, minute: 0, second: 0)?.microseconds
      else { throw .timestampOverflow }
      return start
    }
  }

  /// The moment a number of units later; a day that a month does not have is its last.
  func add(_ count: Int64, wall: Int64) throws(QueryError) -> Int64 {
    if let length = fixedMicroseconds {
      let (delta, overflow) = count.multipliedReportingOverflow(by: length)
      let (sum, sumOverflow) = wall.addingReportingOverflow(delta)
      guard !overflow, !sumOverflow else { throw .timestampOverflow }
      return sum
    }
    let clock = WallClock(microseconds: wall)
    let (months, overflow) = Int(count).multipliedReportingOverflow(by: monthCount)
    guard !overflow, let date = clock.date.adding(months: months),
      let moved = WallClock(
        date: date,
        hour: clock.hour,
        minute: clock.minute,
        second: clock.second,
        microsecond: clock.microsecond
      )?.microseconds
    else { throw .timestampOverflow }
    return moved
  }

  /// The whole units from one moment to another; negative when the other is earlier.
  func difference(from start: Int64, to end: Int64) throws(QueryError) -> Int64 {
    if let length = fixedMicroseconds {
      // Millisecond by millisecond: what is beyond them does not count.
      let milliseconds = floorDivide(end, 1_000).subtractingReportingOverflow(
        floorDivide(start, 1_000)
      )
      guard !milliseconds.overflow else { throw .timestampOverflow }
      return milliseconds.partialValue / (length / 1_000)
    }
    return start <= end
      ? Int64(TimeUnit.months(from: start, to: end) / monthCount)
      : -Int64(TimeUnit.months(from: end, to: start) / monthCount)
  }

  /// Whole months between two moments in order; the last day of a shorter month stands for any later
  /// day.
  private static func months(from start: Int64, to end: Int64) -> Int {
    let first = WallClock(microseconds: start)
    let last = WallClock(microseconds: end)
    let months =
      (last.date.year - first.date.year) * 12 + last.date.month - first.date.month
    let isMonthEnd =
      last.date.day == CivilDate.dayCount(year: last.date.year, month: last.date.month)
    let firstDay = isMonthEnd ? min(first.date.day, last.date.day) : first.date.day
    let isShort = (last.date.day, last.microsecondOfDay) < (firstDay, first.microsecondOfDay)
    return isShort ? months - 1 : months
  }

  private static func subtract(_ wall: Int64, _ rest: Int64) throws(QueryError) -> Int64 {
    let (start, overflow) = wall.subtractingReportingOverflow(rest)
    guard !overflow else { throw .timestampOverflow }
    return start
  }
}

extension Moment {
  /// The day a wall time falls on.
  static func day(of wall: Int64) -> CivilDate {
    CivilDate(epochDay: Int(floorDivide(wall, WallClock.microsecondsPerDay)))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, in UTC.
package struct Day: Hashable, Comparable, Sendable {
  /// The day as a number that sorts as the days do: 20240314.
  private let packed: Int32

  package var year: Int { key / 10_000 }
  package var month: Int { key / 100 % 100 }
  package var day: Int { key % 100 }

  /// - Returns: `nil` for a day that the calendar does not have, or outside the years 0 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.length(ofMonth: month, in: year)
    else { return nil }
    packed = Int32(year * 10_000 + month * 100 + day)
  }

  /// Reads `YYYY-MM-DD`, and nothing else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The number that digits spell; `nil` for anything but one to nine digits.
  static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...9).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01.
  ///
  /// Months are counted from March, so that a leap day is the last of its year; every five months
  /// from March have 153 days, and every 400 years 146,097.
  package var dayNumber: Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// As a record's `eventTime` is held against it: 20240314.
  var key: Int { Int(packed) }

  /// The day after; the last day of the year 9999 is its own.
  package var next: Day {
    Day(year: year, month: month, day: day + 1) ?? Day(year: year, month: month + 1, day: 1)
      ?? Day(year: year + 1, month: 1, day: 1) ?? self
  }

  /// The day before; the first day of the year 0 is its own.
  package var previous: Day {
    if let day = Day(year: year, month: month, day: day - 1) { return day }
    let (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
    guard (1...12).contains(month) else { return self }
    return Day(year: year, month: month, day: Self.length(ofMonth: month, in: year)) ?? self
  }

  package static func < (left: Day, right: Day) -> Bool { left.key < right.key }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  static func padded(_ number: Int, _ digitCount: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, digitCount - digits.utf8.count)) + digits
  }
}

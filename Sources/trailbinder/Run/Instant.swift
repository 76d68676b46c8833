// SPDX-License-Identifier: Apache-2.0
import CloudTrail
private import Columns

/// A moment in UTC, in microseconds since 1970-01-01 00:00:00.
struct Instant: Hashable, Sendable {
  let microseconds: Int64

  private static let microsecondsPerDay: Int64 = 86_400_000_000

  init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The last millisecond of a day: as late as `now()` can be and still be on that day.
  init(endOf day: Day) {
    microseconds = Int64(Self.number(of: day) + 1) * Self.microsecondsPerDay - 1_000
  }

  /// Reads `YYYY-MM-DDThh:mm:ssZ`, with up to six digits of a second's fraction.
  init?(_ text: String) {
    guard text.utf8.last == UInt8(ascii: "Z") else { return nil }
    let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, let day = Day(String(halves[0])) else { return nil }
    let clock = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    let parts = clock[0].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count <= 2, parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }),
      let hour = Self.digits(parts[0]), hour < 24,
      let minute = Self.digits(parts[1]), minute < 60,
      let second = Self.digits(parts[2]), second < 60
    else { return nil }
    var fraction: Int64 = 0
    if clock.count == 2 {
      guard (1...6).contains(clock[1].utf8.count), let digits = Self.digits(clock[1]) else {
        return nil
      }
      fraction = digits
      for _ in clock[1].utf8.count..<6 { fraction *= 10 }
    }
    let seconds = hour * 3600 + minute * 60 + second
    microseconds =
      Int64(Self.number(of: day)) * Self.microsecondsPerDay + seconds * 1_000_000 + fraction
  }

  /// The moment it is, by the machine's clock or the one that `SOURCE_DATE_EPOCH` set.
  static var present: Instant {
    Instant(microseconds: SystemClock.microseconds())
  }

  /// `2026-10-31T23:59:59Z`, with six digits of the second's fraction where there is one.
  var description: String {
    let second: Int64 = 1_000_000
    let seconds = floorDivide(Int(microseconds), Int(second))
    let fraction = floorModulo(Int(microseconds), Int(second))
    let clock = floorModulo(seconds, 86_400)
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = CivilDate(epochDay: floorDivide(seconds, 86_400))
    return padded(date.year, 4) + "-" + padded(date.month) + "-" + padded(date.day) + "T"
      + padded(clock / 3600) + ":" + padded(clock / 60 % 60) + ":" + padded(clock % 60)
      + (fraction == 0 ? "" : "." + padded(fraction, 6)) + "Z"
  }

  /// Days from 1970-01-01 to a day.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func number(of day: Day) -> Int {
    let shifted = day.month <= 2 ? day.year - 1 : day.year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let monthFromMarch = day.month > 2 ? day.month - 3 : day.month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func digits(_ text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }
}

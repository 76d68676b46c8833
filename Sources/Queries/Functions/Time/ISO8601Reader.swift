// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Reads the forms of ISO 8601 that Joda's `dateTimeParser` takes.
///
/// A date is `2020`, `2020-05`, `2020-05-11`, `2020-132` (day of the year), `2020-W20` or `2020-W20-1`
/// (week and day). A time follows a `T`: `11`, `11:15`, `11:15:05`, the last part with a fraction
/// after a point or comma; then `Z` or an offset: `+01`, `+0100`, `+01:00`. All but the date may be
/// left out, and the date when there is a time.
struct ISO8601Reader {
  private(set) var date = CivilDate(epochDay: 0)
  /// Nanoseconds since midnight.
  private(set) var nanosecondOfDay: Int64 = 0
  private(set) var offsetMinutes: Int?
  private(set) var hasTime = false
  private(set) var hasWholeDate = false

  private var rest: ArraySlice<UInt8>

  /// Hours, minutes and seconds in nanoseconds, with the first value that each cannot have.
  private static let clockParts: [(unit: Int64, bound: Int)] = [
    (3_600_000_000_000, 24), (60_000_000_000, 60), (1_000_000_000, 60),
  ]

  private init(_ text: Text) {
    rest = text.bytes[...]
  }

  /// Reads a date with or without a time; nil if the text is anything else.
  static func read(_ text: Text) -> ISO8601Reader? {
    var reader = ISO8601Reader(text)
    if reader.rest.first.map({ $0 | 0x20 }) != 0x74 {
      guard reader.takeDate() else { return nil }
    }
    if reader.take(0x54) || reader.take(0x74) {
      guard reader.takeTime(), reader.takeOffset() else { return nil }
    }
    return reader.rest.isEmpty ? reader : nil
  }

  /// Reads a date alone.
  static func readDate(_ text: Text) -> CivilDate? {
    var reader = ISO8601Reader(text)
    guard reader.takeDate(), reader.rest.isEmpty else { return nil }
    return reader.date
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeNumber(_ digitCounts: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(digitCounts.upperBound)
    guard digits.count >= digitCounts.lowerBound else { return nil }
    rest.removeFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func takeDate() -> Bool {
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B {
      rest.removeFirst()
    }
    guard let digits = takeNumber(1...9) else { return false }
    let year = isNegative ? -digits : digits
    guard take(0x2D) else { return setDate(CivilDate(year: year, month: 1, day: 1)) }
    if take(0x57) || take(0x77) {
      guard let week = takeNumber(1...2) else { return false }
      var dayOfWeek = 1
      if take(0x2D) {
        guard let day = takeNumber(1...1) else { return false }
        dayOfWeek = day
        hasWholeDate = true
      }
      return setDate(CivilDate(weekYear: year, week: week, dayOfWeek: dayOfWeek))
    }
    let digitCount = rest.prefix { (0x30...0x39).contains($0) }.count
    if digitCount == 3, let day = takeNumber(3...3) {
      hasWholeDate = true
      return setDate(CivilDate(year: year, dayOfYear: day))
    }
    guard let month = takeNumber(1...2) else { return false }
    guard take(0x2D) else { return setDate(CivilDate(year: year, month: month, day: 1)) }
    guard let day = takeNumber(1...2) else { return false }
    hasWholeDate = true
    return setDate(CivilDate(year: year, month: month, day: day))
  }

  private mutating func setDate(_ found: CivilDate?) -> Bool {
    guard let found else { return false }
    date = found
    return true
  }

  private mutating func takeTime() -> Bool {
    for (place, part) in ISO8601Reader.clockParts.enumerated() {
      if place == 0 {
        guard (0x30...0x39).contains(rest.first ?? 0) else { return true }
      } else if !take(0x3A) {
        return true
      }
      guard let number = takeNumber(1...2), number < part.bound else { return false }
      hasTime = true
      nanosecondOfDay += Int64(number) * part.unit
      if take(0x2E) || take(0x2C) {
        return takeFraction(of: part.unit)
      }
    }
    return true
  }

  /// Digits beyond the ninth are passed over.
  private mutating func takeFraction(of unit: Int64) -> Bool {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return false }
    rest.removeFirst(digits.count)
    var fraction: Int128 = 0
    for place in 0..<9 {
      let digit = place < digits.count ? digits[digits.startIndex + place] - 0x30 : 0
      fraction = fraction * 10 + Int128(digit)
    }
    nanosecondOfDay += Int64(fraction * Int128(unit) / 1_000_000_000)
    return true
  }

  private mutating func takeOffset() -> Bool {
    guard !rest.isEmpty else { return true }
    if take(0x5A) || take(0x7A) {
      offsetMinutes = 0
      return true
    }
    let isNegative = rest.first == 0x2D
    guard isNegative || rest.first == 0x2B else { return false }
    rest.removeFirst()
    guard let hours = takeNumber(2...2), hours < 24 else { return false }
    var minutes = 0
    let hasColon = take(0x3A)
    if hasColon || !rest.isEmpty {
      guard let taken = takeNumber(2...2), taken < 60 else { return false }
      minutes = taken
    }
    let total = hours * 60 + minutes
    guard total <= ZoneRules.maximumOffsetMinutes else { return false }
    offsetMinutes = isNegative ? -total : total
    return true
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The parts of a date, time or timestamp as they stand in a text.
///
/// The forms are those Athena takes in literals and casts: `2022-10-20`, `2022-10-20 05:10`,
/// `2022-10-20 05:10:00.123 Europe/Berlin`, `05:10:00.123`. White space around them is passed over.
public struct TimestampNumeral: Equatable, Sendable {
  /// The day; 1970-01-01 where there is only a time.
  public let date: CivilDate
  /// 0 to 23.
  public let hour: Int
  /// 0 to 59.
  public let minute: Int
  /// 0 to 59.
  public let second: Int
  /// The rest of the second, 0 ..< 10¹².
  public let picosecond: Int64
  /// The digits after the point, 0 to 12.
  public let precision: Int
  /// The zone's name or offset as written; nil where there is none.
  public let zone: String?

  /// The parts of a timestamp with or without a time of day and a zone; nil for any other text, more
  /// than twelve digits after the point, or a day or time there is not.
  public init?(timestamp text: some Sequence<UInt8>) {
    var reader = NumeralReader(text)
    guard let date = reader.takeDate(minimumYearDigits: 4) else { return nil }
    var time = NumeralReader.TimeOfDay()
    var zone: String?
    if !reader.isAtEnd {
      guard reader.take(0x20) else { return nil }
      if reader.nextIsTime {
        guard let taken = reader.takeTime() else { return nil }
        time = taken
      }
      reader.skipSpace()
      zone = reader.isAtEnd ? nil : reader.takeRest()
    }
    self.init(date: date, time: time, zone: zone)
  }

  /// The parts of a date alone.
  public init?(date text: some Sequence<UInt8>) {
    var reader = NumeralReader(text)
    guard let date = reader.takeDate(minimumYearDigits: 1), reader.isAtEnd else { return nil }
    self.init(date: date, time: NumeralReader.TimeOfDay(), zone: nil)
  }

  /// The parts of a time of day alone, with or without seconds.
  public init?(time text: some Sequence<UInt8>) {
    var reader = NumeralReader(text)
    guard let time = reader.takeTime(), reader.isAtEnd else { return nil }
    self.init(date: CivilDate(epochDay: 0), time: time, zone: nil)
  }

  private init?(date: CivilDate, time: NumeralReader.TimeOfDay, zone: String?) {
    guard time.hour < 24, time.minute < 60, time.second < 60, time.precision <= 12 else {
      return nil
    }
    self.date = date
    hour = time.hour
    minute = time.minute
    second = time.second
    picosecond = time.picosecond
    precision = time.precision
    self.zone = zone
  }

  /// Microseconds since 1970-01-01 00:00:00 on the clock the text is read from; nil where 64 bits
  /// cannot count them.
  public var wallMicroseconds: Int64? {
    WallClock(
      date: date,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: Int(picosecond / 1_000_000)
    )?.microseconds
  }

  /// The picoseconds beyond the microseconds.
  public var picosecondOfMicrosecond: Int32 { Int32(picosecond % 1_000_000) }

  /// Picoseconds since midnight.
  public var picosecondOfDay: Int64 {
    Int64((hour * 60 + minute) * 60 + second) * 1_000_000_000_000 + picosecond
  }
}

/// Reads numbers and separators from the front of a text.
private struct NumeralReader {
  struct TimeOfDay {
    var hour = 0
    var minute = 0
    var second = 0
    var picosecond: Int64 = 0
    var precision = 0
  }

  private var rest: ArraySlice<UInt8>

  init(_ text: some Sequence<UInt8>) {
    rest = Array(text)[...]
    // Java's trim takes every control character for white space.
    rest = rest.drop { $0 <= 0x20 }
    while let last = rest.last, last <= 0x20 {
      rest.removeLast()
    }
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Whether one or two digits and a colon come next; else what follows is a zone.
  var nextIsTime: Bool {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    return (1...2).contains(digits.count) && rest.dropFirst(digits.count).first == 0x3A
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  mutating func takeRest() -> String {
    let text = String(decoding: rest, as: UTF8.self)
    rest = []
    return text
  }

  /// A number of a least and a greatest count of digits.
  mutating func takeNumber(_ digitCounts: ClosedRange<Int>) -> (value: Int, digits: Int)? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard digitCounts.contains(digits.count), digits.count <= 18 else { return nil }
    rest.removeFirst(digits.count)
    return (digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, digits.count)
  }

  mutating func takeDate(minimumYearDigits: Int) -> CivilDate? {
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B {
      rest.removeFirst()
    }
    guard let year = takeNumber(minimumYearDigits...9), take(0x2D),
      let month = takeNumber(1...2), take(0x2D), let day = takeNumber(1...2)
    else { return nil }
    return CivilDate(
      year: isNegative ? -year.value : year.value,
      month: month.value,
      day: day.value
    )
  }

  mutating func takeTime() -> TimeOfDay? {
    var time = TimeOfDay()
    guard let hour = takeNumber(1...2), take(0x3A), let minute = takeNumber(1...2) else {
      return nil
    }
    time.hour = hour.value
    time.minute = minute.value
    guard take(0x3A) else { return time }
    guard let second = takeNumber(1...2) else { return nil }
    time.second = second.value
    guard take(0x2E) else { return time }
    guard let fraction = takeNumber(1...12) else { return nil }
    time.precision = fraction.digits
    time.picosecond = Int64(fraction.value)
    for _ in fraction.digits..<12 {
      time.picosecond *= 10
    }
    return time
  }
}

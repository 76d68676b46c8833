// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Reads a time by a pattern.
///
/// A field that the pattern lacks is the first of its kind, 1970-01-01 00:00:00 with none; a month or
/// a day without a year is of the year 2000, as in Joda.
struct DateTimeParser {
  /// What was read: the clock on the wall and the zone, if there was one.
  struct Result {
    let wallMicroseconds: Int64
    let zone: ZoneRules?
  }

  private let text: Text
  private var position = 0
  private var fields: [DateTimePattern.Field: Int] = [:]
  private var millisecond = 0
  private var zone: ZoneRules?

  private init(_ text: Text) {
    self.text = text
  }

  static func parse(
    _ text: Text,
    by pattern: DateTimePattern
  ) throws(QueryError) -> Result {
    var parser = DateTimeParser(text)
    for element in pattern.elements {
      guard try parser.take(element) else { throw parser.malformed() }
    }
    guard parser.position == text.bytes.count else { throw parser.malformed() }
    return Result(wallMicroseconds: try parser.wallMicroseconds(), zone: parser.zone)
  }

  private var rest: ArraySlice<UInt8> { text.bytes[position...] }

  private func malformed() -> QueryError {
    guard position > 0 else { return .invalidArgument("Invalid format: \"\(text)\"") }
    guard position < text.bytes.count else {
      return .invalidArgument("Invalid format: \"\(text)\" is too short")
    }
    return .invalidArgument(
      "Invalid format: \"\(text)\" is malformed at \"\(Text(bytes: Array(rest)))\""
    )
  }

  private func outOfRange(_ field: DateTimePattern.Field, _ value: Int) -> QueryError {
    .invalidArgument(
      "Cannot parse \"\(text)\": Value \(value) for \(field.rawValue) must be in the range "
        + "[\(field.range.lowerBound),\(field.range.upperBound)]"
    )
  }

  private mutating func take(_ element: DateTimePattern.Element) throws(QueryError) -> Bool {
    switch element {
    case .number(let field, _, let maximum):
      let isSigned = field == .year || field == .weekyear
      guard let number = takeNumber(maximum, isSigned: isSigned) else { return false }
      try set(field, number)
    case .twoDigitYear(let field, let pivot):
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = takeNumber(2, isSigned: false)
      else { return false }
      let low = pivot - 50
      try set(field, low + floorModulo(number - low, 100))
    case .name(let field, _): return try takeName(field)
    case .fraction(_, let maximum): return takeFraction(maximum)
    case .literal(let bytes): return takeLiteral(bytes)
    case .offset: return takeOffset()
    case .zoneName, .zoneIdentifier: return takeOffset() || takeZone()
    }
    return true
  }

  private mutating func set(
    _ field: DateTimePattern.Field,
    _ value: Int
  ) throws(QueryError) {
    guard field.range.contains(value) else { throw outOfRange(field, value) }
    fields[field] = value
  }

  private mutating func takeNumber(_ maximum: Int, isSigned: Bool) -> Int? {
    var start = position
    var isNegative = false
    if isSigned, let sign = rest.first, sign == 0x2D || sign == 0x2B {
      isNegative = sign == 0x2D
      start += 1
    }
    let digits = text.bytes[start...].prefix { (0x30...0x39).contains($0) }
      .prefix(min(maximum, 9))
    guard !digits.isEmpty else { return nil }
    position = start + digits.count
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return isNegative ? -number : number
  }

  /// The longest name, full or short, in any case.
  private mutating func takeName(_ field: DateTimePattern.Field) throws(QueryError) -> Bool {
    var best: (length: Int, place: Int)?
    for (place, name) in DateTimePattern.names(field).enumerated() {
      for candidate in [Array(name.utf8), Array(name.utf8.prefix(3))]
      where startsIgnoringCase(candidate) && candidate.count > best?.length ?? 0 {
        best = (candidate.count, place)
      }
    }
    guard let best else { return false }
    position += best.length
    try set(field, field.range.lowerBound + best.place)
    return true
  }

  private func startsIgnoringCase(_ candidate: [UInt8]) -> Bool {
    let next = rest.prefix(candidate.count)
    return next.count == candidate.count
      && zip(next, candidate).allSatisfy { byte, expected in
        byte == expected
          || ((0x61...0x7A).contains(byte | 0x20) && byte | 0x20 == expected | 0x20)
      }
  }

  private mutating func takeLiteral(_ bytes: [UInt8]) -> Bool {
    guard startsIgnoringCase(bytes) else { return false }
    position += bytes.count
    return true
  }

  /// Digits beyond the millisecond are passed over.
  private mutating func takeFraction(_ maximum: Int) -> Bool {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(maximum)
    guard !digits.isEmpty else { return false }
    position += digits.count
    millisecond = 0
    for place in 0..<3 {
      let digit = place < digits.count ? Int(digits[digits.startIndex + place] - 0x30) : 0
      millisecond = millisecond * 10 + digit
    }
    return true
  }

  private mutating func takeOffset() -> Bool {
    if let first = rest.first, first | 0x20 == 0x7A {
      position += 1
      zone = .utc
      return true
    }
    guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return false }
    let start = position
    position += 1
    let digits = rest.prefix(2)
    guard digits.count == 2, let hours = takeNumber(2, isSigned: false),
      position == start + 3, hours < 24
    else {
      position = start
      return false
    }
    var minutes = 0
    let beforeMinutes = position
    let hasColon = takeLiteral([0x3A])
    let minuteStart = position
    if let taken = takeNumber(2, isSigned: false), position == minuteStart + 2, taken < 60 {
      minutes = taken
    } else if hasColon {
      position = start
      return false
    } else {
      position = beforeMinutes
    }
    let total = hours * 60 + minutes
    guard total <= ZoneRules.maximumOffsetMinutes else {
      position = start
      return false
    }
    zone = ZoneRules(offsetMinutes: sign == 0x2D ? -total : total)
    return true
  }

  /// The longest run of letters that is the name of a zone.
  private mutating func takeZone() -> Bool {
    var name = rest.prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
    }.prefix(64)
    while !name.isEmpty {
      if let rules = ZoneRules(String(decoding: name, as: UTF8.self)) {
        zone = rules
        position += name.count
        return true
      }
      name.removeLast()
    }
    return false
  }

  private func wallMicroseconds() throws(QueryError) -> Int64 {
    guard
      let clock = WallClock(
        date: try date(),
        hour: hour,
        minute: fields[.minuteOfHour] ?? 0,
        second: fields[.secondOfMinute] ?? 0,
        microsecond: millisecond * 1_000
      ),
      let microseconds = clock.microseconds
    else { throw .timestampOverflow }
    return microseconds
  }

  private var hour: Int {
    if let hour = fields[.hourOfDay] { return hour }
    if let hour = fields[.clockhourOfDay] { return hour % 24 }
    let half = (fields[.halfdayOfDay] ?? 0) * 12
    return half + (fields[.hourOfHalfday] ?? fields[.clockhourOfHalfday].map { $0 % 12 } ?? 0)
  }

  private func date() throws(QueryError) -> CivilDate {
    let hasPart = [.monthOfYear, .dayOfMonth, .dayOfYear, .weekOfWeekyear, .dayOfWeek].contains {
      fields[$0] != nil
    }
    let year = self.year ?? (hasPart && fields[.weekyear] == nil ? 2_000 : 1_970)
    if fields[.weekyear] != nil || fields[.weekOfWeekyear] != nil {
      return try weekDate(year: year)
    }
    if let dayOfYear = fields[.dayOfYear] {
      return onDayOfWeek(try date(year: year, dayOfYear: dayOfYear))
    }
    let month = fields[.monthOfYear] ?? 1
    let day = fields[.dayOfMonth] ?? 1
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw outOfMonth(.dayOfMonth, day, CivilDate.dayCount(year: year, month: month))
    }
    return onDayOfWeek(date)
  }

  /// A day of the year outdoes a month; a day of the month is then of the month found.
  private func date(year: Int, dayOfYear: Int) throws(QueryError) -> CivilDate {
    guard let date = CivilDate(year: year, dayOfYear: dayOfYear) else {
      throw outOfMonth(.dayOfYear, dayOfYear, 365)
    }
    guard let day = fields[.dayOfMonth] else { return date }
    guard let moved = CivilDate(year: year, month: date.month, day: day) else {
      throw outOfMonth(.dayOfMonth, day, CivilDate.dayCount(year: year, month: date.month))
    }
    return moved
  }

  private var year: Int? {
    if let year = fields[.year] { return year }
    let ofEra = fields[.yearOfEra] ?? fields[.centuryOfEra].map { $0 * 100 }
    return ofEra.map { fields[.era] == 0 ? 1 - $0 : $0 }
  }

  private func weekDate(year: Int) throws(QueryError) -> CivilDate {
    let weekYear = fields[.weekyear] ?? year
    let week = fields[.weekOfWeekyear] ?? 1
    guard
      let date = CivilDate(
        weekYear: weekYear,
        week: week,
        dayOfWeek: fields[.dayOfWeek] ?? 1
      )
    else { throw outOfMonth(.weekOfWeekyear, week, 52) }
    return date
  }

  /// A day of the week moves the date within its week, as the last field to be set.
  private func onDayOfWeek(_ date: CivilDate) -> CivilDate {
    guard let dayOfWeek = fields[.dayOfWeek] else { return date }
    return CivilDate(epochDay: date.epochDay - date.dayOfWeek + dayOfWeek)
  }

  private func outOfMonth(
    _ field: DateTimePattern.Field,
    _ value: Int,
    _ bound: Int
  ) -> QueryError {
    .invalidArgument(
      "Cannot parse \"\(text)\": Value \(value) for \(field.rawValue) must be in the range "
        + "[1,\(bound)]"
    )
  }
}

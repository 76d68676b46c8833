// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Prints a time by a pattern, to the millisecond.
struct DateTimePrinter {
  private let clock: WallClock
  private let moment: Moment

  /// A time, rounded to the millisecond.
  init(_ value: Value, _ zones: inout ZoneCache) throws(QueryError) {
    moment = try Moment(value, &zones)
    guard
      let rounded = TimestampRounding.round(
        microseconds: moment.wall,
        picoseconds: moment.picoseconds,
        to: 3
      )
    else { throw .timestampOverflow }
    clock = WallClock(microseconds: rounded.microseconds)
  }

  func text(_ pattern: DateTimePattern) throws(QueryError) -> Text {
    var bytes: [UInt8] = []
    for element in pattern.elements {
      try append(element, to: &bytes)
    }
    return Text(bytes: bytes)
  }

  private func append(
    _ element: DateTimePattern.Element,
    to bytes: inout [UInt8]
  ) throws(QueryError) {
    switch element {
    case .number(let field, let minimum, _): append(value(field), width: minimum, to: &bytes)
    case .twoDigitYear(let field, _):
      append(Int(value(field).magnitude % 100), width: 2, to: &bytes)
    case .name(let field, let isShort):
      let names = DateTimePattern.names(field)
      let place = value(field) - field.range.lowerBound
      let name = names.indices.contains(place) ? names[place] : ""
      bytes.append(contentsOf: (isShort ? String(name.prefix(3)) : name).utf8)
    case .fraction(let digits, _):
      let text = Array(String(1_000_000 + clock.microsecond / 1_000 * 1_000).utf8.dropFirst())
      bytes.append(contentsOf: text.prefix(digits))
      bytes.append(contentsOf: repeatElement(0x30, count: max(0, digits - text.count)))
    case .literal(let text): bytes.append(contentsOf: text)
    case .offset(let separator):
      bytes.append(
        contentsOf: ZoneOffsetText.text(seconds: moment.offsetSeconds, separator: separator).utf8
      )
    case .zoneIdentifier: bytes.append(contentsOf: zone.name.utf8)
    case .zoneName: bytes.append(contentsOf: try zoneName().utf8)
    }
  }

  private var zone: TimeZoneKey {
    if case .zoned(let zone, _) = moment.kind { zone } else { .utc }
  }

  /// The names of places' zones differ between libraries and their versions; a page must not.
  private func zoneName() throws(QueryError) -> String {
    guard zone == .utc || zone.name.hasPrefix("+") || zone.name.hasPrefix("-") else {
      throw QueryError(
        .notSupported,
        "the name of the time zone \(zone.name) cannot be printed",
        hint: "use Z, ZZ or ZZZ in the pattern"
      )
    }
    return zone.name
  }

  private func append(_ number: Int, width: Int, to bytes: inout [UInt8]) {
    if number < 0 {
      bytes.append(0x2D)
    }
    let digits = Array(String(number.magnitude).utf8)
    bytes.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.count)))
    bytes.append(contentsOf: digits)
  }

  private func value(_ field: DateTimePattern.Field) -> Int {
    let date = clock.date
    // There is a year 0, which is 1 BC.
    let yearOfEra = date.year > 0 ? date.year : 1 - date.year
    return switch field {
    case .year: date.year
    case .yearOfEra: yearOfEra
    case .centuryOfEra: yearOfEra / 100
    case .weekyear: date.isoWeekYear
    case .monthOfYear: date.month
    case .weekOfWeekyear: date.isoWeek
    case .dayOfMonth: date.day
    case .dayOfYear: date.dayOfYear
    case .dayOfWeek: date.dayOfWeek
    case .hourOfDay: clock.hour
    case .clockhourOfDay: clock.hour == 0 ? 24 : clock.hour
    case .hourOfHalfday: clock.hour % 12
    case .clockhourOfHalfday: clock.hour % 12 == 0 ? 12 : clock.hour % 12
    case .minuteOfHour: clock.minute
    case .secondOfMinute: clock.second
    case .halfdayOfDay: clock.hour / 12
    case .era: date.year > 0 ? 1 : 0
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a format prints and reads, element by element; MySQL's and Joda's letters both become this.
struct DateTimePattern: Sendable {
  enum Field: String, Sendable {
    case year, yearOfEra, centuryOfEra, weekyear, monthOfYear, weekOfWeekyear
    case dayOfMonth, dayOfYear, dayOfWeek
    case hourOfDay, clockhourOfDay, hourOfHalfday, clockhourOfHalfday
    case minuteOfHour, secondOfMinute
    case halfdayOfDay, era

    /// The values the field can have; years are bounded by the calendar.
    var range: ClosedRange<Int> {
      switch self {
      case .year, .weekyear: -292_000_000...292_000_000
      case .yearOfEra: 1...292_000_000
      case .centuryOfEra: 0...2_920_000
      case .monthOfYear: 1...12
      case .weekOfWeekyear: 1...53
      case .dayOfMonth: 1...31
      case .dayOfYear: 1...366
      case .dayOfWeek: 1...7
      case .hourOfDay: 0...23
      case .clockhourOfDay: 1...24
      case .hourOfHalfday: 0...11
      case .clockhourOfHalfday: 1...12
      case .minuteOfHour, .secondOfMinute: 0...59
      case .halfdayOfDay, .era: 0...1
      }
    }
  }

  enum Element: Sendable {
    /// Printed with zeros before it up to `minimum` digits, read up to `maximum`.
    case number(Field, minimum: Int, maximum: Int)
    /// The last two digits of a year; read into the hundred years around the pivot.
    case twoDigitYear(Field, pivot: Int)
    /// A name; the short one is printed for `isShort`, either is read.
    case name(Field, isShort: Bool)
    /// Digits of the second: so many printed, up to nine or the count read.
    case fraction(digits: Int, maximum: Int)
    case literal([UInt8])
    /// `+0100`, or `+01:00` with a separator.
    case offset(separator: String)
    case zoneName
    /// The zone's identifier, `Europe/Berlin`.
    case zoneIdentifier
  }

  var elements: [Element] = []

  /// Whether anything depends on a zone.
  var needsZone: Bool {
    elements.contains { element in
      switch element {
      case .offset, .zoneName, .zoneIdentifier: true
      default: false
      }
    }
  }

  mutating func append(_ element: Element) {
    if case .literal(let more) = element, case .literal(let text) = elements.last {
      elements[elements.count - 1] = .literal(text + more)
    } else {
      elements.append(element)
    }
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  static let halfdays = ["AM", "PM"]
  static let eras = ["BC", "AD"]

  /// The names of a field from its first value on.
  static func names(_ field: Field) -> [String] {
    switch field {
    case .monthOfYear: months
    case .dayOfWeek: days
    case .halfdayOfDay: halfdays
    case .era: eras
    default: []
    }
  }
}

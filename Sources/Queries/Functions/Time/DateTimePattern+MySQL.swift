// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension DateTimePattern {
  /// The year that a two-digit year's century is found around: 70 is 1970, 69 is 2069.
  private static let mysqlPivot = 2020

  /// A format of `date_format` and `date_parse`: `%Y-%m-%d %H:%i:%s`.
  ///
  /// - Throws: for the specifiers that Athena does not have (`%D %U %u %V %w %X`), and a format of
  ///   nothing.
  init(mysql format: Text) throws(QueryError) {
    var isEscaped = false
    for byte in format.bytes {
      if isEscaped {
        try append(specifier: byte)
        isEscaped = false
      } else if byte == 0x25 {
        isEscaped = true
      } else {
        append(.literal([byte]))
      }
    }
    guard !elements.isEmpty else {
      throw .invalidArgument("Both printing and parsing not supported")
    }
  }

  private mutating func append(specifier byte: UInt8) throws(QueryError) {
    switch Character(Unicode.Scalar(byte)) {
    case "a": append(.name(.dayOfWeek, isShort: true))
    case "b": append(.name(.monthOfYear, isShort: true))
    case "c": append(.number(.monthOfYear, minimum: 1, maximum: 2))
    case "d": append(.number(.dayOfMonth, minimum: 2, maximum: 2))
    case "e": append(.number(.dayOfMonth, minimum: 1, maximum: 2))
    case "f": append(.fraction(digits: 6, maximum: 9))
    case "H": append(.number(.hourOfDay, minimum: 2, maximum: 2))
    case "h", "I": append(.number(.clockhourOfHalfday, minimum: 2, maximum: 2))
    case "i": append(.number(.minuteOfHour, minimum: 2, maximum: 2))
    case "j": append(.number(.dayOfYear, minimum: 3, maximum: 3))
    case "k": append(.number(.hourOfDay, minimum: 1, maximum: 2))
    case "l": append(.number(.clockhourOfHalfday, minimum: 1, maximum: 2))
    case "M": append(.name(.monthOfYear, isShort: false))
    case "m": append(.number(.monthOfYear, minimum: 2, maximum: 2))
    case "p": append(.name(.halfdayOfDay, isShort: false))
    case "r":
      appendClock(.clockhourOfHalfday)
      append(.literal([0x20]))
      append(.name(.halfdayOfDay, isShort: false))
    case "S", "s": append(.number(.secondOfMinute, minimum: 2, maximum: 2))
    case "T": appendClock(.hourOfDay)
    case "v": append(.number(.weekOfWeekyear, minimum: 2, maximum: 2))
    case "x": append(.number(.weekyear, minimum: 4, maximum: 4))
    case "W": append(.name(.dayOfWeek, isShort: false))
    case "Y": append(.number(.year, minimum: 4, maximum: 4))
    case "y": append(.twoDigitYear(.year, pivot: DateTimePattern.mysqlPivot))
    case "w", "U", "u", "V", "X", "D":
      throw .invalidArgument(
        "%\(Character(Unicode.Scalar(byte))) not supported in date format string"
      )
    default: append(.literal([byte]))
    }
  }

  private mutating func appendClock(_ hour: Field) {
    append(.number(hour, minimum: 2, maximum: 2))
    append(.literal([0x3A]))
    append(.number(.minuteOfHour, minimum: 2, maximum: 2))
    append(.literal([0x3A]))
    append(.number(.secondOfMinute, minimum: 2, maximum: 2))
  }
}

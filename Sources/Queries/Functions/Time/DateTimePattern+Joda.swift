// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension DateTimePattern {
  /// The year that a two-digit year's century is found around.
  ///
  /// Joda takes the year thirty years ago; a report must not read its logs in another way next year,
  /// so that this one is fixed: 46 is 1946, 45 is 2045.
  private static let jodaPivot = 1_996

  /// The longest run of one letter; more would only ask for as many zeros.
  private static let maximumCount = 1_000

  /// A pattern of `format_datetime` and `parse_datetime`: `yyyy-MM-dd'T'HH:mm:ssZ`.
  ///
  /// - Throws: for letters that Joda does not have, and an empty pattern.
  init(joda pattern: Text) throws(QueryError) {
    var rest = pattern.bytes[...]
    while let first = rest.first {
      if first == 0x27 {
        rest.removeFirst()
        append(.literal(DateTimePattern.takeQuoted(&rest)))
        continue
      }
      let count = rest.prefix { $0 == first }.count
      rest.removeFirst(count)
      guard (0x61...0x7A).contains(first | 0x20) else {
        append(.literal(Array(repeating: first, count: count)))
        continue
      }
      guard count <= DateTimePattern.maximumCount else {
        throw .invalidArgument("Illegal pattern component: \(count) times the same letter")
      }
      let letter = Character(Unicode.Scalar(first))
      guard
        let element = DateTimePattern.element(
          letter,
          count: count,
          isBeforeNumber: DateTimePattern.startsWithNumber(rest)
        )
      else {
        throw .invalidArgument(
          "Illegal pattern component: \(String(repeating: letter, count: count))"
        )
      }
      append(element)
    }
    guard !elements.isEmpty else { throw .invalidArgument("Invalid pattern specification") }
  }

  /// Text up to the closing quote, with two quotes for one; right after the first, they are a quote.
  private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    if rest.first == 0x27 {
      rest.removeFirst()
      return [0x27]
    }
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == 0x27 {
        guard rest.first == 0x27 else { break }
        rest.removeFirst()
      }
      text.append(byte)
    }
    return text
  }

  /// Whether a number comes next, so that one before it may read only its own digits.
  private static func startsWithNumber(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return false }
    switch Character(Unicode.Scalar(first)) {
    case "c", "C", "x", "y", "Y", "d", "h", "H", "m", "s", "S", "e", "D", "F", "w", "W", "k", "K":
      return true
    case "M": return rest.prefix { $0 == first }.count <= 2
    default: return false
    }
  }

  private static func element(
    _ letter: Character,
    count: Int,
    isBeforeNumber: Bool
  ) -> Element? {
    switch letter {
    case "G": .name(.era, isShort: true)
    case "C": .number(.centuryOfEra, minimum: count, maximum: 9)
    case "x": year(.weekyear, count, isBeforeNumber)
    case "y": year(.year, count, isBeforeNumber)
    case "Y": year(.yearOfEra, count, isBeforeNumber)
    case "M":
      count >= 3
        ? .name(.monthOfYear, isShort: count == 3)
        : .number(.monthOfYear, minimum: count, maximum: 2)
    case "d": .number(.dayOfMonth, minimum: count, maximum: 2)
    case "a": .name(.halfdayOfDay, isShort: false)
    case "h": .number(.clockhourOfHalfday, minimum: count, maximum: 2)
    case "H": .number(.hourOfDay, minimum: count, maximum: 2)
    case "k": .number(.clockhourOfDay, minimum: count, maximum: 2)
    case "K": .number(.hourOfHalfday, minimum: count, maximum: 2)
    case "m": .number(.minuteOfHour, minimum: count, maximum: 2)
    case "s": .number(.secondOfMinute, minimum: count, maximum: 2)
    case "S": .fraction(digits: count, maximum: count)
    case "e": .number(.dayOfWeek, minimum: count, maximum: 1)
    case "E": .name(.dayOfWeek, isShort: count < 4)
    case "D": .number(.dayOfYear, minimum: count, maximum: 3)
    case "w": .number(.weekOfWeekyear, minimum: count, maximum: 2)
    case "z": .zoneName
    case "Z": count >= 3 ? .zoneIdentifier : .offset(separator: count == 2 ? ":" : "")
    default: nil
    }
  }

  private static func year(_ field: Field, _ count: Int, _ isBeforeNumber: Bool) -> Element {
    count == 2
      ? .twoDigitYear(field, pivot: jodaPivot)
      : .number(field, minimum: count, maximum: isBeforeNumber ? count : 9)
  }
}

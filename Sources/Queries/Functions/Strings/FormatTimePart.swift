// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The part of a time that `%tY`, `%tB` and their siblings of Java's Formatter show.
struct FormatTimePart {
  private let pattern: String
  private let needsDate: Bool
  private let isLower: Bool

  /// The part of a letter; nil for a letter that stands for none.
  init?(_ letter: UInt8) {
    let letter = Character(Unicode.Scalar(letter))
    guard let pattern = Self.datePatterns[letter] ?? Self.clockPatterns[letter] else { return nil }
    self.pattern = pattern
    needsDate = Self.datePatterns[letter] != nil
    isLower = letter == "p"
  }

  /// As `date_format` writes them.
  private static let datePatterns: [Character: String] = [
    "A": "%W", "a": "%a", "B": "%M", "b": "%b", "h": "%b", "Y": "%Y", "y": "%y", "m": "%m",
    "d": "%d", "e": "%e", "j": "%j", "D": "%m/%d/%y", "F": "%Y-%m-%d",
  ]

  private static let clockPatterns: [Character: String] = [
    "H": "%H", "I": "%h", "k": "%k", "l": "%l", "M": "%i", "S": "%s", "p": "%p", "R": "%H:%i",
    "T": "%H:%i:%s", "r": "%h:%i:%s %p",
  ]

  /// The text of a date or time; nil for a value that does not have the part.
  func text(of value: Value) -> [UInt8]? {
    let moment: Value
    switch value {
    case .date where needsDate, .timestamp, .timestampWithTimeZone: moment = value
    case .time(let picoseconds) where !needsDate:
      moment = .timestamp(microseconds: picoseconds / 1_000_000, picoseconds: 0)
    default: return nil
    }
    var zones = ZoneCache()
    do throws(QueryError) {
      let pattern = try DateTimePattern(mysql: Text(self.pattern))
      let text = try DateTimePrinter(moment, &zones).text(pattern)
      return isLower ? CaseMapping.lower(text.bytes) : text.bytes
    } catch {
      return nil
    }
  }
}

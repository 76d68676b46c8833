// SPDX-License-Identifier: Apache-2.0

/// Numbers, days and times as they are spelled in JSON strings and in the places of files.
enum ScalarText {
  /// A decimal number, held without its point; digits beyond `scale` are rounded half away from zero.
  ///
  /// - Returns: `nil` for what is no number, or has more than `precision` digits.
  static func decimal(_ text: [UInt8], precision: Int, scale: Int) -> Int128? {
    var digits = text[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count + (parts.last?.count ?? 0) > 0,
      parts.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard !parts[0].isEmpty || !fraction.isEmpty else { return nil }
    let kept =
      fraction.prefix(scale) + [UInt8](repeating: 0x30, count: max(0, scale - fraction.count))
    var number: Int128 = 0
    for digit in parts[0].drop(while: { $0 == 0x30 }) + kept {
      let (shifted, overflow) = number.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      number = shifted + Int128(digit - 0x30)
      guard number < power(precision) else { return nil }
    }
    if fraction.count > scale, fraction[scale] >= UInt8(ascii: "5") { number += 1 }
    guard number < power(precision) else { return nil }
    return isNegative ? -number : number
  }

  /// Days since 1970-01-01 of a text that begins with `YYYY-MM-DD` or `YYYY/MM/DD` and ends there.
  static func days(_ text: [UInt8]) -> Int32? {
    guard text.count == 10, let day = day(text[...]) else { return nil }
    return Int32(day.dayNumber)
  }

  /// Microseconds since 1970-01-01 00:00:00 of `YYYY-MM-DD HH:mm:ss[.fraction]`.
  ///
  /// A `T` may stand for the space and a `Z` at the end, as CloudTrail writes times; digits beyond
  /// microseconds are cut off.
  static func microseconds(_ text: [UInt8]) -> Int64? {
    var text = text[...]
    if text.last == UInt8(ascii: "Z") { text = text.dropLast() }
    guard text.count >= 19, let day = day(text),
      text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = Day.number(text[11..<13]), hour < 24,
      let minute = Day.number(text[14..<16]), minute < 60,
      let second = Day.number(text[17..<19]), second < 60
    else { return nil }
    var fraction = 0
    if text.count > 19 {
      let digits = text[20...].prefix(6)
      guard text[19] == UInt8(ascii: "."), text[20...].allSatisfy(isDigit),
        let number = Day.number(digits)
      else { return nil }
      fraction = (digits.count..<6).reduce(number) { number, _ in number * 10 }
    }
    let seconds = ((day.dayNumber * 24 + hour) * 60 + minute) * 60 + second
    return Int64(seconds * 1_000_000 + fraction)
  }

  private static func day(_ text: ArraySlice<UInt8>) -> Day? {
    guard text.count >= 10, text[4] == text[7],
      text[4] == UInt8(ascii: "-") || text[4] == UInt8(ascii: "/"),
      let year = Day.number(text[0..<4]), let month = Day.number(text[5..<7]),
      let day = Day.number(text[8..<10])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Ten to the power of at most 38.
  private static func power(_ exponent: Int) -> Int128 {
    (0..<min(exponent, 38)).reduce(1) { power, _ in power * 10 }
  }
}

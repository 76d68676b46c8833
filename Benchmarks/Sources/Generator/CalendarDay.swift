// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, counted from 1970-01-01.
///
/// - Source: Howard Hinnant, chrono-compatible low-level date algorithms.
struct CalendarDay: CustomStringConvertible {
  let year: Int
  let month: Int
  let day: Int

  init(_ days: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted % 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2026-01-31`.
  var description: String { text(separator: "-") }

  func text(separator: String) -> String {
    var bytes: [UInt8] = []
    bytes.append(year, digits: 4)
    bytes.append(separator)
    bytes.append(month, digits: 2)
    bytes.append(separator)
    bytes.append(day, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }
}

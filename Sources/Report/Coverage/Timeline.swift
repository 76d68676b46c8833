// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The period of a report cut into days, months or years, so that a chart has a bearable width.
package struct Timeline {
  package enum Unit: String {
    case day, month, year
  }

  package let unit: Unit
  /// `2026-10-05`, `2026-10` or `2026`, without a hole between them.
  package let labels: [String]
  private let indices: [String: Int]

  /// More columns than this become months, then years.
  static let mostColumns = 62

  /// The columns from the first day to the last; nil where a day cannot be read.
  package init?(_ days: DayRange) {
    guard let first = CivilDate(text: days.first), let last = CivilDate(text: days.last),
      first <= last
    else { return nil }
    let unit: Unit
    let labels: [String]
    if last.epochDay - first.epochDay < Self.mostColumns {
      unit = .day
      labels = (first.epochDay...last.epochDay).map { CivilDate(epochDay: $0).text }
    } else {
      let months = (first.year * 12 + first.month - 1)...(last.year * 12 + last.month - 1)
      if months.count <= Self.mostColumns {
        unit = .month
        labels = months.map { String(CivilDate(epochDay: Self.epochDay(month: $0)).text.prefix(7)) }
      } else {
        unit = .year
        // A single false time must not make ten thousand columns.
        let from = max(first.year, last.year - Self.mostColumns + 1)
        labels = (from...last.year).map { year in
          String(CivilDate(epochDay: Self.epochDay(month: year * 12)).text.prefix(4))
        }
      }
    }
    self.unit = unit
    self.labels = labels
    indices = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
  }

  /// The column a day falls into; nil for one outside, or none at all.
  package func column(of day: Text) -> Int? {
    let length =
      switch unit {
      case .day: 10
      case .month: 7
      case .year: 4
      }
    guard day.bytes.count == 10 else { return nil }
    return indices[String(decoding: day.bytes.prefix(length), as: UTF8.self)]
  }

  /// What stands below or above a column: the day of the month, the month, the year.
  func shortLabel(_ column: Int) -> String {
    let label = labels[column]
    return switch unit {
    case .day: String(label.suffix(2))
    case .month: label
    case .year: label
    }
  }

  private static func epochDay(month: Int) -> Int {
    CivilDate(year: month / 12, month: month % 12 + 1, day: 1)?.epochDay ?? 0
  }
}

extension CivilDate {
  /// Reads `YYYY-MM-DD`.
  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 0
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `YYYY-MM-DD`, for the years 0 to 9999.
  var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

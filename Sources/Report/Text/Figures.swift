// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them; the same in every locale, so that pages are the same everywhere.
package enum Figures {
  /// `1,234,567`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 {
        text += ","
      }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// `1 file`, `2,000 files`.
  package static func counted(_ number: Int, _ singular: String, _ plural: String? = nil) -> String
  {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// `999`, `1.2k`, `12k`, `1.2M`: at most two digits that count beyond 999, rounded down.
  package static func compact(_ number: Int) -> String {
    scaled(number, by: 1000, units: ["", "k", "M", "G", "T"], separator: "")
  }

  /// `512 B`, `1.2 kB`, `96 GB`, in powers of 1,000, rounded down.
  package static func bytes(_ count: Int) -> String {
    scaled(count, by: 1000, units: ["B", "kB", "MB", "GB", "TB"], separator: "\u{A0}")
  }

  /// `0.4%` of a whole, rounded to the nearest tenth; nil of nothing.
  package static func share(_ part: Int, of whole: Int) -> String? {
    guard whole > 0, part >= 0, part <= whole else { return nil }
    let (product, overflow) = part.multipliedReportingOverflow(by: 2000)
    guard !overflow else { return nil }
    let tenths = (product / whole + 1) / 2
    if tenths == 0 && part > 0 { return "under 0.1%" }
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// `850 ms`, `11.8 s`, `3 min 20 s`, `2 h 5 min`.
  package static func duration(milliseconds: Int64) -> String {
    switch max(milliseconds, 0) {
    case let value where value < 1000: "\(value) ms"
    case let value where value < 60_000: "\(value / 1000).\(value % 1000 / 100) s"
    case let value where value < 3_600_000: "\(value / 60_000) min \(value % 60_000 / 1000) s"
    case let value: "\(grouped(value / 3_600_000)) h \(value % 3_600_000 / 60_000) min"
    }
  }

  private static func scaled(
    _ number: Int,
    by base: Int,
    units: [String],
    separator: String
  ) -> String {
    var whole = max(number, 0)
    var remainder = 0
    var unit = 0
    while whole >= base && unit + 1 < units.count {
      remainder = whole % base
      whole /= base
      unit += 1
    }
    let tenth = unit > 0 && whole < 10 ? ".\(remainder * 10 / base)" : ""
    return "\(whole)\(tenth)\(units[unit].isEmpty ? "" : separator + units[unit])"
  }
}

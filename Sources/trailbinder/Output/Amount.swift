// SPDX-License-Identifier: Apache-2.0

/// Amounts as people read them.
enum Amount {
  /// `512 B`, `1.2 kB`, `96 GB`: powers of 1,000, rounded down.
  static func bytes(_ count: Int) -> String {
    var rest = count
    var remainder = 0
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB"]
    while rest >= 1000, unit + 1 < units.count {
      remainder = rest % 1000
      rest /= 1000
      unit += 1
    }
    return unit > 0 && rest < 10
      ? "\(rest).\(remainder / 100) \(units[unit])" : "\(rest) \(units[unit])"
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    if seconds < 10 {
      let tenths = Int(seconds * 10)
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds)
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  /// `1 row`, `2 rows`.
  static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

extension IntervalLiteral {
  /// The units from the largest, with their milliseconds.
  private static let milliseconds: [(unit: String, count: Int64)] = [
    ("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000), ("second", 1000),
  ]

  /// `INTERVAL '7' DAY`, `INTERVAL '2 03:04:05.678' DAY TO SECOND`, `INTERVAL '1-6' YEAR TO MONTH`.
  func literal(at range: SourceRange) throws(QueryError) -> BoundExpression {
    let isMinus = text.hasPrefix("-")
    let digits = isMinus || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let magnitude: Int64?
    let isMonths = start == "year" || start == "month"
    if isMonths {
      magnitude = months(digits)
    } else {
      magnitude = milliseconds(digits)
    }
    guard let magnitude, !isMonths || Int32(exactly: magnitude) != nil else {
      throw QueryError(
        .invalidLiteral,
        "invalid INTERVAL literal: '\(text)'",
        hint: cure,
        at: range
      )
    }
    let value = isMinus != isNegative ? -magnitude : magnitude
    return isMonths
      ? BoundExpression(
        .literal(.intervalYearToMonth(Int32(clamping: value))),
        .intervalYearToMonth,
        at: range
      )
      : BoundExpression(.literal(.intervalDayToSecond(value)), .intervalDayToSecond, at: range)
  }

  private var cure: String {
    guard let end else {
      return "a number stands in the quotes: INTERVAL '7' \(start.uppercased())"
    }
    return end == "month"
      ? "years and months: INTERVAL '1-6' YEAR TO MONTH"
      : "for instance INTERVAL '2 03:04:05' DAY TO SECOND"
  }

  private func months(_ digits: Substring) -> Int64? {
    switch (start, end) {
    case ("year", .none), ("year", "year"): return number(digits).flatMap { multiply($0, 12) }
    case ("month", .none), ("month", "month"): return number(digits)
    case ("year", "month"):
      let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let years = number(parts[0]), let months = number(parts[1]) else {
        return nil
      }
      return multiply(years, 12).flatMap { add($0, months) }
    default: return nil
    }
  }

  private func milliseconds(_ digits: Substring) -> Int64? {
    if start == "week", end == nil || end == "week" {
      return number(digits).flatMap { multiply($0, 604_800_000) }
    }
    let units = Self.milliseconds
    guard let first = units.firstIndex(where: { $0.unit == start }),
      let last = units.firstIndex(where: { $0.unit == end ?? start }), first <= last
    else { return nil }
    let parts = fields(digits, hasDays: first == 0 && last > 0)
    guard !parts.isEmpty, parts.count <= last - first + 1 else { return nil }
    var total: Int64 = 0
    for (part, unit) in zip(parts, units[first...]) {
      let value =
        unit.unit == "second" ? seconds(part) : number(part).flatMap { multiply($0, unit.count) }
      guard let value, let sum = add(total, value) else { return nil }
      total = sum
    }
    return total
  }

  /// `2 03:04:05` as its four numbers.
  private func fields(_ digits: Substring, hasDays: Bool) -> [Substring] {
    guard hasDays else { return digits.split(separator: ":", omittingEmptySubsequences: false) }
    let halves = digits.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    return [halves[0]]
      + halves.dropFirst().flatMap {
        $0.split(separator: ":", omittingEmptySubsequences: false)
      }
  }

  private func number(_ digits: Substring) -> Int64? {
    digits.utf8.allSatisfy { 48...57 ~= $0 } ? Int64(digits) : nil
  }

  /// Seconds with at most three digits behind the point.
  private func seconds(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = number(parts[0]).flatMap({ multiply($0, 1000) }) else {
      return nil
    }
    guard parts.count == 2 else { return whole }
    guard 1...3 ~= parts[1].utf8.count, let fraction = number(parts[1]) else { return nil }
    let scale: Int64 = parts[1].utf8.count == 1 ? 100 : parts[1].utf8.count == 2 ? 10 : 1
    return add(whole, fraction * scale)
  }

  private func multiply(_ first: Int64, _ second: Int64) -> Int64? {
    let (product, overflow) = first.multipliedReportingOverflow(by: second)
    return overflow ? nil : product
  }

  private func add(_ first: Int64, _ second: Int64) -> Int64? {
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? nil : sum
  }
}

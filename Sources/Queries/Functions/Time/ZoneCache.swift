// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The zones an expression has met, so that each is looked up once.
struct ZoneCache {
  private var rules: [String: ZoneRules] = [:]

  /// The rules of a zone by its name; nil if there is none such.
  mutating func find(_ name: String) -> ZoneRules? {
    if let known = rules[name] { return known }
    guard let found = ZoneRules(name) else { return nil }
    // A column of ever new offsets must not grow this without end.
    if rules.count >= 1_000 {
      rules.removeAll()
    }
    rules[name] = found
    return found
  }

  /// The rules of a zone, or why a function cannot have it.
  mutating func require(_ name: String) throws(QueryError) -> ZoneRules {
    guard let found = find(name) else {
      throw QueryError(.invalidFunctionArgument, "'\(name)' is not a valid time zone")
    }
    return found
  }

  /// What the clock of a value's zone shows, in microseconds since 1970-01-01 00:00:00.
  mutating func wallMicroseconds(
    instant microseconds: Int64,
    zone: TimeZoneKey
  ) throws(QueryError) -> Int64 {
    if zone == .utc { return microseconds }
    let offset = try require(zone.name)
      .offsetSeconds(atInstant: floorDivide(microseconds, 1_000_000))
    let (wall, overflow) = microseconds.addingReportingOverflow(Int64(offset) * 1_000_000)
    guard !overflow else { throw .timestampOverflow }
    return wall
  }

  /// The instant at which the clock of a zone shows a time; for one it leaves out, the time as far
  /// behind the gap.
  mutating func instant(
    wallMicroseconds microseconds: Int64,
    zone: TimeZoneKey
  ) throws(QueryError) -> Int64 {
    if zone == .utc { return microseconds }
    let rules = try require(zone.name)
    let seconds = floorDivide(microseconds, 1_000_000)
    let offset =
      rules.offsetSeconds(atWallClock: seconds) ?? rules.offsetSeconds(beforeGapAt: seconds)
    let (instant, overflow) = microseconds.subtractingReportingOverflow(
      Int64(offset) * 1_000_000
    )
    guard !overflow else { throw .timestampOverflow }
    return instant
  }
}

extension QueryError {
  static let timestampOverflow = QueryError(
    .numericValueOutOfRange,
    "Out of range for a timestamp"
  )
}

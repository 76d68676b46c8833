// SPDX-License-Identifier: Apache-2.0
private import Foundation

/// The offsets of one time zone from UTC: a fixed one, or those of a place through its history.
///
/// The tables are those of Foundation, which brings its own copy of tzdata, so that a page reads
/// the same wherever it is made. Making one looks a name up; keep it where many values are shown.
public struct ZoneRules: Sendable {
  /// The zone under its usual name: `UTC`, `+01:00`, `Europe/Berlin`.
  public let key: TimeZoneKey
  private let fixedSeconds: Int
  private let place: TimeZone?

  /// The furthest offset Athena takes, in minutes: fourteen hours.
  public static let maximumOffsetMinutes = 14 * 60

  /// UTC.
  public static let utc = ZoneRules(offsetMinutes: 0)

  /// The zone of a name (`Europe/Berlin`, in any case; `UTC`, `Z`) or an offset (`+01:00`, `-0800`,
  /// `UTC+3`); nil if there is none such.
  public init?(_ name: String) {
    if let minutes = ZoneRules.offsetMinutes(name) {
      guard abs(minutes) <= ZoneRules.maximumOffsetMinutes else { return nil }
      self = minutes == 0 ? .utc : ZoneRules(offsetMinutes: minutes)
      return
    }
    let isPlausible = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
    }
    guard isPlausible, name.utf8.count <= 64 else { return nil }
    let canonical = ZoneRules.namesByLowerCase[name.lowercased()] ?? name
    guard let place = TimeZone(identifier: canonical) else { return nil }
    key = TimeZoneKey(canonical)
    fixedSeconds = 0
    self.place = place
  }

  /// A fixed offset; beyond fourteen hours either way it is cut to that.
  public init(offsetMinutes: Int) {
    let bound = ZoneRules.maximumOffsetMinutes
    let minutes = max(-bound, min(offsetMinutes, bound))
    var name: [UInt8] = []
    if minutes == 0 {
      name.append("UTC")
    } else {
      name.append(minutes < 0 ? 0x2D : 0x2B)
      name.append(digitsOf: UInt64(minutes.magnitude / 60), width: 2)
      name.append(0x3A)
      name.append(digitsOf: UInt64(minutes.magnitude % 60), width: 2)
    }
    key = TimeZoneKey(String(decoding: name, as: UTF8.self))
    fixedSeconds = minutes * 60
    place = nil
  }

  /// Seconds to add to UTC for the clock of the zone at an instant (seconds since the epoch).
  public func offsetSeconds(atInstant seconds: Int64) -> Int {
    guard let place else { return fixedSeconds }
    // From year 1 to 9999; beyond, the rules are taken to stay as they are there.
    let known = max(-62_135_596_800, min(seconds, 253_402_300_799))
    return place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(known)))
  }

  /// Seconds to take from the clock of the zone for UTC, at a reading of that clock (seconds since
  /// 1970-01-01 00:00:00 on it).
  ///
  /// A reading that comes twice, when clocks are set back, is the earlier one; for one that never
  /// comes, when they are set forward, the answer is nil.
  public func offsetSeconds(atWallClock seconds: Int64) -> Int? {
    guard place != nil else { return fixedSeconds }
    let bounded = max(-1_000_000_000_000, min(seconds, 1_000_000_000_000))
    let before = offsetSeconds(atInstant: bounded - 100_000)
    let after = offsetSeconds(atInstant: bounded + 100_000)
    for offset in [before, after]
    where offsetSeconds(atInstant: bounded - Int64(offset)) == offset {
      return offset
    }
    return nil
  }

  /// The offset before the clock is set forward, for a reading that the clock leaves out.
  public func offsetSeconds(beforeGapAt seconds: Int64) -> Int {
    offsetSeconds(atInstant: max(-1_000_000_000_000, min(seconds, 1_000_000_000_000)) - 100_000)
  }

  private static let namesByLowerCase: [String: String] = Dictionary(
    TimeZone.knownTimeZoneIdentifiers.map { ($0.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first }
  )

  /// The offset a name spells out, in minutes; nil for the name of a place.
  private static func offsetMinutes(_ name: String) -> Int? {
    var rest = Array(name.uppercased().utf8)
    if [
      "Z", "UTC", "UT", "GMT", "UCT", "ZULU", "GREENWICH", "UNIVERSAL", "ETC/UTC", "ETC/GMT",
      "ETC/UCT", "ETC/ZULU", "ETC/GREENWICH", "ETC/UNIVERSAL", "GMT0", "ETC/GMT0",
    ].contains(String(decoding: rest, as: UTF8.self)) {
      return 0
    }
    for prefix in ["UTC", "GMT", "UT"] where rest.starts(with: prefix.utf8) {
      rest.removeFirst(prefix.utf8.count)
      break
    }
    guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return nil }
    rest.removeFirst()
    var parts: [[UInt8]] = rest.split(separator: 0x3A, omittingEmptySubsequences: false)
      .map(Array.init)
    if parts.count == 1, rest.count == 4 {
      parts = [Array(rest[..<2]), Array(rest[2...])]
    }
    guard (1...2).contains(parts.count), (1...2).contains(parts[0].count),
      parts.count == 1 || parts[1].count == 2
    else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
    let minute = numbers.count > 1 ? numbers[1] : 0
    guard minute < 60 else { return nil }
    return (sign == 0x2D ? -1 : 1) * (numbers[0] * 60 + minute)
  }
}

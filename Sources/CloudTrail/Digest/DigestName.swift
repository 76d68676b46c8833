// SPDX-License-Identifier: Apache-2.0
import Columns

/// What the name of a digest file tells.
///
/// `<account>_CloudTrail-Digest_<region>_<trail>_<home region>_<time>[_backfill].json.gz`. The trail's
/// name may hold underscores, so the parts are counted from both ends.
struct DigestName: Hashable, Sendable {
  let account: String
  /// The region whose log files it lists.
  let region: String
  let trail: String
  /// The region of the trail.
  let homeRegion: String
  /// Its end, in seconds since 1970-01-01 00:00:00 UTC.
  let end: Int
  let isBackfill: Bool

  /// Reads a file's name, with or without `.gz`; nil for anything but the name of a digest.
  init?(_ name: Text) {
    let text = name.string
    guard let ending = [".json.gz", ".json"].first(where: text.hasSuffix) else { return nil }
    var parts = text.dropLast(ending.utf8.count)
      .split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    isBackfill = parts.last == "backfill"
    if isBackfill { parts.removeLast() }
    guard parts.count >= 6, parts[1] == "CloudTrail-Digest",
      let end = UTCTime.seconds(stamp: Array(parts[parts.count - 1].utf8))
    else { return nil }
    account = parts[0]
    region = parts[2]
    trail = parts[3..<(parts.count - 2)].joined(separator: "_")
    homeRegion = parts[parts.count - 2]
    self.end = end
  }
}

/// Times as CloudTrail writes them, in seconds since 1970-01-01 00:00:00 UTC.
enum UTCTime {
  /// Reads `YYYY-MM-DDThh:mm:ssZ`; a fraction of a second is read over.
  static func seconds(_ text: [UInt8]) -> Int? {
    guard text.count >= 20, text.last == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      text.count == 20
        || text[19] == UInt8(ascii: ".") && Day.number(text[20..<(text.count - 1)]) != nil
    else { return nil }
    return seconds(
      text[0..<4],
      text[5..<7],
      text[8..<10],
      text[11..<13],
      text[14..<16],
      text[17..<19]
    )
  }

  /// Reads `YYYYMMDDThhmmssZ`, or without the seconds, as names of files have it.
  static func seconds(stamp text: [UInt8]) -> Int? {
    guard text.count == 16 || text.count == 14, text.last == UInt8(ascii: "Z"),
      text[8] == UInt8(ascii: "T")
    else { return nil }
    return seconds(
      text[0..<4],
      text[4..<6],
      text[6..<8],
      text[9..<11],
      text[11..<13],
      text.count == 16 ? text[13..<15] : [UInt8(ascii: "0")]
    )
  }

  private static func seconds(
    _ year: ArraySlice<UInt8>,
    _ month: ArraySlice<UInt8>,
    _ day: ArraySlice<UInt8>,
    _ hour: ArraySlice<UInt8>,
    _ minute: ArraySlice<UInt8>,
    _ second: ArraySlice<UInt8>
  ) -> Int? {
    guard let year = Day.number(year), let month = Day.number(month),
      let day = Day.number(day), let date = Day(year: year, month: month, day: day),
      let hour = Day.number(hour), hour < 24, let minute = Day.number(minute), minute < 60,
      let second = Day.number(second), second < 61
    else { return nil }
    return ((date.dayNumber * 24 + hour) * 60 + minute) * 60 + second
  }
}

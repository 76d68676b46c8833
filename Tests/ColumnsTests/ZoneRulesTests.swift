// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct ZoneRulesTests {
  @Test(arguments: [
    ("UTC", "UTC", 0), ("Z", "UTC", 0), ("+01:00", "+01:00", 3_600), ("-0800", "-08:00", -28_800),
    ("UTC+3", "+03:00", 10_800), ("GMT-03:30", "-03:30", -12_600), ("+00:00", "UTC", 0),
    ("+14:00", "+14:00", 50_400), ("europe/berlin", "Europe/Berlin", 7_200),
    ("America/New_York", "America/New_York", -14_400), ("Asia/Kolkata", "Asia/Kolkata", 19_800),
  ])
  func findsZonesByNameAndOffset(name: String, canonical: String, seconds: Int) throws {
    let rules = try #require(ZoneRules(name))
    #expect(rules.key.name == canonical)
    // 2022-07-01 00:00:00 UTC
    #expect(rules.offsetSeconds(atInstant: 1_656_633_600) == seconds)
  }

  @Test(arguments: ["", "Mars/Olympus", "+15:00", "+1:2", "+01:60", "++1", "Europe/Ber\nlin", "+"])
  func knowsWhatIsNoZone(name: String) {
    #expect(ZoneRules(name) == nil)
  }

  // Berlin 2022: clocks went forward on 27 March at 02:00 and back on 30 October at 03:00.
  @Test(arguments: [
    (1_648_346_400 - 1, 3_600 as Int?),  // 2022-03-27 01:59:59
    (1_648_346_400 + 1_800, nil),  // 02:30:00
    (1_648_350_000, 7_200),  // 03:00:00
    (1_667_097_000, 7_200),  // 2022-10-30 02:30:00, the first of two
    (1_667_098_800, 3_600),  // 03:00:00
  ])
  func readsWallClocksAroundTheChange(seconds: Int, offset: Int?) throws {
    let rules = try #require(ZoneRules("Europe/Berlin"))
    #expect(rules.offsetSeconds(atWallClock: Int64(seconds)) == offset)
  }

  @Test(arguments: [Int64.min, Int64.max])
  func anyInstantIsTaken(seconds: Int64) throws {
    let rules = try #require(ZoneRules("Europe/Berlin"))
    _ = rules.offsetSeconds(atInstant: seconds)
    _ = rules.offsetSeconds(atWallClock: seconds)
    _ = rules.offsetSeconds(beforeGapAt: seconds)
  }
}

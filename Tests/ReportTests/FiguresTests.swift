// SPDX-License-Identifier: Apache-2.0
import Report
import Testing

@Suite struct FiguresTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (184_220_117, "184,220,117"), (-1234, "-1,234"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func groupsDigits(number: Int, text: String) {
    #expect(Figures.grouped(number) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1.0k"), (1299, "1.2k"), (9999, "9.9k"), (12_345, "12k"),
    (999_999, "999k"), (1_000_000, "1.0M"), (39_398_880, "39M"), (Int.max, "9223372T"),
  ])
  func shortensNumbersDownwards(number: Int, text: String) {
    #expect(Figures.compact(number) == text)
  }

  @Test(arguments: [
    (0, 10, "0.0%"), (1, 10, "10.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (10, 10, "100.0%"),
    (1, 100_000, "under 0.1%"), (1, 0, nil),
  ])
  func tellsAShare(part: Int, whole: Int, text: String?) {
    #expect(Figures.share(part, of: whole) == text)
  }

  @Test(
    arguments: [
      (0, "0 ms"), (850, "850 ms"), (11_850, "11.8 s"), (200_000, "3 min 20 s"),
      (7_500_000, "2 h 5 min"), (-5, "0 ms"),
    ] as [(Int64, String)]
  )
  func tellsADuration(milliseconds: Int64, text: String) {
    #expect(Figures.duration(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    ("titel", ", did you mean 'title'?"), ("TITLE", ", did you mean 'title'?"), ("zzz", ""),
    ("row", ", did you mean 'rows'?"),
  ])
  func suggestsTheNearestName(name: String, suggestion: String) {
    #expect(Spelling.suggestion(for: name, among: ["title", "rows", "tiles"]) == suggestion)
  }
}

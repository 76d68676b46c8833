// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    ("2024-02-28", "2024-02-29"), ("2024-02-29", "2024-03-01"), ("2023-02-28", "2023-03-01"),
    ("1900-02-28", "1900-03-01"), ("2000-02-29", "2000-03-01"), ("2024-12-31", "2025-01-01"),
    ("2024-04-30", "2024-05-01"), ("0000-01-01", "0000-01-02"), ("9999-12-30", "9999-12-31"),
  ])
  func knowsTheDaysAround(first: String, second: String) throws {
    let day = try #require(Day(first))
    let next = try #require(Day(second))
    #expect(day.next == next)
    #expect(next.previous == day)
    #expect(day < next)
    #expect(day.description == first)
  }

  @Test(arguments: [
    "", "2024-1-01", "2024-13-01", "2024-00-10", "2023-02-29", "2024-04-31", "2024-01-00",
    "2024/01/01", "20240101", "2024-01-01T", " 2024-01-01", "２024-01-01", "-024-01-01",
  ])
  func refusesWhatIsNoDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func staysAtTheEndsOfTheCalendar() throws {
    let first = try #require(Day("0000-01-01"))
    let last = try #require(Day("9999-12-31"))
    #expect(first.previous == first)
    #expect(last.next == last)
  }
}

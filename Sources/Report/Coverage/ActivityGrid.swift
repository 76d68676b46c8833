// SPDX-License-Identifier: Apache-2.0
import Columns

/// Accounts or regions down, days across: where one falls silent, it shows.
struct ActivityGrid {
  let timeline: Timeline
  let series: [Coverage.Series]
  /// What the rows are: `Account`, `Region`.
  let heading: String
  /// Names shown beside an id.
  let names: [String: String]

  /// Rows beyond these are added up in one.
  static let mostRows = 60

  /// Appends the table; `id` begins the ids in it.
  func write(into page: inout [UInt8], id: String, caption: String) {
    page.raw("<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(id)-cap\" tabindex=\"0\">")
    page.raw("<table class=\"grid\" id=\"\(id)\"><caption id=\"\(id)-cap\">\(caption)</caption>")
    page.raw("<thead><tr><th scope=\"col\">\(heading)</th>")
    for column in timeline.labels.indices {
      page.raw("<th scope=\"col\" title=\"\(timeline.labels[column])\">")
      page.raw("\(timeline.shortLabel(column))</th>")
    }
    page.raw("<th scope=\"col\" class=\"num\">Events</th></tr></thead><tbody>")
    let most = series.lazy.flatMap(\.events).max() ?? 0
    for row in series.prefix(Self.mostRows) {
      writeRow(row, most: most, into: &page)
    }
    let rest = series.dropFirst(Self.mostRows)
    if let first = rest.first {
      page.raw("<tr><th scope=\"row\">\(Figures.grouped(rest.count)) others</th>")
      let sums = rest.dropFirst().reduce(first.events) { sums, next in
        zip(sums, next.events).map(+)
      }
      writeCells(sums, most: most, into: &page)
    }
    page.raw("</tbody></table></div>")
  }

  private func writeRow(_ row: Coverage.Series, most: Int, into page: inout [UInt8]) {
    page.raw("<tr><th scope=\"row\">")
    if let name = row.name {
      page.isolated(name)
      if let gloss = names[name.string] {
        page.raw(" <small class=\"muted\">")
        page.text(gloss)
        page.raw("</small>")
      }
    } else {
      page.raw("<span class=\"null\">none</span>")
    }
    page.raw("</th>")
    writeCells(row.events, most: most, into: &page)
  }

  private func writeCells(_ events: [Int], most: Int, into page: inout [UInt8]) {
    for (column, count) in events.enumerated() {
      page.raw("<td class=\"q\(Self.step(count, of: most))\" title=\"\(timeline.labels[column]): ")
      page.raw("\(Figures.counted(count, "event"))\">\(Figures.compact(count))</td>")
    }
    page.raw("<td class=\"num\">\(Figures.grouped(events.reduce(0, +)))</td></tr>")
  }

  /// 0 for none; 4 from half of the greatest on, and a step down for each fourth part of that:
  /// accounts differ by orders of magnitude.
  static func step(_ count: Int, of most: Int) -> Int {
    guard count > 0 else { return 0 }
    for (step, part) in [(4, 2), (3, 8), (2, 32)] where count >= most / part {
      return step
    }
    return 1
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Writes the cells and tables of the coverage calendar.
struct CoverageGrid {
  let calendar: CoverageCalendar
  /// Names shown beside an id.
  let names: [String: String]

  /// Regions of one account beyond these stand in the CSV only.
  static let mostRows = 100

  // MARK: One account, region by region

  /// Months in which something of an account lies, and the days to show of each.
  func months(of rows: ArraySlice<CoverageCalendar.Row>) -> [ClosedRange<Int>] {
    var months: Set<Int> = []
    for row in rows {
      for day in row.days.keys where row.period?.contains(day) ?? true {
        let date = CivilDate(epochDay: day)
        months.insert(date.year * 12 + date.month - 1)
      }
    }
    return months.sorted().compactMap { month in
      guard let first = Self.epochDay(month: month), let next = Self.epochDay(month: month + 1)
      else { return nil }
      return first...(next - 1)
    }
  }

  private static func epochDay(month: Int) -> Int? {
    CivilDate(year: month / 12, month: month % 12 + 1, day: 1)?.epochDay
  }

  /// Appends the table of one month: regions down, days across.
  func write(
    month days: ClosedRange<Int>,
    of rows: ArraySlice<CoverageCalendar.Row>,
    into page: inout [UInt8]
  ) {
    let month = String(CivilDate(epochDay: days.lowerBound).text.prefix(7))
    let id = "m\(month)"
    page.raw("<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(id)-cap\" tabindex=\"0\">")
    page.raw("<table class=\"grid cover\" id=\"\(id)\"><caption id=\"\(id)-cap\">\(month)")
    page.raw("</caption><thead><tr><th scope=\"col\">Region</th>")
    for day in 1...days.count { page.raw("<th scope=\"col\">\(day)</th>") }
    page.raw("</tr></thead><tbody>")
    for row in rows.prefix(Self.mostRows) {
      page.raw("<tr><th scope=\"row\">")
      Self.region(row.region, into: &page)
      page.raw("</th>")
      for day in days {
        if calendar.period?.contains(day) ?? true, row.period?.contains(day) ?? true {
          Self.cell(row.state(day), row.days[day] ?? .init(), into: &page)
        } else {
          page.raw("<td></td>")
        }
      }
      page.raw("</tr>\n")
    }
    page.raw("</tbody></table></div>")
  }

  static func region(_ region: String?, into page: inout [UInt8]) {
    if let region {
      page.isolated(Text(region))
    } else {
      page.raw("<span class=\"null\">none</span>")
    }
  }

  /// One day; what it means is said in words and not by colour alone.
  static func cell(
    _ state: CoverageCalendar.State,
    _ day: CoverageCalendar.Day,
    into page: inout [UInt8]
  ) {
    switch state {
    case .gap: page.raw("<td class=\"cg\">×</td>")
    case .damaged: page.raw("<td class=\"cd\">!</td>")
    case .silent: page.raw("<td class=\"cs\">·</td>")
    case .files: page.raw("<td class=\"cf\">\(Figures.compact(day.fileCount))</td>")
    case .partlyProven: page.raw("<td class=\"cp\">\(day.provenSeconds / 3600)h</td>")
    case .proven: page.raw("<td class=\"cv\">✓</td>")
    }
  }

  // MARK: All accounts

  /// Appends the table of accounts; `link` leads to the page of one.
  func write(
    accounts: ArraySlice<(id: String, rows: ArraySlice<CoverageCalendar.Row>)>,
    timeline: Timeline?,
    link: (String) -> String?,
    into writer: inout FileWriter
  ) throws(ReportError) {
    // Without days to compare there are no columns.
    let timeline = calendar.period == nil ? nil : timeline
    let columns = calendar.period?.map { day in
      timeline?.column(of: Text(CivilDate(epochDay: day).text))
    }
    writer.buffer.raw(
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"cover-cap\" tabindex=\"0\">"
        + "<table class=\"grid cover\" id=\"cover\"><caption id=\"cover-cap\">Files by account and "
        + "\(timeline?.unit.rawValue ?? "period") of delivery</caption><thead><tr>"
        + "<th scope=\"col\">Account</th>"
    )
    for column in timeline?.labels.indices ?? 0..<0 {
      writer.buffer.raw("<th scope=\"col\">\(timeline?.shortLabel(column) ?? "")</th>")
    }
    for title in ["Regions", "Files", "Silent days", "Proven"] {
      writer.buffer.raw("<th scope=\"col\" class=\"num\">\(title)</th>")
    }
    writer.buffer.raw("</tr></thead><tbody>")
    for account in accounts {
      writer.buffer.raw("<tr><th scope=\"row\">")
      name(account.id, link: link(account.id), into: &writer.buffer)
      writer.buffer.raw("</th>")
      writeColumns(of: account.rows, timeline, columns ?? [], into: &writer.buffer)
      writeSums(of: account.rows, into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
      try writer.flush()
    }
    writer.buffer.raw("</tbody></table></div>")
  }

  private func name(_ account: String, link: String?, into page: inout [UInt8]) {
    if let link { page.raw("<a href=\"\(link)\">") }
    page.isolated(Text(account))
    if link != nil { page.raw("</a>") }
    if let name = names[account] {
      page.raw(" <small class=\"muted\">")
      page.text(name)
      page.raw("</small>")
    }
  }

  /// What one account has in one column.
  private struct Sum {
    var states: Set<CoverageCalendar.State> = []
    var day = CoverageCalendar.Day()
    var daysWithFiles: Set<Int> = []
  }

  private func writeColumns(
    of rows: ArraySlice<CoverageCalendar.Row>,
    _ timeline: Timeline?,
    _ columns: [Int?],
    into page: inout [UInt8]
  ) {
    guard let timeline, let period = calendar.period else { return }
    var sums = [Sum](repeating: Sum(), count: timeline.labels.count)
    for row in rows {
      for number in row.period ?? period {
        guard let column = columns[number - period.lowerBound] else { continue }
        sums[column].states.insert(row.state(number))
        guard let day = row.days[number] else { continue }
        sums[column].day.fileCount += day.fileCount
        if day.fileCount > 0 { sums[column].daysWithFiles.insert(number) }
      }
    }
    for sum in sums { write(sum, timeline.unit, into: &page) }
  }

  private func write(_ sum: Sum, _ unit: Timeline.Unit, into page: inout [UInt8]) {
    let states = sum.states
    let worst = CoverageCalendar.State.allCases.first { state in
      state != .silent && state != .files && states.contains(state)
    }
    if states.isEmpty { return page.raw("<td></td>") }
    if unit == .day {
      switch worst {
      case .gap, .damaged: return Self.cell(worst ?? .gap, sum.day, into: &page)
      case .proven where states == [.proven]: return Self.cell(.proven, sum.day, into: &page)
      default:
        return Self.cell(sum.day.fileCount > 0 ? .files : .silent, sum.day, into: &page)
      }
    }
    let mark = worst == .gap ? "×" : worst == .damaged ? "!" : ""
    let style =
      worst == .gap
      ? "cg" : worst == .damaged ? "cd" : states == [.proven] ? "cv" : "cf"
    page.raw("<td class=\"\(sum.daysWithFiles.isEmpty && mark.isEmpty ? "cs" : style)\">")
    page.raw("\(sum.daysWithFiles.count)d\(mark)</td>")
  }

  private func writeSums(of rows: ArraySlice<CoverageCalendar.Row>, into page: inout [UInt8]) {
    let seen = rows.count { $0.isSeen }
    let silent = rows.reduce(0) { $0 + $1.silentDayCount }
    let (proven, all) = rows.reduce((0, 0)) { sum, row in
      let (proven, all) = row.provenSeconds
      return (sum.0 + proven, sum.1 + all)
    }
    page.raw("<td class=\"num\">\(Figures.grouped(seen))</td>")
    page.raw(
      "<td class=\"num\">\(Figures.grouped(rows.reduce(0) { $0 + $1.fileCount }))</td>"
    )
    page.raw("<td class=\"num\">\(calendar.period == nil ? "–" : Figures.grouped(silent))</td>")
    page.raw("<td class=\"num\">\(proven == 0 ? "–" : Figures.share(proven, of: all) ?? "–")</td>")
  }
}

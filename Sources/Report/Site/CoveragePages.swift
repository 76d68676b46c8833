// SPDX-License-Identifier: Apache-2.0
import Columns

extension SiteWriter {
  static let coverageNames: [String: TemplateShape] = [
    "account": .text, "accountName": .optionalText, "tiles": .list(Shapes.tile),
    "months": .slot, "regions": .slot, "beyond": .optionalText, "csv": .view(Attachment.names),
  ]

  /// Accounts beyond these have no page of their own; the CSV has all of them.
  static let mostAccountPages = 1000

  /// Writes a page for each account: what every region has on every day.
  func writeCoverage(to report: inout StagedReport) throws(ReportError) {
    let grid = CoverageGrid(calendar: site.coverage.calendar, names: accountNames)
    for (account, rows) in site.coverage.calendar.accounts.prefix(Self.mostAccountPages) {
      let path = Self.coveragePath(account)
      var view = frame.view(
        path: path,
        pageTitle: "Coverage of \(account)",
        place: .sources,
        crumbs: [("Sources", "sources.html"), ("Coverage of \(account)", nil)]
      )
      view["account"] = .text(account)
      view["accountName"] = .optional(accountNames[account])
      view["tiles"] = .list(coverageTiles(rows))
      view["months"] = .slot("months")
      view["regions"] = .slot("regions")
      view["csv"] = attachments.coverage.view(from: path)
      view["beyond"] = .optional(
        rows.count > CoverageGrid.mostRows
          ? "The first \(CoverageGrid.mostRows) of \(Figures.grouped(rows.count)) regions are shown; "
            + "the CSV files hold all of them."
          : nil
      )
      let slots: [String: Slot] = [
        "months": { writer throws(ReportError) in
          for month in grid.months(of: rows) {
            grid.write(month: month, of: rows, into: &writer.buffer)
            try writer.flush()
          }
        },
        "regions": { writer throws(ReportError) in
          writeRegions(rows.prefix(CoverageGrid.mostRows), to: &writer)
        },
      ]
      try write(.coverage, at: path, view, slots: slots, to: &report)
    }
  }

  static func coveragePath(_ account: String) -> String {
    let isID = account.utf8.count == 12 && account.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let name = Text(account)
    return isID
      ? "coverage/\(account).html"
      : "coverage/\(Slug.readable(name))-\(Slug.digest(name)).html"
  }

  /// Those of the configuration, and else those of the organization.
  var accountNames: [String: String] {
    var names = site.input.accountNames
    for account in site.input.expected.accounts ?? [] where names[account.id] == nil {
      names[account.id] = account.name
    }
    return names
  }

  private func coverageTiles(_ rows: ArraySlice<CoverageCalendar.Row>) -> [TemplateValue] {
    let seen = rows.count { $0.isSeen }
    let gaps = rows.reduce(0) { $0 + $1.gapDayCount }
    let (proven, all) = rows.reduce((0, 0)) { sum, row in
      let (proven, all) = row.provenSeconds
      return (sum.0 + proven, sum.1 + all)
    }
    return [
      Shapes.tile(
        "Regions",
        Figures.grouped(seen),
        note: seen < rows.count ? "of \(Figures.grouped(rows.count)) expected or seen" : nil
      ),
      Shapes.tile("Files", Figures.grouped(rows.reduce(0) { $0 + $1.fileCount })),
      Shapes.tile("Records", Figures.grouped(rows.reduce(0) { $0 + $1.recordCount })),
      Shapes.tile(
        "Silent days",
        Figures.grouped(rows.reduce(0) { $0 + $1.silentDayCount }),
        note: "added over regions"
      ),
      Shapes.tile(
        "Days that look like gaps",
        Figures.grouped(gaps),
        note: "added over regions",
        alert: gaps > 0
      ),
      Shapes.tile(
        "Under verified digests",
        proven == 0 ? "None" : Figures.share(proven, of: all) ?? "None",
        note: "of the hours"
      ),
    ]
  }

  private func writeRegions(
    _ rows: ArraySlice<CoverageCalendar.Row>,
    to writer: inout FileWriter
  ) {
    let table = DataTable(
      id: "regions-table",
      columns: [
        .init(title: "Region", width: .short), .init(title: "Files", isNumeric: true),
        .init(title: "Records", isNumeric: true), .init(title: "Silent days", isNumeric: true),
        .init(title: "Silent on"), .init(title: "Looks like a gap"),
        .init(title: "Hours proven", isNumeric: true, isOptional: true),
      ]
    )
    table.begin(caption: "Regions, and when they are silent", into: &writer.buffer)
    for row in rows {
      writer.buffer.raw("<tr><th scope=\"row\">")
      CoverageGrid.region(row.region, into: &writer.buffer)
      writer.buffer.raw("</th>")
      table.cell(1, markup: Figures.grouped(row.fileCount), into: &writer.buffer)
      table.cell(2, markup: Figures.grouped(row.recordCount), into: &writer.buffer)
      table.cell(3, markup: Figures.grouped(row.silentDayCount), into: &writer.buffer)
      table.cell(4, markup: Self.days(row.silences), into: &writer.buffer)
      table.cell(
        5,
        markup: row.gaps.isEmpty ? "–" : "<strong>\(Self.days(row.gaps))</strong>",
        into: &writer.buffer
      )
      table.cell(6, markup: Figures.grouped(row.provenSeconds.proven / 3600), into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }
}

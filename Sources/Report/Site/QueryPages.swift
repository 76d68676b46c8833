// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

extension SiteWriter {
  static let queryNames: [String: TemplateShape] = [
    "queryTitle": .text, "section": .text, "severity": .text, "severityLabel": .text,
    "finding": .text, "findingLabel": .text, "explanation": .text, "description": .optionalText,
    "page": .text, "isFirst": .flag,
    "tiles": .list(Shapes.tile),
    "error": .optionalView([
      "code": .text, "message": .text, "hint": .optionalText, "place": .optionalText,
    ]),
    "rows": .optionalView(["range": .text, "beyond": .optionalText, "table": .slot]),
    "pager": .optionalView(Pager.names),
    "csv": .optionalView(Attachment.names),
    "warnings": .list(.view(["message": .text, "place": .text])),
    "sql": .text,
    "provenance": .list(Shapes.fact),
  ]

  /// Writes the pages of every query.
  func writeQueries(to report: inout StagedReport) throws(ReportError) {
    for index in site.answers.indices {
      for page in 1...site.answers[index].pages.count {
        try writeQuery(index, page: page, to: &report)
      }
    }
  }

  private func writeQuery(
    _ index: Int,
    page: Int,
    to report: inout StagedReport
  ) throws(ReportError) {
    let answer = site.answers[index]
    let path = answer.path(page: page)
    var view = queryFrame(answer, path: path, page: page)
    view.merge(queryView(answer)) { $1 }
    let pager = Pager(
      current: page,
      hrefs: (1...answer.pages.count).map { Self.sibling(answer.path(page: $0)) }
    )
    view["page"] = .number(page)
    view["isFirst"] = .flag(page == 1)
    view["rows"] = rowsView(of: answer, page: page)
    view["pager"] = pager.view
    view["csv"] = attachments.queries[index]?.view(from: path) ?? .absent
    view["provenance"] = .list(provenance(of: answer, index: index))
    let table: Slot = { writer throws(ReportError) in
      try writeRows(of: answer, page: page, to: &writer)
    }
    try write(.query, at: path, view, slots: ["table": table], to: &report)
  }

  private func queryFrame(
    _ answer: QueryAnswer,
    path: String,
    page: Int
  ) -> [String: TemplateValue] {
    let title = answer.query.title
    var crumbs: [(label: String, path: String?)] = [("Queries", "index.html#queries")]
    if page > 1 {
      crumbs.append((title, answer.path()))
    }
    crumbs.append((page == 1 ? title : "Page \(page)", nil))
    return frame.view(
      path: path,
      pageTitle: page == 1 ? title : "\(title), page \(page)",
      place: .queries,
      crumbs: crumbs
    )
  }

  /// What is the same on all pages of a query.
  private func queryView(_ answer: QueryAnswer) -> [String: TemplateValue] {
    let query = answer.query
    let warnings = query.warnings.map { warning in
      TemplateValue.view([
        "message": .text(warning.message),
        "place": .text(Self.place(of: warning.range, in: query.sql)),
      ])
    }
    return [
      "queryTitle": .text(query.title), "section": .text(query.section),
      "severity": .text(query.severity.rawValue), "severityLabel": .text(query.severity.label),
      "finding": .text(answer.finding.className), "findingLabel": .text(answer.finding.label),
      "explanation": .text(answer.finding.explanation(rowCount: answer.rowCount)),
      "description": .optional(query.description.isEmpty ? nil : query.description),
      "tiles": .list(tiles(of: answer)), "error": errorView(of: query),
      "warnings": .list(warnings), "sql": .text(query.sql),
    ]
  }

  private func tiles(of answer: QueryAnswer) -> [TemplateValue] {
    var tiles = [
      Shapes.tile(
        "Rows",
        answer.result == nil ? "–" : Figures.grouped(answer.rowCount),
        alert: answer.finding.needsAttention
      ),
      Shapes.tile("Expected", answer.query.expectation.label),
    ]
    if let statistics = answer.result?.statistics {
      tiles.append(
        Shapes.tile(
          "Records looked at",
          Figures.grouped(statistics.scannedRowCount),
          note: "\(Figures.grouped(statistics.matchedRowCount)) passed the filters"
        )
      )
    }
    if let days = site.coverage.period {
      tiles.append(Shapes.tile("From", days.first, note: "00:00 UTC"))
      tiles.append(Shapes.tile("To", days.last, note: "24:00 UTC"))
    }
    return tiles
  }

  private func errorView(of query: ReportQuery) -> TemplateValue {
    guard case .failure(let error) = query.outcome else { return .absent }
    return .view([
      "code": .text(error.code.rawValue), "message": .text(error.message),
      "hint": .optional(error.hint),
      "place": .optional(error.range.map { Self.place(of: $0, in: query.sql) }),
    ])
  }

  private func rowsView(of answer: QueryAnswer, page: Int) -> TemplateValue {
    guard let range = answer.pages.rangeText(onPage: page) else { return .absent }
    return .view([
      "range": .text(range), "beyond": .optional(answer.pages.beyondText),
      "table": .slot("table"),
    ])
  }

  private func writeRows(
    of answer: QueryAnswer,
    page: Int,
    to writer: inout FileWriter
  ) throws(ReportError) {
    let rows = answer.pages.range(onPage: page)
    let path = answer.path(page: page)
    let cells = answer.cells(ofRows: rows)
    let table = DataTable(id: "rows-table", answer: answer, rows: cells)
    var caption: [UInt8] = []
    caption.text(answer.query.title)
    caption.text(answer.pages.rangeText(onPage: page).map { ", r\($0.dropFirst())" } ?? "")
    table.begin(caption: String(decoding: caption, as: UTF8.self), into: &writer.buffer)
    for (row, cells) in zip(rows, cells) {
      table.row(
        row,
        cells,
        of: answer,
        rowID: "r\(row + 1)",
        numberLink: "#r\(row + 1)",
        entityLink: { link(to: $0, from: path) },
        into: &writer.buffer
      )
      try writer.flush()
    }
    table.end(into: &writer.buffer)
  }

  /// What the answer rests on, and how to check it.
  private func provenance(of answer: QueryAnswer, index: Int) -> [TemplateValue] {
    let query = answer.query
    var facts = [
      Shapes.fact("Report", site.input.identifier),
      Shapes.fact("Query", query.id, code: true),
      Shapes.fact("Severity", query.severity.label),
      Shapes.fact("Expected", query.expectation.label),
    ]
    for control in query.controls {
      facts.append(Shapes.fact("Control", control))
    }
    facts.append(Shapes.fact("Period", site.periodText ?? "No events"))
    facts.append(
      Shapes.fact("Files read", Figures.grouped(site.totals.fileCount), href: "../sources.html")
    )
    let scans = ScanBalance.all(of: answer, site.balance)
    for (number, scan) in scans.enumerated() {
      facts.append(
        Shapes.fact(
          scans.count == 1 ? "Records" : "Records, scan \(number + 1)",
          scan.equation,
          href: "../sources.html#records"
        )
      )
    }
    if scans.isEmpty { facts.append(Shapes.fact("Records", site.balance.equation)) }
    if answer.result != nil {
      facts.append(
        Shapes.fact(
          "Rows",
          "\(Figures.grouped(answer.rowCount)) = \(Figures.grouped(answer.pages.shownCount)) on "
            + "pages + \(Figures.grouped(answer.rowCount - answer.pages.shownCount)) in the CSV only"
        )
      )
    }
    let issues = site.totals.issueCount
    if issues > 0 {
      facts.append(
        Shapes.fact(
          "Problems with the input",
          Figures.grouped(issues),
          href: "../sources.html#issues",
          alert: true
        )
      )
    }
    if let attachment = attachments.queries[index] {
      facts.append(Shapes.fact("SHA-256 of the CSV", attachment.spreadsheet.digest, code: true))
      facts.append(Shapes.fact("SHA-256 of the raw CSV", attachment.raw.digest, code: true))
    }
    facts.append(Shapes.fact("Made by", "Trailbinder \(site.input.toolVersion)"))
    return facts
  }

  /// A page in the same folder.
  static func sibling(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) }
      ?? path
  }

  /// `line 3, column 8`, both counted from 1, of a place in a query's text.
  static func place(of range: SourceRange, in sql: String) -> String {
    let before = Array(sql.utf8.prefix(max(range.start, 0)))
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return "line \(line), column \(column)"
  }
}

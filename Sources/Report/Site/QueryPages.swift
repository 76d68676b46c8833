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
    "rows": .optionalView([
      "range": .text, "beyond": .optionalText, "table": .slot, "guarded": .optionalText,
    ]),
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
    let query = answer.query
    let path = answer.path(page: page)
    var crumbs: [(label: String, path: String?)] = [("Queries", "index.html#queries")]
    if page > 1 {
      crumbs.append((query.title, answer.path()))
    }
    crumbs.append((page == 1 ? query.title : "Page \(page)", nil))
    var view = frame.view(
      path: path,
      pageTitle: page == 1 ? query.title : "\(query.title), page \(page)",
      place: .queries,
      crumbs: crumbs
    )
    view["queryTitle"] = .text(query.title)
    view["section"] = .text(query.section)
    view["severity"] = .text(query.severity.rawValue)
    view["severityLabel"] = .text(query.severity.label)
    view["finding"] = .text(answer.finding.className)
    view["findingLabel"] = .text(answer.finding.label)
    view["explanation"] = .text(answer.finding.explanation(rowCount: answer.rowCount))
    view["description"] = .optional(query.description.isEmpty ? nil : query.description)
    view["page"] = .number(page)
    view["isFirst"] = .flag(page == 1)
    view["tiles"] = .list(tiles(of: answer))
    view["error"] = errorView(of: query)
    view["rows"] = rowsView(of: answer, index: index, page: page)
    view["pager"] =
      Pager(
        current: page,
        hrefs: (1...answer.pages.count).map { Self.sibling(answer.path(page: $0)) }
      ).view
    view["csv"] = attachments.queries[index]?.view(from: path) ?? .absent
    view["warnings"] = .list(
      query.warnings.map { warning in
        .view([
          "message": .text(warning.message),
          "place": .text(Self.place(of: warning.range, in: query.sql)),
        ])
      }
    )
    view["sql"] = .text(query.sql)
    view["provenance"] = .list(provenance(of: answer, index: index))
    try write(
      .query,
      at: path,
      view,
      slots: [
        "table": { writer throws(ReportError) in
          try writeRows(of: answer, page: page, to: &writer)
        }
      ],
      to: &report
    )
  }

  private func tiles(of answer: QueryAnswer) -> [TemplateValue] {
    let alert = answer.finding.needsAttention
    guard let result = answer.result else {
      return [Shapes.tile("Outcome", answer.finding.label, alert: true)]
    }
    return [
      Shapes.tile("Outcome", answer.finding.label, alert: alert),
      Shapes.tile("Rows", Figures.grouped(answer.rowCount)),
      Shapes.tile("Expected", answer.query.expectation.label),
      Shapes.tile(
        "Records looked at",
        Figures.grouped(result.statistics.scannedRowCount),
        note: "\(Figures.grouped(result.statistics.matchedRowCount)) passed the filters"
      ),
    ]
  }

  private func errorView(of query: ReportQuery) -> TemplateValue {
    guard case .failure(let error) = query.outcome else { return .absent }
    return .view([
      "code": .text(error.code.rawValue), "message": .text(error.message),
      "hint": .optional(error.hint),
      "place": .optional(error.range.map { Self.place(of: $0, in: query.sql) }),
    ])
  }

  private func rowsView(of answer: QueryAnswer, index: Int, page: Int) -> TemplateValue {
    guard let range = answer.pages.rangeText(onPage: page) else { return .absent }
    let guarded = attachments.queries[index]?.guardedCount ?? 0
    return .view([
      "range": .text(range), "beyond": .optional(answer.pages.beyondText),
      "table": .slot("table"),
      "guarded": .optional(guarded == 0 ? nil : Figures.counted(guarded, "cell")),
    ])
  }

  private func writeRows(
    of answer: QueryAnswer,
    page: Int,
    to writer: inout FileWriter
  ) throws(ReportError) {
    let rows = answer.pages.range(onPage: page)
    let path = answer.path(page: page)
    let table = DataTable(id: "rows-table", answer: answer, rows: rows)
    var caption: [UInt8] = []
    caption.text(answer.query.title)
    caption.text(answer.pages.rangeText(onPage: page).map { ": \($0)" } ?? "")
    table.begin(caption: String(decoding: caption, as: UTF8.self), into: &writer.buffer)
    for row in rows {
      table.row(
        row,
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
    let evidence = site.input.evidence
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
    let records = evidence.files.reduce(0) { $0 + $1.recordCount }
    facts.append(
      Shapes.fact("Files read", Figures.grouped(evidence.files.count), href: "../sources.html")
    )
    facts.append(Shapes.fact("Records read", Figures.grouped(records)))
    let issues = evidence.issues.count
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

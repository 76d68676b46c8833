// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

extension SiteWriter {
  static let entityListNames: [String: TemplateShape] = [
    "kind": .text, "kindLabel": .text, "kindPlural": .text,
    "range": .optionalText, "beyond": .optionalText, "withoutPage": .optionalText,
    "rows": .optionalView(["table": .slot]),
    "pager": .optionalView(Pager.names),
    "csv": .view(Attachment.names),
  ]

  /// Writes the list of all entities of a kind.
  func writeEntityList(
    _ kind: EntityKind,
    to report: inout StagedReport
  ) throws(ReportError) {
    let all = site.entities.all(kind)
    let pages = Pages(rowCount: all.count, limits: site.input.limits)
    for page in 1...pages.count {
      let path = Self.listPath(kind, page: page)
      var view = listFrame(kind, path: path, page: page)
      view["kind"] = .text(kind.rawValue)
      view["kindLabel"] = .text(kind.singular)
      view["kindPlural"] = .text(kind.plural)
      view["range"] = .optional(pages.rangeText(onPage: page))
      view["beyond"] = .optional(pages.beyondText)
      view["withoutPage"] = .optional(withoutPage(all))
      view["rows"] = all.isEmpty ? .absent : .view(["table": .slot("table")])
      view["pager"] =
        Pager(
          current: page,
          hrefs: (1...pages.count).map { Self.sibling(Self.listPath(kind, page: $0)) }
        ).view
      view["csv"] = attachments.entities[kind]?.view(from: path) ?? .absent
      let table: Slot = { writer throws(ReportError) in
        try writeList(all[pages.range(onPage: page)], kind, path: path, to: &writer)
      }
      try write(.entities, at: path, view, slots: ["table": table], to: &report)
    }
  }

  private func listFrame(
    _ kind: EntityKind,
    path: String,
    page: Int
  ) -> [String: TemplateValue] {
    var crumbs: [(label: String, path: String?)] = [
      (kind.plural, page == 1 ? nil : Self.listPath(kind, page: 1))
    ]
    if page > 1 {
      crumbs.append(("Page \(page)", nil))
    }
    return frame.view(
      path: path,
      pageTitle: page == 1 ? kind.plural : "\(kind.plural), page \(page)",
      place: .entities(kind),
      crumbs: crumbs
    )
  }

  private func withoutPage(_ all: [Entity]) -> String? {
    let count = all.count { $0.path == nil }
    guard count > 0 else { return nil }
    return "\(Figures.grouped(count)) of \(Figures.grouped(all.count)) have no page of their own: "
      + "pages go first to those that results name, then to the busiest."
  }

  private func writeList(
    _ entities: ArraySlice<Entity>,
    _ kind: EntityKind,
    path: String,
    to writer: inout FileWriter
  ) throws(ReportError) {
    let table = DataTable(
      id: "list",
      columns: [
        .init(title: kind.singular), .init(title: "Events", isNumeric: true),
        .init(title: "Errors", isNumeric: true),
        .init(title: "First in this period", width: .short, isOptional: true),
        .init(title: "Last in this period", width: .short, isOptional: true),
        .init(title: "Queries that name it", isNumeric: true), .init(title: "Most severe"),
      ]
    )
    table.begin(
      caption: "\(kind.plural): those that severe queries name first, then the busiest",
      into: &writer.buffer
    )
    for entity in entities {
      writer.buffer.raw("<tr><th scope=\"row\">")
      let link = entity.path.map { SitePath.relative(from: path, to: $0) }
      writer.buffer.raw(link.map { "<a href=\"\($0)\">" } ?? "")
      writer.buffer.isolated(entity.key.name)
      writer.buffer.raw(link == nil ? "</th>" : "</a></th>")
      table.cell(1, markup: Figures.grouped(entity.eventCount), into: &writer.buffer)
      table.cell(2, markup: Figures.grouped(entity.errorCount), into: &writer.buffer)
      for (column, time) in [(3, entity.firstEventTime), (4, entity.lastEventTime)] {
        if let time {
          table.cell(column, time, into: &writer.buffer)
        } else {
          table.cell(column, markup: "–", into: &writer.buffer)
        }
      }
      table.cell(5, markup: Figures.grouped(entity.appearances.count), into: &writer.buffer)
      writer.buffer.raw(Self.severityCell(rank: entity.severityRank))
      writer.buffer.raw("</tr>\n")
      try writer.flush()
    }
    table.end(into: &writer.buffer)
  }

  private static func severityCell(rank: Int) -> String {
    guard let severity = ReportQuery.Severity.allCases.first(where: { $0.rank == rank }) else {
      return "<td data-sort=\"9\"><span class=\"null\">none</span></td>"
    }
    return "<td data-sort=\"\(rank)\"><span class=\"chip \(severity.rawValue)\">"
      + "\(severity.label)</span></td>"
  }

  private static func listPath(_ kind: EntityKind, page: Int) -> String {
    page == 1 ? "\(kind.folder)/index.html" : "\(kind.folder)/index-\(page).html"
  }
}

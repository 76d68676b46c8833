// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

extension SiteWriter {
  static let entityNames: [String: TemplateShape] = [
    "kind": .text, "kindLabel": .text, "name": .text, "page": .text, "isFirst": .flag,
    "tiles": .list(Shapes.tile),
    "accounts": .list(.view(["id": .text, "name": .optionalText, "events": .text])),
    "appearances": .list(Shapes.query),
    "related": .slot,
    "results": .slot,
    "hasResults": .flag,
    "resultRange": .optionalText,
    "beyond": .optionalText,
    "pager": .optionalView(Pager.names),
    "list": .text,
  ]

  /// Writes the pages of all entities of a kind that have some.
  func writeEntities(
    _ kind: EntityKind,
    workers: Int,
    to report: inout StagedReport
  ) throws(ReportError) {
    let entities = site.entities.all(kind).filter { $0.path != nil }
    try report.write(pieces: entities.count, workers: workers) {
      piece,
      report throws(ReportError) in
      try writeEntity(entities[piece], to: &report)
    }
  }

  private func writeEntity(
    _ entity: Entity,
    to report: inout StagedReport
  ) throws(ReportError) {
    guard let path = entity.path else { return }
    let rows = EntityRows(entity, site: site)
    let relations = EntityRelations(entity, activity: site.input.entityActivity)
    var view = entityView(entity, relations, path: path)
    for page in 1...rows.pageCount {
      let path = entity.path(page: page) ?? path
      view.merge(entityFrame(entity, path: path, page: page)) { $1 }
      view.merge(resultsView(of: entity, rows, page: page)) { $1 }
      let slots: [String: Slot] = [
        "related": { writer throws(ReportError) in
          writeRelated(relations, of: entity.key.kind, from: path, to: &writer)
        },
        "results": { writer throws(ReportError) in
          try writeResults(rows, page: page, path: path, to: &writer)
        },
      ]
      try write(.entity, at: path, view, slots: slots, to: &report)
    }
  }

  private func entityFrame(
    _ entity: Entity,
    path: String,
    page: Int
  ) -> [String: TemplateValue] {
    let kind = entity.key.kind
    let name = entity.key.name.string
    var crumbs: [(label: String, path: String?)] = [(kind.plural, "\(kind.folder)/index.html")]
    if page > 1 {
      crumbs.append((name, entity.path))
    }
    crumbs.append((page == 1 ? name : "Page \(page)", nil))
    return frame.view(
      path: path,
      pageTitle: page == 1 ? name : "\(name), page \(page)",
      place: .entities(kind),
      crumbs: crumbs
    )
  }

  /// What is the same on all pages of an entity: they stand in one folder.
  private func entityView(
    _ entity: Entity,
    _ relations: EntityRelations,
    path: String
  ) -> [String: TemplateValue] {
    let kind = entity.key.kind
    let accounts = relations.accounts.map { account in
      TemplateValue.view([
        "id": .text(account.name?.string ?? "none"),
        "name": .optional(account.name.flatMap { site.input.accountNames[$0.string] }),
        "events": .text(Figures.counted(account.eventCount, "event")),
      ])
    }
    return [
      "kind": .text(kind.rawValue), "kindLabel": .text(kind.singular),
      "name": .text(entity.key.name.string), "tiles": .list(tiles(of: entity)),
      "accounts": .list(accounts),
      "appearances": .list(
        entity.appearances.sorted(by: isMoreSevere)
          .map { queryItem($0.query, from: path, rows: $0.rowCount) }
      ),
      "related": .slot("related"), "results": .slot("results"),
      "list": .text(SitePath.relative(from: path, to: "\(kind.folder)/index.html")),
    ]
  }

  private func isMoreSevere(_ left: Entity.Appearance, _ right: Entity.Appearance) -> Bool {
    func rank(_ appearance: Entity.Appearance) -> (Int, Int) {
      (site.answers[appearance.query].query.severity.rank, appearance.query)
    }
    return rank(left) < rank(right)
  }

  private func resultsView(
    of entity: Entity,
    _ rows: EntityRows,
    page: Int
  ) -> [String: TemplateValue] {
    let pager = Pager(
      current: page,
      hrefs: (1...rows.pageCount).compactMap { entity.path(page: $0).map(Self.sibling) }
    )
    return [
      "page": .number(page), "isFirst": .flag(page == 1), "hasResults": .flag(rows.count > 0),
      "resultRange": .optional(rows.rangeText(onPage: page)),
      "beyond": .optional(rows.beyondText), "pager": pager.view,
    ]
  }

  private func tiles(of entity: Entity) -> [TemplateValue] {
    guard entity.eventCount > 0 else {
      return [
        Shapes.tile(
          "Events",
          "0",
          note: "named in results, but no event of its own in this period"
        )
      ]
    }
    let share = Figures.share(entity.errorCount, of: entity.eventCount)
    return [
      Shapes.tile("Events", Figures.grouped(entity.eventCount), note: "in this period"),
      Shapes.tile(
        "With an error",
        Figures.grouped(entity.errorCount),
        note: entity.errorCount > 0 ? share : nil
      ),
      Self.timeTile("First in this period", entity.firstEventTime),
      Self.timeTile("Last in this period", entity.lastEventTime),
    ]
  }

  /// The day large and the time below it, where a time is written as CloudTrail writes it.
  private static func timeTile(_ label: String, _ time: Text?) -> TemplateValue {
    let text = time?.string ?? "–"
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard text.utf8.count == 20, text.hasSuffix("Z"), parts.count == 2 else {
      return Shapes.tile(label, text)
    }
    return Shapes.tile(label, String(parts[0]), note: "\(parts[1].dropLast()) UTC")
  }

  /// Two or three tables of what the entity had to do with, the busiest first.
  private func writeRelated(
    _ relations: EntityRelations,
    of kind: EntityKind,
    from path: String,
    to writer: inout FileWriter
  ) {
    for other in EntityKind.allCases where other != kind {
      let all = relations.related(other)
      guard !all.isEmpty else { continue }
      let shown = all.prefix(EntityRelations.mostShown)
      let id = "related-\(other.rawValue)"
      var caption = "\(other.plural), most events first"
      if shown.count < all.count {
        caption += ": \(shown.count) of \(Figures.grouped(all.count)), all in "
        caption += "<a href=\""
        caption += SitePath.relative(from: path, to: attachments.activity.spreadsheet.path)
        caption += "\" download=\"\">activity.csv</a>"
      }
      let table = DataTable(
        id: id,
        columns: [
          .init(title: other.singular), .init(title: "Share", isSortable: false),
          .init(title: "Events", isNumeric: true), .init(title: "Errors", isNumeric: true),
        ]
      )
      table.begin(caption: caption, into: &writer.buffer)
      let most = shown.map(\.eventCount).max() ?? 1
      for item in shown {
        writeRelated(item, kind: other, most: most, table: table, from: path, to: &writer)
      }
      table.end(into: &writer.buffer)
    }
  }

  private func writeRelated(
    _ item: EntityRelations.Item,
    kind: EntityKind,
    most: Int,
    table: DataTable,
    from path: String,
    to writer: inout FileWriter
  ) {
    writer.buffer.raw("<tr><th scope=\"row\">")
    if let name = item.name, let key = EntityKey(kind, cell: name) {
      let link = link(to: key, from: path)
      writer.buffer.raw(link.map { "<a href=\"\($0)\">" } ?? "")
      writer.buffer.isolated(name)
      writer.buffer.raw(link == nil ? "" : "</a>")
    } else {
      writer.buffer.raw("<span class=\"null\">none</span>")
    }
    let width = DailyChart.scaled(item.eventCount, of: max(most, 1), to: 100)
    writer.buffer.raw(
      "</th><td class=\"bar\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 8\" "
        + "preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
        + "<rect x=\"0\" y=\"0\" width=\"\(max(width, 1))\" height=\"8\"/></svg></td>"
    )
    table.cell(2, markup: Figures.grouped(item.eventCount), into: &writer.buffer)
    table.cell(3, markup: Figures.grouped(item.errorCount), into: &writer.buffer)
    writer.buffer.raw("</tr>\n")
  }

  /// The rows of results that name the entity, each query under its title.
  private func writeResults(
    _ rows: EntityRows,
    page: Int,
    path: String,
    to writer: inout FileWriter
  ) throws(ReportError) {
    for slice in rows.slices(onPage: page) {
      let answer = site.answers[slice.query]
      let id = "result-\(slice.query + 1)"
      writer.buffer.raw("<section aria-labelledby=\"\(id)-h\"><h3 id=\"\(id)-h\"><a href=\"")
      writer.buffer.raw(SitePath.relative(from: path, to: answer.path()))
      writer.buffer.raw("\">")
      writer.buffer.text(answer.query.title)
      writer.buffer.raw("</a></h3>")
      let cells = answer.cells(ofRows: slice.rows)
      let table = DataTable(id: id, answer: answer, rows: cells)
      let caption =
        "Rows of the result that name this entity, \(Figures.grouped(slice.first + 1))–"
        + "\(Figures.grouped(slice.first + slice.rows.count)) of \(Figures.grouped(slice.total))"
      table.begin(caption: caption, into: &writer.buffer)
      for (row, cells) in zip(slice.rows, cells) {
        table.row(
          row,
          cells,
          of: answer,
          rowID: nil,
          numberLink: answer.place(ofRow: row).map { SitePath.relative(from: path, to: $0) },
          entityLink: { link(to: $0, from: path) },
          into: &writer.buffer
        )
        try writer.flush()
      }
      table.end(into: &writer.buffer)
      writer.buffer.raw("</section>")
    }
  }
}

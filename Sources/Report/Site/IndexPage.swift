// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

extension SiteWriter {
  static let indexNames: [String: TemplateShape] = [
    "basis": .list(Shapes.fact),
    "tiles": .list(Shapes.tile),
    "attention": .list(Shapes.query),
    "attentionMore": .optionalText,
    "queryCount": .text,
    "sections": .list(.view(["name": .text, "queries": .list(Shapes.query)])),
    "coverage": .optionalView([
      "chart": .slot, "chartTable": .slot, "accounts": .slot, "regions": .slot, "unit": .text,
      "unplaced": .optionalText,
    ]),
    "attachments": .list(.view(Attachment.names)),
  ]

  /// Writes the first page: on what the report rests, what needs attention, all queries, coverage.
  func writeIndex(to report: inout StagedReport) throws(ReportError) {
    let path = "index.html"
    var view = frame.view(path: path, pageTitle: "Overview", place: .overview, crumbs: [])
    let urgent = site.answers.indices.filter { site.answers[$0].finding.needsAttention }
      .sorted { left, right in
        let (first, second) = (site.answers[left], site.answers[right])
        return (first.finding == .failed ? 0 : 1, first.query.severity.rank, left)
          < (second.finding == .failed ? 0 : 1, second.query.severity.rank, right)
      }
    let most = 8
    view["basis"] = .list(Basis(site: site).facts)
    view["tiles"] = .list(tiles)
    view["attention"] = .list(urgent.prefix(most).map { queryItem($0, from: path) })
    view["attentionMore"] = .optional(
      urgent.count > most ? Figures.counted(urgent.count - most, "more query", "more queries") : nil
    )
    view["queryCount"] = .text(Figures.counted(site.answers.count, "query", "queries"))
    view["sections"] = .list(sections(from: path))
    view["attachments"] = .list(
      [attachments.dailyActivity, attachments.activity].map { $0.view(from: path) }
    )
    view["coverage"] = coverageView
    try write(.index, at: path, view, slots: coverageSlots, to: &report)
  }

  private var tiles: [TemplateValue] {
    func count(_ finding: Finding) -> Int { site.answers.count { $0.finding == finding } }
    let urgent = site.answers.count { $0.finding.needsAttention }
    var tiles = [
      Shapes.tile(
        "Need attention",
        Figures.grouped(urgent),
        note: "of \(Figures.counted(site.answers.count, "query", "queries"))",
        alert: urgent > 0
      )
    ]
    if count(.failed) > 0 {
      tiles.append(
        Shapes.tile("Failed", Figures.grouped(count(.failed)), note: "no answer", alert: true)
      )
    }
    tiles.append(
      Shapes.tile(
        "As expected",
        Figures.grouped(count(.noRows) + count(.withinLimit)),
        note: "no rows, or within the limit"
      )
    )
    let coverage = site.coverage
    if let management = coverage.judgement.kinds.first {
      tiles.insert(
        Shapes.tile(
          "Coverage",
          management.grade.rawValue,
          note: coverage.judgement.kinds.dropFirst().filter { $0.grade != .none }
            .map { "\($0.kind.label.lowercased()): \($0.grade.rawValue)" }
            .first ?? "of management events",
          alert: management.grade == .gaps
        ),
        at: 0
      )
    }
    let errors = site.input.dailyActivity.reduce(0) { $0 + $1.errorCount }
    tiles.append(
      Shapes.tile(
        "Events",
        Figures.grouped(coverage.eventCount),
        note: Figures.share(errors, of: coverage.eventCount).map { "\($0) with an error" }
      )
    )
    for kind in EntityKind.allCases {
      let seen = site.entities.all(kind).count { $0.eventCount > 0 }
      tiles.append(Shapes.tile(kind.plural, Figures.grouped(seen), note: "with events"))
    }
    return tiles
  }

  private func sections(from path: String) -> [TemplateValue] {
    var order: [String] = []
    var indices: [String: [Int]] = [:]
    for (index, answer) in site.answers.enumerated() {
      if indices[answer.query.section] == nil {
        order.append(answer.query.section)
      }
      indices[answer.query.section, default: []].append(index)
    }
    return order.map { name in
      let sorted = (indices[name] ?? []).sorted {
        (site.answers[$0].query.severity.rank, $0) < (site.answers[$1].query.severity.rank, $1)
      }
      return .view([
        "name": .text(name), "queries": .list(sorted.map { queryItem($0, from: path) }),
      ])
    }
  }

  /// A query as a line of a list.
  func queryItem(_ index: Int, from path: String, rows: Int? = nil) -> TemplateValue {
    let answer = site.answers[index]
    let query = answer.query
    let csv: TemplateValue =
      if let attachment = attachments.queries[index] {
        .view([
          "href": .text(SitePath.relative(from: path, to: attachment.spreadsheet.path)),
          "size": .text(Figures.bytes(attachment.spreadsheet.byteCount)),
        ])
      } else {
        .absent
      }
    return .view([
      "title": .text(query.title),
      "href": .text(SitePath.relative(from: path, to: answer.path())),
      "id": .text(query.id),
      "severity": .text(query.severity.rawValue), "severityLabel": .text(query.severity.label),
      "severityRank": .text(String(query.severity.rank)),
      "finding": .text(answer.finding.className), "findingLabel": .text(answer.finding.label),
      "findingRank": .text(String(answer.finding.rank)),
      "rows": answer.finding == .failed ? "–" : .number(rows ?? answer.rowCount),
      "rowsText": answer.finding == .failed
        ? "no answer" : .text(Figures.counted(rows ?? answer.rowCount, "row")),
      "expected": .text(query.expectation.label), "controls": .texts(query.controls), "csv": csv,
    ])
  }

  private var coverageView: TemplateValue {
    guard let timeline = site.coverage.timeline else { return .absent }
    let unplaced = site.coverage.unplacedCount
    return .view([
      "chart": .slot("chart"), "chartTable": .slot("chartTable"), "accounts": .slot("accounts"),
      "regions": .slot("regions"), "unit": .text(timeline.unit.rawValue),
      "unplaced": .optional(
        unplaced == 0
          ? nil : "\(Figures.counted(unplaced, "event")) with a time outside these days, or none"
      ),
    ])
  }

  private var coverageSlots: [String: Slot] {
    guard let timeline = site.coverage.timeline else { return [:] }
    let coverage = site.coverage
    let chart = DailyChart(timeline: timeline, series: coverage.total)
    let names = site.input.accountNames
    let unit = timeline.unit.rawValue
    return [
      "chart": { chart.write(into: &$0.buffer, label: "chart-cap") },
      "chartTable": { chart.writeTable(into: &$0.buffer) },
      "accounts": {
        ActivityGrid(
          timeline: timeline,
          series: coverage.accounts,
          heading: "Account",
          names: names
        ).write(into: &$0.buffer, id: "account-grid", caption: "Events by account and \(unit)")
      },
      "regions": {
        ActivityGrid(timeline: timeline, series: coverage.regions, heading: "Region", names: [:])
          .write(into: &$0.buffer, id: "region-grid", caption: "Events by region and \(unit)")
      },
    ]
  }
}

extension Finding {
  /// The class of its label, for style sheets.
  var className: String {
    switch self {
    case .failed: "failed"
    case .open: "open"
    case .exceeded: "exceeded"
    case .withinLimit: "within-limit"
    case .listed: "listed"
    case .noRows: "no-rows"
    }
  }
}

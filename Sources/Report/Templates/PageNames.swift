// SPDX-License-Identifier: Apache-2.0

extension PageTemplate {
  /// Every name the page's template can use.
  var names: [String: TemplateShape] {
    let own =
      switch self {
      case .index: SiteWriter.indexNames
      case .query: SiteWriter.queryNames
      case .entity: SiteWriter.entityNames
      case .entities: SiteWriter.entityListNames
      case .sources: SiteWriter.sourcesNames
      case .integrity: SiteWriter.integrityNames
      case .coverage: SiteWriter.coverageNames
      case .archive: ArchivePage.names
      case .history: HistoryPage.names
      }
    return PageFrame.names.merging(own) { _, own in own }
  }
}

/// Shapes that several pages share.
enum Shapes {
  /// A figure with its label: `Events 1,234`.
  static let tile = TemplateShape.view([
    "label": .text, "value": .text, "note": .optionalText, "alert": .flag,
  ])

  /// A line of a list of facts.
  static let fact = TemplateShape.view([
    "label": .text, "value": .text, "href": .optionalText, "alert": .flag, "code": .flag,
  ])

  /// A query in a list.
  static let query = TemplateShape.view([
    "title": .text, "href": .text, "id": .text,
    "severity": .text, "severityLabel": .text, "severityRank": .text,
    "finding": .text, "findingLabel": .text, "findingRank": .text,
    "rows": .text, "rowsText": .text, "expected": .text, "controls": .list(.text),
    "csv": .optionalView(["href": .text, "size": .text]),
  ])

  static func tile(
    _ label: String,
    _ value: String,
    note: String? = nil,
    alert: Bool = false
  ) -> TemplateValue {
    .view([
      "label": .text(label), "value": .text(value), "note": .optional(note),
      "alert": .flag(alert),
    ])
  }

  static func fact(
    _ label: String,
    _ value: String,
    href: String? = nil,
    alert: Bool = false,
    code: Bool = false
  ) -> TemplateValue {
    .view([
      "label": .text(label), "value": .text(value), "href": .optional(href),
      "alert": .flag(alert), "code": .flag(code),
    ])
  }
}

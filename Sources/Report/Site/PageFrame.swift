// SPDX-License-Identifier: Apache-2.0
import Queries

/// What every page shows around its content.
struct PageFrame {
  enum Place: Equatable {
    case overview, queries, sources, integrity, archive, history
    case entities(EntityKind)
  }

  let title: String
  let organization: String?
  /// Absent on the pages above the reports.
  let identifier: String?
  let period: String?
  let toolVersion: String
  /// Whether the report has a page on integrity.
  var hasIntegrity = false

  /// The names every template can use.
  static let names: [String: TemplateShape] = [
    "pageTitle": .text, "title": .text, "organization": .optionalText,
    "identifier": .optionalText, "period": .optionalText, "toolVersion": .text,
    "root": .text, "assets": .text, "home": .text, "archive": .optionalText,
    "nav": .list(.view(["label": .text, "href": .text, "current": .flag])),
    "crumbs": .list(.view(["label": .text, "href": .optionalText])),
  ]

  /// The values for one page of a report.
  ///
  /// Paths are those in the report; `crumbs` is the way from the overview down, without it.
  func view(
    path: String,
    pageTitle: String,
    place: Place,
    crumbs: [(label: String, path: String?)]
  ) -> [String: TemplateValue] {
    let root = SitePath.root(of: path)
    var items: [(label: String, path: String, place: Place)] = [
      ("Overview", "index.html", .overview), ("Queries", "index.html#queries", .queries),
    ]
    for kind in EntityKind.allCases {
      items.append((kind.plural, "\(kind.folder)/index.html", .entities(kind)))
    }
    items.append(("Sources", "sources.html", .sources))
    if hasIntegrity { items.append(("Integrity", SiteWriter.integrityPath, .integrity)) }
    let trail = crumbs.isEmpty ? [] : [("Overview", Optional("index.html"))] + crumbs
    return [
      "pageTitle": .text(pageTitle), "title": .text(title),
      "organization": .optional(organization), "identifier": .optional(identifier),
      "period": .optional(period), "toolVersion": .text(toolVersion),
      "root": .text(root), "assets": .text(root + "assets/"),
      "home": .text(root + "index.html"), "archive": .text("../" + root + "index.html"),
      "nav": .list(
        items.map { item in
          .view([
            "label": .text(item.label), "href": .text(root + item.path),
            "current": .flag(item.place == place),
          ])
        }
      ),
      "crumbs": .list(
        trail.map { label, path in
          .view(["label": .text(label), "href": .optional(path.map { root + $0 })])
        }
      ),
    ]
  }
}

/// The numbered links between the pages of one long table.
struct Pager {
  /// Counted from 1.
  let current: Int
  /// The relative path of each page.
  let hrefs: [String]

  static let names: [String: TemplateShape] = [
    "pages": .list(
      .view(["number": .text, "href": .text, "current": .flag])
    ),
    "previous": .optionalText, "next": .optionalText,
  ]

  /// Absent where there is but one page.
  var view: TemplateValue {
    guard hrefs.count > 1 else { return .absent }
    return .view([
      "pages": .list(
        hrefs.enumerated().map { index, href in
          .view([
            "number": .text(String(index + 1)), "href": .text(href),
            "current": .flag(index + 1 == current),
          ])
        }
      ),
      "previous": .optional(current > 1 ? hrefs[current - 2] : nil),
      "next": .optional(current < hrefs.count ? hrefs[current] : nil),
    ])
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// Writes the pages of one site: each kind of page is an extension in a file of its own.
struct SiteWriter {
  /// Writes the markup of one place in a page.
  typealias Slot = (inout FileWriter) throws(ReportError) -> Void

  let site: Site
  let attachments: Attachments
  let templates: TemplateLibrary
  let frame: PageFrame

  init(site: Site, attachments: Attachments, templates: TemplateLibrary) {
    self.site = site
    self.attachments = attachments
    self.templates = templates
    frame = PageFrame(
      title: site.input.title,
      organization: site.input.organization,
      identifier: site.input.identifier,
      period: site.periodText,
      toolVersion: site.input.toolVersion,
      hasIntegrity: site.integrity != nil
    )
  }

  /// Renders one page straight into its file.
  func write(
    _ template: PageTemplate,
    at path: String,
    _ view: [String: TemplateValue],
    slots: [String: Slot],
    to report: inout StagedReport
  ) throws(ReportError) {
    let pieces = templates.render(template, view)
    try report.write(path) { writer throws(ReportError) in
      for piece in pieces {
        switch piece {
        case .bytes(let bytes): writer.buffer += bytes
        case .slot(let name): try slots[name]?(&writer)
        }
        try writer.flush()
      }
    }
  }

  /// The relative path of an entity's page, seen from another page.
  func link(to key: EntityKey, from page: String) -> String? {
    site.entities.path(of: key).map { SitePath.relative(from: page, to: $0) }
  }
}

extension Site {
  /// The days of the report in words; nil where there are none.
  var periodText: String? {
    coverage.period.map { days in
      days.first == days.last ? "\(days.first) UTC" : "\(days.first) to \(days.last) UTC"
    }
  }
}

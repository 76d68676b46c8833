// SPDX-License-Identifier: Apache-2.0

/// A published report as the list of all reports shows it.
struct ArchivedReport: Equatable {
  /// The folder's name.
  let folder: String
  let summary: ReportSummary

  /// The reports of an output folder that are complete, the newest first.
  ///
  /// - Parameter output: holds one folder a report.
  /// - Returns: those with their sums and a summary of ours.
  /// - Throws: `ReportError` where the folder cannot be listed.
  static func all(in output: String) throws(ReportError) -> [ArchivedReport] {
    try FileSystem.list(output).compactMap { name in
      let folder = "\(output)/\(name)"
      guard ReportName.isUsable(name), FileSystem.isFolder(folder),
        FileSystem.exists("\(folder)/\(StagedReport.sumsName)"),
        let summary = ReportSummary(folder: folder),
        ReportName.revision(of: name, identifier: summary.identifier) != nil
      else { return nil }
      return ArchivedReport(folder: name, summary: summary)
    }.sorted(by: isNewer)
  }

  /// Newer is what goes on longer, then what begins later, then the later revision: no clock.
  static func isNewer(_ left: ArchivedReport, _ right: ArchivedReport) -> Bool {
    let (first, second) = (left.summary, right.summary)
    if first.lastDay != second.lastDay { return (first.lastDay ?? "") > (second.lastDay ?? "") }
    if first.firstDay != second.firstDay { return (first.firstDay ?? "") > (second.firstDay ?? "") }
    if first.identifier != second.identifier { return first.identifier > second.identifier }
    return left.revision > right.revision
  }

  var revision: Int {
    ReportName.revision(of: folder, identifier: summary.identifier) ?? 1
  }
}

/// The page above all reports.
struct ArchivePage {
  static let names: [String: TemplateShape] = [
    "reports": .list(
      .view([
        "folder": .text, "href": .text, "title": .text, "organization": .optionalText,
        "period": .text, "revision": .text, "events": .text, "critical": .text, "high": .text,
        "other": .text, "failed": .text, "problems": .text, "gaps": .text, "superseded": .flag,
      ])
    ),
    "count": .text,
    "history": .text,
  ]

  let reports: [ArchivedReport]
  let frame: PageFrame

  /// The values; `assets` is the relative path of the style sheets, with a slash at its end.
  func view(assets: String) -> [String: TemplateValue] {
    var view = frame.outerView(pageTitle: "All reports", place: .archive, assets: assets)
    var newest: Set<String> = []
    view["reports"] = .list(
      reports.map { report in
        item(report, isNewest: newest.insert(report.summary.identifier).inserted)
      }
    )
    view["count"] = .text(Figures.counted(reports.count, "report"))
    view["history"] = "history.html"
    return view
  }

  private func item(_ report: ArchivedReport, isNewest: Bool) -> TemplateValue {
    let summary = report.summary
    let critical = summary.attentionCount(severity: .critical)
    let high = summary.attentionCount(severity: .high)
    let all = ReportQuery.Severity.allCases.reduce(0) { $0 + summary.attentionCount(severity: $1) }
    let days = [summary.firstDay, summary.lastDay].compactMap(\.self)
    return .view([
      "folder": .text(report.folder), "href": .text("\(report.folder)/index.html"),
      "title": .text(summary.title), "organization": .optional(summary.organization),
      "period": .text(days.isEmpty ? "No events" : days.joined(separator: " to ")),
      "revision": .number(report.revision), "events": .number(summary.eventCount),
      "critical": .number(critical), "high": .number(high), "other": .number(all - critical - high),
      "failed": .number(summary.failedCount), "problems": .number(summary.issueCount),
      "gaps": .number(summary.missingDayCount), "superseded": .flag(!isNewest),
    ])
  }
}

/// The page of all runs: the only one that tells when something was done and how long it took.
struct HistoryPage {
  static let names: [String: TemplateShape] = [
    "runs": .list(
      .view([
        "start": .text, "duration": .text, "state": .text, "succeeded": .flag,
        "identifier": .text, "report": .optionalView(["folder": .text, "href": .text]),
        "error": .optionalText, "version": .text, "host": .optionalText,
        "queryCount": .text,
        "queries": .list(
          .view([
            "id": .text, "state": .text, "succeeded": .flag, "start": .text, "duration": .text,
            "rows": .text, "bytes": .text,
          ])
        ),
      ])
    ),
    "older": .optionalText,
    "unreadable": .optionalText,
  ]

  let log: HistoryLog
  /// Folders of reports that are there.
  let reports: Set<String>
  let frame: PageFrame

  /// Runs beyond these stand in `history.jsonl` only.
  static let mostRuns = 60

  func view(assets: String) -> [String: TemplateValue] {
    var view = frame.outerView(pageTitle: "History of runs", place: .history, assets: assets)
    let older = log.entries.count - Self.mostRuns
    view["runs"] = .list(log.entries.suffix(Self.mostRuns).reversed().map(item))
    view["older"] = .optional(older > 0 ? Figures.counted(older, "older run") : nil)
    view["unreadable"] = .optional(
      log.unreadableCount > 0 ? Figures.counted(log.unreadableCount, "line") : nil
    )
    return view
  }

  private func item(_ entry: HistoryEntry) -> TemplateValue {
    let report: TemplateValue =
      if let folder = entry.report, reports.contains(folder) {
        .view(["folder": .text(folder), "href": .text("\(folder)/index.html")])
      } else {
        .absent
      }
    return .view([
      "start": .text(entry.start),
      "duration": .text(Figures.duration(milliseconds: entry.durationMilliseconds)),
      "state": .text(entry.state),
      "succeeded": .flag(entry.state == RunRecord.State.succeeded.rawValue),
      "identifier": .text(entry.report ?? entry.identifier), "report": report,
      "error": .optional(entry.error), "version": .text(entry.version),
      "host": .optional(entry.host),
      "queryCount": .text(Figures.counted(entry.queries.count, "query", "queries")),
      "queries": .list(
        entry.queries.map { query in
          .view([
            "id": .text(query.id), "state": .text(query.state),
            "succeeded": .flag(query.state == RunRecord.State.succeeded.rawValue),
            "start": .text(query.start),
            "duration": .text(Figures.duration(milliseconds: query.durationMilliseconds)),
            "rows": .number(query.rows), "bytes": .text(Figures.bytes(query.bytesScanned)),
          ])
        }
      ),
    ])
  }
}

extension PageFrame {
  /// The values for a page above the reports.
  func outerView(pageTitle: String, place: Place, assets: String) -> [String: TemplateValue] {
    let items: [(String, String, Place)] = [
      ("All reports", "index.html", .archive), ("History of runs", "history.html", .history),
    ]
    return [
      "pageTitle": .text(pageTitle), "title": .text(title),
      "organization": .optional(organization), "identifier": .absent, "period": .absent,
      "toolVersion": .text(toolVersion), "root": "", "assets": .text(assets),
      "home": "index.html", "archive": .absent, "crumbs": .list([]),
      "nav": .list(
        items.map { label, href, itemPlace in
          .view([
            "label": .text(label), "href": .text(href), "current": .flag(itemPlace == place),
          ])
        }
      ),
    ]
  }
}

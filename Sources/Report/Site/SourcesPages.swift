// SPDX-License-Identifier: Apache-2.0
import Columns

extension SiteWriter {
  static let sourcesNames: [String: TemplateShape] = [
    "page": .text, "isFirst": .flag, "integrity": .optionalView(["href": .text, "verdict": .text]),
    "roots": .list(.text),
    "tiles": .list(Shapes.tile),
    "skipped": .list(
      .view(["kind": .text, "reason": .text, "files": .text, "size": .text, "example": .text])
    ),
    "issues": .optionalView(["count": .text, "more": .optionalText, "table": .slot]),
    "records": .list(Shapes.fact), "equation": .text,
    "grades": .list(
      .view(["kind": .text, "grade": .text, "className": .text, "reasons": .list(.text)])
    ),
    "signs": .list(.text), "caveats": .list(.text),
    "calendar": .optionalView([
      "table": .slot, "summary": .text, "beyond": .optionalText, "unit": .text,
    ]),
    "unplaced": .optionalText,
    "changes": .optionalView(["table": .slot, "more": .optionalText]),
    "coverageFile": .view(Attachment.names),
    "files": .optionalView(["range": .text, "beyond": .optionalText, "table": .slot]),
    "pager": .optionalView(Pager.names),
    "attachments": .list(.view(Attachment.names)),
  ]

  /// Writes what the report was made from: files, what was not read, damage, gaps.
  func writeSources(to report: inout StagedReport) throws(ReportError) {
    let pages = Pages(rowCount: site.input.evidence.files.count, limits: site.input.limits)
    for page in 1...pages.count {
      let path = Self.sourcesPath(page: page)
      var view = sourcesFrame(path: path, page: page)
      view.merge(sourcesView) { $1 }
      view["page"] = .number(page)
      view["isFirst"] = .flag(page == 1)
      view["files"] =
        pages.rangeText(onPage: page).map { range in
          .view([
            "range": .text(range), "beyond": .optional(pages.beyondText), "table": .slot("files"),
          ])
        } ?? .absent
      view["pager"] =
        Pager(current: page, hrefs: (1...pages.count).map { Self.sourcesPath(page: $0) }).view
      view["attachments"] = .list(
        [attachments.files, attachments.issues].map { $0.view(from: path) }
      )
      view["coverageFile"] = attachments.coverage.view(from: path)
      let slots: [String: Slot] = [
        "files": { writer throws(ReportError) in
          try writeFiles(pages.range(onPage: page), to: &writer)
        },
        "issues": { writer throws(ReportError) in writeIssues(to: &writer) },
        "calendar": { writer throws(ReportError) in
          try writeAccounts(from: path, to: &writer)
        },
        "changes": { writer throws(ReportError) in writeChanges(to: &writer) },
      ]
      try write(.sources, at: path, view, slots: slots, to: &report)
    }
  }

  private func sourcesFrame(path: String, page: Int) -> [String: TemplateValue] {
    var crumbs: [(label: String, path: String?)] = [
      ("Sources", page == 1 ? nil : Self.sourcesPath(page: 1))
    ]
    if page > 1 {
      crumbs.append(("Page \(page)", nil))
    }
    return frame.view(
      path: path,
      pageTitle: page == 1 ? "Sources" : "Sources, page \(page)",
      place: .sources,
      crumbs: crumbs
    )
  }

  /// What is the same on all pages.
  private var sourcesView: [String: TemplateValue] {
    let unplaced = site.coverage.calendar.unplacedFileCount
    let view: [String: TemplateValue] = [
      "roots": .texts(site.input.evidence.roots.map(\.string)), "tiles": .list(sourcesTiles),
      "skipped": .list(site.input.evidence.skipped.map(skippedItem)), "issues": issuesView,
      "integrity": site.integrity.map {
        .view(["href": .text(SiteWriter.integrityPath), "verdict": .text($0.sentence)])
      } ?? .absent,
      "unplaced": .optional(
        unplaced == 0
          ? nil
          : "\(Figures.counted(unplaced, "file")) whose path tells no account, region or day"
      ),
    ]
    return view.merging(balanceView) { $1 }.merging(coverageSections) { $1 }
  }

  private static func sourcesPath(page: Int) -> String {
    page == 1 ? "sources.html" : "sources-\(page).html"
  }

  private var sourcesTiles: [TemplateValue] {
    let totals = site.totals
    return [
      Shapes.tile(
        "Files read",
        Figures.grouped(totals.fileCount),
        note:
          "\(Figures.bytes(totals.storedByteCount)), unpacked \(Figures.bytes(totals.inflatedByteCount))"
      ),
      Shapes.tile(
        "Records read",
        Figures.grouped(site.balance.read),
        note: "\(Figures.grouped(site.balance.used)) used"
      ),
      Shapes.tile(
        "Duplicates",
        Figures.grouped(site.balance.duplicates),
        note: site.balance.keepsDuplicates ? "kept" : "left out"
      ),
      Shapes.tile("Files not read", Figures.grouped(totals.skippedFileCount)),
      Shapes.tile("Problems", Figures.grouped(totals.issueCount), alert: totals.issueCount > 0),
      Shapes.tile(
        "Days without files",
        site.coverage.calendar.period == nil
          ? "–" : Figures.grouped(site.coverage.missingDayCount),
        note: "added over accounts and regions",
        alert: site.coverage.missingDayCount > 0
      ),
      secretsTile,
    ]
  }

  private var secretsTile: TemplateValue {
    switch site.input.provenance.secrets {
    case .mask:
      Shapes.tile(
        "Secrets covered",
        Figures.grouped(attachments.coveredCount),
        note: "in the rows of queries"
      )
    case .show: Shapes.tile("Secrets", "Shown", note: "as the records have them", alert: true)
    }
  }

  private func skippedItem(_ skipped: SkippedInput) -> TemplateValue {
    .view([
      "kind": .text(skipped.kind), "reason": .text(skipped.reason),
      "files": .text(Figures.counted(skipped.fileCount, "file")),
      "size": .text(Figures.bytes(skipped.byteCount)),
      "example": .text(skipped.example.string),
    ])
  }

  private var issuesView: TemplateValue {
    let count = site.input.evidence.issues.count
    let shown = site.input.limits.rowsPerPage
    guard count > 0 else { return .absent }
    return .view([
      "count": .text(Figures.counted(count, "problem")),
      "more": .optional(
        count > shown
          ? "The first \(Figures.grouped(shown)) of \(Figures.grouped(count)) are shown; "
            + "the CSV files hold all of them."
          : nil
      ),
      "table": .slot("issues"),
    ])
  }

  private func writeIssues(to writer: inout FileWriter) {
    let table = DataTable(
      id: "issues-table",
      columns: [.init(title: "File"), .init(title: "What"), .init(title: "Found")]
    )
    table.begin(caption: "Problems with the input, in the order of the tree", into: &writer.buffer)
    for issue in site.input.evidence.issues.prefix(site.input.limits.rowsPerPage) {
      writer.buffer.raw("<tr><th scope=\"row\">")
      writer.buffer.isolated(issue.path)
      writer.buffer.raw("</th>")
      table.cell(1, markup: issue.kind.label, into: &writer.buffer)
      table.cell(2, Text(issue.reason), into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }

  /// `2026-10-03, 2026-10-05 to 2026-10-09 and 3 more stretches`.
  static func days(_ stretches: [ClosedRange<Int>]) -> String {
    let most = 6
    let shown = stretches.prefix(most).map { days in
      let first = CivilDate(epochDay: days.lowerBound).text
      return days.count == 1
        ? first : "\(first) to \(CivilDate(epochDay: days.upperBound).text)"
    }
    let more = stretches.count - shown.count
    return shown.joined(separator: ", ")
      + (more > 0 ? " and \(Figures.counted(more, "more stretch", "more stretches"))" : "")
  }

  private func writeFiles(_ rows: Range<Int>, to writer: inout FileWriter) throws(ReportError) {
    let table = DataTable(
      id: "files-table",
      columns: [
        .init(title: "File"), .init(title: "Account", width: .short),
        .init(title: "Region", width: .short), .init(title: "Day", width: .short),
        .init(title: "Form", width: .short, isOptional: true),
        .init(title: "Size", isNumeric: true, isOptional: true),
        .init(title: "Records", isNumeric: true),
        .init(title: "Outside the scope", isNumeric: true, isOptional: true),
        .init(title: "Duplicates", isNumeric: true, isOptional: true),
        .init(title: "Late", isNumeric: true, isOptional: true),
        .init(title: "Problem"),
      ] + (site.integrity == nil ? [] : [.init(title: "Verdict", width: .short)])
    )
    table.begin(caption: "Files read, in the order of the tree", into: &writer.buffer)
    for file in site.input.evidence.files[rows] {
      writer.buffer.raw("<tr><th scope=\"row\">")
      writer.buffer.isolated(file.path)
      writer.buffer.raw("</th>")
      for (column, text) in [(1, file.account), (2, file.region), (3, file.day)] {
        if let text {
          table.cell(column, Text(text), into: &writer.buffer)
        } else {
          table.cell(column, markup: "–", into: &writer.buffer)
        }
      }
      table.cell(4, Text(file.form.isEmpty ? "–" : file.form), into: &writer.buffer)
      table.cell(5, markup: Figures.bytes(file.storedByteCount), into: &writer.buffer)
      let balance = RecordBalance([file], keepsDuplicates: false)
      for (column, count) in [
        (6, balance.read), (7, balance.outsideScope), (8, balance.duplicates), (9, balance.late),
      ] {
        table.cell(column, markup: Figures.grouped(count), into: &writer.buffer)
      }
      table.cell(10, markup: Self.problem(of: file), into: &writer.buffer)
      if site.integrity != nil {
        let verdict = file.verdict
        table.cell(
          11,
          markup: verdict.map { $0.isFailure ? "<strong>\($0.rawValue)</strong>" : $0.rawValue }
            ?? "–",
          into: &writer.buffer
        )
      }
      writer.buffer.raw("</tr>\n")
      try writer.flush()
    }
    table.end(into: &writer.buffer)
  }

  /// `Truncated, 3 records saved`.
  private static func problem(of file: FileEvidence) -> String {
    guard let issue = file.issue else { return "–" }
    let label = "<strong>\(issue.kind.label)</strong>"
    return file.salvagedCount == 0
      ? label : "\(label), \(Figures.counted(file.salvagedCount, "record")) saved"
  }
}

extension InputIssue.Kind {
  /// In words.
  var label: String {
    switch self {
    case .unreadable: "Unreadable"
    case .truncated: "Truncated"
    case .corrupt: "Corrupt"
    case .empty: "Empty"
    case .notJSON: "Not JSON"
    case .noRecords: "No records"
    case .trailingData: "Data after the end"
    case .tooLarge: "Too large"
    case .malformedRecord: "Malformed record"
    case .notRegularFile: "Not a regular file"
    case .changed: "Changed while read"
    case .tooMany: "Too many files"
    }
  }
}

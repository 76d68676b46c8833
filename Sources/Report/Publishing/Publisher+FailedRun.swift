// SPDX-License-Identifier: Apache-2.0

extension Publisher {
  /// Notes a run that ended without a report in the history.
  ///
  /// The page of all runs shows it at once where a report was published before, whose style sheets
  /// it can use; otherwise with the first report.
  ///
  /// - Parameters:
  ///   - run: what ran, as far as it came.
  ///   - identifier: of the report there would have been.
  ///   - error: why there is none.
  ///   - title: heads the page.
  ///   - organization: beside the title.
  ///   - toolVersion: of this program.
  ///   - templates: for the page.
  ///   - validator: checks the page.
  /// - Throws: `ReportError` where the history cannot be written.
  package func record(
    failed run: RunRecord,
    identifier: String,
    error: String,
    title: String,
    organization: String?,
    toolVersion: String,
    templates: TemplateLibrary,
    validator: PageValidator
  ) throws(ReportError) {
    var log = try HistoryLog(path: "\(output)/\(Publication.logName)")
    log.add(
      HistoryEntry(
        run,
        identifier: identifier,
        version: toolVersion,
        report: nil,
        error: error
      )
    )
    try log.writeLast()
    let reports = try ArchivedReport.all(in: output)
    guard let newest = reports.first else { return }
    let frame = PageFrame(
      title: title,
      organization: organization,
      identifier: nil,
      period: nil,
      toolVersion: toolVersion
    )
    let history = HistoryPage(log: log, reports: Set(reports.map(\.folder)), frame: frame)
    let page = Publication.Page(
      name: "history.html",
      bytes: templates.bytes(.history, history.view(assets: "\(newest.folder)/assets/"))
    )
    let output = output
    var links = LinkCheck { FileSystem.exists("\(output)/\($0)") }
    try links.add(validator.validate(page: page.name, page.bytes))
    try links.finish()
    try page.replace(in: output)
  }
}

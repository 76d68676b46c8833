// SPDX-License-Identifier: Apache-2.0

extension Publisher {
  /// Notes a run that ended without a report in the history's file.
  package func record(
    failed run: RunRecord,
    identifier: String,
    version: String,
    error: String
  ) throws(ReportError) {
    var log = try HistoryLog(path: "\(output)/\(Publication.logName)")
    log.add(HistoryEntry(run, identifier: identifier, version: version, report: nil, error: error))
    try log.writeLast()
  }

  /// Renders the page of all runs anew, for a run that ended without a report.
  ///
  /// It takes the style sheets of the newest report; before the first there is no such page.
  package func showHistory(
    title: String,
    organization: String?,
    toolVersion: String,
    templates: TemplateLibrary,
    validator: PageValidator
  ) throws(ReportError) {
    let log = try HistoryLog(path: "\(output)/\(Publication.logName)")
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

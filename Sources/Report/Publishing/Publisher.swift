// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials

/// Where a report was published.
package struct PublishedReport: Equatable, Sendable {
  /// The folder's name: the identifier, from the second on with its revision.
  package let name: String
  /// The path of the folder.
  package let folder: String
  /// Folders of runs that did not end, which were cleared.
  package let cleared: [String]
}

/// Puts whole reports, and nothing else, into an output folder.
///
/// Only what a plain web share can do is used: files are written into a new folder that nobody is
/// led to, the folder is renamed to a name that does not exist, and then one file is replaced: the
/// page of all reports. A run that is stopped at any moment leaves everything published as it was.
package struct Publisher: ~Copyable {
  /// The folder of all reports.
  package let output: String
  /// Folders of runs that did not end, cleared when this publisher was made.
  package let cleared: [String]
  private let lock: Int32

  /// Locks the output folder, making it if need be, and clears what runs before left unfinished.
  ///
  /// - Parameter folder: of all reports.
  /// - Throws: `ReportError` of kind `locked` while another run has the folder.
  package init(folder: String) throws(ReportError) {
    let output = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    try FileSystem.makeFolders(output)
    let path = "\(output)/\(Self.lockName)"
    let lock = try FileSystem.openToAppend(path)
    do throws(ReportError) {
      guard try FileSystem.tryLock(lock, path: path) else {
        throw ReportError(
          .locked,
          path: output,
          "another run is writing to this folder\(Self.holder(path)); wait for it to end, or stop it"
        )
      }
      try Self.sign(lock, path: path)
      cleared = try Self.clear(output)
    } catch {
      FileSystem.close(lock)
      throw error
    }
    self.output = output
    self.lock = lock
  }

  deinit {
    // Closing gives the lock back, as does the end of the process.
    FileSystem.close(lock)
  }

  /// Makes the folder a report is written into.
  package func stage(_ identifier: String) throws(ReportError) -> StagedReport {
    let folder = "\(output)/\(ReportName.stagingPrefix)\(identifier)"
    try FileSystem.makeFolder(folder)
    return StagedReport(folder: folder, identifier: identifier)
  }

  /// Publishes a report that was validated.
  ///
  /// - Parameters:
  ///   - report: as it was written and validated.
  ///   - site: what it was written from.
  ///   - templates: for the pages above the reports.
  ///   - validator: checks those pages before anything is published.
  ///   - sign: writes the signature into the folder of the report, which it is given.
  /// - Returns: where the report is.
  /// - Throws: `ReportError`; the report is then not shown, and all earlier ones are as they were.
  package func publish(
    _ report: consuming StagedReport,
    of site: Site,
    templates: TemplateLibrary,
    validator: PageValidator,
    sign: (String) throws(ReportError) -> Void = { _ in }
  ) throws(ReportError) -> PublishedReport {
    var publication = try prepare(report, of: site, templates: templates, validator: validator)
    try publication.seal(sign: sign)
    try publication.install()
    try publication.record()
    try publication.show()
    return PublishedReport(
      name: publication.name,
      folder: "\(output)/\(publication.name)",
      cleared: cleared
    )
  }

  /// Renders and validates the pages above the reports as they will be, and gives the steps that
  /// are left.
  package func prepare(
    _ report: consuming StagedReport,
    of site: Site,
    templates: TemplateLibrary,
    validator: PageValidator
  ) throws(ReportError) -> Publication {
    let name = freeName(for: report.identifier)
    var reports = try ArchivedReport.all(in: output)
    reports.append(ArchivedReport(folder: name, summary: ReportSummary(of: site)))
    reports.sort(by: ArchivedReport.isNewer)
    var log = try HistoryLog(path: "\(output)/\(Publication.logName)")
    log.add(
      HistoryEntry(
        site.input.run,
        identifier: site.identifier,
        version: site.input.toolVersion,
        report: name,
        error: nil
      )
    )
    let frame = PageFrame(
      title: site.input.title,
      organization: site.input.organization,
      identifier: nil,
      period: nil,
      toolVersion: site.input.toolVersion
    )
    let assets = "\(name)/assets/"
    let pages = [
      Publication.Page(
        name: "history.html",
        bytes: templates.bytes(
          .history,
          HistoryPage(log: log, reports: Set(reports.map(\.folder)), frame: frame)
            .view(assets: assets)
        )
      ),
      Publication.Page(
        name: "index.html",
        bytes: templates.bytes(
          .archive,
          ArchivePage(reports: reports, frame: frame).view(assets: assets)
        )
      ),
    ]
    try check(pages, report: report, name: name, validator: validator)
    return Publication(output: output, name: name, report: report, log: log, pages: pages)
  }

  private func check(
    _ pages: [Publication.Page],
    report: borrowing StagedReport,
    name: String,
    validator: PageValidator
  ) throws(ReportError) {
    let staged = Set(report.files.map { "\(name)/\($0.path)" }).union(pages.map(\.name))
    let output = output
    var links = LinkCheck { staged.contains($0) || FileSystem.exists("\(output)/\($0)") }
    for page in pages {
      try links.add(validator.validate(page: page.name, page.bytes))
    }
    try links.finish()
  }

  private func freeName(for identifier: String) -> String {
    var revision = 1
    while FileSystem.exists("\(output)/\(ReportName.name(identifier, revision: revision))") {
      revision += 1
    }
    return ReportName.name(identifier, revision: revision)
  }

  /// Removes staging folders, and reports of ours without their sums; touches nothing else.
  private static func clear(_ output: String) throws(ReportError) -> [String] {
    var cleared: [String] = []
    for name in try FileSystem.list(output) {
      let path = "\(output)/\(name)"
      if name.hasPrefix(ReportName.stagingPrefix) || isUnfinished(path, name: name) {
        try FileSystem.remove(path)
        cleared.append(name)
      }
    }
    return cleared
  }

  private static func isUnfinished(_ folder: String, name: String) -> Bool {
    guard FileSystem.isFolder(folder),
      !FileSystem.exists("\(folder)/\(StagedReport.sumsName)"),
      let summary = ReportSummary(folder: folder)
    else { return false }
    return ReportName.revision(of: name, identifier: summary.identifier) != nil
  }

  private static let lockName = ".lock"

  /// Says in the file that is locked who has it.
  private static func sign(_ lock: Int32, path: String) throws(ReportError) {
    let process = ProcessInfo.processInfo
    try FileSystem.empty(lock, path: path)
    try FileSystem.write(
      Array("process \(process.processIdentifier) on \(process.hostName)\n".utf8),
      to: lock,
      path: path
    )
  }

  /// `, process 1234 on host`, as far as the file tells.
  private static func holder(_ path: String) -> String {
    guard let bytes = try? FileSystem.read(path),
      let line = bytes.split(separator: 0x0A).first, line.count < 400
    else { return "" }
    return ", " + String(decoding: line, as: UTF8.self)
  }
}

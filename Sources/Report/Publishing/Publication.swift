// SPDX-License-Identifier: Apache-2.0

/// The last steps of publishing one report, each of which may be the last before a power cut.
package struct Publication {
  /// A page above the reports, rendered and validated.
  struct Page {
    let name: String
    let bytes: [UInt8]
  }

  let output: String
  /// The folder the report will have.
  package let name: String
  private var report: StagedReport
  private let log: HistoryLog
  private let pages: [Page]

  init(output: String, name: String, report: StagedReport, log: HistoryLog, pages: [Page]) {
    self.output = output
    self.name = name
    self.report = report
    self.log = log
    self.pages = pages
  }

  static let logName = "history.jsonl"

  /// Writes the sums, has them signed, and waits until all files are on the disk.
  ///
  /// - Parameter sign: writes the signature, if any, into the folder it is given.
  /// - Throws: `ReportError`, that of `sign` among them.
  package mutating func seal(
    sign: (String) throws(ReportError) -> Void = { _ in }
  ) throws(ReportError) {
    try report.seal()
    try sign(report.folder)
    let signature = "\(report.folder)/\(ReportCheck.signatureName)"
    if FileSystem.exists(signature) { try FileSystem.synchronizeFile(signature) }
    try report.synchronize()
  }

  /// Gives the folder its name.
  package func install() throws(ReportError) {
    let folder = "\(output)/\(name)"
    guard !FileSystem.exists(folder) else {
      throw ReportError(.output, path: folder, "a report of this name is there already")
    }
    try FileSystem.rename(report.folder, to: folder)
    try FileSystem.synchronizeFolder(output)
  }

  /// Adds the run to the history.
  package func record() throws(ReportError) {
    try log.writeLast()
  }

  /// Replaces the pages above the reports; with the last of them the report is public.
  package func show() throws(ReportError) {
    for page in pages {
      try page.replace(in: output)
    }
    try FileSystem.synchronizeFolder(output)
  }
}

extension Publication.Page {
  /// Writes the page beside the one that is there, and then renames it over that one.
  func replace(in output: String) throws(ReportError) {
    let new = "\(output)/.new-\(name)"
    if FileSystem.exists(new) {
      try FileSystem.remove(new)
    }
    let file = try FileSystem.create(new)
    defer { FileSystem.close(file) }
    try FileSystem.write(bytes, to: file, path: new)
    try FileSystem.synchronize(file, path: new)
    try FileSystem.rename(new, to: "\(output)/\(name)")
  }
}

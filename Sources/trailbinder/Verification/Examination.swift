// SPDX-License-Identifier: Apache-2.0
private import Queries
import Report

/// Looks at one report after another, and tells what was found.
struct Examination {
  private let key: String?
  private let logs: [String]
  private let work: WorkOptions
  private let diagnostics: Diagnostics
  private var isChanged = false
  private var isDoubtful = false

  init(key: String?, logs: [String], work: WorkOptions, _ diagnostics: Diagnostics) {
    self.key = key
    self.logs = logs
    self.work = work
    self.diagnostics = diagnostics
  }

  var status: ExitStatus { isChanged ? .failed : isDoubtful ? .incomplete : .done }

  /// Everything about one report.
  mutating func report(_ folder: String, _ validator: PageValidator) async throws(Failure) {
    let check = try Self.check(folder, validator)
    try show(check.discrepancies, in: folder)
    try tell(
      "\(folder): \(Amount.counted(check.fileCount, "file")) as SHA256SUMS says, "
        + "\(Amount.counted(check.pageCount, "page")) in order"
    )
    try signature(of: folder)
    guard !logs.isEmpty else { return }
    guard let manifest = check.manifest else {
      isDoubtful = true
      return try tell("\(folder): without a manifest the queries cannot be asked again")
    }
    let again = try await SecondReading.run(
      manifest,
      sums: check.sums,
      logs: logs,
      workers: work.workers,
      Progress(diagnostics)
    )
    try show(again.discrepancies, in: folder)
    for doubt in again.doubts {
      isDoubtful = true
      try tell("NOT-CHECKED  \(folder): \(doubt)")
    }
    try tell(
      "\(folder): \(Amount.counted(again.sameCount, "query", "queries")) asked again with the same "
        + "answer, \(Amount.counted(again.inputCount, "log file")) as the manifest says"
    )
  }

  /// The pages above all reports, and what else stands beside the reports.
  mutating func archive(
    _ folder: String,
    _ reports: [String],
    _ validator: PageValidator
  ) throws(Failure) {
    let found: [Discrepancy]
    do throws(ReportError) {
      found = try ReportCheck.archive(folder, validator)
    } catch {
      throw Failure(error)
    }
    try show(found, in: folder)
    let own = Set(reports + ["index.html", "history.html", "history.jsonl", ".lock"])
    for name in Files.names(in: folder) where !own.contains(name) {
      isDoubtful = true
      try tell("NOT-CHECKED  \(folder)/\(name): is no part of a report")
    }
  }

  private static func check(
    _ folder: String,
    _ validator: PageValidator
  ) throws(Failure) -> ReportCheck {
    do throws(ReportError) {
      return try ReportCheck(folder: folder, validator: validator)
    } catch {
      throw Failure(error)
    }
  }

  private mutating func signature(of folder: String) throws(Failure) {
    switch try Signature.check(folder, key: key) {
    case .absent: try tell("\(folder): not signed")
    case .good(let signer):
      try tell("\(folder): signature good" + (signer.map { ", by \($0)" } ?? ""))
    case .notChecked:
      isDoubtful = true
      try tell("NOT-CHECKED  \(folder): there is a signature; --key says who may have made it")
    case .bad(let reason):
      try show([Discrepancy(.signature, ReportCheck.signatureName, reason)], in: folder)
    }
  }

  private mutating func show(_ found: [Discrepancy], in folder: String) throws(Failure) {
    for discrepancy in found {
      isChanged = true
      let path = discrepancy.path
      try tell(
        "\(discrepancy.kind.rawValue)  \(discrepancy.kind == .input ? path : "\(folder)/\(path)"): "
          + discrepancy.message
      )
    }
  }

  /// One line, whatever stands in names and messages.
  private func tell(_ line: String) throws(Failure) {
    try diagnostics.output(Array((TerminalText.safe(line) + "\n").utf8))
  }
}

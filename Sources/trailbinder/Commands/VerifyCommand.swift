// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Report

/// `trailbinder verify`: holds published reports against what they say of themselves.
struct VerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that a published report is as it was published.",
    discussion: """
      Needs no logs and no configuration: every file is held against SHA256SUMS and the manifest, no \
      other file may stand beside them, and every page is checked again. With --key the signature is \
      checked, with --logs every query is asked again. Exit codes: 0 all as it was; 1 something is \
      not; 2 arguments wrong; 3 something could not be checked.
      """
  )

  @Argument(
    help: ArgumentHelp("A report, or the folder of all reports.", valueName: "site")
  )
  var site: String

  @Option(
    help: ArgumentHelp(
      "Who may have signed: allowed signers of ssh-keygen, or a public key as PEM for openssl.",
      valueName: "file"
    )
  )
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The logs a report was made from; once for each of its folders, in their order.",
      valueName: "dir"
    )
  )
  var logs: [String] = []

  @OptionGroup var work: WorkOptions

  var isQuiet: Bool { work.quiet }

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    guard Files.kind(of: site) == .folder else {
      throw Failure(.misused, "no folder '\(site)'")
    }
    if let key, Files.kind(of: key) != .file {
      throw Failure(.misused, "--key: no file '\(key)'")
    }
    _ = try LogFolders.checked(logs)
    let validator = try Self.validator()
    let site = site.count > 1 && site.hasSuffix("/") ? String(site.dropLast()) : site
    var examination = Examination(key: key, logs: logs, work: work, diagnostics)
    if ReportCheck.isReport(site) {
      try await examination.report(site, validator)
    } else {
      let reports = Files.names(in: site).filter { ReportCheck.isReport("\(site)/\($0)") }
      guard !reports.isEmpty else {
        throw Failure(
          .misused,
          "no report in '\(site)': expected a folder with SHA256SUMS, or one of such folders"
        )
      }
      guard logs.isEmpty || reports.count == 1 else {
        throw Failure(.misused, "--logs belongs to one report: name it, as '\(site)/\(reports[0])'")
      }
      for name in reports { try await examination.report("\(site)/\(name)", validator) }
      try examination.archive(site, reports, validator)
    }
    return examination.status
  }

  private static func validator() throws(Failure) -> PageValidator {
    guard let shared = SharedFiles.folder() else { throw SharedFiles.missing }
    do throws(ReportError) {
      return try PageValidator(schema: shared + "/Templates/report.rng")
    } catch {
      throw Failure(error)
    }
  }
}

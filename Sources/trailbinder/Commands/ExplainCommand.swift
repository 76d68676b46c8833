// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CloudTrail
import Columns
import Queries

/// `trailbinder explain`: shows how a query is planned, without reading a log.
struct ExplainCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a query is planned, or why it cannot be run.",
    discussion: "No log is read. With --logs the files that would be read are counted."
  )

  @OptionGroup var question: SQLOptions

  @Option(
    help: ArgumentHelp("A folder with logs; can be repeated.", valueName: "dir")
  )
  var logs: [String] = []

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let script = try Script(question, logs: logs)
    _ = try script.compile(Period.provisionalSession)
    let tree = LogTree(roots: try LogFolders.checked(logs))
    let (answer, warnings) = try script.compile(Period(now: nil, scope: Scope(), tree).session)
    diagnostics.report(warnings)
    switch answer {
    case .lines(let lines): try diagnostics.output(lines.joined(separator: "\n"))
    case .query(let query), .analysis(let query):
      try show(query, .logical, script, tree, diagnostics)
    case .plan(let query, let form): try show(query, form, script, tree, diagnostics)
    }
    return .done
  }

  private func show(
    _ query: CompiledQuery,
    _ form: PlanText.Form,
    _ script: Script,
    _ tree: LogTree,
    _ diagnostics: Diagnostics
  ) throws(Failure) {
    diagnostics.report(
      query.warnings.map {
        Diagnostic(QueryDiagnostic($0, file: script.name, sql: script.sql))
      }
    )
    try diagnostics.output(PlanText.text(of: query, form))
    if !logs.isEmpty { try diagnostics.output(Self.extent(of: tree)) }
  }

  /// `Would read 12 files, 3.1 MB, …`.
  private static func extent(of tree: LogTree) -> String {
    let byteCount = tree.files.reduce(0) { $0 + $1.storedByteCount }
    let skipped = tree.skipped.reduce(0) { $0 + $1.fileCount }
    return "would read \(Amount.counted(tree.files.count, "file")), \(Amount.bytes(byteCount)); "
      + "\(Amount.counted(skipped, "file")) of other kinds"
  }
}

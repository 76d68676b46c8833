// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CloudTrail
import Columns
import Queries

/// `trailbinder check`: finds everything that can be wrong without reading a log.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a configuration, without reading a log.",
    discussion: "Looks at the configuration, every query, the templates, and the folders."
  )

  @Argument(help: "The configuration file.")
  var config: String

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let settings = try ConfigurationFile.load(config)
    let tree = LogTree(roots: settings.logs.map { Text($0.path) }, scope: settings.scope)
    let period = Period(settings, tree)
    var problems: [Diagnostic] = []
    var warnings = period.warnings
    var queryCount = 0
    problems += Self.problems { () throws(Failure) in
      let asked = try Questions(settings)
      warnings += asked.warnings
      let questions = try asked.compile(period.session)
      queryCount = questions.count
      warnings += questions.flatMap(\.warnings)
    }
    problems += Self.problems { () throws(Failure) in _ = try Press(settings) }
    problems += Self.problems { () throws(Failure) in _ = try IntegrityMeans.read(settings) }
    problems += Self.problems { () throws(Failure) in
      _ = try ExpectedFiles.read(settings.expected)
    }
    if let problem = OutputFolder.writingProblem(settings.output) {
      problems.append(Diagnostic(.error, problem, place: config))
    }
    problems += Self.logProblems(settings, tree)
    warnings += tree.unlisted.map { Diagnostic(.warning, $0.reason, place: $0.path.string) }
    diagnostics.report(problems + warnings)
    guard problems.isEmpty else { return .misused }
    try diagnostics.output(summary(queryCount, tree))
    return .done
  }

  /// What a step finds wrong, so that the next one is looked at as well.
  private static func problems(_ step: () throws(Failure) -> Void) -> [Diagnostic] {
    do throws(Failure) {
      try step()
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// A folder in which no log was found is most likely the wrong one.
  private static func logProblems(_ settings: Configuration, _ tree: LogTree) -> [Diagnostic] {
    settings.logs.indices.compactMap { root in
      guard !tree.files.contains(where: { $0.root == root }) else { return nil }
      let found = tree.skipped.map { "\(Amount.counted($0.fileCount, "file")) (\($0.kind))" }
      return Diagnostic(
        .error,
        "no CloudTrail log in '\(settings.logs[root].written)' for this scope: expected "
          + "…/AWSLogs/<account>/CloudTrail/<region>/YYYY/MM/DD/*.json.gz somewhere below"
          + (found.isEmpty ? "" : "; what was passed over: \(found.joined(separator: ", "))"),
        place: settings.file
      )
    }
  }

  private func summary(_ queryCount: Int, _ tree: LogTree) -> String {
    let byteCount = tree.files.reduce(0) { $0 + $1.storedByteCount }
    return "\(config): \(Amount.counted(queryCount, "query", "queries")), "
      + "\(Amount.counted(tree.files.count, "file")) of logs (\(Amount.bytes(byteCount))), "
      + "no mistake found"
  }
}

extension CompiledQuestion {
  /// What is worth saying about the SQL although it can be run.
  var warnings: [Diagnostic] {
    compiled.warnings.map {
      Diagnostic(
        QueryDiagnostic($0, file: query.file, sql: query.sql, firstLine: query.firstLine)
      )
    }
  }
}

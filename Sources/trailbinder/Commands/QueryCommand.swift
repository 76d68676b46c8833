// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CloudTrail
import Columns
import Queries

/// `trailbinder query`: answers one question over folders of logs.
struct QueryCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer one query.",
    discussion: """
      The SQL is Athena's; it may begin with a comment. Tables are cloudtrail_logs and logs, which \
      are the same, lake, with the columns of CloudTrail Lake, network_activity, insights and aggregated. now() is the end of --to, or of the last day that the paths of the logs name.
      """
  )

  @OptionGroup var question: SQLOptions

  @Option(
    help: ArgumentHelp(
      "A folder with logs, above or inside AWSLogs, or a file; - is standard input. Can be repeated.",
      valueName: "dir"
    )
  )
  var logs: [String] = []

  @Option(
    help: ArgumentHelp("table, csv (as Athena writes it), json or ndjson.", valueName: "format")
  )
  var format: ResultFormat = .table

  @Option(
    help: ArgumentHelp(
      "remove copies of records that were delivered more than once, or keep them as Athena does.",
      valueName: "remove|keep"
    ),
    transform: { text in
      guard let policy = DuplicatePolicy(rawValue: text) else {
        throw ValidationError("--duplicates: expected 'remove' or 'keep', found '\(text)'.")
      }
      return policy
    }
  )
  var duplicates: DuplicatePolicy = .remove

  @OptionGroup var period: PeriodOptions
  @OptionGroup var work: WorkOptions

  var isQuiet: Bool { work.quiet }

  func validate() throws {
    if logs.isEmpty { throw ValidationError("No logs: name a folder by --logs.") }
    if logs.contains(LogFolders.standardInput), question.readsStandardInput {
      throw ValidationError("The SQL and the logs cannot both be read from standard input.")
    }
  }

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let script = try Script(question, logs: logs)
    // A mistake is told before the folders are looked at.
    _ = try script.compile(Period.provisionalSession)
    let tree = LogTree(
      roots: try LogFolders.checked(logs),
      scope: try period.applied(to: Scope())
    )
    let days = Period(now: period.now?.microseconds, scope: tree.scope, tree)
    let (asked, warnings) = try script.compile(days.session)
    diagnostics.report(warnings)
    switch asked {
    case .lines(let lines):
      try diagnostics.output(lines.joined(separator: "\n"))
      return .done
    case .plan(let query, let form):
      try diagnostics.output(PlanText.text(of: query, form))
      return .done
    case .query(let query):
      let answer = try await answer(query, script, days, tree, diagnostics)
      return try show(answer, script, diagnostics)
    case .analysis(let query):
      let answer = try await answer(query, script, days, tree, diagnostics)
      let result = try outcome(answer, script)
      try diagnostics.output(query.explainedAnalyzed(result))
      return complain(answer.evidence, diagnostics)
    }
  }

  private func answer(
    _ query: CompiledQuery,
    _ script: Script,
    _ days: Period,
    _ tree: LogTree,
    _ diagnostics: Diagnostics
  ) async throws(Failure) -> Answer {
    diagnostics.report(warnings(of: query, script) + days.warnings)
    return try await Interruption.cancelling {
      await Self.answer(
        query,
        over: tree,
        duplicates,
        workers: work.workers,
        Progress(diagnostics)
      )
    }.get()
  }

  private typealias Answer = (outcome: Result<QueryResult, QueryError>, evidence: Evidence)

  private static func answer(
    _ query: CompiledQuery,
    over tree: LogTree,
    _ duplicates: DuplicatePolicy,
    workers: Int?,
    _ progress: Progress
  ) async -> Result<Answer, Failure> {
    do throws(Failure) {
      let pass = try await SharedPass.run(
        [query],
        over: tree,
        duplicates: duplicates,
        workers: workers,
        progress
      )
      return .success((pass.outcomes[0], pass.evidence))
    } catch {
      return .failure(error)
    }
  }

  private func show(
    _ answer: Answer,
    _ script: Script,
    _ diagnostics: Diagnostics
  ) throws(Failure) -> ExitStatus {
    let result = try outcome(answer, script)
    let isTerminal = Terminal.isTerminal(Terminal.standardOutput)
    try diagnostics.output(format.bytes(of: result, forTerminal: isTerminal))
    return complain(answer.evidence, diagnostics)
  }

  private func outcome(_ answer: Answer, _ script: Script) throws(Failure) -> QueryResult {
    do throws(QueryError) {
      return try answer.outcome.get()
    } catch {
      throw Failure(
        .failed,
        [Diagnostic(QueryDiagnostic(error, file: script.name, sql: script.sql))]
      )
    }
  }

  private func complain(_ evidence: Evidence, _ diagnostics: Diagnostics) -> ExitStatus {
    let complaints = Complaints.about(evidence)
    diagnostics.report(complaints)
    return complaints.isEmpty ? .done : .incomplete
  }

  private func warnings(of query: CompiledQuery, _ script: Script) -> [Diagnostic] {
    query.warnings.map { Diagnostic(QueryDiagnostic($0, file: script.name, sql: script.sql)) }
  }
}

extension ResultFormat: ExpressibleByArgument {}

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
      are the same. now() is the end of --to, or of the last day that the paths of the logs name.
      """
  )

  @OptionGroup var question: SQLOptions

  @Option(
    help: ArgumentHelp(
      "A folder with logs, above or inside AWSLogs; can be repeated.",
      valueName: "dir"
    )
  )
  var logs: [String] = []

  @Option(
    help: ArgumentHelp("table, csv (as Athena writes it), json or ndjson.", valueName: "format")
  )
  var format: ResultFormat = .table

  @OptionGroup var period: PeriodOptions
  @OptionGroup var work: WorkOptions

  var isQuiet: Bool { work.quiet }

  func validate() throws {
    if logs.isEmpty { throw ValidationError("No logs: name a folder by --logs.") }
  }

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let (sql, name) = try question.read()
    let script = Script(sql: sql, name: name)
    // A mistake is told before the folders are looked at.
    _ = try script.compile(Period.provisionalSession)
    let tree = LogTree(
      roots: try LogFolders.checked(logs),
      scope: try period.applied(to: Scope())
    )
    let days = Period(now: nil, scope: tree.scope, tree)
    switch try script.compile(days.session) {
    case .lines(let lines):
      try diagnostics.output(lines.joined(separator: "\n"))
      return .done
    case .plan(let query):
      try diagnostics.output(PlanText.text(of: query))
      return .done
    case .query(let query):
      diagnostics.report(warnings(of: query, script) + days.warnings)
      let answer = try await Interruption.cancelling {
        await Self.answer(query, over: tree, workers: work.workers, Progress(diagnostics))
      }.get()
      return try show(answer, script, diagnostics)
    }
  }

  private typealias Answer = (outcome: Result<QueryResult, QueryError>, evidence: Evidence)

  private static func answer(
    _ query: CompiledQuery,
    over tree: LogTree,
    workers: Int?,
    _ progress: Progress
  ) async -> Result<Answer, Failure> {
    do throws(Failure) {
      let pass = try await SharedPass.run([query], over: tree, workers: workers, progress)
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
    let result: QueryResult
    do throws(QueryError) {
      result = try answer.outcome.get()
    } catch {
      throw Failure(
        .failed,
        [Diagnostic(QueryDiagnostic(error, file: script.name, sql: script.sql))]
      )
    }
    let isTerminal = Terminal.isTerminal(Terminal.standardOutput)
    try diagnostics.output(format.bytes(of: result, forTerminal: isTerminal))
    let complaints = Complaints.about(answer.evidence)
    diagnostics.report(complaints)
    return complaints.isEmpty ? .done : .incomplete
  }

  private func warnings(of query: CompiledQuery, _ script: Script) -> [Diagnostic] {
    query.warnings.map { Diagnostic(QueryDiagnostic($0, file: script.name, sql: script.sql)) }
  }
}

extension ResultFormat: ExpressibleByArgument {}

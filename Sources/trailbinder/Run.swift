// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries
import Report

/// One run of `trailbinder build`: from a configuration to a published report, or to the answers
/// alone.
struct Run: Sendable {
  private let configuration: Configuration
  private let diagnostics: Diagnostics
  private let progress: Progress

  init(_ configuration: Configuration, _ diagnostics: Diagnostics) {
    self.configuration = configuration
    self.diagnostics = diagnostics
    progress = Progress(diagnostics)
  }

  /// Publishes a report.
  func build() async throws(Failure) -> ExitStatus {
    try await interruptibly { () async throws(Failure) in try await publishReport() }
  }

  /// Answers the queries and writes their CSV, without a report.
  func answer() async throws(Failure) -> ExitStatus {
    try await interruptibly { () async throws(Failure) in try await writeAnswers() }
  }

  /// Does the work, and stops cleanly when the user interrupts it.
  private func interruptibly(
    _ work: @escaping @Sendable () async throws(Failure) -> ExitStatus
  ) async throws(Failure) -> ExitStatus {
    try await Interruption.cancelling { () async -> Result<ExitStatus, Failure> in
      do throws(Failure) {
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }.get()
  }

  private func publishReport() async throws(Failure) -> ExitStatus {
    let (questions, checked) = try self.questions()
    let expected = try ExpectedFiles.read(configuration.expected)
    let press = try Press(configuration)
    let means = try IntegrityMeans.read(configuration)
    let publisher = try Press.publisher(for: Files.absolute(configuration.output))
    let start = Instant.present
    announce(questions)
    let published: (report: PublishedReport, status: ExitStatus)
    do throws(Failure) {
      published = try await publish(questions, checked, expected, means, press, publisher)
    } catch {
      press.record(error, of: questions, configuration.scope, since: start, by: publisher)
      throw error
    }
    try diagnostics.output(published.report.folder + "/index.html")
    return published.status
  }

  private func publish(
    _ questions: Questions,
    _ checked: [CompiledQuestion],
    _ expected: ExpectedLogs,
    _ means: DigestCheck.Means?,
    _ press: Press,
    _ publisher: borrowing Publisher
  ) async throws(Failure) -> (report: PublishedReport, status: ExitStatus) {
    let tree = try logTree()
    let period = Period(configuration, tree)
    let queries = try compile(questions, checked, period)
    let digests = try await check(means, tree)
    let reading = try await Reading.run(
      queries,
      over: tree,
      checked: digests,
      configuration,
      progress
    )
    diagnostics.report(reading.complaints)
    let site = try Press.site(
      of: ReportAssembly.input(
        configuration,
        period,
        queries,
        reading,
        expected,
        scripts: questions.scripts
      )
    )
    progress.step("writing the report of \(site.identifier)")
    let report = try press.publish(site, by: publisher)
    for line in site.accountLines { progress.step(line) }
    return (report, reading.isWhole ? .done : .incomplete)
  }

  private func writeAnswers() async throws(Failure) -> ExitStatus {
    let (questions, checked) = try self.questions()
    let means = try IntegrityMeans.read(configuration)
    let publisher = try Press.publisher(for: Files.absolute(configuration.output))
    announce(questions)
    let tree = try logTree()
    let queries = try compile(questions, checked, Period(configuration, tree))
    let reading = try await Reading.run(
      queries,
      over: tree,
      checked: try await check(means, tree),
      configuration,
      withActivity: false,
      progress
    )
    diagnostics.report(reading.complaints)
    let folder = try Press.write(
      answers: zip(queries, reading.outcomes).map { ($0.query.id, $1) },
      secrets: configuration.secrets,
      workers: WorkerCount.resolve(configuration.workers),
      by: publisher
    )
    try diagnostics.output(folder)
    return reading.isWhole ? .done : .incomplete
  }

  /// Reads the pack and compiles it for a time that is not known yet: every mistake in SQL surfaces here,
  /// before any input is looked at.
  private func questions() throws(Failure) -> (Questions, checked: [CompiledQuestion]) {
    let questions = try Questions(configuration)
    return (questions, try questions.compile(Period.provisionalSession))
  }

  private func announce(_ questions: Questions) {
    progress.step("QUEUED  \(Amount.counted(questions.queries.count, "query", "queries"))")
  }

  /// Compiles the questions as of the period's end, and tells what is worth saying about both.
  private func compile(
    _ questions: Questions,
    _ checked: [CompiledQuestion],
    _ period: Period
  ) throws(Failure) -> [CompiledQuestion] {
    diagnostics.report(questions.warnings + period.warnings)
    return try questions.compile(period.session, known: checked)
  }

  /// Checks the digests among the logs, where that is asked for.
  private func check(
    _ means: DigestCheck.Means?,
    _ tree: LogTree
  ) async throws(Failure) -> DigestCheck? {
    guard let means else { return nil }
    progress.step("checking \(Amount.counted(tree.digests.count, "digest"))")
    do throws(CancellationError) {
      return try await DigestCheck.run(
        over: tree,
        means,
        workers: WorkerCount.resolve(configuration.workers)
      )
    } catch {
      throw .interrupted
    }
  }

  /// Lists the logs.
  ///
  /// Pages and `"$path"` show the paths of logs. So that these are the same wherever the run was
  /// started, the roots are taken as they are written, from the folder of the configuration.
  private func logTree() throws(Failure) -> LogTree {
    do {
      try Files.enter(Files.folder(of: configuration.file))
    } catch {
      throw Failure(
        .failed,
        "cannot enter the folder of '\(configuration.file)': \(error.reason)"
      )
    }
    return LogTree(
      roots: configuration.logs.map { Text($0.written) },
      scope: configuration.scope,
      fileLimit: configuration.limits.fileCount
    )
  }
}

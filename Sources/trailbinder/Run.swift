// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries
import Report

/// One run of `trailbinder build`: from a configuration to a published report.
struct Run: Sendable {
  private let configuration: Configuration
  private let diagnostics: Diagnostics
  private let progress: Progress

  init(_ configuration: Configuration, _ diagnostics: Diagnostics) {
    self.configuration = configuration
    self.diagnostics = diagnostics
    progress = Progress(diagnostics)
  }

  /// Does everything, and stops cleanly when the user interrupts it.
  func build() async throws(Failure) -> ExitStatus {
    try await Interruption.cancelling { () async -> Result<ExitStatus, Failure> in
      do throws(Failure) {
        return .success(try await perform())
      } catch {
        return .failure(error)
      }
    }.get()
  }

  private func perform() async throws(Failure) -> ExitStatus {
    let questions = try Questions(configuration)
    // Every mistake in SQL surfaces here, before any input is looked at.
    _ = try questions.compile(Period.provisionalSession)
    let press = try Press(configuration)
    let publisher = try press.publisher(for: Files.absolute(configuration.output))
    let start = Instant.present
    progress.step("QUEUED  \(Amount.counted(questions.queries.count, "query", "queries"))")
    let published: (report: PublishedReport, status: ExitStatus)
    do throws(Failure) {
      published = try await publish(questions, press, publisher)
    } catch {
      press.record(error, of: questions, configuration.scope, since: start, by: publisher)
      throw error
    }
    try diagnostics.output(published.report.folder + "/index.html")
    return published.status
  }

  private func publish(
    _ questions: Questions,
    _ press: Press,
    _ publisher: borrowing Publisher
  ) async throws(Failure) -> (report: PublishedReport, status: ExitStatus) {
    let tree = try logTree()
    let period = Period(configuration, tree)
    diagnostics.report(questions.warnings + period.warnings)
    let queries = try questions.compile(period.session)
    let reading = try await Reading.run(queries, over: tree, configuration, progress)
    diagnostics.report(reading.complaints)
    let input = ReportAssembly.input(configuration, period, queries, reading)
    progress.step("writing the report of \(input.identifier)")
    let report = try press.publish(input, by: publisher)
    return (report, reading.isWhole ? .done : .incomplete)
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
      scope: configuration.scope
    )
  }
}

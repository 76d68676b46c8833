// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries
import Report

/// Turns the values of a report into a published folder.
struct Press {
  private let templates: TemplateLibrary
  private let validator: PageValidator
  private let title: String
  private let organization: String?
  private let workers: Int
  private let signing: Signing?

  /// Loads the templates of a configuration, and the schema that comes with the program.
  init(_ configuration: Configuration) throws(Failure) {
    guard let shared = SharedFiles.folder() else { throw SharedFiles.missing }
    let shipped = shared + "/Templates"
    title = configuration.title
    organization = configuration.organization
    workers = WorkerCount.resolve(configuration.workers)
    signing = configuration.signing
    do throws(ReportError) {
      templates = try TemplateLibrary(folder: configuration.templates, shipped: shipped)
      validator = try PageValidator(schema: shipped + "/report.rng")
    } catch {
      throw Failure(error)
    }
  }

  /// Locks the folder of all reports for this run.
  static func publisher(for folder: String) throws(Failure) -> Publisher {
    do throws(ReportError) {
      return try Publisher(folder: folder)
    } catch {
      throw Failure(error)
    }
  }

  /// Writes the CSV of every query that was answered, in place of what an earlier run answered.
  ///
  /// - Returns: the path of their folder.
  static func write(
    answers: [(id: String, outcome: Result<QueryResult, QueryError>)],
    secrets: Provenance.Secrets,
    workers: Int,
    by publisher: borrowing Publisher
  ) throws(Failure) -> String {
    do throws(ReportError) {
      return try publisher.write(answers: answers, secrets: secrets, workers: workers)
    } catch {
      throw Failure(error)
    }
  }

  /// Thinks a report through.
  static func site(of input: ReportInput) throws(Failure) -> Site {
    do throws(ReportError) {
      return try SiteBuilder(input).build()
    } catch {
      throw Failure(error)
    }
  }

  /// Notes a run that published nothing in the history.
  func record(
    _ failure: Failure,
    of questions: Questions,
    _ scope: Scope,
    since start: Instant,
    by publisher: borrowing Publisher
  ) {
    let duration = (Instant.present.microseconds - start.microseconds) / 1000
    let queries = questions.queries.map { query in
      RunRecord.Query(
        id: query.id,
        state: failure == .interrupted ? .cancelled : .failed,
        startMicroseconds: start.microseconds,
        durationMilliseconds: duration,
        rowCount: 0,
        scannedByteCount: 0
      )
    }
    let run = RunRecord(
      startMicroseconds: start.microseconds,
      durationMilliseconds: duration,
      host: SystemClock.host,
      queries: queries
    )
    // The run has failed already; that it cannot be noted either adds nothing.
    try? publisher.record(
      failed: run,
      identifier: Period.name(of: scope),
      version: Version.current,
      error: failure.text
    )
    try? publisher.showHistory(
      title: title,
      organization: organization,
      toolVersion: Version.current,
      templates: templates,
      validator: validator
    )
  }

  /// Signs a report that is complete, where the configuration says by what.
  private func sign(_ folder: String) throws(ReportError) {
    if let signing { try Signature.sign(folder, signing) }
  }

  /// Writes all pages into a folder nobody is led to, checks them, and publishes the folder.
  ///
  /// After an error that folder is removed; nothing else was touched.
  func publish(
    _ site: Site,
    by publisher: borrowing Publisher
  ) throws(Failure) -> PublishedReport {
    do throws(ReportError) {
      var staged = try publisher.stage(site.identifier)
      do throws(ReportError) {
        try site.write(to: &staged, templates: templates, workers: workers)
        try validator.validate(staged, workers: workers)
        return try publisher.publish(
          staged,
          of: site,
          templates: templates,
          validator: validator,
          sign: sign
        )
      } catch {
        Files.removeTree(staged.folder)
        throw error
      }
    } catch {
      throw Failure(error)
    }
  }
}

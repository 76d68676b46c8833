// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries
import Report

/// What one pass over the logs gave: an answer to every question, and an account of the input.
struct Reading: Sendable {
  /// In the order of the questions.
  let outcomes: [Result<QueryResult, QueryError>]
  let entityActivity: [EntityActivity]
  let dailyActivity: [DailyActivity]
  let loggingChanges: [LoggingChange]
  let evidence: Evidence
  let record: RunRecord
  /// What went wrong without stopping the run.
  let complaints: [Diagnostic]

  /// Whether nothing was damaged and no query failed.
  var isWhole: Bool { complaints.isEmpty }

  /// Reads every file of a tree once, and answers all questions together.
  ///
  /// Without activity, what only pages need is not asked.
  static func run(
    _ questions: [CompiledQuestion],
    over tree: LogTree,
    checked digests: DigestCheck?,
    _ configuration: Configuration,
    withActivity: Bool = true,
    _ progress: Progress
  ) async throws(Failure) -> Reading {
    let own = withActivity ? try ActivityQueries.compile() : []
    let pass = try await SharedPass.run(
      questions.map(\.compiled),
      own: own,
      over: tree,
      hashesFiles: withActivity,
      checked: digests,
      duplicates: configuration.duplicates,
      workers: configuration.workers,
      limits: configuration.limits,
      damaged: configuration.damaged,
      memoryLimit: configuration.memoryLimit,
      progress
    )
    let outcomes = Array(pass.outcomes.prefix(questions.count))
    let activity = try pass.outcomes.suffix(own.count).map(ActivityQueries.result)
    let record = record(of: questions, pass)
    for (query, outcome) in zip(record.queries, outcomes) {
      progress.query(query.id, query.state.rawValue, detail(outcome))
    }
    return Reading(
      outcomes: outcomes,
      entityActivity: withActivity ? ActivityQueries.entityActivity(activity[0]) : [],
      dailyActivity: withActivity ? ActivityQueries.dailyActivity(activity[1]) : [],
      loggingChanges: withActivity ? ActivityQueries.loggingChanges(activity[2]) : [],
      evidence: pass.evidence,
      record: record,
      complaints: Complaints.about(questions, outcomes, pass.evidence)
    )
  }

  private static func detail(_ outcome: Result<QueryResult, QueryError>) -> String {
    switch outcome {
    case .success(let result): Amount.counted(result.rows.count, "row")
    case .failure(let error): error.message
    }
  }

  /// The run as the history keeps it: all queries began with the reading, and each read everything.
  private static func record(of questions: [CompiledQuestion], _ pass: SharedPass) -> RunRecord {
    let scannedByteCount = pass.evidence.files.reduce(0) { $0 + $1.inflatedByteCount }
    let queries = questions.indices.map { index in
      let rowCount = (try? pass.outcomes[index].get())?.rows.count
      return RunRecord.Query(
        id: questions[index].query.id,
        state: rowCount == nil ? .failed : .succeeded,
        startMicroseconds: pass.start.microseconds,
        durationMilliseconds: pass.durations[index].milliseconds,
        rowCount: rowCount ?? 0,
        scannedByteCount: scannedByteCount
      )
    }
    return RunRecord(
      startMicroseconds: pass.start.microseconds,
      durationMilliseconds: pass.durations.max()?.milliseconds ?? 0,
      host: SystemClock.host,
      queries: queries
    )
  }
}

extension Duration {
  /// Rounded down.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}

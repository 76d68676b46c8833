// SPDX-License-Identifier: Apache-2.0
private import Columns

/// Where a pipeline failed, and why.
struct ScanFailure: Sendable {
  let unit: Int
  let error: QueryError
}

/// What the runs of one pipeline came to, in one worker or in all.
struct PipelineReport: Sendable {
  /// Nil once it was taken.
  private var state: Result<any SinkState, QueryError>?
  /// The first failure in the order of the input.
  let failure: ScanFailure?
  let scannedRowCount: Int
  let matchedRowCount: Int
  /// Added over the workers.
  let stages: [QueryProfile.Stage]

  init(
    state: Result<any SinkState, QueryError>,
    failure: ScanFailure?,
    scannedRowCount: Int,
    matchedRowCount: Int,
    stages: [QueryProfile.Stage]
  ) {
    self.state = state
    self.failure = failure
    self.scannedRowCount = scannedRowCount
    self.matchedRowCount = matchedRowCount
    self.stages = stages
  }

  func profile(resultRowCount: Int) -> QueryProfile.Pipeline {
    QueryProfile.Pipeline(
      scannedRowCount: scannedRowCount,
      matchedRowCount: matchedRowCount,
      resultRowCount: resultRowCount,
      stages: stages
    )
  }

  /// How many rows and groups the state holds.
  var heldCount: Int {
    if case .success(let state)? = state { state.heldCount } else { 0 }
  }

  /// Takes the pipeline's rows, unless a failure stands in their way.
  mutating func takeTable() throws(QueryError) -> RowTable {
    let given = Result { () throws(QueryError) in try takeState() }
    if let failure {
      guard case .success(let state) = given, state.isSettled(through: failure.unit) else {
        throw failure.error
      }
    }
    var state = try given.get()
    return try state.finish()
  }

  /// Takes the state out of the report, so that nobody else holds it.
  fileprivate mutating func takeState() throws(QueryError) -> any SinkState {
    guard let given = exchange(&state, with: nil) else {
      preconditionFailure("a state is taken once")
    }
    return try given.get()
  }
}

/// What the workers gathered for one query, until it is finished.
///
/// It is given away when it is asked for: states that nobody else holds are merged where they are.
final class PendingReports: Sendable {
  /// By worker and scan.
  private let reports: Guarded<[[PipelineReport]]>
  /// How many rows and groups the states hold.
  let heldCount: Int

  init(_ reports: [[PipelineReport]]) {
    heldCount = reports.joined().reduce(0) { $0 + $1.heldCount }
    self.reports = Guarded(reports)
  }

  /// Takes the reports out, by worker and scan.
  func take() -> [[PipelineReport]] {
    reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
  }
}

/// Brings together what the workers gathered.
enum ScanMerge {
  /// Merges one query's reports to outcomes by scan.
  static func merge(_ pending: PendingReports) -> [PipelineReport] {
    var workers = pending.take()
    return (workers.first ?? []).indices.map { _ in
      var reports = workers.indices.map { workers[$0].removeFirst() }
      return merge(&reports)
    }
  }

  private static func merge(_ reports: inout [PipelineReport]) -> PipelineReport {
    let state = mergedState(&reports)
    let matched = reports.reduce(0) { $0 + $1.matchedRowCount }
    return PipelineReport(
      state: state,
      failure: reports.compactMap(\.failure).min { $0.unit < $1.unit },
      scannedRowCount: reports.reduce(0) { $0 + $1.scannedRowCount },
      matchedRowCount: (try? state.get())?.sufficientRowCount ?? matched,
      stages: reports.dropFirst().reduce(reports.first?.stages ?? []) { sum, report in
        zip(sum, report.stages).map { $0.adding($1) }
      }
    )
  }

  private static func mergedState(
    _ reports: inout [PipelineReport]
  ) -> Result<any SinkState, QueryError> {
    Result { () throws(QueryError) in
      var merged = try reports[0].takeState()
      for worker in reports.indices.dropFirst() {
        try merged.merge(try reports[worker].takeState())
      }
      return merged
    }
  }
}

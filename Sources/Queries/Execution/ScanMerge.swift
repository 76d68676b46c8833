// SPDX-License-Identifier: Apache-2.0

/// Where a pipeline failed, and why.
struct ScanFailure: Sendable {
  let unit: Int
  let error: QueryError
}

/// What one worker's run of one pipeline came to.
struct PipelineReport: Sendable {
  let state: Result<any SinkState, QueryError>
  let failure: ScanFailure?
  let scannedRowCount: Int
  let matchedRowCount: Int
  let stages: [QueryProfile.Stage]
}

/// What all workers' runs of one pipeline came to.
struct PipelineOutcome: Sendable {
  let state: Result<any SinkState, QueryError>
  /// The first failure in the order of the input.
  let failure: ScanFailure?
  let scannedRowCount: Int
  let matchedRowCount: Int
  /// Added over the workers.
  let stages: [QueryProfile.Stage]

  func profile(resultRowCount: Int) -> QueryProfile.Pipeline {
    QueryProfile.Pipeline(
      scannedRowCount: scannedRowCount,
      matchedRowCount: matchedRowCount,
      resultRowCount: resultRowCount,
      stages: stages
    )
  }

  /// The pipeline's rows, unless a failure stands in their way.
  func table() throws(QueryError) -> RowTable {
    if let failure {
      guard case .success(let state) = state, state.isSettled(through: failure.unit) else {
        throw failure.error
      }
    }
    return try state.get().finish()
  }
}

/// Brings together what the workers gathered.
enum ScanMerge {
  /// Merges one query's reports, given by worker, query and scan, to outcomes by scan.
  static func merge(_ workers: [[[PipelineReport]]], query: Int) -> [PipelineOutcome] {
    guard let first = workers.first else { return [] }
    return first[query].indices.map { scan in merge(workers.map { $0[query][scan] }) }
  }

  private static func merge(_ reports: [PipelineReport]) -> PipelineOutcome {
    let state = mergedState(reports.map(\.state))
    let matched = reports.reduce(0) { $0 + $1.matchedRowCount }
    return PipelineOutcome(
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
    _ states: [Result<any SinkState, QueryError>]
  ) -> Result<any SinkState, QueryError> {
    Result { () throws(QueryError) in
      var merged = try states[0].get()
      for state in states.dropFirst() { try merged.merge(try state.get()) }
      return merged
    }
  }
}

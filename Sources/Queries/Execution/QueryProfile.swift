// SPDX-License-Identifier: Apache-2.0

/// What each part of the work on one query took: for EXPLAIN ANALYZE.
///
/// Times are those of a steady clock around the work of one thread, added over the threads: CPU time
/// as long as the machine is not asked to do more than it has cores for. Reading, inflating and
/// parsing the logs is done once for all queries and is in no query's profile.
package struct QueryProfile: Sendable {
  /// A pipeline that rode on the scan.
  package struct Pipeline: Sendable {
    package let scannedRowCount: Int
    package let matchedRowCount: Int
    /// Rows that the merged sinks gave.
    package let resultRowCount: Int
    /// One for each operator, and one for the sink.
    package let stages: [Stage]
  }

  /// One operator of a pipeline, or its sink, over all threads.
  package struct Stage: Sendable {
    /// Rows an operator let through or made; rows a sink was given.
    package internal(set) var rowCount = 0
    package internal(set) var time = Duration.zero

    /// Counts a batch whose work began at `start`, which becomes the present.
    mutating func add(rowCount: Int, since start: inout ContinuousClock.Instant) {
      let end = ContinuousClock.now
      self.rowCount += rowCount
      time += end - start
      start = end
    }

    /// Both together.
    func adding(_ other: Stage) -> Stage {
      Stage(rowCount: rowCount + other.rowCount, time: time + other.time)
    }
  }

  /// One operator above the scans.
  package struct Step: Sendable {
    /// How often it ran: more than once below a correlated subquery.
    package internal(set) var runCount = 0
    /// Rows it gave, over all runs.
    package internal(set) var rowCount = 0
    /// With its inputs.
    package internal(set) var time = Duration.zero
  }

  /// In the order of the plan's scans.
  package internal(set) var pipelines: [Pipeline] = []
  /// In the order in which the plan is printed.
  package internal(set) var steps: [Step] = []

  package init() {}
}

/// Gathers what the operators above the scans took while they run.
final class StepRecorder {
  private(set) var steps: [QueryProfile.Step]

  init(stepCount: Int) {
    steps = Array(repeating: QueryProfile.Step(), count: stepCount)
  }

  /// The same work, measured.
  func measured(_ run: @escaping TableFunction, step: Int) -> TableFunction {
    { [self] outer throws(QueryError) in
      let start = ContinuousClock.now
      let table = try run(outer)
      steps[step].time += .now - start
      steps[step].runCount += 1
      steps[step].rowCount += table.rowCount
      return table
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Several queries answered by one read of their rows.
///
/// Each worker takes units from a shared counter, as the source schedules them, and pushes every batch through
/// the pipelines of all queries; its sinks are merged with the others' when all units are read, and
/// each query finishes on what is left. Answers depend on neither the number of workers nor the
/// order in which units were read.
///
/// ```
/// let scan = SharedScan(queries: queries)
/// let result = try await scan.run(over: LogScan(tree, columns: scan.requiredColumns), workers: 4)
/// ```
package struct SharedScan: Sendable {
  /// The columns a source must give, in this order.
  package let requiredColumns: [ScanColumn]

  private let queries: [CompiledQuery]
  /// With expressions over `requiredColumns`.
  private let plans: [PhysicalQuery]
  private let budget: MemoryBudget

  /// Plans the queries over one read.
  ///
  /// - Parameters:
  ///   - queries: answered in this order.
  ///   - budget: the memory for the rows that they hold, answers among them.
  package init(queries: [CompiledQuery], budget: MemoryBudget = MemoryBudget()) {
    let plans = queries.map { PhysicalPlanner.plan($0.plan) }
    let columns = ScanColumnUnion(plans)
    self.queries = queries
    self.budget = budget
    self.plans = plans.map(columns.renumbered)
    requiredColumns = columns.columns
  }

  /// Reads every unit once and answers all queries.
  ///
  /// - Parameters:
  ///   - source: gives batches with `requiredColumns`, in that order.
  ///   - workers: how many units are read, and then queries finished, at the same time; at least one.
  /// - Returns: the answers, and what the source found.
  /// - Throws: what the source throws, and `CancellationError` when the task is cancelled, which is
  ///   looked at once a unit.
  package func run<Source: BatchSource>(
    over source: Source,
    workers: Int
  ) async throws -> SharedScanResult<Source.Reader.Findings> {
    let start = ContinuousClock.now
    let pruning = UnitPruning(plans.flatMap(\.scans).map(\.pipeline), over: requiredColumns)
    let units = UnitQueue(source.schedule)
    let workerCount = max(1, min(workers, units.count))
    var reports = try await withThrowingTaskGroup(
      of: (Int, ScanWorker.Report<Source.Reader.Findings>).self
    ) { group in
      for number in 0..<workerCount {
        group.addTask {
          (number, try ScanWorker.run(plans, pruning, over: source, units, budget))
        }
      }
      var reports: [Int: ScanWorker.Report<Source.Reader.Findings>] = [:]
      for try await (number, report) in group { reports[number] = report }
      return (0..<workerCount).compactMap { reports[$0] }
    }
    let pending = queries.indices.map { number in
      PendingReports(reports.map { $0.pipelines[number] })
    }
    for worker in reports.indices { reports[worker].pipelines = [] }
    let finished = await finish(pending, workers: max(1, workers))
    try Task.checkCancellation()
    return SharedScanResult(
      outcomes: finished.map(\.outcome),
      durations: finished.map { $0.end - start },
      findings: reports.map(\.findings)
    )
  }

  /// Answers a query that reads no scan, or reads it as empty.
  package static func run(_ query: CompiledQuery) throws(QueryError) -> QueryResult {
    let scan = SharedScan(queries: [query])
    var worker = ScanWorker(scan.plans, scan.budget)
    var outcomes = ScanMerge.merge(PendingReports([worker.reports()[0]]))
    return try scan.finish(0, &outcomes)
  }

  /// Finishes every query on its own task, as many at a time as there are workers, those that hold
  /// the most first: none of them is then left when all others are done.
  private func finish(_ pending: [PendingReports], workers: Int) async -> [FinishedQuery] {
    var left = pending.indices.sorted {
      pending[$0].heldCount < pending[$1].heldCount
    }
    return await withTaskGroup(of: (Int, FinishedQuery).self) { group in
      func beginNext() {
        guard let number = left.popLast() else { return }
        group.addTask {
          var outcomes = ScanMerge.merge(pending[number])
          let outcome = Result { () throws(QueryError) in try finish(number, &outcomes) }
          return (number, FinishedQuery(outcome: outcome, end: .now))
        }
      }
      for _ in 0..<workers { beginNext() }
      var results: [Int: FinishedQuery] = [:]
      for await (number, result) in group {
        results[number] = result
        beginNext()
      }
      return queries.indices.compactMap { results[$0] }
    }
  }

  private func finish(
    _ number: Int,
    _ outcomes: inout [PipelineReport]
  ) throws(QueryError) -> QueryResult {
    var tables: [RowTable] = []
    var statistics = QueryStatistics()
    var profile = QueryProfile()
    for index in outcomes.indices {
      let table = try outcomes[index].takeTable()
      let outcome = outcomes[index]
      tables.append(table)
      profile.pipelines.append(outcome.profile(resultRowCount: table.rowCount))
      statistics.scannedRowCount += outcome.scannedRowCount
      statistics.matchedRowCount += outcome.matchedRowCount
    }
    let recorder = StepRecorder(stepCount: plans[number].root.stepCount)
    let compiler = PlanCompiler(scanned: tables, recorder: recorder, budget: budget)
    let table = try compiler.compile(plans[number].root)([])
    profile.steps = recorder.steps
    return QueryResult(
      columns: queries[number].columns,
      rows: ResultRows(table),
      statistics: statistics,
      profile: profile
    )
  }
}

/// What became of one query, and when.
private struct FinishedQuery: Sendable {
  let outcome: Result<QueryResult, QueryError>
  let end: ContinuousClock.Instant
}

/// The answers of all queries, and what the source found.
package struct SharedScanResult<Findings: Sendable>: Sendable {
  /// In the order of the queries; a query that failed at run time failed alone.
  package let outcomes: [Result<QueryResult, QueryError>]
  /// How long after the start of the scan each query was answered: for a history of runs.
  package let durations: [Duration]
  /// One a worker.
  package let findings: [Findings]
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// One worker of a shared scan: its pipelines for all queries, and the units it has read.
struct ScanWorker {
  /// What one worker hands over at its end.
  struct Report<Findings: Sendable>: Sendable {
    /// By query and scan.
    var pipelines: [[PipelineReport]]
    let findings: Findings
  }

  /// Those of the first query, then those of the next, and so on.
  private var runs: [ScanRun]
  /// How many each query has.
  private let runCounts: [Int]
  private var screen: ScanScreen
  /// 0, 1, 2, …: the selection of a whole batch, shared by all pipelines.
  private var identity: [UInt32] = []
  private var batchCount = 0

  init(_ plans: [PhysicalQuery], _ budget: MemoryBudget) {
    let memos = MemoStore()
    let scans = plans.flatMap(\.scans)
    runs = scans.map { ScanRun(Pipeline($0.pipeline, memos: memos, budget), $0.records) }
    runCounts = plans.map(\.scans.count)
    screen = ScanScreen(scans.map(\.pipeline))
  }

  /// Reads units until there are no more.
  static func run<Source: BatchSource>(
    _ plans: [PhysicalQuery],
    _ pruning: UnitPruning?,
    over source: Source,
    _ units: UnitQueue,
    _ budget: MemoryBudget
  ) throws -> Report<Source.Reader.Findings> {
    var worker = ScanWorker(plans, budget)
    var reader = source.makeReader()
    let unitTest = pruning?.makeTest()
    while true {
      // Before a unit is taken: what is taken must be read.
      try Task.checkCancellation()
      guard let unit = units.take() else { break }
      if let unitTest, !unitTest.mayMatter(source.knownValues(ofUnit: unit)) {
        try reader.skip(unit: unit)
        continue
      }
      var sequence = 0
      try reader.read(unit: unit) { batch in
        worker.process(batch, unit: unit, sequence)
        sequence += batch.rowCount
      }
    }
    return Report(pipelines: worker.reports(), findings: reader.finish())
  }

  /// What the pipelines gathered, by query and scan.
  ///
  /// Each pipeline is given up for its report: with those of all others it would take the memory twice.
  mutating func reports() -> [[PipelineReport]] {
    var left = Array(runs.reversed())
    runs = []
    return runCounts.map { count in (0..<count).map { _ in left.removeLast().report() } }
  }

  private mutating func process(_ batch: RecordBatch, unit: Int, _ sequence: Int) {
    guard batch.rowCount > 0 else { return }
    batchCount += 1
    let selections = screen.selections(batch)
    if identity.count != batch.rowCount {
      identity = Array(0..<UInt32(clamping: batch.rowCount))
    }
    let whole = Morsel(
      frame: Frame(batch, number: batchCount),
      selection: identity,
      unit: unit,
      firstSequence: sequence
    )
    for run in runs.indices where runs[run].records == batch.kind {
      runs[run].process(whole, selections[run])
    }
  }
}

/// A pipeline over the scan, and how it fares.
private struct ScanRun {
  let records: RecordKind
  private var pipeline: Pipeline
  private var failure: ScanFailure?
  private var scannedRowCount = 0

  init(_ pipeline: Pipeline, _ records: RecordKind) {
    self.pipeline = pipeline
    self.records = records
  }

  /// Pushes the rows of a batch through that passed the screen, or all.
  ///
  /// After a failure only earlier units are looked at: the failure that is told is the first in the
  /// input, whichever worker met one first.
  mutating func process(_ batch: Morsel, _ screened: [UInt32]?) {
    if let failure, batch.unit >= failure.unit { return }
    scannedRowCount += batch.selection.count
    var morsel = batch
    if let screened {
      guard !screened.isEmpty else { return }
      morsel.selection = screened
    }
    do throws(QueryError) {
      try pipeline.process(morsel)
    } catch {
      failure = ScanFailure(unit: batch.unit, error: error)
    }
  }

  func report() -> PipelineReport {
    do throws(QueryError) {
      if let failure, !pipeline.sink.outlivesFailure { throw failure.error }
      return PipelineReport(
        state: .success(try pipeline.sink.state()),
        failure: failure,
        scannedRowCount: scannedRowCount,
        matchedRowCount: pipeline.matchedRowCount,
        stages: pipeline.stages
      )
    } catch {
      return PipelineReport(
        state: .failure(error),
        failure: failure,
        scannedRowCount: scannedRowCount,
        matchedRowCount: pipeline.matchedRowCount,
        stages: pipeline.stages
      )
    }
  }
}

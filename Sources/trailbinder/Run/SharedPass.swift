// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries

/// One pass over a log tree in which all queries are answered.
struct SharedPass: Sendable {
  /// In the order of the queries; each fails by itself.
  let outcomes: [Result<QueryResult, QueryError>]
  /// How long after `start` each was answered.
  let durations: [Duration]
  let evidence: Evidence
  let start: Instant

  /// Reads every file of the tree once.
  ///
  /// The program's own queries, if any, come last and are not counted for the user. Files are held
  /// against the digests, where those were checked.
  static func run(
    _ queries: [CompiledQuery],
    own: [CompiledQuery] = [],
    over tree: LogTree,
    hashesFiles: Bool = false,
    checked digests: DigestCheck? = nil,
    duplicates: DuplicatePolicy,
    workers: Int?,
    limits: ScanLimits = ScanLimits(),
    damaged: DamagedFiles = .salvage,
    memoryLimit: Int = MemoryBudget.defaultLimit,
    _ progress: Progress
  ) async throws(Failure) -> SharedPass {
    let budget = MemoryBudget(limit: memoryLimit)
    let shared = SharedScan(queries: queries + own, budget: budget)
    let scan = LogScan(
      tree,
      columns: shared.requiredColumns,
      digests: digests,
      duplicates: duplicates,
      limits: limits,
      damaged: damaged,
      hashesFiles: hashesFiles
    )
    let start = Instant.present
    let total = Progress.Total(
      fileCount: tree.files.count,
      byteCount: tree.files.reduce(0) { $0 + $1.storedByteCount },
      queryCount: queries.count
    )
    let count = WorkerCount.resolve(workers)
    let answer = try await progress.reading(total, scan.progress) { () async throws(Failure) in
      do {
        return try await shared.run(over: scan, workers: count)
      } catch is CancellationError {
        throw Failure.interrupted
      } catch let error as TemporaryFileError {
        throw Failure(.failed, error.message)
      } catch {
        throw Failure(.failed, "the logs could not be read: \(error)")
      }
    }
    return SharedPass(
      outcomes: answer.outcomes,
      durations: SystemClock.isStopped ? answer.durations.map { _ in .zero } : answer.durations,
      evidence: scan.evidence(from: answer.findings),
      start: start
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Reads files for one worker: bytes, text, records, batches.
///
/// A file's rows are handed over when it has been read to its end or to where it is damaged: what
/// counts is what its `FileEvidence` says. Bytes behind the first gzip member are no damage: they are
/// reported, and the member's records count.
package struct LogReader: BatchReader {
  /// What one file was found to be.
  package enum Finding: Sendable {
    case read(FileEvidence)
    /// No log file after all, by its content.
    case skipped(FileEvidence, SkippedKind)
  }

  /// By unit, in the order they were read.
  package typealias Findings = [(unit: Int, finding: Finding)]

  private let tree: LogTree
  private let progress: ScanProgress
  private let loader: TextLoader
  private let scanner: TextScanner
  /// What files are held against; nil where no digests are in use.
  private let integrity: LogIntegrity?
  private let builder: EventBatchBuilder
  private var findings: Findings = []

  init(
    tree: LogTree,
    plan: ColumnPlan,
    limits: ScanLimits,
    damaged: DamagedFiles,
    hashesFiles: Bool,
    integrity: LogIntegrity?,
    progress: ScanProgress
  ) {
    self.integrity = integrity
    self.tree = tree
    self.progress = progress
    loader = TextLoader(limits: limits, hashesFiles: hashesFiles)
    builder = EventBatchBuilder(plan, dictionaryValueLimit: limits.dictionaryValueCount)
    scanner = TextScanner(
      plan,
      scope: tree.scope,
      limits: limits,
      damaged: damaged,
      into: builder
    )
  }

  package mutating func read(unit: Int, _ body: (RecordBatch) throws -> Void) throws {
    let file = tree.files[unit]
    var account = FileAccount(
      of: file,
      at: tree.location(of: file),
      shown: tree.shownLocation(of: file)
    )
    let text = loader.load(file, &account)
    let judgement = integrity.map {
      LogJudgement($0, unit, file, text, account.evidence.issue)
    }
    var rows = text.flatMap { scanner.scan($0, of: file, &account) }
    if let judgement {
      judgement.note(in: &account.evidence)
      if judgement.isLeftOut { rows = nil }
    }
    progress.addFile(
      storedByteCount: account.evidence.storedByteCount,
      inflatedByteCount: account.evidence.inflatedByteCount
    )
    findings.append((unit, account.finding))
    if let rows { try builder.emit(rows, of: file, at: account.shown, body) }
  }

  package consuming func finish() -> Findings { findings }
}

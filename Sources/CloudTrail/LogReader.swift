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
  private let ledger: DuplicateLedger
  private let duplicates: DuplicatePolicy
  private let builder: EventBatchBuilder
  private var findings: Findings = []

  init(
    tree: LogTree,
    plan: ColumnPlan,
    limits: ScanLimits,
    damaged: DamagedFiles,
    progress: ScanProgress,
    ledger: DuplicateLedger,
    duplicates: DuplicatePolicy
  ) {
    self.tree = tree
    self.progress = progress
    self.ledger = ledger
    self.duplicates = duplicates
    loader = TextLoader(limits: limits)
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
    var account = FileAccount(of: file, at: tree.location(of: file))
    let text = loader.load(file, &account)
    let rows = text.flatMap { scanner.scan($0, of: file, &account) }
    progress.addFile(
      storedByteCount: account.evidence.storedByteCount,
      inflatedByteCount: account.evidence.inflatedByteCount
    )
    if rows == nil { builder.begin() }
    try decideDuplicates(of: file, unit: unit, &account.evidence)
    findings.append((unit, account.finding))
    if let rows { try builder.emit(rows, of: file, at: account.location, body) }
  }

  package mutating func skip(unit: Int) throws {
    // Later units wait until this one has been decided upon.
    builder.begin()
    _ = try ledger.copies(among: builder.identities, of: unit)
    let file = tree.files[unit]
    var account = FileAccount(of: file, at: tree.location(of: file))
    account.skipped = .unasked
    progress.addFile(storedByteCount: file.storedByteCount, inflatedByteCount: 0)
    findings.append((unit, account.finding))
  }

  package consuming func finish() -> Findings { findings }

  /// Takes out the rows that are copies of earlier ones, when all files before it have done so.
  private func decideDuplicates(
    of file: LogFile,
    unit: Int,
    _ evidence: inout FileEvidence
  ) throws {
    let copies = try ledger.copies(among: builder.identities, of: unit)
    let removed = duplicates == .remove ? copies : []
    evidence.duplicateCount = copies.count
    (evidence.lateCount, evidence.sharedCount) =
      builder.identities.summary(deliveredOn: file.day, without: removed)
    builder.remove(removed)
  }
}

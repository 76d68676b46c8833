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
  private let ledger: DuplicateLedger
  private let duplicates: DuplicatePolicy
  private let builder: EventBatchBuilder
  private var findings: Findings = []

  init(
    tree: LogTree,
    plan: ColumnPlan,
    limits: ScanLimits,
    damaged: DamagedFiles,
    hashesFiles: Bool,
    integrity: LogIntegrity?,
    ledger: DuplicateLedger,
    duplicates: DuplicatePolicy,
    progress: ScanProgress
  ) {
    self.integrity = integrity
    self.tree = tree
    self.progress = progress
    self.ledger = ledger
    self.duplicates = duplicates
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
    if rows == nil { builder.begin() }
    try decideDuplicates(
      of: file,
      unit: unit,
      claims: judgement?.isForged != true,
      &account.evidence
    )
    findings.append((unit, account.finding))
    if let rows { try builder.emit(rows, of: file, at: account.shown, body) }
  }

  package mutating func skip(unit: Int) throws {
    // Later units wait until this one has been decided upon.
    builder.begin()
    _ = try ledger.copies(among: builder.identities, of: unit)
    let file = tree.files[unit]
    var account = FileAccount(
      of: file,
      at: tree.location(of: file),
      shown: tree.shownLocation(of: file)
    )
    account.skipped = .unasked
    progress.addFile(storedByteCount: file.storedByteCount, inflatedByteCount: 0)
    findings.append((unit, account.finding))
  }

  package consuming func finish() -> Findings { findings }

  /// Takes out the rows that are copies of earlier ones, when all files before it have done so.
  ///
  /// Without `claims` a later copy counts as well: the file's own records may be forged.
  private func decideDuplicates(
    of file: LogFile,
    unit: Int,
    claims: Bool,
    _ evidence: inout FileEvidence
  ) throws {
    let copies = try ledger.copies(among: builder.identities, of: unit, claims: claims)
    let removed = duplicates == .remove ? copies : []
    evidence.duplicateCount = copies.count
    (evidence.lateCount, evidence.sharedCount) =
      builder.identities.summary(deliveredOn: file.day, without: removed)
    builder.remove(removed)
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Reads files for one worker: bytes, text, records, batches.
///
/// A file's rows are handed over only when the file has been read to its end without trouble. So no
/// row of a damaged file counts, and what does count is what `FileEvidence.recordCount` says. Bytes
/// behind the first gzip member are no damage: they are reported, and the member's records count.
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
  private let limits: ScanLimits
  private let plan: ColumnPlan
  private let progress: ScanProgress
  private let tables: KeyTables
  private let builder: EventBatchBuilder
  private let gzip = GzipReader()
  private let stored = ScanBuffer(capacity: 0)
  private let inflated = ScanBuffer(capacity: 0)
  private var findings: Findings = []

  init(tree: LogTree, plan: ColumnPlan, limits: ScanLimits, progress: ScanProgress) {
    self.tree = tree
    self.plan = plan
    self.limits = limits
    self.progress = progress
    tables = KeyTables(plan.trie)
    builder = EventBatchBuilder(plan, dictionaryValueLimit: limits.dictionaryValueCount)
  }

  package mutating func read(unit: Int, _ body: (RecordBatch) throws -> Void) throws {
    let file = tree.files[unit]
    let location = tree.location(of: file)
    var evidence = FileEvidence(
      path: file.path,
      root: file.root,
      account: file.account,
      region: file.region,
      day: file.day?.description,
      storedByteCount: file.storedByteCount
    )
    var skipped: SkippedKind?
    var text: ScanBuffer?
    do throws(InputFailure) {
      text = try readText(of: file, at: location, &evidence)
      if let text { skipped = try readRecords(of: file, at: location, text, &evidence) }
    } catch {
      evidence.recordCount = 0
      evidence.outsideScopeCount = 0
      evidence.issue = InputIssue(error.kind, path: location, reason: error.reason)
      text = nil
    }
    progress.addFile(
      storedByteCount: evidence.storedByteCount,
      inflatedByteCount: evidence.inflatedByteCount
    )
    if let skipped {
      findings.append((unit, .skipped(evidence, skipped)))
    } else {
      findings.append((unit, .read(evidence)))
      if let text { try builder.emit(text, of: file, at: location, body) }
    }
  }

  package consuming func finish() -> Findings { findings }

  /// The text of a file, inflated if it has to be.
  private func readText(
    of file: LogFile,
    at location: Text,
    _ evidence: inout FileEvidence
  ) throws(InputFailure) -> ScanBuffer {
    try FileReader.read(
      location,
      followsLink: file.isRoot,
      limit: limits.inflatedByteCount,
      into: stored
    )
    evidence.storedByteCount = stored.count
    guard format(of: stored) == .gzip else {
      evidence.inflatedByteCount = stored.count
      return stored
    }
    let trailing = try gzip.inflate(stored, into: inflated, limits: limits)
    evidence.inflatedByteCount = inflated.count
    if trailing > 0 {
      evidence.issue = InputIssue(
        .trailingData,
        path: location,
        reason: "\(trailing) bytes behind the first gzip member are not used"
      )
    }
    return inflated
  }

  /// Scans the records of a text into the builder.
  ///
  /// - Returns: what the text is, if it is none with records.
  private func readRecords(
    of file: LogFile,
    at location: Text,
    _ text: ScanBuffer,
    _ evidence: inout FileEvidence
  ) throws(InputFailure) -> SkippedKind? {
    builder.begin()
    switch format(of: text) {
    case .empty:
      throw InputFailure(
        .empty,
        stored.count == 0 ? "holds no bytes" : "holds no text, expected JSON"
      )
    case .gzip: throw InputFailure(.notJSON, "holds gzip in gzip, expected JSON")
    case .zstd: throw InputFailure(.notJSON, "is compressed with zstd, expected gzip or JSON")
    case .wideText: throw InputFailure(.notJSON, "is UTF-16 text, expected UTF-8")
    case .parquet: return .parquet
    case .zip: return .zip
    case .text(let start):
      let filter = RecordFilter(scope: tree.scope, slots: plan.scopeSlots, file: file)
      var document = LogDocument(
        RecordScanner(PaddedText(text), tables: tables),
        recordSlot: plan.recordSlot,
        start: start,
        recordLimit: limits.recordCount,
        filter: filter,
        builder: builder
      )
      switch try document.read() {
      case .skipped(let kind): return kind
      case .records(let trailing):
        evidence.recordCount = document.recordCount
        evidence.outsideScopeCount = document.outsideScopeCount
        if trailing > 0, evidence.issue == nil {
          evidence.issue = InputIssue(
            .trailingData,
            path: location,
            reason: "\(trailing) bytes behind the JSON document are not used"
          )
        }
        return nil
      }
    }
  }

  private func format(of buffer: ScanBuffer) -> InputFormat {
    let bytes = unsafe buffer.bytes(at: 0, count: buffer.count)
    return InputFormat(unsafe bytes.bindMemory(to: UInt8.self).span)
  }
}

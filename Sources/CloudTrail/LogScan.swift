// SPDX-License-Identifier: Apache-2.0
package import Columns

/// One reading of a log tree: every record of the scope once, as rows of the columns asked for.
///
/// A unit is a file, in the order of the tree. Trouble with a file is no error: it is told by the
/// evidence, and the scan goes on. A scan is read once: in a second reading every record would be the
/// copy of one in the first.
package struct LogScan: BatchSource {
  package let tree: LogTree
  /// Raised by every reader after each file.
  package let progress = ScanProgress()
  private let plan: ColumnPlan
  private let limits: ScanLimits
  private let damaged: DamagedFiles
  private let hashesFiles: Bool
  private let digests: DigestCheck?
  private let duplicates: DuplicatePolicy
  private let ledger: DuplicateLedger
  /// The order in which files are decided upon: by the day of delivery, then the account.
  ///
  /// Copies are looked for among the events of one account and day; of those files the largest is
  /// first. Where digests are in use, files that none names come after all others, so that a forged
  /// copy of a record is never the one that is kept.
  package let schedule: [Int]

  /// - Parameters:
  ///   - tree: the files, and the scope their records are held against.
  ///   - columns: what a batch is to hold, in this order.
  ///   - digests: what every file is held against; nil where no digests are in use.
  ///   - duplicates: whether copies of records are left out.
  ///   - limits: the sizes beyond which files and records are refused.
  ///   - damaged: what becomes of whole records in damaged files.
  ///   - hashesFiles: whether the evidence tells the SHA-256 of every file as it is stored.
  package init(
    _ tree: LogTree,
    columns: [ScanColumn],
    digests: DigestCheck? = nil,
    duplicates: DuplicatePolicy = .remove,
    limits: ScanLimits = ScanLimits(),
    damaged: DamagedFiles = .salvage,
    hashesFiles: Bool = false
  ) {
    self.tree = tree
    self.digests = digests
    self.limits = limits
    self.damaged = damaged
    self.hashesFiles = hashesFiles
    self.duplicates = duplicates
    schedule = Self.schedule(
      of: tree.files,
      trusted: digests?.logs,
      identifierByteCount: limits.identifierByteCount
    )
    ledger = DuplicateLedger(schedule: schedule, byteCount: limits.identifierByteCount)
    plan = ColumnPlan(columns: columns, scope: tree.scope)
  }

  /// A record takes about 160 bytes of gzip, and its identifier 40 in a set.
  private static let storedBytesPerIdentifierByte = 4

  /// The order of days; files without a day come last.
  ///
  /// Files of a day go by size, the largest first: those read at the same time take about as long then,
  /// and none waits for another to be decided upon. Only where a day has more identifiers than there
  /// is memory for, accounts are taken one after the other.
  private static func schedule(
    of files: [LogFile],
    trusted: LogIntegrity?,
    identifierByteCount: Int
  ) -> [Int] {
    let ranks = files.indices.map { trusted?.rank(of: $0) ?? 0 }
    var byteCounts: [Int: Int] = [:]
    for file in files { byteCounts[file.day?.key ?? .max, default: 0] += file.storedByteCount }
    return files.indices.sorted { left, right in
      let (first, second) = (files[left], files[right])
      if ranks[left] != ranks[right] { return ranks[left] < ranks[right] }
      if first.day != second.day {
        return (first.day?.key ?? .max) < (second.day?.key ?? .max)
      }
      let dayByteCount = byteCounts[first.day?.key ?? .max] ?? 0
      let isLargeDay = dayByteCount / storedBytesPerIdentifierByte > identifierByteCount
      if isLargeDay, first.account != second.account {
        return (first.account ?? "") < (second.account ?? "")
      }
      return (second.storedByteCount, left) < (first.storedByteCount, right)
    }
  }

  package func knownValues(ofUnit unit: Int) -> [Value?] {
    let file = tree.files[unit]
    let location = tree.shownLocation(of: file)
    return plan.sources.map { $0.constant(of: file, at: location) }
  }

  package func makeReader() -> LogReader {
    LogReader(
      tree: tree,
      plan: plan,
      limits: limits,
      damaged: damaged,
      hashesFiles: hashesFiles,
      integrity: digests?.logs,
      ledger: ledger,
      duplicates: duplicates,
      progress: progress
    )
  }

  /// Puts together what the listing and all readers, in any order, found: in the order of the tree.
  package func evidence(from findings: [LogReader.Findings]) -> Evidence {
    var files: [FileEvidence] = []
    var tally = tree.tally
    for (unit, finding) in findings.joined().sorted(by: { $0.unit < $1.unit }) {
      switch finding {
      case .read(let evidence): files.append(evidence)
      case .skipped(let evidence, let kind):
        tally.add(
          kind,
          byteCount: evidence.storedByteCount,
          root: evidence.root,
          path: evidence.path,
          example: tree.shownLocation(of: tree.files[unit])
        )
      }
    }
    return Evidence(
      roots: tree.roots,
      files: files,
      skipped: tally.inputs,
      unlisted: tree.unlisted,
      digestCoverage: digests?.coverage ?? [],
      integrity: digests?.evidence
    )
  }
}

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
  private let duplicates: DuplicatePolicy
  private let ledger: DuplicateLedger
  /// By the day of delivery, then the account, since copies are looked for among the events of one
  /// account and day; of those the largest file first.
  package let schedule: [Int]

  /// - Parameters:
  ///   - tree: the files, and the scope their records are held against.
  ///   - columns: what a batch is to hold, in this order.
  ///   - duplicates: whether copies of records are left out.
  ///   - limits: the sizes beyond which files and records are refused.
  ///   - damaged: what becomes of whole records in damaged files.
  package init(
    _ tree: LogTree,
    columns: [ScanColumn],
    duplicates: DuplicatePolicy = .remove,
    limits: ScanLimits = ScanLimits(),
    damaged: DamagedFiles = .salvage
  ) {
    self.tree = tree
    self.limits = limits
    self.damaged = damaged
    self.duplicates = duplicates
    schedule = Self.schedule(of: tree.files)
    ledger = DuplicateLedger(schedule: schedule, byteCount: limits.identifierByteCount)
    plan = ColumnPlan(columns: columns, scope: tree.scope)
  }

  /// Files without a day come last.
  private static func schedule(of files: [LogFile]) -> [Int] {
    files.indices.sorted { left, right in
      let (first, second) = (files[left], files[right])
      if first.day != second.day {
        return (first.day?.key ?? .max) < (second.day?.key ?? .max)
      }
      if first.account != second.account {
        return (first.account ?? "") < (second.account ?? "")
      }
      return (second.storedByteCount, left) < (first.storedByteCount, right)
    }
  }

  package func knownValues(ofUnit unit: Int) -> [Value?] {
    let file = tree.files[unit]
    let location = tree.location(of: file)
    return plan.sources.map { $0.constant(of: file, at: location) }
  }

  package func makeReader() -> LogReader {
    LogReader(
      tree: tree,
      plan: plan,
      limits: limits,
      damaged: damaged,
      progress: progress,
      ledger: ledger,
      duplicates: duplicates
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
          example: tree.location(of: tree.files[unit])
        )
      }
    }
    return Evidence(
      roots: tree.roots,
      files: files,
      skipped: tally.inputs,
      unlisted: tree.unlisted
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// One reading of a log tree: every record of the scope once, as rows of the columns asked for.
///
/// A unit is a file, in the order of the tree. Trouble with a file is no error: it is told by the
/// evidence, and the scan goes on.
package struct LogScan: BatchSource {
  package let tree: LogTree
  /// Raised by every reader after each file.
  package let progress = ScanProgress()
  private let plan: ColumnPlan
  private let limits: ScanLimits
  private let damaged: DamagedFiles
  private let hashesFiles: Bool
  private let digests: DigestCheck?

  /// - Parameters:
  ///   - tree: the files, and the scope their records are held against.
  ///   - columns: what a batch is to hold, in this order.
  ///   - digests: what every file is held against; nil where no digests are in use.
  ///   - limits: the sizes beyond which files and records are refused.
  ///   - damaged: what becomes of whole records in damaged files.
  ///   - hashesFiles: whether the evidence tells the SHA-256 of every file as it is stored.
  package init(
    _ tree: LogTree,
    columns: [ScanColumn],
    digests: DigestCheck? = nil,
    limits: ScanLimits = ScanLimits(),
    damaged: DamagedFiles = .salvage,
    hashesFiles: Bool = false
  ) {
    self.tree = tree
    self.digests = digests
    self.limits = limits
    self.damaged = damaged
    self.hashesFiles = hashesFiles
    plan = ColumnPlan(columns: columns, scope: tree.scope)
  }

  package var unitByteCounts: [Int] { tree.files.map(\.storedByteCount) }

  package func makeReader() -> LogReader {
    LogReader(
      tree: tree,
      plan: plan,
      limits: limits,
      damaged: damaged,
      hashesFiles: hashesFiles,
      integrity: digests?.logs,
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

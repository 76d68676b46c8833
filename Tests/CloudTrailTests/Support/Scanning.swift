// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns

/// Everything a scan of a tree gives: its rows and what it tells of its input.
struct ScanResult {
  var rows: [[Value]]
  var evidence: Evidence
  var batchRowCounts: [Int]
  var batchKinds: [RecordKind] = []

  /// The rows as text, `nil` for NULL.
  var texts: [[String?]] { rows.map { $0.map(\.testText) } }

  /// The only column, as text.
  var column: [String?] { texts.map { $0.first ?? nil } }
}

extension Value {
  /// The text of a varchar.
  var testText: String? {
    if case .varchar(let text) = self { text.string } else { nil }
  }
}

/// Scans trees with one worker.
func scan(
  _ roots: [Text],
  columns: [ScanColumn],
  scope: Scope = Scope(),
  limits: ScanLimits = ScanLimits(),
  damaged: DamagedFiles = .salvage
) throws -> ScanResult {
  let source = LogScan(
    LogTree(roots: roots, scope: scope, fileLimit: limits.fileCount),
    columns: columns,
    limits: limits,
    damaged: damaged
  )
  var reader = source.makeReader()
  var result = ScanResult(rows: [], evidence: Evidence(), batchRowCounts: [])
  for unit in source.unitByteCounts.indices {
    try reader.read(unit: unit) { batch in
      result.batchRowCounts.append(batch.rowCount)
      result.batchKinds.append(batch.kind)
      for row in 0..<batch.rowCount {
        result.rows.append(batch.columns.map { $0.value(at: row) })
      }
    }
  }
  result.evidence = source.evidence(from: [reader.finish()])
  return result
}

/// A text column by its path, written with dots.
func field(_ path: String, _ type: DataType = .string) -> ScanColumn {
  ScanColumn(.record(path.isEmpty ? [] : path.split(separator: ".").map(String.init)), type)
}

/// Scans one JSON document, as a file on its own.
func scan(
  document: [UInt8],
  columns: [ScanColumn],
  scope: Scope = Scope()
) throws -> ScanResult {
  let tree = TemporaryTree()
  tree.write("log.json", document)
  return try scan([tree.root], columns: columns, scope: scope)
}

func scan(
  document: String,
  columns: [ScanColumn],
  scope: Scope = Scope()
) throws -> ScanResult {
  try scan(document: Array(document.utf8), columns: columns, scope: scope)
}

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
  duplicates: DuplicatePolicy = .remove,
  limits: ScanLimits = ScanLimits(),
  damaged: DamagedFiles = .salvage
) throws -> ScanResult {
  let source = LogScan(
    LogTree(roots: roots, scope: scope, fileLimit: limits.fileCount),
    columns: columns,
    duplicates: duplicates,
    limits: limits,
    damaged: damaged
  )
  var reader = source.makeReader()
  var units: [Int: UnitRows] = [:]
  for unit in source.schedule { units[unit] = try UnitRows(of: unit, &reader) }
  return ScanResult(units, evidence: source.evidence(from: [reader.finish()]))
}

/// The rows of one unit.
struct UnitRows: Sendable {
  var rows: [[Value]] = []
  var batchRowCounts: [Int] = []
  var batchKinds: [RecordKind] = []

  init(of unit: Int, _ reader: inout LogReader) throws {
    var found: [[Value]] = []
    var counts: [Int] = []
    var kinds: [RecordKind] = []
    try reader.read(unit: unit) { batch in
      counts.append(batch.rowCount)
      kinds.append(batch.kind)
      for row in 0..<batch.rowCount { found.append(batch.columns.map { $0.value(at: row) }) }
    }
    rows = found
    batchRowCounts = counts
    batchKinds = kinds
  }
}

extension ScanResult {
  /// In the order of the units.
  init(_ units: [Int: UnitRows], evidence: Evidence) {
    let sorted = units.sorted { $0.key < $1.key }.map(\.value)
    self.init(
      rows: sorted.flatMap(\.rows),
      evidence: evidence,
      batchRowCounts: sorted.flatMap(\.batchRowCounts),
      batchKinds: sorted.flatMap(\.batchKinds)
    )
  }
}

/// A text column by its path, written with dots.
func field(_ path: String, _ type: DataType = .string) -> ScanColumn {
  ScanColumn(.record(path.isEmpty ? [] : path.split(separator: ".").map(String.init)), type)
}

/// Scans one JSON document, as a file on its own.
func scan(
  document: [UInt8],
  columns: [ScanColumn],
  scope: Scope = Scope(),
  duplicates: DuplicatePolicy = .remove
) throws -> ScanResult {
  let tree = TemporaryTree()
  tree.write("log.json", document)
  return try scan([tree.root], columns: columns, scope: scope, duplicates: duplicates)
}

func scan(
  document: String,
  columns: [ScanColumn],
  scope: Scope = Scope(),
  duplicates: DuplicatePolicy = .remove
) throws -> ScanResult {
  try scan(document: Array(document.utf8), columns: columns, scope: scope, duplicates: duplicates)
}

// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Glibc

/// Any bytes as a file of a log tree: rows and evidence that agree, and values that can all be read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard write(start, count) else { return 0 }
  let columns = Array(Set(EventSchema.tables.flatMap(\.columns).map(\.source)))
  let limits = ScanLimits(inflatedByteCount: 8 << 20, recordByteCount: 1 << 20, nestingDepth: 500)
  let scan = LogScan(
    LogTree(roots: [Text(path)]),
    columns: columns,
    duplicates: .keep,
    limits: limits
  )
  var reader = scan.makeReader()
  var rowCounts: [RecordKind: Int] = [:]
  try? reader.read(unit: 0) { batch in
    rowCounts[batch.kind, default: 0] += batch.rowCount
    for column in batch.columns {
      for row in 0..<batch.rowCount { _ = column.value(at: row) }
    }
  }
  let evidence = scan.evidence(from: [reader.finish()])
  precondition(evidence.files.count + evidence.skipped.count == 1, "one file, one account")
  guard let file = evidence.files.first else {
    precondition(rowCounts.isEmpty, "rows of a file that is skipped")
    return 0
  }
  var expected = [RecordKind.event: file.recordCount - file.outsideScopeCount]
  for other in file.others { expected[other.kind] = other.count - other.outsideScopeCount }
  precondition(
    rowCounts == expected.filter { $0.value > 0 },
    "rows that the evidence does not tell"
  )
  precondition(file.salvagedCount == 0 || file.issue != nil, "damage that is not told")
  return 0
}

/// In memory where there is such a place.
private let path =
  (access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/trailbinder-\(getpid())"

private func write(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return count == 0 || Glibc.write(descriptor, start, count) == count
}

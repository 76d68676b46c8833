// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// What became of the records that were read, of whatever kind they are.
struct RecordBalance: Equatable {
  let read: Int
  let outsideScope: Int
  /// Left out because of what the digests say of their files.
  let untrusted: Int
  /// Copies of others, left out or not.
  let duplicates: Int
  let keepsDuplicates: Bool
  let late: Int
  let shared: Int
  /// Of those read: saved from files that are damaged.
  let salvaged: Int
  /// Not among those read: what exceeds a limit or is not JSON.
  let refused: Int
  /// Not among those read: messages that hold no record.
  let foreign: Int

  init(_ files: [FileEvidence], keepsDuplicates: Bool) {
    func sum(_ count: (FileEvidence) -> Int) -> Int { files.reduce(0) { $0 + count($1) } }
    read = sum(\.readCount)
    outsideScope = sum { file in
      file.others.reduce(file.outsideScopeCount) { $0 + $1.outsideScopeCount }
    }
    untrusted = sum(\.untrustedCount)
    duplicates = sum(\.duplicateCount)
    late = sum(\.lateCount)
    shared = sum(\.sharedCount)
    salvaged = sum(\.salvagedCount)
    refused = sum(\.refusedCount)
    foreign = sum(\.foreignCount)
    self.keepsDuplicates = keepsDuplicates
  }

  var removedDuplicates: Int { keepsDuplicates ? 0 : duplicates }

  /// What the queries were given.
  var used: Int { read - outsideScope - untrusted - removedDuplicates }

  /// `3,540 read = 12 outside the scope + 5 duplicates + 3,523 used`.
  var equation: String {
    var parts = ["\(Figures.grouped(outsideScope)) outside the scope"]
    if untrusted > 0 { parts.append("\(Figures.grouped(untrusted)) not trusted") }
    if !keepsDuplicates {
      parts.append(Figures.counted(duplicates, "duplicate"))
    }
    parts.append("\(Figures.grouped(used)) used")
    return "\(Figures.grouped(read)) read = \(parts.joined(separator: " + "))"
  }
}

/// What became of the records in one scan of a query.
struct ScanBalance: Equatable {
  let read: Int
  let outsideScope: Int
  let untrusted: Int
  let duplicates: Int
  /// Records of another kind, which belong to another table.
  let elsewhere: Int
  let filteredOut: Int
  let used: Int

  init(_ records: RecordBalance, _ scan: QueryProfile.Pipeline) {
    read = records.read
    outsideScope = records.outsideScope
    untrusted = records.untrusted
    duplicates = records.removedDuplicates
    elsewhere = records.used - scan.scannedRowCount
    filteredOut = scan.scannedRowCount - scan.matchedRowCount
    used = scan.matchedRowCount
  }

  /// `3,540 read = 12 outside the scope + 5 duplicates + 3,500 filtered out + 23 used`.
  var equation: String {
    var parts = ["\(Figures.grouped(outsideScope)) outside the scope"]
    if untrusted > 0 { parts.append("\(Figures.grouped(untrusted)) not trusted") }
    parts.append(Figures.counted(duplicates, "duplicate"))
    if elsewhere != 0 { parts.append("\(Figures.grouped(elsewhere)) of other tables") }
    parts.append("\(Figures.grouped(filteredOut)) filtered out")
    parts.append("\(Figures.grouped(used)) used")
    return "\(Figures.grouped(read)) read = \(parts.joined(separator: " + "))"
  }

  /// One a scan; none for a query that read nothing, or failed.
  static func all(of answer: QueryAnswer, _ records: RecordBalance) -> [ScanBalance] {
    (answer.result?.profile.pipelines ?? []).map { ScanBalance(records, $0) }
  }
}

extension FileEvidence {
  /// Records of any kind.
  var readCount: Int { others.reduce(recordCount) { $0 + $1.count } }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// What was read and what was not, added up.
struct EvidenceTotals {
  let fileCount: Int
  let storedByteCount: Int
  let inflatedByteCount: Int
  let recordCount: Int
  let outsideScopeCount: Int
  let skippedFileCount: Int
  let skippedKindCount: Int
  let issueCount: Int

  init(_ evidence: Evidence) {
    fileCount = evidence.files.count
    storedByteCount = evidence.files.reduce(0) { $0 + $1.storedByteCount }
    inflatedByteCount = evidence.files.reduce(0) { $0 + $1.inflatedByteCount }
    recordCount = evidence.files.reduce(0) { $0 + $1.recordCount }
    outsideScopeCount = evidence.files.reduce(0) { $0 + $1.outsideScopeCount }
    skippedFileCount = evidence.skipped.reduce(0) { $0 + $1.fileCount }
    skippedKindCount = evidence.skipped.count
    issueCount = evidence.issues.count
  }
}

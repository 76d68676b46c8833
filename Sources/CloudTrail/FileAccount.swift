// SPDX-License-Identifier: Apache-2.0
import Columns

/// What is found out about one file while it is read, step by step.
struct FileAccount {
  /// The path that opens the file.
  let location: Text
  /// The path that pages and `"$path"` show for it.
  let shown: Text
  var evidence: FileEvidence
  /// Set when the file's content is that of no log file.
  var skipped: SkippedKind?

  init(of file: LogFile, at location: Text, shown: Text) {
    self.location = location
    self.shown = shown
    evidence = FileEvidence(
      path: file.path,
      root: file.root,
      account: file.account,
      region: file.region,
      day: file.day?.description,
      storedByteCount: file.storedByteCount
    )
  }

  /// Notes what is wrong; the first that is noted of a file is the one that is told.
  mutating func note(_ failure: InputFailure) {
    guard evidence.issue == nil else { return }
    evidence.issue = InputIssue(failure.kind, path: shown, reason: failure.reason)
  }

  /// Notes that a file holds no records: that is no trouble where its name never said it would.
  mutating func note(_ failure: InputFailure, unlessForeign file: LogFile) {
    if file.hasLogName { note(failure) } else { skipped = .otherFile }
  }

  /// Whether a part of the text is missing, or not known to be right.
  var isDamaged: Bool {
    switch evidence.issue?.kind {
    case .truncated, .corrupt, .changed: true
    case .unreadable, .empty, .notJSON, .noRecords, .trailingData, .tooLarge, .malformedRecord,
      .notRegularFile, .tooMany, nil:
      false
    }
  }

  /// Goes on with what is said of the issue.
  mutating func addToReason(_ words: String) { evidence.issue?.reason += words }

  var finding: LogReader.Finding {
    skipped.map { .skipped(evidence, $0) } ?? .read(evidence)
  }
}

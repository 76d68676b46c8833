// SPDX-License-Identifier: Apache-2.0
import Columns

/// What the digests say of a file while it is read, and whether its rows count.
struct LogJudgement {
  private let verdict: FileVerdict
  private let hash: TextHash?
  /// Whether the configuration leaves out the rows of such files.
  let isLeftOut: Bool

  /// Holds the text that is about to be scanned against the digests.
  ///
  /// - Parameters:
  ///   - integrity: what the digests say.
  ///   - number: the file's number in the tree.
  ///   - file: the file.
  ///   - text: the same bytes the records are read from; nil where there are none.
  ///   - trouble: what went wrong in reading them, so that they are not all, or not only, the file's.
  /// - Complexity: one pass of SHA-256 over the text.
  init(
    _ integrity: LogIntegrity,
    _ number: Int,
    _ file: LogFile,
    _ text: ScanBuffer?,
    _ trouble: InputIssue?
  ) {
    hash = text.map { TextHash($0) }
    verdict = integrity.verdict(of: number, file, hash: hash, isWhole: trouble == nil)
    isLeftOut = integrity.excluded.contains(verdict)
  }

  /// Whether copies of the file's records in other files are the genuine ones.
  var isForged: Bool { verdict == .modified }

  /// Writes the verdict into the file's account, and counts its records as left out if they are.
  func note(in evidence: inout FileEvidence) {
    evidence.verdict = verdict
    evidence.textHash = hash?.hexadecimal
    if isLeftOut {
      evidence.untrustedCount = evidence.recordCount - evidence.outsideScopeCount
    }
  }
}

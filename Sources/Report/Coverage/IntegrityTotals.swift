// SPDX-License-Identifier: Apache-2.0
import Columns

/// What the digests say of the logs, added up.
struct IntegrityTotals {
  /// By verdict; files that are missing are among them.
  let files: [FileVerdict: Int]
  let digests: [DigestInterval.Verdict: Int]
  /// Records of the scope that are used, and those of them that come from verified files.
  let usedRecordCount: Int
  let verifiedRecordCount: Int
  /// Records of the scope that are left out because of their file's verdict.
  let untrustedRecordCount: Int
  /// Seconds of the period that no trusted digest accounts for, added over the chains.
  let gapSeconds: Int

  init?(_ evidence: Evidence, keepsDuplicates: Bool) {
    guard let integrity = evidence.integrity else { return nil }
    var files: [FileVerdict: Int] = [:]
    for file in evidence.files {
      if let verdict = file.verdict { files[verdict, default: 0] += 1 }
    }
    let all = RecordBalance(evidence.files, keepsDuplicates: keepsDuplicates)
    let verified = RecordBalance(
      evidence.files.filter { $0.verdict == .verified },
      keepsDuplicates: keepsDuplicates
    )
    if !integrity.missingFiles.isEmpty { files[.missing] = integrity.missingFiles.count }
    var digests: [DigestInterval.Verdict: Int] = [:]
    for chain in integrity.chains { digests.merge(chain.counts) { $0 + $1 } }
    self.files = files
    self.digests = digests
    usedRecordCount = all.used
    verifiedRecordCount = verified.used
    untrustedRecordCount = all.untrusted
    gapSeconds = integrity.chains.reduce(0) { sum, chain in
      sum + chain.gaps.reduce(0) { $0 + $1.end - $1.start }
    }
  }

  var fileCount: Int { files.values.reduce(0, +) }
  var digestCount: Int { digests.values.reduce(0, +) }
  var provenDigestCount: Int { digests.filter(\.key.isProof).values.reduce(0, +) }

  /// Files and digests that were changed, added or taken away.
  var failureCount: Int {
    files.filter(\.key.isFailure).values.reduce(0, +)
      + digests.filter(\.key.isFailure).values.reduce(0, +)
  }

  /// `98.7 %` of the records used come from verified files; nil where none are used.
  var verifiedShare: String? { Figures.share(verifiedRecordCount, of: usedRecordCount) }
}

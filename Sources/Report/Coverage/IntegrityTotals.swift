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
    var used = 0
    var verified = 0
    var untrusted = 0
    for (index, file) in evidence.files.enumerated() {
      let balance = RecordBalance(
        evidence.files[index...index],
        keepsDuplicates: keepsDuplicates
      )
      used += balance.used
      untrusted += balance.untrusted
      guard let verdict = file.verdict else { continue }
      files[verdict, default: 0] += 1
      if verdict == .verified { verified += balance.used }
    }
    if !integrity.missingFiles.isEmpty { files[.missing] = integrity.missingFiles.count }
    var digests: [DigestInterval.Verdict: Int] = [:]
    for chain in integrity.chains { digests.merge(chain.counts) { $0 + $1 } }
    self.files = files
    self.digests = digests
    usedRecordCount = used
    verifiedRecordCount = verified
    untrustedRecordCount = untrusted
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

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The digests and the log files of a tree, checked without reading a record.
package struct LogValidation: Sendable {
  /// What is said of one log file.
  package struct Log: Sendable {
    /// As digests name it; empty for one that none names.
    package let address: Text
    /// The path that opens it; empty for one that is not there.
    package let path: Text
    package let verdict: FileVerdict
    /// Lower case, without a full stop; empty for a verified one.
    package let reason: String
  }

  /// What is said of one digest that is there.
  package struct Digest: Sendable {
    package let address: Text
    package let path: Text
    package let isBackfill: Bool
    /// In seconds since 1970-01-01 00:00:00 UTC.
    package let window: Range<Int>
    package let verdict: DigestInterval.Verdict
    /// Lower case, without a full stop; empty for a trusted one.
    package let reason: String
    /// The log files it lists; none for a bad one, whose list means nothing.
    package let logs: [Log]
  }

  /// By chain, the newest of each first.
  package let digests: [Digest]
  /// Log files that are under none of the digests.
  package let unnamed: [Log]
  /// The digests' own account.
  package let evidence: IntegrityEvidence
  /// What the period comes to, in seconds since 1970-01-01 00:00:00 UTC.
  package let bounds: Range<Int>
  /// How many log files have each verdict.
  package let counts: [FileVerdict: Int]

  /// Checks everything.
  ///
  /// - Throws: when the task is cancelled.
  package static func run(
    over tree: LogTree,
    _ means: DigestCheck.Means,
    limits: ScanLimits = ScanLimits(),
    workers: Int
  ) async throws(CancellationError) -> LogValidation {
    var means = means
    means.keepsAddresses = true
    let check = try await DigestCheck.run(over: tree, means, limits: limits, workers: workers)
    let asked = check.filesOfPeriod(tree.files, means.period)
    let logs = try await Parallel.map(asked.count, workers: workers) {
      FirstMember(limits: limits)
    } body: { reader, number in
      log(asked[number], tree, check.logs, reader)
    }
    return LogValidation(check, Dictionary(uniqueKeysWithValues: zip(asked, logs)))
  }

  /// Puts together what was found; log files by their numbers in the tree.
  private init(_ check: DigestCheck, _ logs: [Int: Log]) {
    var counts: [FileVerdict: Int] = [:]
    for log in logs.values { counts[log.verdict, default: 0] += 1 }
    if !check.evidence.missingFiles.isEmpty {
      counts[.missing] = check.evidence.missingFiles.count
    }
    var named: Set<Int> = []
    digests = check.digests.reversed().map { judged in
      let isBad = judged.judgement.verdict == .bad
      return Digest(
        address: judged.digest.content?.address.text ?? Text(""),
        path: judged.digest.path,
        isBackfill: judged.digest.name?.isBackfill ?? false,
        window: judged.window,
        verdict: judged.judgement.verdict,
        reason: judged.judgement.reason,
        logs: isBad
          ? []
          : judged.digest.listed.compactMap { listed in
            let address = listed.address?.text ?? Text("")
            guard let file = listed.file else {
              return Log(address: address, path: Text(""), verdict: .missing, reason: "not found")
            }
            guard let log = logs[file], named.insert(file).inserted else { return nil }
            return Log(
              address: address,
              path: log.path,
              verdict: log.verdict,
              reason: log.reason
            )
          }
      )
    }
    unnamed = logs.sorted { $0.key < $1.key }.filter { !named.contains($0.key) }.map(\.value)
    evidence = check.evidence
    bounds = check.bounds
    self.counts = counts
  }

  private static func log(
    _ number: Int,
    _ tree: LogTree,
    _ logs: LogIntegrity,
    _ reader: FirstMember
  ) -> Log {
    let file = tree.files[number]
    let location = tree.location(of: file)
    var hash: TextHash?
    var failure: InputFailure?
    do throws(InputFailure) {
      hash = TextHash(try reader.text(of: location, followsLink: file.isRoot))
    } catch {
      failure = error
    }
    let verdict = logs.verdict(of: number, file, hash: hash, isWhole: failure == nil)
    return Log(
      address: Text(""),
      path: location,
      verdict: verdict,
      reason: reason(verdict, failure)
    )
  }

  private static func reason(_ verdict: FileVerdict, _ failure: InputFailure?) -> String {
    switch verdict {
    case .verified, .missing: ""
    case .modified:
      switch failure?.kind {
      case nil: "hash value doesn't match"
      case .trailingData: "unexpected data after end of compressed stream"
      default: "invalid format: \(failure?.reason ?? "")"
      }
    case .unlisted: "no digest names it, though digests account for the time of its delivery"
    case .notCovered: "no trusted digest accounts for it"
    }
  }
}

extension LogValidation {
  /// What is worth a warning in a word: whether anything was changed or taken away, and whether
  /// anything is not proven.
  package var hasFailures: Bool {
    evidence.chains.contains { $0.counts.keys.contains(where: \.isFailure) }
      || evidence.digests.contains(where: \.verdict.isFailure)
      || counts.keys.contains(where: \.isFailure)
  }

  package var hasDoubts: Bool {
    evidence.chains.isEmpty || !evidence.digests.isEmpty || counts[.notCovered] ?? 0 > 0
      || !evidence.issues.isEmpty
      || evidence.chains.contains { $0.gaps.contains(where: \.isDoubt) }
  }
}

extension DigestGap {
  /// Whether it is more than what a period that does not end with a digest leaves at its ends.
  package var isDoubt: Bool {
    switch kind {
    case .off, .missing, .untrusted: true
    case .head, .tail: end - start > 3600
    }
  }
}

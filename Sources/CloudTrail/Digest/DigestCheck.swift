// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The digests of a tree, checked without a network: what they prove, and what they say of the logs.
///
/// All chains of all accounts, regions and trails are checked together, by several workers.
package struct DigestCheck: Sendable {
  /// What a check goes by.
  package struct Means: Sendable {
    package var keys = PublicKeys()
    package var signatures = DigestSignatures()
    package var period = DeliveryPeriod()
    /// Verdicts whose files' rows are left out.
    package var excluded: Set<FileVerdict> = []
    /// Whether every listed file keeps its address, for telling of each.
    package var keepsAddresses = false

    package init() {}
  }

  /// What is known before the log files are read; those have no verdicts here.
  package let evidence: IntegrityEvidence
  /// The time each standard digest stands for.
  package let coverage: [DigestInterval]
  /// What is said of the log files.
  package let logs: LogIntegrity
  /// Those of the period, by chain and time.
  let digests: [JudgedDigest]
  /// What the period comes to, in seconds since 1970-01-01 00:00:00 UTC.
  package let bounds: Range<Int>

  /// Reads and judges all digests of a tree.
  ///
  /// - Throws: when the task is cancelled.
  package static func run(
    over tree: LogTree,
    _ means: Means,
    limits: ScanLimits = ScanLimits(),
    workers: Int
  ) async throws(CancellationError) -> DigestCheck {
    var means = means
    let issues = means.addSidecars(of: tree, limits)
    let index = FileNameIndex(tree.files)
    let read = try await Parallel.map(tree.digests.count, workers: workers) {
      FirstMember(limits: limits)
    } body: { [keepsAddresses = means.keepsAddresses] reader, number in
      let file = tree.digests[number]
      return ReadDigest(
        file,
        at: tree.location(of: file),
        reader,
        index,
        keepsAddresses: keepsAddresses
      )
    }
    let digests = withoutCopies(read)
    let trust = DigestTrust(digests)
    let states = try await Parallel.map(digests.count, workers: workers) {
    } body: { [means] _, number in
      trust.signatureState(of: number, means.keys, means.signatures)
    }
    return DigestCheck(digests, trust.judge(states), tree, means, issues)
  }

  /// Of several files with the same digest the first; different ones of one address are all kept.
  private static func withoutCopies(_ digests: [ReadDigest]) -> [ReadDigest] {
    var seen: [ObjectAddress: Set<TextHash>] = [:]
    return digests.filter { digest in
      guard let content = digest.content, digest.problem == nil else { return true }
      return seen[content.address, default: []].insert(content.hash).inserted
    }
  }

  private init(
    _ digests: [ReadDigest],
    _ judgements: [DigestTrust.Judgement],
    _ tree: LogTree,
    _ means: Means,
    _ issues: [InputIssue]
  ) {
    let judged = zip(digests, judgements).map { digest, judgement in
      let window = digest.window(isBad: judgement.verdict == .bad)
      return JudgedDigest(digest: digest, judgement: judgement, window: window ?? 0..<0)
    }
    let timeline = DigestTimeline(
      judged,
      names: Set(tree.digests.map { ObjectAddress.name(of: $0.path) }),
      signed: means.signatures.signatures.keys.sorted(),
      period: means.period
    )
    let bounds = timeline.bounds
    self.bounds = bounds
    self.digests =
      judged
      .filter { $0.digest.name == nil || $0.window.overlaps(bounds) || $0.window.isEmpty }
      .sorted { Self.precedes($0, $1) }
    coverage = self.digests.compactMap(Self.interval)
    logs = LogIntegrity(
      judged.flatMap(Self.expectations),
      coverage: Self.proven(judged),
      excluded: means.excluded
    )
    evidence = IntegrityEvidence(
      chains: timeline.chains,
      digests: timeline.findings,
      missingFiles: Self.missingFiles(self.digests),
      keys: Self.keys(means.keys, judged),
      issues: means.keys.issues + issues,
      excluded: FileVerdict.allCases.filter(means.excluded.contains)
    )
  }

  private static func precedes(_ left: JudgedDigest, _ right: JudgedDigest) -> Bool {
    switch (left.digest.name, right.digest.name) {
    case (nil, nil): left.digest.path < right.digest.path
    case (nil, _): false
    case (_, nil): true
    case (let first?, let second?):
      if DigestChainKey(first) != DigestChainKey(second) {
        DigestChainKey(first) < DigestChainKey(second)
      } else {
        (left.window.lowerBound, left.window.upperBound, left.digest.path)
          < (right.window.lowerBound, right.window.upperBound, right.digest.path)
      }
    }
  }

  private static func interval(_ digest: JudgedDigest) -> DigestInterval? {
    guard let name = digest.digest.name, !name.isBackfill else { return nil }
    return DigestInterval(
      account: name.account,
      region: name.region,
      trail: name.trail,
      start: digest.window.lowerBound,
      end: digest.window.upperBound,
      verdict: digest.judgement.verdict
    )
  }

  private static func expectations(_ digest: JudgedDigest) -> [LogIntegrity.Expectation] {
    guard digest.judgement.verdict != .bad else { return [] }
    return digest.digest.listed.compactMap { listed in
      listed.file.map {
        LogIntegrity.Expectation(file: $0, hash: listed.hash, isTrusted: digest.isTrusted)
      }
    }
  }

  private static func proven(_ digests: [JudgedDigest]) -> [LogIntegrity.Place: [Range<Int>]] {
    var proven: [LogIntegrity.Place: [Range<Int>]] = [:]
    for digest in digests where digest.isTrusted {
      guard let name = digest.digest.name, !name.isBackfill else { continue }
      proven[LogIntegrity.Place(account: name.account, region: name.region), default: []]
        .append(digest.window)
    }
    return proven
  }

  private static func missingFiles(_ digests: [JudgedDigest]) -> [MissingFile] {
    var missing: [ObjectAddress: Bool] = [:]
    for digest in digests where digest.judgement.verdict != .bad {
      for case let listed in digest.digest.listed where listed.file == nil {
        guard let address = listed.address else { continue }
        missing[address] = missing[address] ?? false || digest.isTrusted
      }
    }
    return missing.sorted { $0.key < $1.key }.map { address, isTrusted in
      let place = address.place
      return MissingFile(
        address: address.text,
        account: place.account,
        region: place.region,
        day: place.day?.description,
        isTrusted: isTrusted
      )
    }
  }

  private static func keys(_ keys: PublicKeys, _ digests: [JudgedDigest]) -> [PublicKeyEvidence] {
    var uses: [String: Int] = [:]
    for digest in digests {
      if let fingerprint = digest.judgement.fingerprint { uses[fingerprint, default: 0] += 1 }
    }
    return keys.keys.map { key in
      var evidence = key.evidence
      evidence.digestCount = uses[evidence.fingerprint] ?? 0
      return evidence
    }
  }
}

extension DigestCheck {
  /// The numbers of the files a period is about: those delivered in it by their names, those that one
  /// of its digests lists, and those whose time nobody tells.
  func filesOfPeriod(_ files: [LogFile], _ period: DeliveryPeriod) -> [Int] {
    let listed = Set(digests.flatMap { $0.digest.listed.compactMap(\.file) })
    return files.indices.filter { number in
      guard let time = LogIntegrity.delivery(of: files[number])?.lowerBound else { return true }
      return listed.contains(number)
        || time >= period.from ?? .min && time < period.to ?? .max
    }
  }
}

extension DigestCheck.Means {
  /// Adds the signatures that lie beside the digests of a tree.
  fileprivate mutating func addSidecars(of tree: LogTree, _ limits: ScanLimits) -> [InputIssue] {
    let reader = FirstMember(limits: limits)
    return tree.sidecars.compactMap { file in
      let location = tree.location(of: file)
      do throws(InputFailure) {
        let content = try reader.bytes(of: location, followsLink: false)
        do throws(DigestProblem) {
          try signatures.addSidecar(content, path: location)
        } catch {
          throw InputFailure(.corrupt, error.reason)
        }
        return nil
      } catch {
        return InputIssue(error.kind, path: location, reason: error.reason)
      }
    }
  }
}

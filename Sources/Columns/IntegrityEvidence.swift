// SPDX-License-Identifier: Apache-2.0

/// What CloudTrail's digest files say of the logs.
public struct IntegrityEvidence: Sendable, Equatable {
  /// One an account, region, trail and kind, in this order.
  public var chains: [DigestChain]
  /// Every digest that is not trusted, in the order of the chains and of time.
  public var digests: [DigestFinding]
  /// Log files that digests name and that are not there, in the order of their names.
  public var missingFiles: [MissingFile]
  /// The keys that were given, in the order of their fingerprints.
  public var keys: [PublicKeyEvidence]
  /// What could not be used of the digests, the key files and the signatures.
  public var issues: [InputIssue]
  /// Verdicts whose files' rows are left out.
  public var excluded: [FileVerdict]

  /// Gathers findings.
  public init(
    chains: [DigestChain] = [],
    digests: [DigestFinding] = [],
    missingFiles: [MissingFile] = [],
    keys: [PublicKeyEvidence] = [],
    issues: [InputIssue] = [],
    excluded: [FileVerdict] = []
  ) {
    self.chains = chains
    self.digests = digests
    self.missingFiles = missingFiles
    self.keys = keys
    self.issues = issues
    self.excluded = excluded
  }
}

/// The digests of one trail for one account and region, each naming the one before.
public struct DigestChain: Sendable, Equatable {
  /// The account whose events the log files hold.
  public var account: String
  /// The region whose events the log files hold.
  public var region: String
  /// The name of the trail.
  public var trail: String
  /// The chain of digests that list what the hourly ones missed.
  public var isBackfill: Bool
  /// The start of its first digest, in seconds since 1970-01-01 00:00:00 UTC.
  public var start: Int
  /// The end of its last digest.
  public var end: Int
  /// How many digests have each verdict; those of `MISSING` are counted by hours.
  public var counts: [DigestInterval.Verdict: Int]
  /// Log files its trusted digests list.
  public var listedFileCount: Int
  /// Times that no trusted digest accounts for, by start.
  public var gaps: [DigestGap]

  /// Makes the account of one chain.
  public init(
    account: String,
    region: String,
    trail: String,
    isBackfill: Bool,
    start: Int,
    end: Int,
    counts: [DigestInterval.Verdict: Int] = [:],
    listedFileCount: Int = 0,
    gaps: [DigestGap] = []
  ) {
    self.account = account
    self.region = region
    self.trail = trail
    self.isBackfill = isBackfill
    self.start = start
    self.end = end
    self.counts = counts
    self.listedFileCount = listedFileCount
    self.gaps = gaps
  }
}

/// A time that no trusted digest of a chain accounts for.
public struct DigestGap: Sendable, Equatable {
  /// Why.
  public enum Kind: String, Sendable, CaseIterable {
    /// The digest behind it names none before: validation was switched off.
    case off
    /// Digests were there, and are not in the tree.
    case missing
    /// Digests are there, and are not trusted.
    case untrusted
    /// It lies before the first digest of the chain, inside the period.
    case head
    /// It lies behind the last digest of the chain, inside the period.
    case tail
  }

  /// Why.
  public var kind: Kind
  /// Seconds since 1970-01-01 00:00:00 UTC.
  public var start: Int
  /// The end, which does not belong to it.
  public var end: Int

  /// Makes a gap.
  public init(_ kind: Kind, start: Int, end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
  }
}

/// A digest that is not trusted, and why.
public struct DigestFinding: Sendable, Equatable {
  /// Its bucket and object as `s3://` address, as digests name it; what is not known of it is empty.
  public var address: Text
  /// The file, with its root; empty for a missing one.
  public var path: Text
  /// Neither verified nor linked.
  public var verdict: DigestInterval.Verdict
  /// Lower case, without a full stop.
  public var reason: String
  /// How many digests: more than one only for missing ones whose names nobody tells.
  public var count: Int

  /// Makes a finding.
  public init(
    address: Text,
    path: Text,
    verdict: DigestInterval.Verdict,
    reason: String,
    count: Int = 1
  ) {
    self.address = address
    self.path = path
    self.verdict = verdict
    self.reason = reason
    self.count = count
  }
}

/// A log file that a digest names and that is not there.
public struct MissingFile: Sendable, Equatable {
  /// Its bucket and object as `s3://` address.
  public var address: Text
  /// The account of its name, where that tells one.
  public var account: String?
  /// The region of its name, where that tells one.
  public var region: String?
  /// `YYYY-MM-DD`, where its name tells it.
  public var day: String?
  /// Whether the digest that names it is trusted.
  public var isTrusted: Bool

  /// Makes the account of one file.
  public init(
    address: Text,
    account: String? = nil,
    region: String? = nil,
    day: String? = nil,
    isTrusted: Bool
  ) {
    self.address = address
    self.account = account
    self.region = region
    self.day = day
    self.isTrusted = isTrusted
  }
}

/// A public key that digests were checked with.
///
/// The fingerprint is the MD5 of the key, so it tells a damaged key from a whole one, and no more:
/// anybody can make a key with a fingerprint. What a key is worth is what the way it came is worth.
public struct PublicKeyEvidence: Sendable, Equatable {
  /// 32 hexadecimal digits.
  public var fingerprint: String
  /// When it was in use, in seconds since 1970-01-01 00:00:00 UTC, where the file tells.
  public var validFrom: Int?
  /// When it went out of use, in the same unit.
  public var validTo: Int?
  /// SHA-256 of the key, in hexadecimal digits.
  public var sha256: String
  /// The file it came from.
  public var file: Text
  /// Digests whose signatures it checked.
  public var digestCount: Int

  /// Makes the account of one key.
  public init(
    fingerprint: String,
    validFrom: Int? = nil,
    validTo: Int? = nil,
    sha256: String,
    file: Text,
    digestCount: Int = 0
  ) {
    self.fingerprint = fingerprint
    self.validFrom = validFrom
    self.validTo = validTo
    self.sha256 = sha256
    self.file = file
    self.digestCount = digestCount
  }
}

extension DigestInterval.Verdict {
  /// Whether something was changed or taken away; the others are proof or doubt.
  public var isFailure: Bool { self == .bad || self == .missing }
}

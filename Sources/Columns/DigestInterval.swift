// SPDX-License-Identifier: Apache-2.0

/// A stretch of delivery time that one digest of an account's region speaks for.
///
/// An interval of a digest that is missing is told as well, where its neighbours show that it was
/// there.
public struct DigestInterval: Sendable, Equatable {
  /// What the digest was found to be.
  public enum Verdict: String, Sendable, CaseIterable {
    case verified = "VERIFIED"
    case linked = "LINKED"
    case tipUnsigned = "TIP-UNSIGNED"
    case bad = "BAD"
    case missing = "MISSING"
    case noKey = "NO-KEY"

    /// Whether nothing delivered in this time can have been changed or taken away unseen.
    public var isProof: Bool { self == .verified || self == .linked }
  }

  /// Twelve digits.
  public var account: String
  /// The region whose log files the digest lists.
  public var region: String
  /// The name of the trail.
  public var trail: String
  /// Seconds since 1970-01-01 00:00:00 UTC; included.
  public var start: Int
  /// Not included.
  public var end: Int
  /// What the digest was found to be.
  public var verdict: Verdict

  /// Makes an interval.
  public init(
    account: String,
    region: String,
    trail: String,
    start: Int,
    end: Int,
    verdict: Verdict
  ) {
    self.account = account
    self.region = region
    self.trail = trail
    self.start = start
    self.end = end
    self.verdict = verdict
  }
}

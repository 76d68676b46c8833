// SPDX-License-Identifier: Apache-2.0

/// What the digests say of one log file.
public enum FileVerdict: String, Sendable, CaseIterable {
  /// Its text has the hash that a trusted digest gives.
  case verified = "VERIFIED"
  /// A digest names it with another hash, or bytes were appended to it.
  case modified = "MODIFIED"
  /// A digest names it, and it is not there.
  case missing = "MISSING"
  /// Trusted digests account for the time it was delivered, and none names it.
  case unlisted = "UNLISTED"
  /// No trusted digest accounts for the time it was delivered.
  case notCovered = "NOT-COVERED"

  /// Whether something was changed, added or taken away.
  public var isFailure: Bool { self == .modified || self == .missing || self == .unlisted }
}

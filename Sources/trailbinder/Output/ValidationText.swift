// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
private import Queries

/// A validation in the lines of `aws cloudtrail validate-logs`.
///
/// Lines of what is valid stand only where they are asked for. What is neither valid nor invalid is
/// marked `UNPROVEN`, which the AWS CLI does not have.
enum ValidationText {
  static func lines(
    of validation: LogValidation,
    _ period: DeliveryPeriod,
    verbose: Bool
  ) -> [UInt8] {
    var lines: [String] = []
    for digest in validation.digests {
      let backfill = digest.isBackfill ? "(backfill) " : ""
      let name = safe(digest.address.isEmpty ? digest.path : digest.address)
      let state = state(digest.verdict, digest.reason)
      if verbose || state != "valid" { lines.append("\(backfill)Digest file\t\(name)\t\(state)") }
      lines += digest.logs.compactMap { line(of: $0, verbose: verbose) }
    }
    for digest in validation.evidence.digests where digest.verdict == .missing {
      lines.append("Digest file\t\(safe(digest.address))\tINVALID: \(safe(digest.reason))")
    }
    lines += validation.unnamed.compactMap { line(of: $0, verbose: verbose) }
    lines += validation.evidence.chains.flatMap { chain in
      chain.gaps.map { gap in
        "Not covered\t\(safe("account \(chain.account), region \(chain.region), trail \(chain.trail)"))\t"
          + "\(TimeText.utc(seconds: gap.start)) to \(TimeText.utc(seconds: gap.end)): \(gap.kind.explanation)"
      }
    }
    if !lines.isEmpty { lines.append("") }
    lines += summary(of: validation, period)
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static func summary(
    of validation: LogValidation,
    _ period: DeliveryPeriod
  ) -> [String] {
    let chains = validation.evidence.chains
    let (from, to) = (
      period.from ?? validation.bounds.lowerBound, period.to ?? validation.bounds.upperBound
    )
    var lines = [
      "Results requested for \(TimeText.utc(seconds: from)) to \(TimeText.utc(seconds: to))"
    ]
    guard !validation.digests.isEmpty || !validation.evidence.digests.isEmpty else {
      lines.append("No digests found")
      return lines + ratio(validation.counts, "log")
    }
    let valid = validation.digests.filter(\.verdict.isProof).map(\.window)
    if let start = valid.map(\.lowerBound).min(), let end = valid.map(\.upperBound).max() {
      lines.append(
        "Results found for \(TimeText.utc(seconds: max(start, from))) to \(TimeText.utc(seconds: min(end, to))):"
      )
    } else {
      lines.append("No valid digests found in range")
    }
    lines.append("")
    for (isBackfill, name) in [(false, "digest"), (true, "backfill digest")] {
      var counts: [DigestInterval.Verdict: Int] = [:]
      for chain in chains where chain.isBackfill == isBackfill {
        counts.merge(chain.counts) { $0 + $1 }
      }
      lines += ratio(
        valid: counts.filter(\.key.isProof).values.reduce(0, +),
        invalid: counts.filter(\.key.isFailure).values.reduce(0, +),
        of: counts.values.reduce(0, +),
        name
      )
    }
    return lines + ratio(validation.counts, "log")
  }

  private static func ratio(_ counts: [FileVerdict: Int], _ name: String) -> [String] {
    ratio(
      valid: counts[.verified] ?? 0,
      invalid: counts.filter(\.key.isFailure).values.reduce(0, +),
      of: counts.values.reduce(0, +),
      name
    )
  }

  private static func ratio(valid: Int, invalid: Int, of total: Int, _ name: String) -> [String] {
    guard total > 0 else { return [] }
    let unproven = total - valid - invalid
    return [
      "\(valid)/\(total) \(name) files valid"
        + (invalid > 0 ? ", \(invalid)/\(total) \(name) files INVALID" : "")
        + (unproven > 0 ? ", \(unproven)/\(total) \(name) files UNPROVEN" : "")
    ]
  }

  private static func line(of log: LogValidation.Log, verbose: Bool) -> String? {
    guard verbose || log.verdict != .verified else { return nil }
    let name = safe(log.address.isEmpty ? log.path : log.address)
    let state =
      switch log.verdict {
      case .verified: "valid"
      case .modified, .missing, .unlisted: "INVALID: \(safe(log.reason))"
      case .notCovered: "UNPROVEN: \(safe(log.reason))"
      }
    return "Log file\t\(name)\t\(state)"
  }

  private static func state(_ verdict: DigestInterval.Verdict, _ reason: String) -> String {
    switch verdict {
    case .verified, .linked: "valid"
    case .bad, .missing: "INVALID: \(safe(reason))"
    case .tipUnsigned, .noKey: "UNPROVEN: \(safe(reason))"
    }
  }

  /// Names of files may hold anything, line feeds as well.
  private static func safe(_ text: Text) -> String { TerminalText.safe(text.string) }

  private static func safe(_ text: String) -> String { TerminalText.safe(text) }
}

extension DigestGap.Kind {
  /// Why there is no proof for a time.
  var explanation: String {
    switch self {
    case .off: "no digests were written: validation or the trail was switched off"
    case .missing: "digests are missing"
    case .untrusted: "the digest is not proven"
    case .head: "there is no digest before the first one"
    case .tail: "there is no digest behind the last one"
    }
  }
}

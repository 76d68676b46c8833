// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
private import FoundationEssentials

/// A validation for programs: everything that was looked at, with its verdict.
enum ValidationJSON {
  private struct Document: Encodable {
    struct Span: Encodable {
      let from: String
      let to: String
    }

    struct Counts: Encodable {
      let digests: [String: Int]
      let backfillDigests: [String: Int]
      let logFiles: [String: Int]
    }

    struct Chain: Encodable {
      let account: String
      let region: String
      let trail: String
      let backfill: Bool
      let first: String
      let last: String
      let digests: [String: Int]
      let listedLogFiles: Int
      let gaps: [Gap]
    }

    struct Gap: Encodable {
      let kind: String
      let from: String
      let to: String
    }

    struct Item: Encodable {
      let address: String?
      let path: String?
      let verdict: String
      let reason: String?
      var from: String?
      var to: String?
      /// How many digests are missing, where none is named.
      var count: Int?
    }

    struct Key: Encodable {
      let fingerprint: String
      let sha256: String
      let file: String
      let from: String?
      let to: String?
      let digests: Int
    }

    let requested: Span
    let summary: Counts
    let chains: [Chain]
    let digests: [Item]
    let logFiles: [Item]
    let keys: [Key]
    let issues: [Item]
  }

  static func document(of validation: LogValidation) throws(Failure) -> [UInt8] {
    let evidence = validation.evidence
    let document = Document(
      requested: Document.Span(
        from: TimeText.utc(seconds: validation.bounds.lowerBound),
        to: TimeText.utc(seconds: validation.bounds.upperBound)
      ),
      summary: Document.Counts(
        digests: counts(evidence.chains, isBackfill: false),
        backfillDigests: counts(evidence.chains, isBackfill: true),
        logFiles: named(validation.counts)
      ),
      chains: evidence.chains.map(chain),
      digests: validation.digests.map(item)
        + evidence.digests.filter { $0.verdict == .missing }.map(item),
      logFiles: (validation.digests.flatMap(\.logs) + validation.unnamed).map(item),
      keys: evidence.keys.map(key),
      issues: evidence.issues.map { issue in
        Document.Item(
          address: nil,
          path: issue.path.string,
          verdict: issue.kind.rawValue,
          reason: issue.reason
        )
      }
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(document) else {
      throw Failure(.failed, "the validation cannot be written as JSON")
    }
    return ResultJSON.safe(Text(bytes: Array(bytes)))
  }

  private static func counts(_ chains: [DigestChain], isBackfill: Bool) -> [String: Int] {
    var counts: [DigestInterval.Verdict: Int] = [:]
    for chain in chains where chain.isBackfill == isBackfill {
      counts.merge(chain.counts) { $0 + $1 }
    }
    return named(counts)
  }

  private static func named<Verdict>(_ counts: [Verdict: Int]) -> [String: Int]
  where Verdict: RawRepresentable<String> & Hashable {
    Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
  }

  private static func chain(_ chain: DigestChain) -> Document.Chain {
    Document.Chain(
      account: chain.account,
      region: chain.region,
      trail: chain.trail,
      backfill: chain.isBackfill,
      first: TimeText.utc(seconds: chain.start),
      last: TimeText.utc(seconds: chain.end),
      digests: named(chain.counts),
      listedLogFiles: chain.listedFileCount,
      gaps: chain.gaps.map { gap in
        Document.Gap(
          kind: gap.kind.rawValue,
          from: TimeText.utc(seconds: gap.start),
          to: TimeText.utc(seconds: gap.end)
        )
      }
    )
  }

  private static func item(_ digest: LogValidation.Digest) -> Document.Item {
    Document.Item(
      address: known(digest.address),
      path: known(digest.path),
      verdict: digest.verdict.rawValue,
      reason: digest.reason.isEmpty ? nil : digest.reason,
      from: TimeText.utc(seconds: digest.window.lowerBound),
      to: TimeText.utc(seconds: digest.window.upperBound)
    )
  }

  private static func item(_ digest: DigestFinding) -> Document.Item {
    Document.Item(
      address: known(digest.address),
      path: known(digest.path),
      verdict: digest.verdict.rawValue,
      reason: digest.reason,
      count: digest.count
    )
  }

  private static func item(_ log: LogValidation.Log) -> Document.Item {
    Document.Item(
      address: known(log.address),
      path: known(log.path),
      verdict: log.verdict.rawValue,
      reason: log.reason.isEmpty ? nil : log.reason
    )
  }

  private static func key(_ key: PublicKeyEvidence) -> Document.Key {
    Document.Key(
      fingerprint: key.fingerprint,
      sha256: key.sha256,
      file: key.file.string,
      from: key.validFrom.map(TimeText.utc(seconds:)),
      to: key.validTo.map(TimeText.utc(seconds:)),
      digests: key.digestCount
    )
  }

  private static func known(_ text: Text) -> String? { text.isEmpty ? nil : text.string }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Decides which digests are what CloudTrail wrote.
///
/// A digest is verified by its signature, which stands in the digest that names it, or beside it. What
/// a trusted digest says is signed, and so is the hash it gives of the digest before: with one signed
/// digest and one key the whole older chain is proven, even where older keys are gone.
struct DigestTrust: Sendable {
  /// What is said of one digest.
  struct Judgement: Sendable {
    var verdict: DigestInterval.Verdict
    /// Lower case, without a full stop; empty for a trusted one.
    var reason = ""
    /// The key that its signature was checked with.
    var fingerprint: String?
  }

  /// What came of the signatures of one digest, each by itself.
  enum SignatureState: Sendable {
    case valid
    /// None is known.
    case absent
    case noKey
    case invalid(String)
  }

  private let digests: [ReadDigest]
  /// The digests that name one as the one before, by the name of its file: a forged address must not
  /// lead away from what is said of it.
  private let namers: [Text: [Int]]

  init(_ digests: [ReadDigest]) {
    self.digests = digests
    var namers: [Text: [Int]] = [:]
    for (number, digest) in digests.enumerated() {
      guard let predecessor = digest.content?.predecessor else { continue }
      namers[predecessor.address.name, default: []].append(number)
    }
    self.namers = namers
  }

  /// Checks every signature that is known of one digest; independent of all others.
  func signatureState(
    of number: Int,
    _ keys: PublicKeys,
    _ signatures: DigestSignatures
  ) -> SignatureState {
    let digest = digests[number]
    guard let content = digest.content, digest.problem == nil else { return .absent }
    let beside = (signatures.signatures[content.address.name] ?? []).map { ($0.bytes, $0.source) }
    let named = namersOf(content.address).compactMap { namer -> ([UInt8], String)? in
      guard let signature = digests[namer].content?.predecessor?.signature else { return nil }
      return (Hexadecimal.bytes(signature.bytes) ?? [], digests[namer].path.string)
    }
    let known = beside + named
    guard let first = known.first else { return .absent }
    let keys = keys.keys(fingerprint: content.fingerprint)
    guard !keys.isEmpty else { return .noKey }
    let message = content.signedBytes
    for (signature, _) in known where keys.contains(where: { $0.verifies(signature, of: message) })
    {
      return .valid
    }
    return .invalid(first.1)
  }

  /// Judges all digests, the newest first, since trust goes from a digest to the one before.
  func judge(_ states: [SignatureState]) -> [Judgement] {
    var judgements = digests.map { _ in Judgement(verdict: .bad) }
    let order = digests.indices.sorted {
      (digests[$1].content?.end ?? .min, $0) < (digests[$0].content?.end ?? .min, $1)
    }
    var isJudged = digests.map { _ in false }
    for number in order {
      judgements[number] = judge(number, states[number], judgements, isJudged)
      isJudged[number] = true
    }
    rejectForks(&judgements)
    return judgements
  }

  private func judge(
    _ number: Int,
    _ state: SignatureState,
    _ judgements: [Judgement],
    _ isJudged: [Bool]
  ) -> Judgement {
    let digest = digests[number]
    guard let content = digest.content, digest.problem == nil else {
      return Judgement(verdict: .bad, reason: digest.problem ?? "invalid format")
    }
    guard content.isSignedByRSA else {
      return Judgement(verdict: .bad, reason: "its signature algorithm is not SHA256withRSA")
    }
    let hashes = namersOf(content.address)
      .filter { isJudged[$0] && judgements[$0].verdict.isProof }
      .map { digests[$0].content?.predecessor?.hash }
    if let hash = hashes.first(where: { $0 != content.hash }) {
      let expected = hash?.hexadecimal ?? "another"
      return Judgement(
        verdict: .bad,
        reason: "hash value doesn't match: the next digest gives \(expected), it has "
          + content.hash.hexadecimal
      )
    }
    switch state {
    case .valid: return Judgement(verdict: .verified, fingerprint: content.fingerprint)
    case .invalid(let source):
      return Judgement(
        verdict: .bad,
        reason: "signature verification failed, by the signature in '\(source)'"
      )
    case .absent where hashes.isEmpty:
      return Judgement(
        verdict: .tipUnsigned,
        reason: "no digest names it, and its signature was not fetched"
      )
    case .noKey where hashes.isEmpty:
      return Judgement(
        verdict: .noKey,
        reason: "public key not found in region \(content.name.region) for fingerprint "
          + content.fingerprint
      )
    case .absent, .noKey: return Judgement(verdict: .linked)
    }
  }

  /// What is not proven and stands for the same time of the same chain as what is, is forged.
  private func rejectForks(_ judgements: inout [Judgement]) {
    var proven: [DigestChainKey: [Range<Int>]] = [:]
    for (number, digest) in digests.enumerated() where judgements[number].verdict.isProof {
      guard let content = digest.content else { continue }
      proven[DigestChainKey(content.name), default: []].append(content.start..<content.end)
    }
    for (key, ranges) in proven { proven[key] = Intervals.union(ranges) }
    for (number, digest) in digests.enumerated() {
      guard let content = digest.content,
        [.tipUnsigned, .noKey].contains(judgements[number].verdict), !content.name.isBackfill,
        let ranges = proven[DigestChainKey(content.name)],
        Intervals.overlap(ranges, content.start..<content.end)
      else { continue }
      judgements[number] = Judgement(
        verdict: .bad,
        reason: "a proven digest stands for the same time, and nothing proves this one"
      )
    }
  }

  private func namersOf(_ address: ObjectAddress) -> [Int] { namers[address.name] ?? [] }
}

/// Which digests belong together: each names the one before of the same.
struct DigestChainKey: Hashable, Comparable, Sendable {
  let account: String
  let region: String
  let trail: String
  let homeRegion: String
  let isBackfill: Bool

  init(_ name: DigestName) {
    account = name.account
    region = name.region
    trail = name.trail
    homeRegion = name.homeRegion
    isBackfill = name.isBackfill
  }

  static func < (left: DigestChainKey, right: DigestChainKey) -> Bool {
    (left.account, left.region, left.trail, left.homeRegion, left.isBackfill ? 1 : 0)
      < (right.account, right.region, right.trail, right.homeRegion, right.isBackfill ? 1 : 0)
  }
}

/// Sorted stretches of time that do not touch.
enum Intervals {
  static func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var union: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = union.last, range.lowerBound <= last.upperBound {
        union[union.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        union.append(range)
      }
    }
    return union
  }

  /// The stretch that holds all of a range; nil if none does.
  static func holding(_ union: [Range<Int>], _ range: Range<Int>) -> Range<Int>? {
    var (low, high) = (0, union.count)
    while low < high {
      let middle = (low + high) / 2
      if union[middle].upperBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    guard low < union.count, union[low].lowerBound <= range.lowerBound else { return nil }
    return union[low]
  }

  /// What of a range is in none of the stretches.
  static func rest(_ union: [Range<Int>], of range: Range<Int>) -> [Range<Int>] {
    var rest: [Range<Int>] = []
    var start = range.lowerBound
    for stretch in union where stretch.overlaps(range) {
      if stretch.lowerBound > start { rest.append(start..<stretch.lowerBound) }
      start = max(start, stretch.upperBound)
    }
    if start < range.upperBound { rest.append(start..<range.upperBound) }
    return rest
  }

  static func overlap(_ union: [Range<Int>], _ range: Range<Int>) -> Bool {
    var (low, high) = (0, union.count)
    while low < high {
      let middle = (low + high) / 2
      if union[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < union.count && union[low].lowerBound < range.upperBound
  }
}

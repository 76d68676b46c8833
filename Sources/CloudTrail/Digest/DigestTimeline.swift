// SPDX-License-Identifier: Apache-2.0
import Columns

/// The time of delivery a check is about, in seconds since 1970-01-01 00:00:00 UTC.
package struct DeliveryPeriod: Hashable, Sendable {
  /// Included; nil for the day of the first digest.
  package var from: Int?
  /// Not included; nil for the end of the last digest.
  package var to: Int?

  package init(from: Int? = nil, to: Int? = nil) {
    self.from = from
    self.to = to
  }
}

/// A digest with what was found of it.
struct JudgedDigest: Sendable {
  let digest: ReadDigest
  let judgement: DigestTrust.Judgement
  /// The time it stands for.
  let window: Range<Int>

  var isTrusted: Bool { judgement.verdict.isProof }
}

/// What the chains say of a period: which hours are proven, which digests are gone.
struct DigestTimeline: Sendable {
  /// Shorter stretches are no gap: clocks round, and digests need not meet to the second.
  static let tolerance = 60
  /// CloudTrail writes a digest an hour.
  private static let hour = 3600

  private(set) var chains: [DigestChain] = []
  private(set) var findings: [DigestFinding] = []
  private let period: DeliveryPeriod
  /// What stands in for the ends that the period leaves open.
  let bounds: Range<Int>
  /// Names of digests that are there, in whatever state.
  private let present: Set<Text>

  /// - Parameters:
  ///   - digests: all there are, also those outside the period.
  ///   - names: of every digest file that is there.
  ///   - signed: names of digests whose signatures were fetched: these must be there.
  ///   - period: what is asked about.
  init(
    _ digests: [JudgedDigest],
    names: Set<Text>,
    signed: [Text],
    period: DeliveryPeriod
  ) {
    self.period = period
    present = names
    // Only where nothing is proven does the rest say what the period is.
    let known = digests.contains(where: \.isTrusted) ? digests.filter(\.isTrusted) : digests
    let ends = known.filter { !$0.window.isEmpty }.map(\.window.upperBound)
    let signedEnds = signed.compactMap { DigestName($0)?.end }
    let first = ends.min() ?? 0
    let last = (digests.map(\.window.upperBound) + signedEnds).max() ?? 0
    let from = period.from ?? first - floorModulo(first, 86_400)
    bounds = from..<max(from, period.to ?? last)
    var groups: [DigestChainKey: [JudgedDigest]] = [:]
    for digest in digests {
      if let name = digest.digest.name {
        groups[DigestChainKey(name), default: []].append(digest)
      } else {
        findings.append(Self.finding(digest))
      }
    }
    var gone: [DigestChainKey: [(name: DigestName, text: Text)]] = [:]
    for text in signed where !names.contains(text) {
      guard let name = DigestName(text), isExpected(name) else { continue }
      gone[DigestChainKey(name), default: []].append((name, text))
    }
    for key in Set(groups.keys).union(gone.keys).sorted() {
      addChain(key, groups[key] ?? [], gone[key] ?? [])
    }
  }

  static func finding(_ digest: JudgedDigest) -> DigestFinding {
    DigestFinding(
      address: digest.digest.content?.address.text ?? Text(""),
      path: digest.digest.path,
      verdict: digest.judgement.verdict,
      reason: digest.judgement.reason
    )
  }

  private func isExpected(_ name: DigestName) -> Bool {
    name.end > bounds.lowerBound && name.end - Self.hour < bounds.upperBound
  }

  private mutating func addChain(
    _ key: DigestChainKey,
    _ unsorted: [JudgedDigest],
    _ gone: [(name: DigestName, text: Text)]
  ) {
    let digests = unsorted.sorted {
      ($0.window.lowerBound, $0.window.upperBound, $0.digest.path)
        < ($1.window.lowerBound, $1.window.upperBound, $1.digest.path)
    }
    var chain = DigestChain(
      account: key.account,
      region: key.region,
      trail: key.trail,
      isBackfill: key.isBackfill,
      start: digests.map(\.window.lowerBound).min() ?? gone.map(\.name.end).min() ?? 0,
      end: digests.map(\.window.upperBound).max() ?? gone.map(\.name.end).max() ?? 0
    )
    let trusted = Intervals.union(digests.filter(\.isTrusted).map(\.window))
    var named: Set<Text> = []
    var end = digests.map(\.window.upperBound).filter { $0 <= bounds.lowerBound }.max()
    for digest in digests where digest.window.upperBound > bounds.lowerBound {
      let missing = missingPredecessor(of: digest)
      if let missing, named.insert(missing.name).inserted {
        chain.counts[.missing, default: 0] += 1
        findings.append(Self.missing(missing, "not found; the next digest names it"))
      }
      if !key.isBackfill {
        let open = missing == nil ? digest.window.lowerBound : bounds.lowerBound
        let start = end ?? (period.from ?? open)
        if start < digest.window.lowerBound {
          addGap(before: digest, from: start, isHead: end == nil, missing != nil, to: &chain)
        }
      }
      end = max(end ?? digest.window.upperBound, digest.window.upperBound)
      // One behind the period only tells what came before it.
      if digest.window.lowerBound < bounds.upperBound { add(digest, trusted, to: &chain) }
    }
    for (_, text) in gone where named.insert(text).inserted {
      chain.counts[.missing, default: 0] += 1
      findings.append(
        Self.missing(
          ObjectAddress(bucket: Text(""), object: text),
          "not found; its signature was fetched"
        )
      )
    }
    if !key.isBackfill { addTail(from: end ?? bounds.lowerBound, to: &chain) }
    chain.gaps.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    if !chain.counts.isEmpty || !chain.gaps.isEmpty { chains.append(chain) }
  }

  /// Counts a digest; the time of one that is not trusted is a gap where no trusted one accounts for it.
  private mutating func add(
    _ digest: JudgedDigest,
    _ trusted: [Range<Int>],
    to chain: inout DigestChain
  ) {
    chain.counts[digest.judgement.verdict, default: 0] += 1
    if digest.isTrusted {
      chain.listedFileCount += digest.digest.listedCount
    } else {
      findings.append(Self.finding(digest))
      for rest in Intervals.rest(trusted, of: digest.window) {
        addGap(.untrusted, rest, to: &chain)
      }
    }
  }

  /// The digest before one, where it should be there and is not.
  private func missingPredecessor(of digest: JudgedDigest) -> ObjectAddress? {
    // What a forged digest names need never have been.
    guard digest.judgement.verdict != .bad,
      let address = digest.digest.content?.predecessor?.address,
      !present.contains(address.name)
    else { return nil }
    guard let name = DigestName(address.name) else { return address }
    return isExpected(name) ? address : nil
  }

  private static func missing(
    _ address: ObjectAddress,
    _ reason: String,
    count: Int = 1
  ) -> DigestFinding {
    DigestFinding(
      address: address.text,
      path: Text(""),
      verdict: .missing,
      reason: reason,
      count: count
    )
  }

  /// Tells why the time before a digest has none, and counts the hours that must have had one.
  private mutating func addGap(
    before digest: JudgedDigest,
    from start: Int,
    isHead: Bool,
    _ isNamed: Bool,
    to chain: inout DigestChain
  ) {
    let gap = start..<digest.window.lowerBound
    guard !isHead else { return addGap(.head, gap, to: &chain) }
    let isFirst = digest.digest.content?.predecessor == nil && digest.judgement.verdict != .bad
    guard !isFirst, isNamed || digest.judgement.verdict == .bad else {
      return addGap(.off, gap, to: &chain)
    }
    addGap(.missing, gap, to: &chain)
    let clipped = gap.clamped(to: bounds)
    let hours = max(isNamed ? 1 : 0, (clipped.count + Self.hour / 2) / Self.hour)
    let unnamed = hours - (isNamed ? 1 : 0)
    guard unnamed > 0 else { return }
    chain.counts[.missing, default: 0] += unnamed
    findings.append(
      Self.missing(
        ObjectAddress(bucket: Text(""), object: Text("")),
        "not found: one an hour of account \(chain.account), region \(chain.region), trail "
          + "\(chain.trail) from \(TimeText.utc(seconds: clipped.lowerBound)) to "
          + "\(TimeText.utc(seconds: clipped.upperBound)); their names are not known",
        count: unnamed
      )
    )
  }

  private mutating func addTail(from end: Int, to chain: inout DigestChain) {
    guard end < bounds.upperBound, period.to != nil || bounds.upperBound - end > Self.hour else {
      return
    }
    addGap(.tail, end..<bounds.upperBound, to: &chain)
  }

  private func addGap(_ kind: DigestGap.Kind, _ range: Range<Int>, to chain: inout DigestChain) {
    let clipped = range.clamped(to: bounds)
    guard clipped.count >= Self.tolerance else { return }
    chain.gaps.append(DigestGap(kind, start: clipped.lowerBound, end: clipped.upperBound))
  }
}

// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SignedTrail
import Testing

/// Chains as they come, untouched: several of them, rotated keys, restarts, backfills, other layouts.
@Suite struct DigestChainTests {
  @Test func anOlderChainIsLinkedWhereItsKeyIsGone() async throws {
    let keys = try DigestFixture.keys.get()
    let fixture = try DigestFixture(hours: 0..<3, signsTip: false)
    for hour in 3..<5 { try fixture.trail.addHour(hour, key: keys[1]) }
    fixture.compress()
    fixture.signTip()
    try fixture.useKeys([keys[1]])
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.verified: 2, .linked: 3])
    #expect(validation.counts == [.verified: 8])
    #expect(validation.status == 0)
  }

  @Test func aLinkedDigestThatWasChangedIsBad() async throws {
    let keys = try DigestFixture.keys.get()
    let fixture = try DigestFixture(hours: 0..<3, signsTip: false)
    try fixture.trail.addHour(3, key: keys[1])
    fixture.compress()
    fixture.signTip()
    try fixture.useKeys([keys[1]])
    fixture.replaceText(of: fixture.trail.digests[1].object) { $0 + " " }
    let validation = try await fixture.validate()
    // Nobody trusted names the first one any more.
    #expect(validation.digestCounts == [.verified: 1, .linked: 1, .bad: 1, .noKey: 1])
    #expect(validation.status == 1)
    #expect(validation.evidence.digests[1].reason.hasPrefix("hash value doesn't match"))
  }

  @Test func validationSwitchedOffForAWhileIsAGap() async throws {
    let key = try DigestFixture.keys.get()[0]
    let fixture = try DigestFixture(hours: 0..<3, signsTip: false)
    fixture.signTip()
    fixture.trail.restart()
    for hour in 170..<172 { try fixture.trail.addHour(hour, key: key) }
    fixture.trail.addLog(hour: 100, minute: 5)
    fixture.compress()
    fixture.signTip()
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.verified: 5])
    #expect(validation.counts == [.verified: 8, .notCovered: 1])
    #expect(
      validation.evidence.chains.flatMap(\.gaps)
        == [DigestGap(.off, start: 1_772_334_091, end: 1_772_935_291)]
    )
    #expect(validation.status == 3)
  }

  @Test func allChainsAreCheckedTogether() async throws {
    let keys = try DigestFixture.keys.get()
    let fixture = try DigestFixture()
    for (account, region, trail) in [
      ("222233334444", "us-east-2", "audit"), ("111122223333", "eu-central-1", "audit"),
      ("111122223333", "us-east-2", "second_trail_"),
    ] {
      var other = SignedTrail(account: account, region: region, trail: trail)
      for hour in 0..<5 { try other.addHour(hour, key: keys[1]) }
      for (object, text) in other.texts { fixture.files[object] = Gzip.stored(text) }
      fixture.files[other.tip.object + ".head.json"] = Array(other.tip.head.utf8)
    }
    try fixture.useKeys(keys)
    let validation = try await fixture.validate()
    #expect(validation.evidence.chains.count == 4)
    #expect(validation.evidence.chains.map(\.trail).contains("second_trail_"))
    #expect(validation.digestCounts == [.verified: 20])
    // Both trails of one account and region wrote the same names here: one file, listed twice.
    #expect(validation.status == 0)
  }

  @Test func backfillDigestsAreAChainOfTheirOwn() async throws {
    let key = try DigestFixture.keys.get()[0]
    let fixture = try DigestFixture()
    let signed = fixture.trail.tip
    for hour in [1, 3] { try fixture.trail.addHour(hour, logs: 1, key: key, isBackfill: true) }
    fixture.compress()
    fixture.signTip()
    fixture.files[signed.object + ".head.json"] = Array(signed.head.utf8)
    let validation = try await fixture.validate()
    #expect(validation.evidence.chains.map(\.isBackfill) == [false, true])
    #expect(validation.evidence.chains.map(\.counts) == [[.verified: 5], [.verified: 2]])
    #expect(validation.evidence.chains[1].gaps.isEmpty)
    #expect(validation.counts == [.verified: 10])
    #expect(validation.status == 0)
  }

  /// An earlier digest than the first one there is not asked for, wherever the hour begins.
  @Test func aPartOfAChainIsNotMissingWhatCameBefore() async throws {
    let fixture = try DigestFixture(hours: 22..<30)
    func delete(_ digest: SignedTrail.Digest) {
      for object in digest.logs + [digest.object] { fixture.files[object] = nil }
    }
    delete(fixture.trail.digests[0])
    let whole = try await fixture.validate()
    #expect(whole.digestCounts == [.verified: 7])
    #expect(whole.status == 0)
    // From midnight, which lies in the first digest that is there.
    fixture.means.period = DeliveryPeriod(from: 1_772_409_600, to: nil)
    let asked = try await fixture.validate()
    #expect(asked.digestCounts == [.verified: 7])
    #expect(asked.status == 0)
    // The next one ends after midnight: it must be there, whether a period is given or not.
    delete(fixture.trail.digests[1])
    for period in [fixture.means.period, DeliveryPeriod()] {
      fixture.means.period = period
      let cut = try await fixture.validate()
      #expect(cut.digestCounts == [.verified: 6, .missing: 1])
      #expect(cut.status == 1)
    }
  }

  @Test(arguments: ["flat/", "copy/2026/", "prefix/of/AWSLogs/o-abc123/111122223333/"])
  func filesAreFoundWhereverTheyWereCopied(folder: String) async throws {
    let fixture = try DigestFixture()
    fixture.files = Dictionary(
      uniqueKeysWithValues: fixture.files.map { path, bytes in
        let name = String(path.split(separator: "/").last ?? "")
        let service = name.contains("Digest") ? "CloudTrail-Digest/" : "CloudTrail/"
        return (folder + (folder == "flat/" ? "" : service) + name, bytes)
      }
    )
    let validation = try await fixture.validate()
    #expect(validation.counts == [.verified: 8])
    #expect(validation.status == 0)
  }

  @Test(arguments: [1, 2, 7])
  func theWorkersDoNotMatter(workers: Int) async throws {
    let fixture = try DigestFixture()
    fixture.files[fixture.trail.digests[1].logs[0]] = nil
    fixture.files[fixture.trail.digests[3].object]? += [1]
    let validation = try await fixture.validate(workers: workers)
    let again = try await fixture.validate(workers: 1)
    #expect(validation.evidence == again.evidence)
    #expect(validation.counts == again.counts)
  }

  /// A record's file is looked for by its name: a name that is none of CloudTrail's proves nothing.
  @Test func otherFilesAreNotCovered() async throws {
    let fixture = try DigestFixture()
    fixture.files["AWSLogs/injected.json"] = Array("{\"Records\":[]}".utf8)
    let validation = try await fixture.validate()
    #expect(validation.counts == [.verified: 8, .notCovered: 1])
    #expect(validation.status == 3)
  }
}

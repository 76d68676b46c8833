// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SignedTrail
import Testing

/// Digests, keys and signatures that somebody made to harm: each is refused, and nothing traps.
@Suite struct HostileDigestTests {
  @Test(arguments: [
    "", "null", "[]", "{}", "{\"digestS3Bucket\":1}", "{\"a\":1,\"a\":2}", "{\"a\":",
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000),
    "\u{FEFF}{}", "{\"\\ud800\":\"\\ud800\"}",
  ])
  func aDigestThatIsNoneIsBad(text: String) async throws {
    let fixture = try DigestFixture(hours: 0..<3)
    fixture.files[fixture.trail.digests[0].object] = Gzip.stored(text)
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.verified: 2, .bad: 1])
  }

  /// Each part of a digest's text in turn is replaced; its hash is another, so it is never trusted.
  @Test(arguments: [
    ("2026-03-01T00:01:31Z", "9999-12-31T23:59:59Z"),
    ("2026-03-01T01:01:31Z", "0000-01-01T00:00:00Z"),
    ("2026-03-01T01:01:31Z", "2026-02-30T00:00:00Z"), ("\"SHA256withRSA\"", "\"none\""),
    ("example-trail-bucket", "\\u0000\\n\\u001b[2J"), ("\"logFiles\":[", "\"logFiles\":[{},"),
    ("\"logFiles\":[", "\"logFiles\":[\"x\","), ("\"SHA-256\"", "\"MD5\""),
    ("\"previousDigestSignature\":null,", ""), ("audit", ""), ("111122223333", "../../../etc"),
  ])
  func aDigestWithAForgedFieldIsBad(part: String, forged: String) async throws {
    let fixture = try DigestFixture(hours: 0..<3)
    fixture.replaceText(of: fixture.trail.digests[0].object) { $0.replacing(part, with: forged) }
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.verified: 2, .bad: 1])
    #expect(validation.status == 1)
  }

  /// Two digests that name each other.
  @Test func aCircleOfDigestsEnds() async throws {
    let fixture = try DigestFixture(hours: 0..<3, signsTip: false)
    let digests = fixture.trail.digests
    fixture.replaceText(of: digests[0].object) { text in
      text.replacing(
        "\"previousDigestS3Bucket\":null,\"previousDigestS3Object\":null",
        with: "\"previousDigestS3Bucket\":\"\(fixture.trail.bucket)\","
          + "\"previousDigestS3Object\":\"\(digests[2].object)\""
      ).replacing(
        "\"previousDigestSignature\":null",
        with: "\"previousDigestSignature\":\"\(digests[2].signature)\""
      )
    }
    let validation = try await fixture.validate()
    // The signature that the forged one repeats is the genuine one of the last.
    #expect(validation.digestCounts == [.verified: 2, .bad: 1])
  }

  @Test func everyByteOfADigestCounts() async throws {
    let fixture = try DigestFixture(hours: 0..<2)
    let object = fixture.trail.digests[0].object
    let text = Array((fixture.trail.texts[object] ?? "").utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<40 {
      var changed = text
      changed[Int.random(in: text.indices, using: &random)] ^= UInt8.random(
        in: 1...255,
        using: &random
      )
      fixture.files[object] = Gzip.stored(changed)
      let validation = try await fixture.validate()
      #expect(validation.digestCounts == [.verified: 1, .bad: 1])
    }
  }

  @Test func namesOfDigestsAreReadFromBothEnds() async throws {
    let fixture = try DigestFixture(
      hours: 0..<2,
      trail: SignedTrail(trail: "a_CloudTrail-Digest_us-east-1_backfill_20260101T000000Z")
    )
    let validation = try await fixture.validate()
    #expect(
      validation.evidence.chains.map(\.trail)
        == ["a_CloudTrail-Digest_us-east-1_backfill_20260101T000000Z"]
    )
    #expect(validation.status == 0)
  }
}

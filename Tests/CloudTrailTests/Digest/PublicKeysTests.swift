// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SignedTrail
import Testing

@Suite struct PublicKeysTests {
  private func keys(_ json: String) throws -> PublicKeys {
    try PublicKeys(files: [("keys.json", Array(json.utf8))])
  }

  /// What a tree signed by the first key is found to be, by a list of keys.
  private func digests(_ json: String) async throws -> [DigestInterval.Verdict: Int] {
    let fixture = try DigestFixture(hours: 0..<1)
    fixture.means.keys = try keys(json)
    return try await fixture.validate().digestCounts
  }

  @Test(arguments: ["PublicKeyList", "publicKeyList"])
  func bothNamesOfTheListAreRead(name: String) async throws {
    let key = try DigestFixture.keys.get()[0]
    let json = """
      {"\(name)":[{"Value":"\(SigningKey.base64(key.pkcs1))","Fingerprint":"\(key.fingerprint)"}]}
      """
    #expect(try await digests(json) == [.verified: 1])
  }

  /// The fingerprint is that of the bytes as they come; a digest names it.
  @Test func aSubjectPublicKeyInfoIsRead() async throws {
    let key = try DigestFixture.keys.get()[0]
    let fingerprint = SigningKey.md5(key.spki)
    let json = """
      {"PublicKeyList":[{"Value":"\(SigningKey.base64(key.spki))","Fingerprint":"\(fingerprint)"}]}
      """
    let fixture = try DigestFixture(hours: 0..<1)
    fixture.means.keys = try keys(json)
    let validation = try await fixture.validate()
    #expect(validation.evidence.keys.map(\.fingerprint) == [fingerprint])
    #expect(validation.evidence.issues.isEmpty)
    // The digest names the fingerprint of the other encoding of the same key.
    #expect(validation.digestCounts == [.noKey: 1])
  }

  @Test(arguments: [
    ("1771113600", 1_771_113_600), ("1771113600.75", 1_771_113_600),
    ("\"1771113600.0\"", 1_771_113_600), ("\"2026-02-15T00:00:00Z\"", 1_771_113_600),
    ("\"2026-02-15T01:00:00+01:00\"", 1_771_113_600),
    ("\"2026-02-14T19:00:00.000000-05:00\"", 1_771_113_600), ("\"soon\"", nil), ("null", nil),
    ("1e400", nil),
  ])
  func timesAreReadAsTheVersionsOfTheCLIPrintThem(time: String, seconds: Int?) async throws {
    let key = try DigestFixture.keys.get()[0]
    let json = """
      {"PublicKeyList":[{"Value":"\(SigningKey.base64(key.pkcs1))","ValidityStartTime":\(time),\
      "Fingerprint":"\(key.fingerprint)"}]}
      """
    let fixture = try DigestFixture(hours: 0..<1)
    fixture.means.keys = try keys(json)
    #expect(try await fixture.validate().evidence.keys.map(\.validFrom) == [seconds])
  }

  @Test func severalFilesAreReadTogether() async throws {
    let keys = try DigestFixture.keys.get()
    let fixture = try DigestFixture(hours: 0..<1)
    fixture.means.keys = try PublicKeys(
      files: keys.enumerated().map { number, key in
        (Text("\(number).json"), Array(SigningKey.list([key]).utf8))
      }
    )
    let validation = try await fixture.validate()
    #expect(Set(validation.evidence.keys.map(\.file)) == ["0.json", "1.json"])
    #expect(validation.evidence.keys.map(\.digestCount).sorted() == [0, 1])
  }

  @Test(arguments: [
    ("{\"Value\":\"AAAA\",\"Fingerprint\":\"00\"}", "is damaged: its fingerprint is given as 00"),
    ("{\"Value\":\"AAAA\"}", "is no RSA key of at least 2048 bits"),
    ("{\"Value\":\"?\"}", "has no 'Value' in base64"),
    ("{}", "has no 'Value' in base64"),
    ("7", "has no 'Value' in base64"),
  ])
  func aDamagedKeyIsAnIssueAndNoKey(entry: String, reason: String) async throws {
    let fixture = try DigestFixture(hours: 0..<1)
    fixture.means.keys = try keys("{\"PublicKeyList\":[\(entry)]}")
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.noKey: 1])
    #expect(validation.evidence.issues.count == 1)
    #expect(validation.evidence.issues[0].reason.contains(reason))
  }

  @Test(arguments: ["", "[]", "{}", "{\"PublicKeyList\":7}", "{\"PublicKeyList\":[", "PEM"])
  func aFileThatIsNoListIsRefused(json: String) {
    #expect(throws: DigestProblem.self) { try keys(json) }
  }
}

@Suite struct DigestSignaturesTests {
  private func digests(
    _ add: (inout DigestSignatures, SignedTrail.Digest) throws -> Void
  ) async throws -> [DigestInterval.Verdict: Int] {
    let fixture = try DigestFixture(hours: 0..<2, signsTip: false)
    try add(&fixture.means.signatures, fixture.trail.tip)
    return try await fixture.validate().digestCounts
  }

  @Test(arguments: [
    "KEY,SIGNATURE,SHA256withRSA", "KEY,SIGNATURE", "key,signature,algorithm\nKEY,SIGNATURE,",
    "\"KEY\",\"SIGNATURE\"\r\n\r\n", "s3://example-trail-bucket/KEY, SIGNATURE",
  ])
  func aTableIsRead(form: String) async throws {
    let counts = try await digests { signatures, tip in
      let table = form.replacing("KEY", with: tip.object).replacing(
        "SIGNATURE",
        with: tip.signature
      )
      try signatures.addTable(Array(table.utf8), path: "s.csv")
    }
    #expect(counts == [.verified: 2])
  }

  @Test func aSidecarElsewhereIsRead() async throws {
    let counts = try await digests { signatures, tip in
      let name = tip.object.split(separator: "/").last ?? ""
      try signatures.addSidecar(Array(tip.head.utf8), path: Text("keys/\(name).head.json"))
    }
    #expect(counts == [.verified: 2])
  }

  @Test func aSidecarNamedAfterNoDigestIsRefused() throws {
    let head = try DigestFixture(hours: 0..<1).trail.tip.head
    var signatures = DigestSignatures()
    let expected = DigestProblem(
      "expected a file called <the digest's file>.head.json, found 'last.head.json'"
    )
    #expect(throws: expected) {
      try signatures.addSidecar(Array(head.utf8), path: "keys/last.head.json")
    }
  }

  @Test(arguments: [
    "name,abcd", "KEY,xyz", "KEY,abc", "KEY,", "KEY,abcd,SHA1withRSA", "KEY", "KEY,abcd,,",
  ])
  func aTableThatIsNoneIsRefused(line: String) throws {
    let object = try DigestFixture(hours: 0..<1).trail.tip.object
    var signatures = DigestSignatures()
    #expect(throws: DigestProblem.self) {
      try signatures.addTable(Array(line.replacing("KEY", with: object).utf8), path: "s.csv")
    }
  }

  /// What lies among the logs may be anybody's: it is told, and the check goes on.
  @Test func aDamagedSidecarAmongTheLogsIsAnIssue() async throws {
    let fixture = try DigestFixture(hours: 0..<2)
    fixture.files[fixture.trail.digests[0].object + ".head.json"] = Array("{}".utf8)
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == [.verified: 2])
    #expect(validation.evidence.issues.count == 1)
  }
}

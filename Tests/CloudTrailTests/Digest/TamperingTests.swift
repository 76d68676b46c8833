// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SecurityPage
import SignedTrail
import Testing

/// What is done to a tree of five hours with eight log files, and what the check must say of it.
@Suite struct TamperingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var digests: [DigestInterval.Verdict: Int] = [.verified: 5]
    var logs: [FileVerdict: Int] = [.verified: 8]
    var gaps: [DigestGap.Kind] = []
    let status: Int
    let tamper: @Sendable (DigestFixture) throws -> Void

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing", status: 0) { _ in },
    Case(name: "recompressed", status: 0) { fixture in
      let log = fixture.trail.digests[0].logs[0]
      fixture.files[log] = Array((fixture.trail.texts[log] ?? "").utf8)
    },
    Case(name: "a log file changed", logs: [.verified: 7, .modified: 1], status: 1) { fixture in
      fixture.replaceText(of: fixture.trail.digests[1].logs[0]) {
        String($0.map { $0 == "0" ? "1" : $0 })
      }
    },
    Case(name: "a log file pretty-printed", logs: [.verified: 7, .modified: 1], status: 1) {
      fixture in
      fixture.replaceText(of: fixture.trail.digests[1].logs[0]) { $0 + "\n" }
    },
    Case(name: "a member appended to a log", logs: [.verified: 7, .modified: 1], status: 1) {
      fixture in
      let log = fixture.trail.digests[1].logs[0]
      fixture.files[log]? += Gzip.stored("{\"Records\":[]}")
    },
    Case(name: "an empty member appended to a log", logs: [.verified: 7, .modified: 1], status: 1) {
      fixture in
      fixture.files[fixture.trail.digests[1].logs[0]]? += Gzip.stored("")
    },
    Case(name: "bytes appended to a log", logs: [.verified: 7, .modified: 1], status: 1) {
      fixture in
      fixture.files[fixture.trail.digests[1].logs[0]]? += [0]
    },
    Case(name: "a log file truncated", logs: [.verified: 7, .modified: 1], status: 1) { fixture in
      fixture.files[fixture.trail.digests[1].logs[0]]?.removeLast(9)
    },
    Case(name: "a log file deleted", logs: [.verified: 7, .missing: 1], status: 1) { fixture in
      fixture.files[fixture.trail.digests[1].logs[0]] = nil
    },
    Case(name: "a log file added", logs: [.verified: 8, .unlisted: 1], status: 1) { fixture in
      fixture.trail.addLog(hour: 1, minute: 20)
      fixture.compress()
    },
    Case(
      name: "a log file moved to another account",
      logs: [.verified: 7, .missing: 1, .notCovered: 1],
      status: 1
    ) { fixture in
      let log = fixture.trail.digests[1].logs[0]
      let moved = "AWSLogs/999999999999" + log.dropFirst("AWSLogs/111122223333".count)
      fixture.files[moved] = fixture.files.removeValue(forKey: log)
    },
    Case(
      name: "a digest changed",
      digests: [.verified: 4, .bad: 1],
      logs: [.verified: 6, .notCovered: 2],
      gaps: [.untrusted],
      status: 1
    ) { fixture in
      fixture.replaceText(of: fixture.trail.digests[1].object) { $0 + " " }
    },
    Case(
      name: "a log and its digest changed together",
      digests: [.verified: 4, .bad: 1],
      logs: [.verified: 6, .notCovered: 2],
      gaps: [.untrusted],
      status: 1
    ) { fixture in
      let digest = fixture.trail.digests[1]
      let text = (fixture.trail.texts[digest.logs[0]] ?? "") + " "
      fixture.files[digest.logs[0]] = Gzip.stored(text)
      let old = SigningKey.sha256(Array((fixture.trail.texts[digest.logs[0]] ?? "").utf8))
      fixture.replaceText(of: digest.object) { listed in
        listed.split(separator: old, omittingEmptySubsequences: false)
          .joined(separator: SigningKey.sha256(Array(text.utf8)))
      }
    },
    // Nothing of such a digest is believed, so the signature it repeats is lost to the one before.
    Case(
      name: "a member appended to a digest",
      digests: [.verified: 3, .bad: 1, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object]? += Gzip.stored("{}")
    },
    Case(
      name: "an empty member appended to a digest",
      digests: [.verified: 3, .bad: 1, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object]? += Gzip.stored("")
    },
    Case(
      name: "a digest that is no JSON",
      digests: [.verified: 3, .bad: 1, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object] = Gzip.stored("{")
    },
    Case(
      name: "a digest deleted",
      digests: [.verified: 3, .tipUnsigned: 1, .missing: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .missing],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object] = nil
    },
    Case(
      name: "two digests deleted in a row",
      digests: [.verified: 2, .tipUnsigned: 1, .missing: 2],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .missing],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object] = nil
      fixture.files[fixture.trail.digests[2].object] = nil
    },
    Case(
      name: "two digests and their log files deleted",
      digests: [.verified: 2, .tipUnsigned: 1, .missing: 2],
      logs: [.verified: 4, .notCovered: 2],
      gaps: [.untrusted, .missing],
      status: 1
    ) { fixture in
      for digest in fixture.trail.digests[1...2] {
        for object in digest.logs + [digest.object] { fixture.files[object] = nil }
      }
    },
    Case(
      name: "digests deleted and the next one changed to be the first of a chain",
      digests: [.verified: 1, .tipUnsigned: 1, .bad: 1, .missing: 2],
      logs: [.verified: 2, .notCovered: 6],
      gaps: [.untrusted, .missing, .untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.digests[1].object] = nil
      fixture.files[fixture.trail.digests[2].object] = nil
      fixture.replaceText(of: fixture.trail.digests[3].object) { text in
        let start = text.range(of: "\"previousDigestS3Bucket\"")
        let end = text.range(of: "\"logFiles\"")
        return String(text[..<start]) + "\"previousDigestSignature\":null,"
          + String(text[end...])
      }
    },
    Case(
      name: "the last digest deleted, its signature kept",
      digests: [.verified: 4, .missing: 1],
      logs: [.verified: 6, .notCovered: 2],
      status: 1
    ) { fixture in
      // The signature of the one before stands in its own metadata file.
      let digests = fixture.trail.digests
      fixture.files[digests[3].object + ".head.json"] = Array(digests[3].head.utf8)
      fixture.files[digests[4].object] = nil
    },
    Case(
      name: "the last digest and its log files deleted",
      digests: [.verified: 3, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 2],
      gaps: [.untrusted],
      status: 3
    ) { fixture in
      let tip = fixture.trail.tip
      for object in tip.logs + [tip.object, tip.object + ".head.json"] {
        fixture.files[object] = nil
      }
    },
    Case(
      name: "the last digests deleted, seen against the period",
      digests: [.verified: 2, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .tail],
      status: 3
    ) { fixture in
      fixture.means.period = DeliveryPeriod(from: nil, to: 1_772_341_200)
      for digest in fixture.trail.digests[3...] { fixture.files[digest.object] = nil }
      fixture.files[fixture.trail.tip.object + ".head.json"] = nil
    },
    Case(
      name: "no signature for the last digest",
      digests: [.verified: 4, .tipUnsigned: 1],
      logs: [.verified: 6, .notCovered: 2],
      gaps: [.untrusted],
      status: 3
    ) { fixture in
      fixture.files[fixture.trail.tip.object + ".head.json"] = nil
    },
    Case(
      name: "a log file changed under a digest without signature",
      digests: [.verified: 4, .tipUnsigned: 1],
      logs: [.verified: 6, .notCovered: 1, .modified: 1],
      gaps: [.untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.tip.object + ".head.json"] = nil
      fixture.replaceText(of: fixture.trail.tip.logs[0]) { $0 + " " }
    },
    Case(
      name: "a wrong signature for the last digest",
      digests: [.verified: 4, .bad: 1],
      logs: [.verified: 6, .notCovered: 2],
      gaps: [.untrusted],
      status: 1
    ) { fixture in
      fixture.files[fixture.trail.tip.object + ".head.json"] =
        Array(fixture.trail.digests[0].head.utf8)
    },
    Case(
      name: "no key",
      digests: [.noKey: 5],
      logs: [.notCovered: 8],
      gaps: [.untrusted, .untrusted, .untrusted, .untrusted, .untrusted],
      status: 3
    ) { fixture in
      fixture.means.keys = PublicKeys()
    },
    Case(
      name: "a digest moved to another hour's name",
      digests: [.verified: 3, .bad: 1, .tipUnsigned: 1],
      logs: [.verified: 4, .notCovered: 4],
      gaps: [.untrusted, .untrusted],
      status: 1
    ) { fixture in
      let digests = fixture.trail.digests
      fixture.files[digests[1].object] = fixture.files[digests[2].object]
    },
    Case(
      name: "an unsigned digest beside a proven one",
      digests: [.verified: 5, .bad: 1],
      logs: [.verified: 8, .unlisted: 1],
      status: 1
    ) { fixture in
      var forged = SignedTrail()
      let log = fixture.trail.addLog(hour: 1, minute: 20)
      fixture.compress()
      try forged.addHour(1, logs: 0, key: try DigestFixture.keys.get()[1])
      let object = forged.tip.object.replacing("T020131Z", with: "T020132Z")
      let text = (forged.texts[forged.tip.object] ?? "")
        .replacing("T020131Z", with: "T020132Z")
        .replacing(
          "\"logFiles\":[]",
          with: "\"logFiles\":[{\"s3Bucket\":\"b\",\"s3Object\":\"\(log)\",\"hashValue\":\""
            + SigningKey.sha256(Array((fixture.trail.texts[log] ?? "").utf8)) + "\"}]"
        )
      fixture.files[object] = Gzip.stored(text)
    },
    Case(
      name: "no digests",
      digests: [:],
      logs: [.notCovered: 8],
      status: 3
    ) { fixture in
      for digest in fixture.trail.digests {
        fixture.files[digest.object] = nil
        fixture.files[digest.object + ".head.json"] = nil
      }
    },
  ]

  @Test(arguments: cases)
  func tamperingIsFound(_ example: Case) async throws {
    let fixture = try DigestFixture()
    try example.tamper(fixture)
    let validation = try await fixture.validate()
    #expect(validation.digestCounts == example.digests, "\(validation.evidence.digests)")
    #expect(validation.counts == example.logs)
    #expect(validation.evidence.chains.flatMap(\.gaps).map(\.kind) == example.gaps)
    #expect(validation.status == example.status)
  }

  @Test func standsOnThePageAboutSecurity() async throws {
    var rows: [DamageTable.Row] = []
    for example in Self.cases {
      let fixture = try DigestFixture()
      try example.tamper(fixture)
      let seen = try await fixture.validate()
      rows.append(
        DamageTable.Row(
          example.name,
          "digests: \(Self.list(DigestInterval.Verdict.allCases, seen.digestCounts)); log files: "
            + "\(Self.list(FileVerdict.allCases, seen.counts)); exit code \(seen.status)"
        )
      )
    }
    #expect(try DamageTable("logs").problem(with: rows) == nil)
  }

  /// `7 VERIFIED, 1 MODIFIED`.
  private static func list<Verdict: RawRepresentable<String> & Hashable>(
    _ verdicts: [Verdict],
    _ counts: [Verdict: Int]
  ) -> String {
    let parts = verdicts.compactMap { verdict in
      counts[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}

extension String {
  /// Where a text begins.
  fileprivate func range(of part: String) -> String.Index {
    ranges(of: part).first?.lowerBound ?? endIndex
  }
}

// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SignedTrail

/// A tree with log files and signed digests, to be tampered with and checked.
final class DigestFixture {
  /// Making RSA keys takes long; two are enough for all tests.
  static let keys = Result { [try SigningKey(), try SigningKey()] }

  let folder = TemporaryTree()
  var trail: SignedTrail
  /// Stored bytes by the path below the tree's root.
  var files: [String: [UInt8]] = [:]
  var means = DigestCheck.Means()

  /// Writes the digests of some hours: two log files each, none in the third.
  init(
    hours: Range<Int> = 0..<5,
    trail: SignedTrail = SignedTrail(),
    prefix: String = "",
    signsTip: Bool = true
  ) throws {
    self.trail = trail
    let key = try Self.keys.get()[0]
    for hour in hours { try self.trail.addHour(hour, logs: hour == 2 ? 0 : 2, key: key) }
    try useKeys([key])
    if signsTip { signTip() }
    compress()
  }

  /// The objects of the trail as they are stored.
  func compress() {
    for (object, text) in trail.texts { files[object] = Gzip.stored(text) }
  }

  func useKeys(_ keys: [SigningKey]) throws {
    means.keys = try PublicKeys(files: [("keys.json", Array(SigningKey.list(keys).utf8))])
  }

  func signTip() { files[trail.tip.object + ".head.json"] = Array(trail.tip.head.utf8) }

  private var written: Set<String> = []

  func write() {
    for path in written where files[path] == nil { folder.remove(Text(path)) }
    written = Set(files.keys)
    for (path, bytes) in files { folder.write(Text(path), bytes) }
  }

  func validate(workers: Int = 2) async throws -> LogValidation {
    write()
    return try await LogValidation.run(
      over: LogTree(roots: [folder.root]),
      means,
      workers: workers
    )
  }

  func replaceText(of object: String, _ change: (String) -> String) {
    files[object] = Gzip.stored(change(trail.texts[object] ?? ""))
  }
}

extension LogValidation {
  /// All digests' verdicts by count, over all chains.
  var digestCounts: [DigestInterval.Verdict: Int] {
    evidence.chains.reduce(into: [:]) { $0.merge($1.counts) { $0 + $1 } }
  }

  var status: Int { hasFailures ? 1 : hasDoubts ? 3 : 0 }
}

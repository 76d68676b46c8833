// SPDX-License-Identifier: Apache-2.0

/// Writes log files and the chain of signed digests that CloudTrail would have delivered with them.
///
/// Every byte is invented. Texts are kept as they are before compression, by the object's key.
package struct SignedTrail {
  /// A digest that was written.
  package struct Digest: Sendable {
    package let object: String
    package let signature: String
    package let hash: String
    /// The log files it lists.
    package let logs: [String]

    /// What `aws s3api head-object` prints for it, over several lines.
    package var head: String {
      """
      {
          "ContentLength": 1,
          "Metadata": {
              "signature": "\(signature)",
              "signature-algorithm": "SHA256withRSA"
          }
      }

      """
    }
  }

  package let account: String
  package let region: String
  package let trail: String
  package let bucket = "example-trail-bucket"
  /// Before `AWSLogs/`; empty, or with a slash at its end.
  package let prefix: String
  package private(set) var texts: [String: String] = [:]
  /// In the order they were written; those of the backfill chain among them.
  package private(set) var digests: [Digest] = []
  private var previous: [Bool: Digest] = [:]
  private var logNumber = 0

  package init(
    account: String = "111122223333",
    region: String = "us-east-2",
    trail: String = "audit",
    prefix: String = ""
  ) {
    self.account = account
    self.region = region
    self.trail = trail
    self.prefix = prefix
  }

  /// The last digest.
  package var tip: Digest { digests[digests.count - 1] }

  /// `2026-03-01T00:01:31Z`, and so many hours later.
  package static func time(_ hour: Int, minute: Int = 1, second: Int = 31) -> String {
    let (day, hour) = (1 + hour / 24, hour % 24)
    return "2026-03-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))Z"
  }

  /// Writes the digest of an hour, from one minute past it, with new log files.
  @discardableResult
  package mutating func addHour(
    _ hour: Int,
    logs logCount: Int = 2,
    key: SigningKey,
    isBackfill: Bool = false
  ) throws -> Digest {
    let logs = (0..<logCount).map { addLog(hour: hour, minute: 10 * $0 + 5) }
    return try addDigest(hour, logs: logs, key: key, isBackfill: isBackfill)
  }

  /// The next digest is the first of a chain, as after validation was switched on.
  package mutating func restart() { previous = [:] }

  /// Writes a log file that no digest lists, unless one is given its key.
  @discardableResult
  package mutating func addLog(hour: Int, minute: Int) -> String {
    let time = Self.time(hour, minute: minute, second: 0)
    logNumber += 1
    let number = String(logNumber)
    let unique = String(repeating: "0", count: 16 - number.utf8.count) + number
    let object =
      "\(folder("CloudTrail", time))\(account)_CloudTrail_\(region)_"
      + "\(Self.stamp(time).dropLast(3))Z_\(unique).json.gz"
    texts[object] = """
      {"Records":[{"eventVersion":"1.08","eventTime":"\(time)","awsRegion":"\(region)",\
      "eventSource":"sts.amazonaws.com","eventName":"GetCallerIdentity",\
      "eventID":"00000000-0000-4000-8000-\(account.suffix(4))\(String(unique.suffix(8)))",\
      "recipientAccountId":"\(account)"}]}
      """
    return object
  }

  private mutating func addDigest(
    _ hour: Int,
    logs: [String],
    key: SigningKey,
    isBackfill: Bool
  ) throws -> Digest {
    let (start, end) = (Self.time(hour), Self.time(hour + 1))
    let object =
      "\(folder("CloudTrail-Digest", end))\(account)_CloudTrail-Digest_\(region)_\(trail)_"
      + "us-east-2_\(Self.stamp(end))\(isBackfill ? "_backfill" : "").json.gz"
    let before = previous[isBackfill]
    func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    let listed = logs.map { log in
      """
      {"s3Bucket":"\(bucket)","s3Object":"\(log)",\
      "hashValue":"\(SigningKey.sha256(Array((texts[log] ?? "").utf8)))",\
      "hashAlgorithm":"SHA-256","newestEventTime":"\(start)","oldestEventTime":"\(start)"}
      """
    }
    let text = """
      {"awsAccountId":"\(account)","digestStartTime":"\(start)","digestEndTime":"\(end)",\
      "digestS3Bucket":"\(bucket)","digestS3Object":"\(object)",\
      "digestPublicKeyFingerprint":"\(key.fingerprint)",\
      "digestSignatureAlgorithm":"SHA256withRSA",\
      "newestEventTime":\(logs.isEmpty ? "null" : quoted(start)),\
      "oldestEventTime":\(logs.isEmpty ? "null" : quoted(start)),\
      "previousDigestS3Bucket":\(quoted(before.map { _ in bucket })),\
      "previousDigestS3Object":\(quoted(before?.object)),\
      "previousDigestHashValue":\(quoted(before?.hash)),\
      "previousDigestHashAlgorithm":\(quoted(before.map { _ in "SHA-256" })),\
      "previousDigestSignature":\(quoted(before?.signature)),\
      "logFiles":[\(listed.joined(separator: ","))]}
      """
    let hash = SigningKey.sha256(Array(text.utf8))
    let signature = try key.sign(
      "\(end)\n\(bucket)/\(object)\n\(hash)\n\(before?.signature ?? "null")"
    )
    texts[object] = text
    let digest = Digest(object: object, signature: signature, hash: hash, logs: logs)
    previous[isBackfill] = digest
    digests.append(digest)
    return digest
  }

  private func folder(_ service: String, _ time: String) -> String {
    "\(prefix)AWSLogs/\(account)/\(service)/\(region)/"
      + time.prefix(10).split(separator: "-").joined(separator: "/") + "/"
  }

  private static func stamp(_ time: String) -> String {
    time.filter { $0 != "-" && $0 != ":" }
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// What a digest file says.
struct DigestFile: Sendable {
  /// The digest before it in its chain.
  struct Predecessor: Sendable {
    let address: ObjectAddress
    let hash: TextHash?
    /// In hexadecimal digits, as it is signed.
    let signature: Text?
  }

  /// A log file it lists.
  struct Entry: Sendable {
    let address: ObjectAddress
    /// Nil for one that is not written as a SHA-256.
    let hash: TextHash?
  }

  let address: ObjectAddress
  let name: DigestName
  /// As it is written, since it is signed.
  let endText: Text
  /// Seconds since 1970-01-01 00:00:00 UTC.
  let start: Int
  let end: Int
  /// Of the key it is signed with, in lower case.
  let fingerprint: String
  let isSignedByRSA: Bool
  /// The signature of the predecessor, as it is signed; nil for the first digest of a chain.
  let previousSignature: Text?
  /// Nil for the first digest of a chain.
  let predecessor: Predecessor?
  var entries: [Entry]
  /// Of its text.
  let hash: TextHash

  /// Reads the text of a digest.
  ///
  /// - Throws: what is missing or wrong, lower case without a full stop.
  init(_ bytes: [UInt8]) throws(DigestProblem) {
    let text = bytes.span
    guard let fields = JSONFields.members(text, 0..<bytes.count) else {
      throw DigestProblem("is no JSON object, or not well-formed")
    }
    func string(_ name: String) throws(DigestProblem) -> Text {
      guard let value = JSONFields.string(text, fields[name]) else {
        throw DigestProblem("has no text for '\(name)'")
      }
      return value
    }
    address = ObjectAddress(
      bucket: try string("digestS3Bucket"),
      object: try string("digestS3Object")
    )
    guard let name = DigestName(address.name) else {
      throw DigestProblem("'digestS3Object' is not the name of a digest")
    }
    self.name = name
    endText = try string("digestEndTime")
    guard let start = UTCTime.seconds(try string("digestStartTime").bytes),
      let end = UTCTime.seconds(endText.bytes), start <= end
    else { throw DigestProblem("its times are not those of a stretch of time") }
    self.start = start
    self.end = end
    fingerprint = try string("digestPublicKeyFingerprint").string.lowercased()
    isSignedByRSA =
      JSONFields.isNull(text, fields["digestSignatureAlgorithm"])
      || JSONFields.string(text, fields["digestSignatureAlgorithm"]) == "SHA256withRSA"
    guard fields["previousDigestSignature"] != nil else {
      throw DigestProblem("has no 'previousDigestSignature', not even null")
    }
    previousSignature = JSONFields.string(text, fields["previousDigestSignature"])
    if let bucket = JSONFields.string(text, fields["previousDigestS3Bucket"]),
      let object = JSONFields.string(text, fields["previousDigestS3Object"])
    {
      predecessor = Predecessor(
        address: ObjectAddress(bucket: bucket, object: object),
        hash: JSONFields.string(text, fields["previousDigestHashValue"])
          .flatMap(TextHash.init(hexadecimal:)),
        signature: previousSignature
      )
    } else {
      predecessor = nil
    }
    entries = try Self.entries(text, fields["logFiles"])
    hash = TextHash(of: bytes)
  }

  private static func entries(
    _ text: Span<UInt8>,
    _ range: Range<Int>?
  ) throws(DigestProblem) -> [Entry] {
    guard let range, !JSONFields.isNull(text, range) else { return [] }
    guard let elements = JSONFields.elements(text, range) else {
      throw DigestProblem("'logFiles' is no array")
    }
    var entries: [Entry] = []
    entries.reserveCapacity(elements.count)
    for element in elements {
      guard let fields = JSONFields.members(text, element),
        let bucket = JSONFields.string(text, fields["s3Bucket"]),
        let object = JSONFields.string(text, fields["s3Object"])
      else { throw DigestProblem("'logFiles' names a file without bucket or object") }
      let algorithm = JSONFields.string(text, fields["hashAlgorithm"])
      let hash = JSONFields.string(text, fields["hashValue"])
        .flatMap(TextHash.init(hexadecimal:))
      entries.append(
        Entry(
          address: ObjectAddress(bucket: bucket, object: object),
          hash: algorithm == nil || algorithm == "SHA-256" ? hash : nil
        )
      )
    }
    return entries
  }

  /// The bytes that CloudTrail signs.
  var signedBytes: [UInt8] {
    let lines: [[UInt8]] = [
      endText.bytes,
      address.bucket.bytes + Array("/".utf8) + address.object.bytes,
      Array(hash.hexadecimal.utf8),
      previousSignature?.bytes ?? Array("null".utf8),
    ]
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}

/// Why something of the digests, their keys or signatures cannot be used.
package struct DigestProblem: Error, Equatable, Sendable {
  /// Lower case, without a full stop.
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

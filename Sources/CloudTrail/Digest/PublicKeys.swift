// SPDX-License-Identifier: Apache-2.0
package import Columns
private import Crypto
private import CryptoExtras
private import FoundationEssentials

/// The public keys that digests are checked with, as `aws cloudtrail list-public-keys` prints them.
package struct PublicKeys: Sendable {
  /// One key.
  struct Key: Sendable {
    let evidence: PublicKeyEvidence
    private let key: _RSA.Signing.PublicKey

    /// Reads the DER of a PKCS#1 key or of a SubjectPublicKeyInfo; nil for anything else, and for a
    /// key of less than 2048 bits.
    init?(_ der: [UInt8], validFrom: Int?, validTo: Int?, file: Text) {
      guard let key = try? _RSA.Signing.PublicKey(derRepresentation: der) else { return nil }
      self.key = key
      evidence = PublicKeyEvidence(
        fingerprint: PublicKeys.fingerprint(of: der),
        validFrom: validFrom,
        validTo: validTo,
        sha256: TextHash(of: der).hexadecimal,
        file: file
      )
    }

    /// Checks an RSASSA-PKCS1-v1_5 signature with SHA-256.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
      key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature),
        for: SHA256.hash(data: message),
        padding: .insecurePKCS1v1_5
      )
    }
  }

  /// By fingerprint, then by their bytes; several may share a fingerprint, which is no proof.
  private(set) var keys: [Key] = []
  /// What is wrong with single keys.
  private(set) var issues: [InputIssue] = []

  /// No keys.
  package init() {}

  /// Reads files of keys.
  ///
  /// A file is what the AWS CLI prints: an object with `PublicKeyList`, or `publicKeyList`. A single
  /// key that is damaged is an issue and left out.
  ///
  /// - Throws: for a file that is no such list.
  package init(files: [(path: Text, content: [UInt8])]) throws(DigestProblem) {
    for file in files { try read(file.content, file.path) }
    keys.sort {
      ($0.evidence.fingerprint, $0.evidence.sha256) < ($1.evidence.fingerprint, $1.evidence.sha256)
    }
  }

  /// The keys of a fingerprint.
  func keys(fingerprint: String) -> ArraySlice<Key> {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].evidence.fingerprint < fingerprint { low = middle + 1 } else { high = middle }
    }
    return keys[low...].prefix { $0.evidence.fingerprint == fingerprint }
  }

  /// MD5 of the key's bytes, whatever they encode: 32 hexadecimal digits.
  static func fingerprint(of der: [UInt8]) -> String {
    Hexadecimal.text(Insecure.MD5.hash(data: der))
  }

  private mutating func read(_ content: [UInt8], _ path: Text) throws(DigestProblem) {
    let text = content.span
    let fields = JSONFields.members(text, 0..<content.count)
    guard let list = fields?["PublicKeyList"] ?? fields?["publicKeyList"],
      let elements = JSONFields.elements(text, list)
    else {
      throw DigestProblem(
        "expected what 'aws cloudtrail list-public-keys' prints: an object with 'PublicKeyList'"
      )
    }
    for (index, element) in elements.enumerated() {
      let key = JSONFields.members(text, element) ?? [:]
      func field(_ name: String) -> Text? {
        JSONFields.scalar(text, key[name] ?? key[name.prefix(1).lowercased() + name.dropFirst()])
      }
      let fingerprint = field("Fingerprint")?.string.lowercased()
      guard let value = field("Value"), let der = Data(base64Encoded: value.string) else {
        report("key \(index + 1) has no 'Value' in base64", path)
        continue
      }
      let bytes = [UInt8](der)
      let found = Self.fingerprint(of: bytes)
      guard fingerprint == nil || fingerprint == found else {
        report(
          "key \(index + 1) is damaged: its fingerprint is given as \(fingerprint ?? ""), its "
            + "bytes have \(found)",
          path
        )
        continue
      }
      guard
        let read = Key(
          bytes,
          validFrom: field("ValidityStartTime").flatMap(Self.time),
          validTo: field("ValidityEndTime").flatMap(Self.time),
          file: path
        )
      else {
        report("key \(index + 1), \(found), is no RSA key of at least 2048 bits", path)
        continue
      }
      if !keys.contains(where: { $0.evidence.sha256 == read.evidence.sha256 }) { keys.append(read) }
    }
  }

  private mutating func report(_ reason: String, _ path: Text) {
    issues.append(InputIssue(.corrupt, path: path, reason: reason))
  }

  /// A time as the CLI's versions print it: seconds since 1970, as a number or a string, or ISO 8601
  /// with `Z` or an offset.
  static func time(_ text: Text) -> Int? {
    if let seconds = Double(text.string) {
      return abs(seconds) < 1e15 ? Int(seconds) : nil
    }
    if let seconds = UTCTime.seconds(text.bytes) { return seconds }
    let bytes = text.bytes
    guard bytes.count >= 25, bytes[bytes.count - 3] == UInt8(ascii: ":"),
      let local = UTCTime.seconds(Array(bytes.dropLast(6)) + [UInt8(ascii: "Z")]),
      let hours = Day.number(bytes[(bytes.count - 5)..<(bytes.count - 3)]),
      let minutes = Day.number(bytes.suffix(2))
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    switch bytes[bytes.count - 6] {
    case UInt8(ascii: "+"): return local - offset
    case UInt8(ascii: "-"): return local + offset
    default: return nil
    }
  }
}

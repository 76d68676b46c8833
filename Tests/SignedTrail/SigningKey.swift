// SPDX-License-Identifier: Apache-2.0
private import Crypto
private import CryptoExtras
private import FoundationEssentials

/// An RSA key that signs digests in CloudTrail's place.
package struct SigningKey: Sendable {
  private let key: _RSA.Signing.PrivateKey
  /// `RSAPublicKey`, as CloudTrail's list has it.
  package let pkcs1: [UInt8]
  /// `SubjectPublicKeyInfo`.
  package let spki: [UInt8]
  /// MD5 of `pkcs1` in hexadecimal digits.
  package let fingerprint: String

  package init() throws {
    key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    pkcs1 = [UInt8](key.publicKey.pkcs1DERRepresentation)
    spki = [UInt8](key.publicKey.derRepresentation)
    fingerprint = Self.md5(pkcs1)
  }

  package static func md5(_ bytes: [UInt8]) -> String {
    hexadecimal(Array(Insecure.MD5.hash(data: bytes)))
  }

  package static func sha256(_ bytes: [UInt8]) -> String {
    hexadecimal(Array(SHA256.hash(data: bytes)))
  }

  package static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// RSASSA-PKCS1-v1_5 with SHA-256, in hexadecimal digits.
  package func sign(_ text: String) throws -> String {
    let digest = SHA256.hash(data: Array(text.utf8))
    let signature = try key.signature(for: digest, padding: .insecurePKCS1v1_5)
    return Self.hexadecimal([UInt8](signature.rawRepresentation))
  }

  /// A list as `aws cloudtrail list-public-keys` prints it, over several lines.
  package static func list(_ keys: [SigningKey]) -> String {
    let entries = keys.map { key in
      """
              {
                  "Value": "\(base64(key.pkcs1))",
                  "ValidityStartTime": "2026-02-15T00:00:00+00:00",
                  "ValidityEndTime": 1775000000.5,
                  "Fingerprint": "\(key.fingerprint)"
              }
      """
    }
    return "{\n    \"PublicKeyList\": [\n\(entries.joined(separator: ",\n"))\n    ]\n}\n"
  }
}

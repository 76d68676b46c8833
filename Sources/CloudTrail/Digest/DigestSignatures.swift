// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Signatures of digests that do not stand in another digest.
///
/// CloudTrail keeps a digest's signature in the metadata of its object in S3, and repeats it in the
/// next digest. That of the last one is only in the metadata, and has to be fetched on its own.
package struct DigestSignatures: Sendable {
  /// Of one digest, from one place.
  struct Signature: Sendable {
    let bytes: [UInt8]
    /// The file it stands in, and the line of a table.
    let source: String
  }

  /// By the name of the digest's file.
  private(set) var signatures: [Text: [Signature]] = [:]

  package init() {}

  /// The ending of a file with an object's metadata: `<digest>.head.json`.
  package static let sidecarEnding = ".head.json"

  /// Adds what `aws s3api head-object` printed for the digest that the file is named after.
  package mutating func addSidecar(_ content: [UInt8], path: Text) throws(DigestProblem) {
    let name = ObjectAddress.name(of: path)
    let digest = Text(bytes: Array(name.bytes.dropLast(Self.sidecarEnding.utf8.count)))
    let text = content.span
    let fields = JSONFields.members(text, 0..<content.count) ?? [:]
    let metadata = fields["Metadata"].flatMap { JSONFields.members(text, $0) }
    guard let metadata else {
      throw DigestProblem(
        "expected what 'aws s3api head-object' prints: an object with 'Metadata'"
      )
    }
    guard let signature = JSONFields.string(text, metadata["signature"]) else {
      throw DigestProblem("'Metadata' has no 'signature'")
    }
    guard DigestName(digest) != nil else {
      throw DigestProblem(
        "expected a file called <the digest's file>\(Self.sidecarEnding), found '\(name.string)'"
      )
    }
    try add(
      signature,
      algorithm: JSONFields.string(text, metadata["signature-algorithm"]),
      of: digest,
      source: path.string
    )
  }

  /// Adds a table: a line `key,signature,algorithm` for each digest, with or without a heading.
  ///
  /// The key may have its bucket before it, as `s3://bucket/key`; the algorithm may be left out.
  package mutating func addTable(_ content: [UInt8], path: Text) throws(DigestProblem) {
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let cells = String(decoding: line, as: UTF8.self).split(
        separator: ",",
        omittingEmptySubsequences: false
      ).map { cell in
        cell.drop { " \"\r\t\u{FEFF}".contains($0) }.reversed()
          .drop { " \"\r\t".contains($0) }.reversed()
      }.map { String($0) }
      if cells.allSatisfy(\.isEmpty) || index == 0 && cells.first == "key" { continue }
      guard (2...3).contains(cells.count) else {
        throw DigestProblem("line \(index + 1): expected key,signature,algorithm")
      }
      do {
        try add(
          Text(cells[1]),
          algorithm: cells.count > 2 && !cells[2].isEmpty ? Text(cells[2]) : nil,
          of: ObjectAddress.name(of: Text(cells[0])),
          source: "\(path.string):\(index + 1)"
        )
      } catch {
        throw DigestProblem("line \(index + 1): \(error.reason)")
      }
    }
  }

  private mutating func add(
    _ signature: Text,
    algorithm: Text?,
    of digest: Text,
    source: String
  ) throws(DigestProblem) {
    guard DigestName(digest) != nil else {
      throw DigestProblem("'\(digest.string)' is not the name of a digest")
    }
    guard algorithm == nil || algorithm == "SHA256withRSA" else {
      throw DigestProblem(
        "signature algorithm '\(algorithm?.string ?? "")', expected SHA256withRSA"
      )
    }
    guard let bytes = Hexadecimal.bytes(signature.bytes), !bytes.isEmpty else {
      throw DigestProblem("the signature is not written in hexadecimal digits")
    }
    signatures[digest, default: []].append(Signature(bytes: bytes, source: source))
  }
}

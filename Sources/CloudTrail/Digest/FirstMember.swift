// SPDX-License-Identifier: Apache-2.0
// UNSAFE: copies the bytes of a ScanBuffer into an array.
// Invariant: the buffer is not written while it is copied; the array owns its copy.
// Bounds: exactly the `count` bytes that the buffer holds.
import Columns

/// Reads files as a digest speaks of them: the text of the first gzip member, and what stands behind.
///
/// A hash covers that text alone, while many readers go on with further members. So bytes behind the
/// first member are never harmless, even where the hash is right.
struct FirstMember {
  private let limits: ScanLimits
  private let gzip = GzipReader()
  private let stored = ScanBuffer(capacity: 0)
  private let inflated = ScanBuffer(capacity: 0)

  init(limits: ScanLimits) {
    self.limits = limits
  }

  /// The text of a file, in the reader's buffers until the next call.
  ///
  /// - Throws: why there is no whole text; bytes behind the first member are `.trailingData`.
  func text(of location: Text, followsLink: Bool) throws(InputFailure) -> ScanBuffer {
    let change = try FileReader.read(
      location,
      followsLink: followsLink,
      limit: limits.inflatedByteCount,
      into: stored
    )
    if let change { throw change }
    guard InputFormat(stored) == .gzip else { return stored }
    let inflation = try gzip.inflate(stored, into: inflated, limits: limits)
    if let damage = inflation.damage { throw damage }
    if inflation.trailingByteCount > 0 {
      throw InputFailure(
        .trailingData,
        "\(inflation.trailingByteCount) bytes stand behind the first gzip member"
      )
    }
    return inflated
  }

  /// As `text`, copied.
  func bytes(of location: Text, followsLink: Bool) throws(InputFailure) -> [UInt8] {
    let text = try text(of: location, followsLink: followsLink)
    return unsafe Array(text.bytes(at: 0, count: text.count))
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Crypto

/// Writes one new file piece by piece and, where that is asked for, takes its SHA-256 on the way.
///
/// Whoever writes appends to `buffer` and calls `flush` between rows: memory stays flat however
/// long the file gets.
package struct FileWriter: ~Copyable {
  /// Bytes that were not written yet.
  package var buffer: [UInt8] = []
  package let path: String
  private let file: Int32
  private var hash: SHA256?
  private var byteCount = 0

  /// Makes the file; it is an error if it is there.
  init(path: String, isHashed: Bool = true) throws(ReportError) {
    self.path = path
    hash = isHashed ? SHA256() : nil
    file = try FileSystem.create(path)
    buffer.reserveCapacity(Self.threshold + 4096)
  }

  deinit {
    FileSystem.close(file)
  }

  /// Writes the buffer out once it is worth it.
  package mutating func flush() throws(ReportError) {
    if buffer.count >= Self.threshold {
      try writeOut()
    }
  }

  /// Writes the rest; gives the size and the digest of the whole file, empty where none was taken.
  consuming func finish() throws(ReportError) -> (byteCount: Int, digest: String) {
    try writeOut()
    return (byteCount, hash.map { Slug.hexadecimal($0.finalize()) } ?? "")
  }

  private mutating func writeOut() throws(ReportError) {
    hash?.update(data: buffer)
    try FileSystem.write(buffer, to: file, path: path)
    byteCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static let threshold = 1 << 16
}

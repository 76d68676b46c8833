// SPDX-License-Identifier: Apache-2.0
// UNSAFE: looks at the bytes of a ScanBuffer.
// Invariant: the buffer lives through the call, and no pointer leaves it.
// Bounds: `bytes(at:count:)` checks.
import Columns

/// What a file is, by its first bytes; its name is not believed.
enum InputFormat: Equatable {
  case empty
  case gzip
  case zstd
  case parquet
  case zip
  /// UTF-16 or UTF-32, by its byte order mark.
  case wideText
  /// Perhaps JSON; its first character stands at `start`, behind a mark and white space.
  case text(start: Int)

  /// - Parameter bytes: a file's first bytes, or all of them; at least five if it has as many.
  init(_ bytes: Span<UInt8>) {
    if bytes.isEmpty {
      self = .empty
    } else if Self.starts(bytes, [0x1f, 0x8b]) {
      self = .gzip
    } else if Self.starts(bytes, [0x28, 0xb5, 0x2f, 0xfd]) {
      self = .zstd
    } else if Self.starts(bytes, Array("PAR1".utf8)) {
      self = .parquet
    } else if Self.starts(bytes, [0x50, 0x4b, 0x03, 0x04]) {
      self = .zip
    } else if Self.starts(bytes, [0xff, 0xfe]) || Self.starts(bytes, [0xfe, 0xff]) {
      self = .wideText
    } else {
      var cursor = JSONCursor()
      if Self.starts(bytes, [0xef, 0xbb, 0xbf]) { cursor.place = 3 }
      cursor.skipSpace(bytes)
      self = cursor.place == bytes.count ? .empty : .text(start: cursor.place)
    }
  }

  /// What a buffer holds.
  init(_ buffer: ScanBuffer) {
    let bytes = unsafe buffer.bytes(at: 0, count: buffer.count)
    self.init(unsafe bytes.bindMemory(to: UInt8.self).span)
  }

  private static func starts(_ bytes: Span<UInt8>, _ magic: [UInt8]) -> Bool {
    guard bytes.count >= magic.count else { return false }
    for index in magic.indices where bytes[index] != magic[index] { return false }
    return true
  }
}

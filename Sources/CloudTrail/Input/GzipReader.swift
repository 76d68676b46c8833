// SPDX-License-Identifier: Apache-2.0
// UNSAFE: libdeflate reads from one ScanBuffer and writes into another, by address.
// Invariant: both buffers live through the call and are not grown in it; the decompressor belongs to
// one worker and is freed once.
// Bounds: libdeflate is told the bytes it may read and write, and reports how many it did.
private import CDeflate
import Columns

/// Inflates gzip files whole, with one decompressor for all of a worker's files.
@safe
final class GzipReader {
  /// A gzip header and trailer with nothing between them.
  private static let shortestByteCount = 18

  private let decompressor: OpaquePointer?

  init() {
    unsafe decompressor = libdeflate_alloc_decompressor()
  }

  deinit {
    unsafe libdeflate_free_decompressor(decompressor)
  }

  /// Inflates the first member of a gzip file and pads the text.
  ///
  /// Only the first member is CloudTrail's: its digest covers no other, so records behind it would
  /// be unproven ones that another reader has never seen.
  ///
  /// The size in the last four bytes is a hint for the buffer, no more: it is wrong behind a second
  /// member, and anything in a forged file. Too small a buffer is doubled up to the limit.
  ///
  /// Of a damaged file the text before the damage is given, with what is wrong.
  ///
  /// - Throws: when the text is longer than the limits allow: then nothing of it is used.
  func inflate(
    _ stored: ScanBuffer,
    into text: ScanBuffer,
    limits: ScanLimits
  ) throws(InputFailure) -> Inflation {
    text.count = 0
    guard let decompressor = unsafe decompressor else {
      throw InputFailure(.unreadable, "no memory for a decompressor")
    }
    let limit = limits.inflatedByteCount(forStored: stored.count)
    var capacity = min(sizeHint(stored), limit)
    while true {
      text.reserve(capacity)
      capacity = min(text.capacity, limit)
      var readCount = 0
      var writtenCount = 0
      let result = unsafe libdeflate_gzip_decompress_ex(
        decompressor,
        stored.base,
        stored.count,
        text.base,
        capacity,
        &readCount,
        &writtenCount
      )
      switch result {
      case LIBDEFLATE_SUCCESS:
        text.count = writtenCount
        text.pad()
        return Inflation(trailingByteCount: stored.count - readCount)
      case LIBDEFLATE_INSUFFICIENT_SPACE where capacity < limit:
        capacity = min(2 * capacity, limit)
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        throw tooLarge(limit, limits, stored)
      default:
        return try GzipStream.inflate(stored, into: text, .first, limit: limit)
      }
    }
  }

  /// The size the last four bytes tell, if that is one a file of this size may have.
  private func sizeHint(_ stored: ScanBuffer) -> Int {
    guard stored.count >= Self.shortestByteCount else { return 1 << 16 }
    let trailer = unsafe stored.bytes(at: stored.count - 4, count: 4)
    let size = unsafe Int(trailer.loadUnaligned(as: UInt32.self).littleEndian)
    return (stored.count / 2...stored.count * 64).contains(size) ? size : 8 * stored.count
  }

  private func tooLarge(
    _ limit: Int,
    _ limits: ScanLimits,
    _ stored: ScanBuffer
  ) -> InputFailure {
    let cause =
      limit < limits.inflatedByteCount
      ? "\(limits.inflationRatio) times its \(stored.count) bytes" : "the limit of \(limit) bytes"
    return InputFailure(.tooLarge, "inflates to more than \(cause)")
  }
}

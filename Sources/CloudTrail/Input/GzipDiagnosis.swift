// SPDX-License-Identifier: Apache-2.0
// UNSAFE: z_stream holds the addresses of the stored bytes and of a scratch array.
// Invariant: both stay alive and unmoved until inflateEnd(); nothing escapes the closure.
// Bounds: zlib is told the bytes it may read and write; the scratch is overwritten again and again,
// and no more than `limit` bytes are inflated in all.
private import CZlib
import Columns

/// Finds out what is wrong with a gzip file that would not inflate.
///
/// libdeflate only says that it is bad; zlib streams, and so can tell a file that ends too early
/// from one that is damaged, and where. Only damaged files are read a second time.
enum GzipDiagnosis {
  private static let scratchByteCount = 1 << 16

  static func failure(of stored: ScanBuffer, limit: Int) -> InputFailure {
    var stream = unsafe z_stream()
    guard unsafe trailbinder_inflate_gzip_init(&stream) == Z_OK else {
      return InputFailure(.corrupt, "is no valid gzip")
    }
    defer { unsafe inflateEnd(&stream) }
    var scratch = [UInt8](repeating: 0, count: scratchByteCount)
    return unsafe scratch.withUnsafeMutableBufferPointer { scratch in
      unsafe stream.next_in = stored.base.assumingMemoryBound(to: UInt8.self)
      unsafe stream.avail_in = UInt32(clamping: stored.count)
      while unsafe Int(stream.total_out) <= limit {
        unsafe stream.next_out = scratch.baseAddress
        unsafe stream.avail_out = UInt32(scratchByteCount)
        let result = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
        let readCount = unsafe Int(stream.total_in)
        let writtenCount = unsafe Int(stream.total_out)
        if result == Z_OK, unsafe stream.avail_in > 0 || stream.avail_out == 0 { continue }
        if result == Z_OK || result == Z_BUF_ERROR {
          return InputFailure(
            .truncated,
            "the gzip data ends too early: \(stored.count) bytes are there, which inflate to "
              + "\(writtenCount)"
          )
        }
        let message = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "not valid gzip"
        return InputFailure(
          .corrupt,
          "the gzip data is damaged at byte \(readCount) of \(stored.count): \(message)"
        )
      }
      return InputFailure(.corrupt, "the gzip data is damaged")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: z_stream holds the addresses of the stored bytes and of the text's buffer.
// Invariant: the stored bytes stay alive and unmoved until inflateEnd(); the buffer is grown only
// between two calls to inflate(), and its address is given anew for each. Nothing escapes.
// Bounds: zlib is told the bytes it may read and write; no more than `limit` are inflated in all.
private import CZlib
import Columns

/// Inflates gzip piece by piece, for files that libdeflate cannot do whole.
///
/// A damaged file gives the text before the damage; a file of several members gives the text of all.
enum GzipStream {
  enum Members {
    case first, all
  }

  /// Inflates as much as there is.
  ///
  /// - Throws: when the text is longer than `limit`: then nothing of it is used.
  static func inflate(
    _ stored: ScanBuffer,
    into text: ScanBuffer,
    _ members: Members,
    limit: Int
  ) throws(InputFailure) -> Inflation {
    text.count = 0
    var stream = unsafe z_stream()
    guard unsafe trailbinder_inflate_gzip_init(&stream) == Z_OK else {
      throw InputFailure(.unreadable, "no memory for a decompressor")
    }
    defer { unsafe inflateEnd(&stream) }
    unsafe stream.next_in = stored.base.assumingMemoryBound(to: UInt8.self)
    unsafe stream.avail_in = UInt32(clamping: stored.count)
    while true {
      if text.count == text.capacity { text.grow(to: min(2 * text.capacity, limit + 1)) }
      let room = min(text.capacity - text.count, 1 << 30)
      unsafe stream.next_out = (text.base + text.count).assumingMemoryBound(to: UInt8.self)
      unsafe stream.avail_out = UInt32(room)
      let result = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
      let unusedByteCount = unsafe Int(stream.avail_out)
      text.count += room - unusedByteCount
      guard text.count <= limit else {
        text.count = 0
        throw InputFailure(.tooLarge, "inflates to more than the limit of \(limit) bytes")
      }
      let leftByteCount = unsafe Int(stream.avail_in)
      if result == Z_STREAM_END {
        if members == .all, leftByteCount > 0,
          isMember(stored, at: stored.count - leftByteCount), unsafe inflateReset(&stream) == Z_OK
        {
          continue
        }
        text.pad()
        return Inflation(trailingByteCount: leftByteCount)
      }
      if result == Z_OK, unsafe leftByteCount > 0 || stream.avail_out == 0 { continue }
      text.pad()
      let message = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "not valid gzip"
      let isCut = result == Z_OK || result == Z_BUF_ERROR
      return Inflation(
        damage: isCut
          ? InputFailure(
            .truncated,
            "the gzip data ends too early: \(stored.count) bytes are there, which inflate to "
              + "\(text.count)"
          )
          : InputFailure(
            .corrupt,
            "the gzip data is damaged at byte \(stored.count - leftByteCount) of "
              + "\(stored.count): \(message)"
          )
      )
    }
  }

  /// Whether another gzip member begins at a place.
  static func isMember(_ stored: ScanBuffer, at place: Int) -> Bool {
    guard place + 2 <= stored.count else { return false }
    let magic = unsafe stored.bytes(at: place, count: 2)
    return unsafe magic[0] == 0x1f && magic[1] == 0x8b
  }
}

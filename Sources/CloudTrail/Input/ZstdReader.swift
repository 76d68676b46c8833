// SPDX-License-Identifier: Apache-2.0
// UNSAFE: libzstd reads from one ScanBuffer and writes into another, by address.
// Invariant: both buffers live through the call; the text's is grown only between two calls, and its
// address is given anew for each. The context belongs to one worker and is freed once.
// Bounds: libzstd is told the bytes it may read and write; no more than `limit` are inflated in all,
// and its own default bounds the window a frame may ask for.
private import CZstd
import Columns

/// Inflates zstd files, all their frames, with one context for all of a worker's files.
@safe
final class ZstdReader {
  private var stream: OpaquePointer?

  deinit {
    unsafe ZSTD_freeDStream(stream)
  }

  /// Inflates a file and pads the text; damage leaves the text before it.
  ///
  /// - Throws: when the text is longer than `limit`: then nothing of it is used.
  func inflate(
    _ stored: ScanBuffer,
    into text: ScanBuffer,
    limit: Int
  ) throws(InputFailure) -> Inflation {
    text.count = 0
    if unsafe stream == nil { unsafe stream = ZSTD_createDStream() }
    guard let stream = unsafe stream, unsafe ZSTD_isError(ZSTD_initDStream(stream)) == 0 else {
      throw InputFailure(.unreadable, "no memory for a decompressor")
    }
    var input = unsafe ZSTD_inBuffer(src: stored.base, size: stored.count, pos: 0)
    while true {
      if text.count == text.capacity { text.grow(to: min(2 * text.capacity, limit + 1)) }
      var output = unsafe ZSTD_outBuffer(dst: text.base, size: text.capacity, pos: text.count)
      let result = unsafe ZSTD_decompressStream(stream, &output, &input)
      text.count = unsafe output.pos
      guard text.count <= limit else {
        text.count = 0
        throw InputFailure(.tooLarge, "inflates to more than the limit of \(limit) bytes")
      }
      let place = unsafe input.pos
      if ZSTD_isError(result) != 0 {
        text.pad()
        let message = unsafe String(cString: ZSTD_getErrorName(result))
        return Inflation(
          damage: InputFailure(
            .corrupt,
            "the zstd data is damaged at byte \(place) of \(stored.count): \(message)"
          )
        )
      }
      let isAll = place == stored.count
      guard isAll, unsafe result == 0 || output.pos < output.size else { continue }
      text.pad()
      if result == 0 { return Inflation() }
      return Inflation(
        damage: InputFailure(
          .truncated,
          "the zstd data ends too early: \(stored.count) bytes are there, which inflate to "
            + "\(text.count)"
        )
      )
    }
  }
}

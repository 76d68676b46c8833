// SPDX-License-Identifier: Apache-2.0
// UNSAFE: libdeflate reads from one array and writes into another, by address.
// Invariant: both arrays live through the call; the compressor belongs to one thread and is freed
// once.
// Bounds: libdeflate is told the bytes it may read and write, and reports how many it wrote.
private import CDeflate

/// Compresses whole files, with one compressor for all of a thread's files.
@safe
final class GzipWriter {
  private let compressor: OpaquePointer?
  private var room: [UInt8] = []

  init(level: Int32 = 6) {
    unsafe compressor = libdeflate_alloc_compressor(level)
  }

  deinit {
    unsafe libdeflate_free_compressor(compressor)
  }

  /// A file with one member.
  func compress(_ text: [UInt8]) -> [UInt8] {
    guard let compressor = unsafe compressor else {
      preconditionFailure("there is memory for a compressor")
    }
    let bound = unsafe libdeflate_gzip_compress_bound(compressor, text.count)
    if room.count < bound { room = [UInt8](repeating: 0, count: bound) }
    let count = unsafe text.withUnsafeBytes { input in
      unsafe room.withUnsafeMutableBytes { output in
        unsafe libdeflate_gzip_compress(
          compressor,
          input.baseAddress,
          input.count,
          output.baseAddress,
          output.count
        )
      }
    }
    precondition(count > 0, "the bound is large enough")
    return [UInt8](room[..<count])
  }
}

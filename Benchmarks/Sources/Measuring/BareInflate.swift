// SPDX-License-Identifier: Apache-2.0
// UNSAFE: the system reads a file into a block of raw memory, and libdeflate reads from that block
// and writes into another.
// Invariant: one thread owns the blocks and the decompressor; a block is grown only between two
// files; all are freed once, by deinit.
// Bounds: read and libdeflate are told the bytes they may write, and report how many they did.
private import CDeflate
private import Foundation
private import Synchronization

/// Reads and inflates files with bare libdeflate and nothing else: what every ratio is held against.
@safe
final class BareInflate {
  private let decompressor: OpaquePointer?
  private var stored: UnsafeMutableRawPointer
  private var storedCapacity = 1 << 20
  private var text: UnsafeMutableRawPointer
  private var textCapacity = 1 << 23

  init() {
    unsafe decompressor = libdeflate_alloc_decompressor()
    unsafe stored = .allocate(byteCount: storedCapacity, alignment: 64)
    unsafe text = .allocate(byteCount: textCapacity, alignment: 64)
  }

  deinit {
    unsafe libdeflate_free_decompressor(decompressor)
    unsafe stored.deallocate()
    unsafe text.deallocate()
  }

  /// Reads one file and inflates it, unless only reading is asked for.
  ///
  /// - Returns: the bytes of its text, or of the file.
  func run(_ path: String, inflates: Bool = true) throws -> Int {
    let storedCount = try read(path)
    guard inflates else { return storedCount }
    guard let decompressor = unsafe decompressor else { throw POSIXError(.ENOMEM) }
    while true {
      var count = 0
      let result = unsafe libdeflate_gzip_decompress(
        decompressor,
        stored,
        storedCount,
        text,
        textCapacity,
        &count
      )
      switch result {
      case LIBDEFLATE_SUCCESS: return count
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        unsafe text.deallocate()
        textCapacity *= 2
        unsafe text = .allocate(byteCount: textCapacity, alignment: 64)
      default: throw POSIXError(.EILSEQ)
      }
    }
  }

  private func read(_ path: String) throws -> Int {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { throw POSIXError(.ENOENT) }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    if size > storedCapacity {
      unsafe stored.deallocate()
      storedCapacity = 2 * size
      unsafe stored = .allocate(byteCount: storedCapacity, alignment: 64)
    }
    var count = 0
    while count < size {
      let step = unsafe pread(file, stored + count, size - count, off_t(count))
      guard step > 0 else { throw POSIXError(.EIO) }
      count += step
    }
    return count
  }

  /// Inflates files by several threads, the first ones first.
  static func run(_ paths: [String], threads: Int) async throws -> Int {
    let queue = PathQueue(paths)
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<threads {
        group.addTask {
          let worker = BareInflate()
          var byteCount = 0
          while let path = queue.take() { byteCount += try worker.run(path) }
          return byteCount
        }
      }
      return try await group.reduce(0, +)
    }
  }
}

/// Hands out paths; a class, since the threads share one counter.
private final class PathQueue: Sendable {
  private let paths: [String]
  private let next = Atomic(0)

  init(_ paths: [String]) {
    self.paths = paths
  }

  func take() -> String? {
    let place = next.add(1, ordering: .relaxed).oldValue
    return place < paths.count ? paths[place] : nil
  }
}

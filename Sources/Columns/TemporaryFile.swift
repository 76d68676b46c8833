// SPDX-License-Identifier: Apache-2.0
// UNSAFE: calls of the C library that take a path and buffers.
// Invariant: a path lives for the call that it is given to; a buffer is lent for one call.
// Bounds: `pwrite` and `pread` are given what is left of the buffer's own count.

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// A file without a name for what does not fit in memory; any number of threads may use it.
///
/// It is made when the first bytes come, readable for its owner alone, and has no name from its first
/// moment on (or, where a file system needs one, loses it at once): whatever ends the process, a
/// kill among it, the system gives its room back.
package final class TemporaryFile: Sendable {
  private let folder: String
  private let state = Guarded(State())

  private struct State {
    var descriptor: Int32?
    var end = 0
    var writtenByteCount = 0
    /// Room that was given back, by its size in blocks.
    var free: [Int: [Int]] = [:]
  }

  private static let blockByteCount = 4096

  /// - Parameter folder: where the file is; by default `TMPDIR`, or else `/var/tmp`.
  package init(folder: String? = nil) {
    self.folder = folder ?? Self.defaultFolder
  }

  deinit {
    if let file = state.withLock({ $0.descriptor }) { _ = close(file) }
  }

  /// All bytes that were ever written.
  package var writtenByteCount: Int { state.withLock { $0.writtenByteCount } }

  /// Writes bytes and says at which offset they are.
  package func append(_ bytes: [UInt8]) throws(TemporaryFileError) -> Int {
    let file = try opened()
    let start = state.withLock { state in
      state.writtenByteCount += bytes.count
      let blockCount = Self.blockCount(bytes.count)
      if let known = state.free[blockCount]?.popLast() { return known }
      defer { state.end += blockCount * Self.blockByteCount }
      return state.end
    }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
        return unsafe pwrite(file, rest.baseAddress, rest.count, off_t(start + done))
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw failure("write")
      }
    }
    return start
  }

  /// The bytes at an offset that were written before.
  package func read(at offset: Int, count: Int) throws(TemporaryFileError) -> [UInt8] {
    let file = try opened()
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        return unsafe pread(file, rest.baseAddress, rest.count, off_t(offset + done))
      }
      if got > 0 {
        done += got
      } else if got == 0 {
        throw TemporaryFileError("a temporary file in \(folder) is shorter than what was written")
      } else if errno != EINTR {
        throw failure("read")
      }
    }
    return bytes
  }

  /// Gives the room of what was appended back, for others to come.
  package func release(at offset: Int, count: Int) {
    state.withLock { $0.free[Self.blockCount(count), default: []].append(offset) }
  }

  private static func blockCount(_ byteCount: Int) -> Int {
    (byteCount + blockByteCount - 1) / blockByteCount
  }

  private func opened() throws(TemporaryFileError) -> Int32 {
    // A closure that throws would lose the type of the error.
    let result = state.withLock { state -> Result<Int32, TemporaryFileError> in
      if let descriptor = state.descriptor { return .success(descriptor) }
      let made = Result { () throws(TemporaryFileError) in try make() }
      if case .success(let file) = made { state.descriptor = file }
      return made
    }
    return try result.get()
  }

  private func make() throws(TemporaryFileError) -> Int32 {
    let unnamed = unsafe open(folder, Self.unnamedFlag | O_RDWR | O_CLOEXEC, 0o600)
    if unnamed >= 0 { return unnamed }
    guard errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL else {
      throw failure("make")
    }
    for _ in 0..<100 {
      let name = "\(folder)/.trailbinder-\(UInt64.random(in: .min ... .max))"
      let file = unsafe open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if file >= 0 {
        _ = unsafe unlink(name)
        return file
      }
      guard errno == EEXIST else { break }
    }
    throw failure("make")
  }

  private func failure(_ action: String) -> TemporaryFileError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return TemporaryFileError("cannot \(action) a temporary file in \(folder): \(reason)")
  }

  /// `O_TMPFILE`, a macro that Swift does not see.
  private static let unnamedFlag: Int32 = 0o20_000_000 | O_DIRECTORY

  private static var defaultFolder: String {
    if let path = unsafe getenv("TMPDIR") {
      let folder = unsafe String(cString: path)
      if !folder.isEmpty { return folder }
    }
    return "/var/tmp"
  }
}

/// Why a temporary file could not be used: the disk is full, as a rule.
package struct TemporaryFileError: Error, Equatable, Sendable {
  /// Lower case, without a full stop; names the folder.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: hands the address of a path and of a buffer to open(2) and read(2).
// Invariant: the path ends in a zero byte and lives through the call; the buffer is not grown between
// `reserve` and the last `read`.
// Bounds: at most `size - count` bytes are asked for, and `size` were reserved.
import Columns

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// Reads whole files, by paths that are bytes.
enum FileReader {
  /// Reads a regular file into a buffer and pads it.
  ///
  /// Anything that is not a regular file is left alone: a pipe is not waited for, a device not
  /// touched. The path's last name may be a symbolic link only if `followsLink` says so. A file larger
  /// than `limit` bytes is not read.
  static func read(
    _ path: Text,
    followsLink: Bool,
    limit: Int,
    into buffer: ScanBuffer
  ) throws(InputFailure) {
    buffer.count = 0
    let descriptor = SystemPath.open(path, followsLink ? 0 : O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw InputFailure(.unreadable, "cannot be opened: \(SystemPath.explain(errno))")
    }
    defer { close(descriptor) }
    let size = try regularSize(of: descriptor)
    guard size <= limit else {
      throw InputFailure(.tooLarge, "holds \(size) bytes, more than the limit of \(limit)")
    }
    buffer.reserve(size)
    var count = 0
    while count < size {
      let step = unsafe Glibc.read(descriptor, buffer.base + count, size - count)
      if step < 0 {
        if errno == EINTR { continue }
        throw InputFailure(.unreadable, "cannot be read: \(SystemPath.explain(errno))")
      }
      guard step > 0 else {
        throw InputFailure(
          .unreadable,
          "shrank while it was read: \(count) of \(size) bytes were there"
        )
      }
      count += step
    }
    buffer.count = size
    buffer.pad()
  }

  private static func regularSize(of descriptor: Int32) throws(InputFailure) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw InputFailure(.unreadable, "cannot be looked at: \(SystemPath.explain(errno))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw InputFailure(
        .notRegularFile,
        "\(SystemPath.name(ofMode: status.st_mode)), expected a regular file"
      )
    }
    return Int(status.st_size)
  }
}

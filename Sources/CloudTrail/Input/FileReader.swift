// SPDX-License-Identifier: Apache-2.0
// UNSAFE: hands the address of a path and of a buffer to open(2) and read(2).
// Invariant: the path ends in a zero byte and lives through the call; the buffer is not grown between
// `reserve` and the last `read`.
// Bounds: no more bytes are asked for than were reserved behind those that were read.
import Columns

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// Reads whole files, by paths that are bytes.
enum FileReader {
  /// The path by which standard input is named.
  static let standardInput: Text = "-"

  /// Reads a regular file into a buffer and pads it.
  ///
  /// Anything that is not a regular file is left alone: a pipe is not waited for, a device not
  /// touched. The path's last name may be a symbolic link only if `followsLink` says so. A file larger
  /// than `limit` bytes is not read.
  ///
  /// - Returns: why the bytes are perhaps not those of one moment: the file changed meanwhile.
  static func read(
    _ path: Text,
    followsLink: Bool,
    limit: Int,
    into buffer: ScanBuffer
  ) throws(InputFailure) -> InputFailure? {
    let descriptor = try open(path, followsLink: followsLink)
    defer { close(descriptor) }
    let before = try status(of: descriptor)
    let size = Int(before.st_size)
    guard size <= limit else {
      throw InputFailure(.tooLarge, "holds \(size) bytes, more than the limit of \(limit)")
    }
    try read(descriptor, upTo: size, into: buffer)
    guard buffer.count == size else {
      return InputFailure(
        .changed,
        "shrank while it was read: \(buffer.count) of \(size) bytes were there"
      )
    }
    let after = try status(of: descriptor)
    if Int(after.st_size) > size {
      return InputFailure(
        .changed,
        "grew while it was read: only its first \(size) bytes are used"
      )
    }
    guard Int(after.st_size) == size, after.st_mtim.tv_sec == before.st_mtim.tv_sec,
      after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    else { return InputFailure(.changed, "was written to while it was read") }
    return nil
  }

  /// Reads the first bytes of a regular file, to see what it may be.
  static func head(
    _ path: Text,
    byteCount: Int,
    into buffer: ScanBuffer
  ) throws(InputFailure) {
    let descriptor = try open(path, followsLink: false)
    defer { close(descriptor) }
    _ = try status(of: descriptor)
    try read(descriptor, upTo: byteCount, into: buffer)
  }

  /// Reads standard input to its end.
  static func standardInput(limit: Int, into buffer: ScanBuffer) throws(InputFailure) {
    buffer.count = 0
    while true {
      if buffer.count == buffer.capacity { buffer.grow(to: min(2 * buffer.capacity, limit + 1)) }
      let count = buffer.count
      try readMore(STDIN_FILENO, upTo: min(buffer.capacity, limit + 1), into: buffer)
      guard buffer.count <= limit else {
        throw InputFailure(.tooLarge, "holds more than the limit of \(limit) bytes")
      }
      if buffer.count == count { break }
    }
    buffer.pad()
  }

  private static func open(_ path: Text, followsLink: Bool) throws(InputFailure) -> Int32 {
    let descriptor = SystemPath.open(path, followsLink ? 0 : O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw InputFailure(.unreadable, "cannot be opened: \(SystemPath.explain(errno))")
    }
    return descriptor
  }

  /// Reads until a count is reached or the file ends, and pads what was read.
  private static func read(
    _ descriptor: Int32,
    upTo byteCount: Int,
    into buffer: ScanBuffer
  ) throws(InputFailure) {
    buffer.count = 0
    buffer.reserve(byteCount)
    while buffer.count < byteCount {
      let count = buffer.count
      try readMore(descriptor, upTo: byteCount, into: buffer)
      if buffer.count == count { break }
    }
    buffer.pad()
  }

  /// Reads once; the buffer has room for `byteCount` bytes, and stays as it is at the file's end.
  private static func readMore(
    _ descriptor: Int32,
    upTo byteCount: Int,
    into buffer: ScanBuffer
  ) throws(InputFailure) {
    while true {
      let step = unsafe Glibc.read(
        descriptor,
        buffer.base + buffer.count,
        byteCount - buffer.count
      )
      if step >= 0 {
        buffer.count += step
        return
      }
      guard errno == EINTR else {
        throw InputFailure(.unreadable, "cannot be read: \(SystemPath.explain(errno))")
      }
    }
  }

  private static func status(of descriptor: Int32) throws(InputFailure) -> stat {
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
    return status
  }
}

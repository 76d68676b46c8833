// SPDX-License-Identifier: Apache-2.0
// UNSAFE: lends the bytes of a path to open(2) and stat(2).
// Invariant: a zero byte is appended, and the pointer lives inside the closure that lends it.
// Bounds: the system reads up to the zero byte. A path cannot hold one itself: it would be cut off
// there, so such a path is refused.
import Columns

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Paths as the system takes them: bytes, joined by slashes.
enum SystemPath {
  /// Opens a file or directory for reading, without waiting for a pipe's other end.
  ///
  /// - Returns: a descriptor, or -1 with `errno` set.
  static func open(_ path: Text, _ flags: Int32) -> Int32 {
    unsafe withPointer(to: path) {
      unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    }
  }

  /// Asks what stands at a path, links followed.
  ///
  /// - Returns: 0, or -1 with `errno` set.
  static func status(of path: Text, _ status: inout stat) -> Int32 {
    unsafe withPointer(to: path) { unsafe fstatat(AT_FDCWD, $0, &status, 0) }
  }

  private static func withPointer(
    to path: Text,
    _ body: (UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    guard !path.bytes.contains(0) else {
      errno = EINVAL
      return -1
    }
    return unsafe (path.bytes + [0]).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe body(base.assumingMemoryBound(to: CChar.self))
    }
  }

  static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    if folder.isEmpty || name.isEmpty { return folder + name }
    return folder.last == UInt8(ascii: "/") ? folder + name : folder + [UInt8(ascii: "/")] + name
  }

  /// An error number in words.
  static func explain(_ number: Int32) -> String {
    switch number {
    case ENOENT: "no such file or directory"
    case EACCES, EPERM: "permission denied"
    case ENOTDIR: "not a directory"
    case ELOOP: "a symbolic link, or too many of them"
    case ENAMETOOLONG: "the path is too long"
    case EMFILE, ENFILE: "too many open files"
    case EIO: "input/output error"
    case EINVAL: "not a valid path"
    case ENXIO: "a socket or a device without a driver"
    default: "system error \(number)"
    }
  }

  /// What a file is that is not a regular one.
  static func name(ofMode mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFIFO: "a named pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFLNK: "a symbolic link"
    default: "not a regular file"
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: walks the entries that readdir(3) lends.
// Invariant: an entry's name is copied before the next call to readdir; the directory stays open
// until the last entry was looked at, and is closed once.
// Bounds: a name is read up to its zero byte, which readdir puts within the entry.
import Columns

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// One name in a directory.
struct DirectoryEntry {
  enum Kind: Equatable {
    case file(byteCount: Int)
    case directory
    case link
    /// A pipe, a socket, a device: what it is, in words.
    case special(String)
    /// It was listed, but could not be looked at: the reason, in words.
    case unknown(String)
  }

  let name: [UInt8]
  let kind: Kind
  /// Tells whether two paths lead to the same file.
  let identity: FileIdentity
}

/// The device and the number of a file.
struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64
}

/// Lists directories by paths that are bytes; Foundation would drop names that are not UTF-8.
enum DirectoryReader {
  /// What stands at a root a user named, links followed.
  static func look(at path: Text) -> Result<DirectoryEntry, InputFailure> {
    var status = stat()
    guard SystemPath.status(of: path, &status) == 0 else {
      return .failure(
        InputFailure(.unreadable, "cannot be looked at: \(SystemPath.explain(errno))")
      )
    }
    return .success(entry([], status))
  }

  /// The entries of a directory but for `.` and `..`, in the order of the file system.
  ///
  /// The last name of the path may be a symbolic link only if `followsLink` says so.
  ///
  /// - Returns: what could be listed, and why it is not all.
  static func list(
    _ path: Text,
    followsLink: Bool
  ) -> (entries: [DirectoryEntry], failure: InputFailure?) {
    let descriptor = SystemPath.open(path, O_DIRECTORY | (followsLink ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else {
      return ([], InputFailure(.unreadable, "cannot be listed: \(SystemPath.explain(errno))"))
    }
    guard let directory = unsafe fdopendir(descriptor) else {
      close(descriptor)
      return ([], InputFailure(.unreadable, "cannot be listed: \(SystemPath.explain(errno))"))
    }
    defer { unsafe closedir(directory) }
    var entries: [DirectoryEntry] = []
    while true {
      errno = 0
      guard let found = unsafe readdir(directory) else {
        guard errno != 0 else { return (entries, nil) }
        return (
          entries,
          InputFailure(.unreadable, "cannot be listed to its end: \(SystemPath.explain(errno))")
        )
      }
      if let entry = unsafe entry(found, in: descriptor) { entries.append(entry) }
    }
  }

  private static func entry(
    _ found: UnsafeMutablePointer<dirent>,
    in descriptor: Int32
  ) -> DirectoryEntry? {
    guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    let start = unsafe UnsafeRawPointer(found) + nameOffset
    let name = unsafe start.assumingMemoryBound(to: CChar.self)
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: start, count: strlen(name)))
    if bytes == [UInt8(ascii: ".")] || bytes == [UInt8(ascii: "."), UInt8(ascii: ".")] {
      return nil
    }
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return DirectoryEntry(
        name: bytes,
        kind: .unknown("cannot be looked at: \(SystemPath.explain(errno))"),
        identity: FileIdentity(device: 0, number: 0)
      )
    }
    return entry(bytes, status)
  }

  private static func entry(_ name: [UInt8], _ status: stat) -> DirectoryEntry {
    let kind: DirectoryEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file(byteCount: Int(status.st_size))
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .special(SystemPath.name(ofMode: status.st_mode))
      }
    return DirectoryEntry(
      name: name,
      kind: kind,
      identity: FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    )
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: calls of the C library that take paths and buffers, and the entries that readdir gives.
// Invariant: a path lives for the call that it is given to; a buffer is lent for one `read` or
// `write`; an entry is copied before the next one is asked for, and the stream is closed by `defer`.
// Bounds: `read` and `write` are given the buffer's own count; short writes go on where they ended;
// an entry's name ends in a NUL.
private import Crypto
private import FoundationEssentials

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// The few things that are done to files and folders, each naming the path it failed at.
enum FileSystem {
  /// Makes a folder that must not be there yet.
  static func makeFolder(_ path: String) throws(ReportError) {
    guard unsafe mkdir(path, 0o755) == 0 else { throw failure("make folder", path) }
  }

  /// Makes a folder and those above it, where they are not there yet.
  static func makeFolders(_ path: String) throws(ReportError) {
    guard !isFolder(path) else { return }
    let above = parent(of: path)
    if above != path && !above.isEmpty {
      try makeFolders(above)
    }
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw failure("make folder", path)
    }
  }

  /// Opens a file that must not be there yet, for writing.
  static func create(_ path: String) throws(ReportError) -> Int32 {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("create", path) }
    return file
  }

  /// Opens a file for adding to its end, making it if need be.
  static func openToAppend(_ path: String) throws(ReportError) -> Int32 {
    let file = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("open", path) }
    return file
  }

  /// Takes away all that an open file holds.
  static func empty(_ file: Int32, path: String) throws(ReportError) {
    guard ftruncate(file, 0) == 0 else { throw failure("write", path) }
  }

  /// Takes the lock of an open file, or says that another process has it.
  static func tryLock(_ file: Int32, path: String) throws(ReportError) -> Bool {
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw failure("lock", path) }
    }
    return true
  }

  /// Writes all of the bytes.
  static func write(_ bytes: [UInt8], to file: Int32, path: String) throws(ReportError) {
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Self.write(UnsafeRawBufferPointer(rebasing: buffer[offset...]), to: file)
      }
      if written > 0 {
        offset += written
      } else if errno != EINTR {
        throw failure("write", path)
      }
    }
  }

  private static func write(_ buffer: UnsafeRawBufferPointer, to file: Int32) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
    #else
    unsafe Musl.write(file, buffer.baseAddress, buffer.count)
    #endif
  }

  /// Waits until what was written to a file is on the disk.
  static func synchronize(_ file: Int32, path: String) throws(ReportError) {
    guard fsync(file) == 0 else { throw failure("write to disk", path) }
  }

  static func close(_ file: Int32) {
    #if canImport(Glibc)
    _ = Glibc.close(file)
    #else
    _ = Musl.close(file)
    #endif
  }

  /// Waits until the entries of a folder are on the disk.
  static func synchronizeFolder(_ path: String) throws(ReportError) {
    let file = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    try synchronize(file, path: path)
  }

  /// Waits until a file that was written and closed is on the disk.
  static func synchronizeFile(_ path: String) throws(ReportError) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    try synchronize(file, path: path)
  }

  /// Renames; a file at the new name is replaced in one step.
  static func rename(_ path: String, to newPath: String) throws(ReportError) {
    #if canImport(Glibc)
    let result = unsafe Glibc.rename(path, newPath)
    #else
    let result = unsafe Musl.rename(path, newPath)
    #endif
    guard result == 0 else { throw failure("rename to \(newPath)", path) }
  }

  /// Whether anything has this name, even a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  enum Kind {
    case file, folder, link, other
  }

  /// What has this name, links not followed; nil for nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// The names in a folder, in the order of their bytes; what is not UTF-8 in them is U+FFFD.
  static func list(_ path: String) throws(ReportError) -> [String] {
    guard let stream = unsafe opendir(path) else { throw failure("list the folder", path) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The SHA-256 of a file, read in pieces; a link at its place is not followed.
  static func sum(of path: String) throws(ReportError) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure("read", path) }
    defer { close(file) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      #if canImport(Glibc)
      let count = unsafe Glibc.read(file, &buffer, buffer.count)
      #else
      let count = unsafe Musl.read(file, &buffer, buffer.count)
      #endif
      if count == 0 { return Slug.hexadecimal(hash.finalize()) }
      if count > 0 {
        hash.update(data: buffer[..<count])
      } else if errno != EINTR {
        throw failure("read", path)
      }
    }
  }

  /// All bytes of a file.
  static func read(_ path: String) throws(ReportError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReportError(.output, path: path, "cannot read the file")
    }
    return Array(data)
  }

  /// Removes a file, or a folder with all it holds; links are removed, not followed.
  static func remove(_ path: String) throws(ReportError) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw ReportError(.output, path: path, "cannot remove it")
    }
  }

  /// The folder a path stands in; empty for a name alone.
  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ action: String, _ path: String) -> ReportError {
    let reason = unsafe String(cString: strerror(errno))
    return ReportError(.output, path: path, "cannot \(action): \(reason.lowercased())")
  }
}

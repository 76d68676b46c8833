// SPDX-License-Identifier: Apache-2.0
// UNSAFE: calls of the C library that take paths and buffers.
// Invariant: a path lives for the call that it is given to; a buffer is lent for one `write`.
// Bounds: `write` is given the buffer's own count; short writes go on where they ended.
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

  /// The names in a folder, in the order of their bytes.
  static func list(_ path: String) throws(ReportError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    } catch {
      throw ReportError(.output, path: path, "cannot list the folder")
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

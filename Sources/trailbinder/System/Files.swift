// SPDX-License-Identifier: Apache-2.0
// UNSAFE: calls stat, read, write, realpath and strerror of the C library.
// Invariant: every pointer is to a local variable or to an array's storage, lent for one call.
// Bounds: a read asks for the buffer's own count; a write never goes past the array's count.
private import FoundationEssentials
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// A call of the operating system that did not succeed.
struct SystemError: Error, Equatable {
  let number: Int32

  /// In the system's words: `no such file or directory`.
  var reason: String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    let words = unsafe String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  static var last: SystemError { SystemError(number: errno) }
}

/// The few things the command line itself asks of the file system.
enum Files {
  enum Kind: Equatable {
    case file, folder, other
  }

  /// What stands at a path, behind symbolic links; nil for nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  /// Whether this process may write to a file, or make files in a folder.
  static func isWritable(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0
  }

  /// The path without symbolic links and dots; nil where nothing stands there.
  static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// `path` as seen from `folder`: an absolute path stays as it is.
  static func resolve(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder a path stands in: `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path from the top, which stays right when the working folder changes.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = realPath(".") else { return path }
    return resolve(path, in: here)
  }

  /// Makes a folder the one relative paths begin at, for the whole process.
  static func enter(_ folder: String) throws(SystemError) {
    guard unsafe chdir(folder) == 0 else { throw .last }
  }

  /// The last name of a path.
  static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Another name in the place of the last one of a path.
  static func sibling(_ name: String, of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  /// The names in a folder, sorted; none where it cannot be listed.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The whole content of a file of at most `limit` bytes.
  static func read(_ path: String, limit: Int = .max) throws(SystemError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, limit: limit)
  }

  /// Everything that is left of an open file, a pipe or a terminal.
  static func read(descriptor: Int32, limit: Int = .max) throws(SystemError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return content }
      guard content.count + count <= limit else { throw SystemError(number: EFBIG) }
      if count > 0 {
        content += buffer[..<count]
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Writes all bytes, however many calls that takes.
  static func write(_ bytes: [UInt8], descriptor: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor,
          UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
          bytes.count - written
        )
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Writes a new file, in folders that are made where they are missing.
  static func create(_ path: String, _ content: [UInt8]) throws(SystemError) {
    try makeFolder(folder(of: path))
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    try write(content, descriptor: descriptor)
  }

  /// Makes a folder and those above it; one that is there already is as good.
  static func makeFolder(_ path: String) throws(SystemError) {
    guard kind(of: path) != .folder else { return }
    let parent = folder(of: path)
    if parent != path { try makeFolder(parent) }
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .last }
  }

  /// Copies a file, or a folder with everything in it; only plain files and folders are copied.
  static func copyTree(_ source: String, to target: String) throws(SystemError) {
    switch kind(of: source) {
    case .file: try create(target, try read(source))
    case .folder:
      try makeFolder(target)
      for name in names(in: source) {
        try copyTree(source + "/" + name, to: target + "/" + name)
      }
    case .other, nil: break
    }
  }

  /// Removes a folder with everything in it, as far as that is allowed.
  static func removeTree(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}

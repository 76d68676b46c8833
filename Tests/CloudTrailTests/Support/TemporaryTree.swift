// SPDX-License-Identifier: Apache-2.0
import Columns
import Glibc

/// A folder for one test, with names that are bytes; removed when the test lets go of it.
final class TemporaryTree {
  let root: Text

  init() {
    var template = Self.chars(Array("/tmp/trailbinder-XXXXXX".utf8))
    let made = unsafe mkdtemp(&template) != nil
    precondition(made, "a folder in /tmp")
    root = Text(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
  }

  deinit {
    Self.remove(root.bytes)
  }

  /// Writes a file and the folders above it.
  func write(_ path: Text, _ bytes: [UInt8]) {
    makeFolders(above: path)
    let descriptor = unsafe open(
      Self.chars(location(path)),
      O_WRONLY | O_CREAT | O_TRUNC,
      0o644
    )
    precondition(descriptor >= 0, "a file at \(path)")
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe Glibc.write(descriptor, Array(rest), rest.count)
      precondition(count > 0, "room in /tmp")
      rest = rest.dropFirst(count)
    }
  }

  func write(_ path: Text, _ text: String) { write(path, Array(text.utf8)) }

  func makeFolder(_ path: Text) { makeFolders(above: Text(bytes: path.bytes + Array("/x".utf8))) }

  func makePipe(_ path: Text) {
    makeFolders(above: path)
    let made = unsafe mkfifo(Self.chars(location(path)), 0o644)
    precondition(made == 0, "a pipe at \(path)")
  }

  func makeLink(_ path: Text, to target: Text) {
    makeFolders(above: path)
    let made = unsafe symlink(Self.chars(target.bytes), Self.chars(location(path)))
    precondition(made == 0, "a link at \(path)")
  }

  func remove(_ path: Text) { Self.remove(location(path)) }

  func location(_ path: Text) -> [UInt8] { root.bytes + [UInt8(ascii: "/")] + path.bytes }

  private func makeFolders(above path: Text) {
    var folder = root.bytes
    for name in path.bytes.split(separator: UInt8(ascii: "/")).dropLast() {
      folder += [UInt8(ascii: "/")] + name
      _ = unsafe mkdir(Self.chars(folder), 0o755)
    }
  }

  private static func remove(_ path: [UInt8]) {
    if unsafe unlink(chars(path)) == 0 { return }
    for name in names(in: path) { remove(path + [UInt8(ascii: "/")] + name) }
    _ = unsafe rmdir(chars(path))
  }

  private static func names(in folder: [UInt8]) -> [[UInt8]] {
    guard let directory = unsafe opendir(chars(folder)) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe Array($0.prefix { $0 != 0 })
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  private static func chars(_ path: [UInt8]) -> [CChar] {
    (path + [0]).map { CChar(bitPattern: $0) }
  }
}

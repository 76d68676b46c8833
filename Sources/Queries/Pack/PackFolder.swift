// SPDX-License-Identifier: Apache-2.0
#if canImport(FoundationEssentials)
private import FoundationEssentials
#else
private import Foundation
#endif

/// The files of a pack on disk.
enum PackFolder {
  struct File {
    /// The folder as it was given, and the path below it.
    let path: String
    /// The path below the folder, without the ending.
    let id: String
  }

  /// Larger files are not queries.
  private static let largestFile = 4 << 20
  private static let deepestFolder = 32
  private static let ending = ".sql"

  /// The query files at a path: itself, or all below it in the order of their names.
  static func files(at path: String) throws(PackError) -> [File] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw PackError([PackIssue("there is no such file or folder", file: path)])
    }
    guard isFolder else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard name.lowercased().hasSuffix(ending) else {
        throw PackError([PackIssue("a query file ends with .sql", file: path)])
      }
      return [File(path: path, id: String(name.dropLast(ending.count)))]
    }
    var root = path
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    return try files(in: root == "/" ? "" : root, below: "", depth: 0)
  }

  private static func files(
    in folder: String,
    below prefix: String,
    depth: Int
  ) throws(PackError) -> [File] {
    guard depth < deepestFolder else {
      throw PackError([PackIssue("the folders nest too deep", file: folder)])
    }
    var files: [File] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      var isFolder = false
      // A link to nowhere is listed, so that it is reported when it is read.
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if exists, isFolder {
        files += try Self.files(in: path, below: "\(prefix)\(name)/", depth: depth + 1)
      } else if name.lowercased().hasSuffix(ending) {
        files.append(File(path: path, id: prefix + name.dropLast(ending.count)))
      }
    }
    return files
  }

  /// Sorted by their bytes, files and folders alike, so that no file system decides the order.
  private static func names(in folder: String) throws(PackError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "/" : folder)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw PackError([PackIssue("the folder cannot be listed", file: folder)])
    }
  }

  /// The text of a file.
  static func text(of path: String) throws(PackError) -> String {
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw PackError([PackIssue("this is not a regular file", file: path)])
    }
    if let size = attributes?[.size] as? Int, size > largestFile {
      throw PackError([
        PackIssue("the file has \(size) bytes, a query at most \(largestFile)", file: path)
      ])
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PackError([PackIssue("the file cannot be read", file: path)])
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw PackError([PackIssue("the file is not UTF-8 text", file: path)])
    }
    return text
  }
}

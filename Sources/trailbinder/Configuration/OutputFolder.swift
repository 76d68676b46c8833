// SPDX-License-Identifier: Apache-2.0

/// What an output folder must not be.
enum OutputFolder {
  /// Why reports cannot be published there; nil when they can, as far as one can tell beforehand.
  ///
  /// A folder among the logs would be read by the next run, and that run's report would differ.
  static func problem(_ path: String, logs: [LogRoot]) -> String? {
    if let kind = Files.kind(of: path), kind != .folder {
      return "expected a folder, found a file: '\(path)'"
    }
    let place = realPlace(path)
    for root in logs {
      guard let logPlace = Files.realPath(root.path) else { continue }
      if place == logPlace || place.hasPrefix(logPlace == "/" ? "/" : logPlace + "/") {
        return "'\(path)' stands inside the logs '\(root.written)': the next run would read it"
      }
    }
    return nil
  }

  /// Why nothing can be written there; nil when something can, as far as one can tell beforehand.
  static func writingProblem(_ path: String) -> String? {
    var folder = path
    while Files.kind(of: folder) == nil {
      let parent = Files.folder(of: folder)
      guard parent != folder else { break }
      folder = parent
    }
    if Files.isWritable(folder) { return nil }
    return "output: no permission to write to '\(folder)'"
  }

  /// The real path of what is there, with the names of what is not there yet.
  private static func realPlace(_ path: String) -> String {
    if let real = Files.realPath(path) { return real }
    let folder = Files.folder(of: path)
    guard folder != path else { return path }
    let parent = realPlace(folder)
    return parent == "/" ? parent + Files.name(of: path) : parent + "/" + Files.name(of: path)
  }
}

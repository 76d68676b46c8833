// SPDX-License-Identifier: Apache-2.0

/// One file of a report.
package struct ReportFile: Hashable, Sendable {
  /// Relative to the report, with `/` between folders.
  package let path: String
  package let byteCount: Int
  /// SHA-256 in hexadecimal digits.
  package let digest: String
}

/// A report that is being written, in a folder of its own that nobody is shown.
package struct StagedReport {
  /// The folder the files stand in until they are published.
  package let folder: String
  /// The report's identifier: the published folder's name without a revision.
  package let identifier: String
  /// What was written so far, in the order of writing.
  package private(set) var files: [ReportFile] = []
  private var folders: Set<String> = []
  private var paths: Set<String> = []

  /// Takes over an empty folder.
  package init(folder: String, identifier: String) {
    self.folder = folder
    self.identifier = identifier
  }

  /// Writes one file; two files of one path are an error.
  @discardableResult
  package mutating func write(
    _ path: String,
    _ body: (inout FileWriter) throws(ReportError) -> Void
  ) throws(ReportError) -> ReportFile {
    try ReportError.checkCancellation(at: path)
    try add(path)
    try makeFolder(FileSystem.parent(of: path))
    var writer = try FileWriter(path: "\(folder)/\(path)")
    try body(&writer)
    let (byteCount, digest) = try writer.finish()
    let file = ReportFile(path: path, byteCount: byteCount, digest: digest)
    files.append(file)
    return file
  }

  /// Writes the files of numbered pieces, some at the same time; they are listed in the order of the
  /// pieces.
  mutating func write(
    pieces count: Int,
    workers: Int,
    _ body: @Sendable (_ piece: Int, _ report: inout StagedReport) throws(ReportError) -> Void
  ) throws(ReportError) {
    let empty = StagedReport(folder: folder, identifier: identifier)
    let parts = try Workers.run(over: count, workers: workers) { next throws(ReportError) in
      var part = empty
      var written: [(piece: Int, files: [ReportFile])] = []
      while let piece = next() {
        try body(piece, &part)
        written.append((piece, part.files))
        part.files = []
      }
      return (written: written, folders: part.folders)
    }
    for part in parts { folders.formUnion(part.folders) }
    for (_, files) in parts.flatMap(\.written).sorted(by: { $0.piece < $1.piece }) {
      for file in files {
        try add(file.path)
        self.files.append(file)
      }
    }
  }

  private mutating func add(_ path: String) throws(ReportError) {
    guard paths.insert(path).inserted else {
      throw ReportError(.output, path: path, "two files of the report have this path")
    }
  }

  /// Makes a folder of the report, and those above it, where that was not done yet.
  private mutating func makeFolder(_ path: String) throws(ReportError) {
    guard !path.isEmpty, folders.insert(path).inserted else { return }
    try makeFolder(FileSystem.parent(of: path))
    // Another worker may have made it.
    try FileSystem.makeFolders("\(folder)/\(path)")
  }

  /// Writes `SHA256SUMS`, the last file: `sha256sum --check` reads it, and a folder without it is
  /// no report.
  mutating func seal() throws(ReportError) {
    let sorted = files.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    try write(Self.sumsName) { writer throws(ReportError) in
      for file in sorted {
        writer.buffer.raw("\(file.digest)  \(file.path)\n")
      }
    }
  }

  /// Waits until all files and folders are on the disk.
  ///
  /// Only once everything is written: then the first wait does most of the work for all.
  func synchronize() throws(ReportError) {
    for file in files {
      try FileSystem.synchronizeFile("\(folder)/\(file.path)")
    }
    for name in folders {
      try FileSystem.synchronizeFolder("\(folder)/\(name)")
    }
    try FileSystem.synchronizeFolder(folder)
  }

  static let sumsName = "SHA256SUMS"
}

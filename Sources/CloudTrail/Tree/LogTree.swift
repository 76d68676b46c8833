// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The files of one or several log trees: which to read, and which not and why.
///
/// A root is a bucket, its `AWSLogs` folder, an account, a region, a day, one file, or `-` for
/// standard input. Which file holds records is told by its content, when it is read. Links below a
/// root are not followed, so a tree ends, and nothing outside a root is read. Pipes, sockets and
/// devices are never opened.
package struct LogTree: Sendable {
  package let roots: [Text]
  /// What pages and `"$path"` show in the place of the roots.
  private let shownRoots: [Text]
  package let scope: Scope
  /// By root, then by path, byte by byte.
  package let files: [LogFile]
  /// Digests of the scope's accounts and regions, and of its days or later ones, in the same order.
  package let digests: [LogFile]
  /// What was fetched of the digests' metadata.
  package let sidecars: [LogFile]
  package let skipped: [SkippedInput]
  /// What could not be listed, or is no file at all.
  package let unlisted: [InputIssue]
  let tally: SkippedTally

  /// The path that opens a file: its root as it was given, and its path below.
  package func location(of file: LogFile) -> Text {
    file.isRoot
      ? roots[file.root] : Text(bytes: SystemPath.join(roots[file.root].bytes, file.path.bytes))
  }

  /// The path that pages and `"$path"` show for a file.
  package func shownLocation(of file: LogFile) -> Text {
    file.isRoot
      ? shownRoots[file.root]
      : Text(bytes: SystemPath.join(shownRoots[file.root].bytes, file.path.bytes))
  }

  /// Lists the trees.
  ///
  /// - Parameters:
  ///   - roots: paths as bytes, as configured.
  ///   - shown: what stands for each root in pages and `"$path"`; the roots themselves by default.
  ///   - scope: files that cannot hold records of it are counted and left out.
  ///   - fileLimit: so many files are listed for reading; what lies behind them is an issue.
  /// - Complexity: one `readdir` and one `fstatat` an entry, then a sort.
  package init(
    roots: [Text],
    shown: [Text]? = nil,
    scope: Scope = Scope(),
    fileLimit: Int = ScanLimits().fileCount
  ) {
    precondition(shown.map { $0.count == roots.count } ?? true, "a name for every root")
    var walker = TreeWalker(roots: roots, scope: scope, fileLimit: fileLimit)
    for index in roots.indices { walker.walk(root: index) }
    self.roots = roots
    shownRoots = shown ?? roots
    self.scope = scope
    files = walker.files.sorted { ($0.root, $0.path) < ($1.root, $1.path) }
    digests = walker.digests.sorted { ($0.root, $0.path) < ($1.root, $1.path) }
    sidecars = walker.sidecars.sorted { ($0.root, $0.path) < ($1.root, $1.path) }
    tally = walker.tally
    skipped = walker.tally.inputs
    unlisted = walker.issues
      .sorted { ($0.root, $0.issue.path) < ($1.root, $1.issue.path) }.map(\.issue)
  }
}

/// Walks the roots one after the other.
private struct TreeWalker {
  let roots: [Text]
  let scope: Scope
  let fileLimit: Int
  var files: [LogFile] = []
  var digests: [LogFile] = []
  var sidecars: [LogFile] = []
  var tally = SkippedTally()
  var issues: [(root: Int, issue: InputIssue)] = []
  /// Files of earlier roots; only kept when there are several.
  private var seen: Set<FileIdentity> = []

  init(roots: [Text], scope: Scope, fileLimit: Int) {
    self.roots = roots
    self.scope = scope
    self.fileLimit = fileLimit
  }

  mutating func walk(root: Int) {
    if roots[root] == FileReader.standardInput { return addStandardInput(root: root) }
    switch DirectoryReader.look(at: roots[root]) {
    case .failure(let failure):
      report(failure, root: root, location: roots[root])
    case .success(let entry):
      switch entry.kind {
      case .directory: walkFolders(root: root)
      case .file(let byteCount): addRootFile(root: root, byteCount: byteCount, entry.identity)
      case .link, .special, .unknown:
        add(entry, root: root, folder: [], place: LogPlace(folders: []))
      }
    }
  }

  private mutating func walkFolders(root: Int) {
    let top = Self.names(of: roots[root].bytes)
    // Relative to the root; the last one added is listed next.
    var folders: [[UInt8]] = [[]]
    var found: Set<FileIdentity> = []
    while let folder = folders.popLast() {
      guard files.count < fileLimit else {
        return reportTooMany(root: root, folder: folder)
      }
      let location = Text(bytes: SystemPath.join(roots[root].bytes, folder))
      let listing = DirectoryReader.list(location, followsLink: folder.isEmpty)
      if let failure = listing.failure { report(failure, root: root, location: location) }
      let place = LogPlace(folders: top + Self.names(of: folder))
      // In their order, so that a limit cuts off the same files everywhere.
      for entry in listing.entries.sorted(by: { Text(bytes: $1.name) < Text(bytes: $0.name) }) {
        if entry.kind == .directory, entry.name.first != UInt8(ascii: ".") {
          folders.append(SystemPath.join(folder, entry.name))
        } else {
          if roots.count > 1 { found.insert(entry.identity) }
          add(entry, root: root, folder: folder, place: place)
        }
      }
    }
    seen.formUnion(found)
  }

  private mutating func reportTooMany(root: Int, folder: [UInt8]) {
    let location = Text(bytes: SystemPath.join(roots[root].bytes, folder))
    let reason =
      "there are more than the limit of \(fileLimit) files; this folder and those behind it are "
      + "not listed"
    report(InputFailure(.tooMany, reason), root: root, location: location)
  }

  private mutating func addStandardInput(root: Int) {
    files.append(
      LogFile(
        root: root,
        path: roots[root],
        storedByteCount: 0,
        account: nil,
        region: nil,
        day: nil,
        isRoot: true,
        hasLogName: true,
        isStandardInput: true
      )
    )
  }

  /// A file a user named is read whatever its name, if its content is right.
  private mutating func addRootFile(root: Int, byteCount: Int, _ identity: FileIdentity) {
    let names = roots[root].bytes.split(separator: UInt8(ascii: "/"))
    let name = names.last.map { Array($0) } ?? []
    let place = LogPlace(folders: Self.names(of: roots[root].bytes).dropLast())
      .completed(byName: String(decoding: name, as: UTF8.self))
    if seen.contains(identity) {
      skip(.listedTwice, byteCount, root: root, path: Text(bytes: name), roots[root])
    } else {
      files.append(
        LogFile(
          root: root,
          path: Text(bytes: name),
          storedByteCount: byteCount,
          account: place.account,
          region: place.region,
          day: place.day,
          isRoot: true,
          hasLogName: true
        )
      )
    }
    seen.insert(identity)
  }

  private mutating func add(
    _ entry: DirectoryEntry,
    root: Int,
    folder: [UInt8],
    place: LogPlace
  ) {
    let path = Text(bytes: SystemPath.join(folder, entry.name))
    let location = Text(bytes: SystemPath.join(roots[root].bytes, path.bytes))
    switch entry.kind {
    case .special(let what):
      let failure = InputFailure(.notRegularFile, "\(what), expected a regular file")
      report(failure, root: root, location: location)
    case .unknown(let reason):
      report(InputFailure(.unreadable, reason), root: root, location: location)
    case .link:
      skip(.symbolicLink, 0, root: root, path: path, location)
    case .directory:
      skip(.systemFile, 0, root: root, path: path, location)
    case .file(let byteCount):
      let name = String(decoding: entry.name, as: UTF8.self)
      let place = place.completed(byName: name)
      let file = LogFile(
        root: root,
        path: path,
        storedByteCount: byteCount,
        account: place.account,
        region: place.region,
        day: place.day,
        isRoot: false,
        hasLogName: Self.logSuffixes.contains(where: name.lowercased().hasSuffix)
      )
      if let kind = kind(of: name, place, entry.identity) {
        skip(kind, byteCount, root: root, path: path, location)
        keep(file, kind)
      } else {
        files.append(file)
      }
    }
  }

  /// Keeps what proves log files.
  ///
  /// Later digests than the scope's name those before them, and so prove them.
  private mutating func keep(_ file: LogFile, _ kind: SkippedKind) {
    switch kind {
    case .signatures: sidecars.append(file)
    case .digest:
      let isLate = file.day.map { day in scope.from.map { day >= $0.previous } ?? true } ?? true
      if isLate, scope.mayHold(account: file.account, region: file.region, day: nil) {
        digests.append(file)
      }
    default: break
    }
  }

  /// Why a file is not read, by its name and place; `nil` for one that may hold records.
  private func kind(
    of name: String,
    _ place: LogPlace,
    _ identity: FileIdentity
  ) -> SkippedKind? {
    if Self.isSystemFile(name) { return .systemFile }
    if name.hasSuffix(DigestSignatures.sidecarEnding) { return .signatures }
    if let service = place.service, let kind = SkippedKind(service: service) { return kind }
    if seen.contains(identity) { return .listedTwice }
    return scope.mayHold(account: place.account, region: place.region, day: place.day)
      ? nil : .outsideScope
  }

  /// Endings by which a file is taken for one of records, so that it is damaged when it holds none.
  private static let logSuffixes = [
    ".json", ".gz", ".jsonl", ".ndjson", ".zst", ".parquet", ".zip",
  ]

  private static func isSystemFile(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("_$folder$")
      || ["_SUCCESS", "aws-logs-write-test", "Thumbs.db", "desktop.ini"].contains(name)
  }

  /// The names in a path, decoded for comparing with names known in advance.
  private static func names(of path: [UInt8]) -> [String] {
    path.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func skip(
    _ kind: SkippedKind,
    _ byteCount: Int,
    root: Int,
    path: Text,
    _ location: Text
  ) {
    tally.add(kind, byteCount: byteCount, root: root, path: path, example: location)
  }

  private mutating func report(_ failure: InputFailure, root: Int, location: Text) {
    issues.append((root, InputIssue(failure.kind, path: location, reason: failure.reason)))
  }
}

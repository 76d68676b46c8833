// SPDX-License-Identifier: Apache-2.0

/// Something that is not as it was when a report was published.
package struct Discrepancy: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A file's content is not what its sum says.
    case changed = "CHANGED"
    case missing = "MISSING"
    /// A file or folder that the sums do not name.
    case added = "ADDED"
    case unreadable = "UNREADABLE"
    /// A line of `SHA256SUMS`.
    case sums = "SUMS"
    case signature = "SIGNATURE"
    /// The manifest contradicts the files, or itself.
    case manifest = "MANIFEST"
    /// A page breaks the rules of our pages, or leads nowhere.
    case page = "PAGE"
    /// A log file is not the one the report was made from.
    case input = "INPUT"
    /// A query now has another answer.
    case answer = "ANSWER"
  }

  package var kind: Kind
  package var path: String
  /// Lower case, without a full stop: what was found, what was expected.
  package var message: String

  package init(_ kind: Kind, _ path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }
}

/// One published report, held against its own sums and manifest and the rules of our pages.
package struct ReportCheck {
  package private(set) var discrepancies: [Discrepancy] = []
  package private(set) var fileCount = 0
  package private(set) var pageCount = 0
  /// Nil where there is none that can be read.
  package private(set) var manifest: PublishedManifest?
  /// What `SHA256SUMS` says, by path.
  package private(set) var sums: [String: String] = [:]
  private let folder: String

  /// The file beside the sums that they do not name.
  package static let signatureName = "SHA256SUMS.sig"

  /// Whether a folder is a report: it has sums.
  package static func isReport(_ folder: String) -> Bool {
    FileSystem.exists("\(folder)/\(StagedReport.sumsName)")
  }

  /// Reads every file of a report once.
  ///
  /// - Throws: `ReportError` where there are no sums that can be read, or the task was cancelled.
  package init(folder: String, validator: PageValidator) throws(ReportError) {
    self.folder = folder
    let file = SumsFile(try FileSystem.read("\(folder)/\(StagedReport.sumsName)"))
    for fault in file.faults {
      add(.sums, "\(StagedReport.sumsName):\(fault.line)", fault.message)
    }
    sums = Dictionary(uniqueKeysWithValues: file.sums.map { ($0.path, $0.sum) })
    try checkSums(file.sums)
    checkForOthers(Set(file.sums.map(\.path)))
    checkManifest(file.sums)
    try checkPages(file.sums.map(\.path), validator)
  }

  private mutating func add(_ kind: Discrepancy.Kind, _ path: String, _ message: String) {
    discrepancies.append(Discrepancy(kind, path, message))
  }

  // MARK: Files

  private mutating func checkSums(_ sums: [(path: String, sum: String)]) throws(ReportError) {
    for (path, sum) in sums {
      try ReportError.checkCancellation(at: path)
      let whole = "\(folder)/\(path)"
      switch FileSystem.kind(of: whole) {
      case nil: add(.missing, path, "no such file")
      case .file:
        do {
          let found = try FileSystem.sum(of: whole)
          if found == sum {
            fileCount += 1
          } else {
            add(.changed, path, "has SHA-256 \(found), expected \(sum)")
          }
        } catch {
          add(.unreadable, path, error.message)
        }
      case .folder, .link, .other: add(.changed, path, "expected a file, found something else")
      }
    }
  }

  /// Everything in the folder that the sums do not name; links are named, not followed.
  private mutating func checkForOthers(_ listed: Set<String>) {
    let known = listed.union([StagedReport.sumsName, Self.signatureName])
    var folders: Set<String> = [""]
    for path in listed {
      var above = FileSystem.parent(of: path)
      while !above.isEmpty, folders.insert(above).inserted { above = FileSystem.parent(of: above) }
    }
    for place in folders.sorted() {
      let whole = place.isEmpty ? folder : "\(folder)/\(place)"
      // A folder that is gone was told by its files.
      guard FileSystem.kind(of: whole) == .folder else { continue }
      guard let names = try? FileSystem.list(whole) else {
        add(.unreadable, place, "cannot list the folder")
        continue
      }
      for name in names {
        let path = place.isEmpty ? name : "\(place)/\(name)"
        if !known.contains(path), !folders.contains(path) {
          add(.added, path, "\(StagedReport.sumsName) does not name it")
        }
      }
    }
  }

  // MARK: Manifest

  private mutating func checkManifest(_ sums: [(path: String, sum: String)]) {
    let name = ManifestWriter.fileName
    guard sums.contains(where: { $0.path == name }) else {
      add(.manifest, name, "\(StagedReport.sumsName) does not name it")
      return
    }
    guard let bytes = try? FileSystem.read("\(folder)/\(name)") else { return }
    do {
      let manifest = try PublishedManifest(bytes)
      for message in manifest.faults(against: sums) { add(.manifest, name, message) }
      self.manifest = manifest
    } catch {
      add(.manifest, name, error.message)
    }
  }

  // MARK: Pages

  private mutating func checkPages(
    _ paths: [String],
    _ validator: PageValidator
  ) throws(ReportError) {
    let listed = Set(paths).union([StagedReport.sumsName])
    var links = LinkCheck(exits: ["../index.html"]) { listed.contains($0) }
    for path in paths where path.hasSuffix(".html") {
      try ReportError.checkCancellation(at: path)
      // A file that cannot be read was told above.
      guard let bytes = try? FileSystem.read("\(folder)/\(path)") else { continue }
      do {
        try links.add(validator.validate(page: path, bytes))
        pageCount += 1
      } catch {
        add(.page, error.place, error.message)
      }
    }
    do {
      try links.finish()
    } catch {
      add(.page, error.place, error.message)
    }
  }
}

extension ReportCheck {
  /// What is wrong with the pages above all reports.
  package static func archive(
    _ output: String,
    _ validator: PageValidator
  ) throws(ReportError) -> [Discrepancy] {
    var found: [Discrepancy] = []
    var links = LinkCheck { FileSystem.kind(of: "\(output)/\($0)") == .file }
    for name in ["index.html", "history.html"] {
      try ReportError.checkCancellation(at: name)
      guard FileSystem.kind(of: "\(output)/\(name)") == .file else {
        found.append(Discrepancy(.missing, name, "no such file"))
        continue
      }
      do {
        let bytes = try FileSystem.read("\(output)/\(name)")
        try links.add(validator.validate(page: name, bytes))
      } catch {
        found.append(Discrepancy(.page, error.place, error.message))
      }
    }
    do {
      try links.finish()
    } catch {
      found.append(Discrepancy(.page, error.place, error.message))
    }
    return found
  }
}

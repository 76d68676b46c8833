// SPDX-License-Identifier: Apache-2.0

/// Checks that every reference of a set of pages leads to a file, and to a place in it.
struct LinkCheck: Sendable {
  /// Whether a file is there; the path is relative to the root of the pages.
  let exists: @Sendable (String) -> Bool
  /// Files above the root that pages may lead to, as they are written from the root.
  let exits: Set<String>
  /// Places in the pages seen so far, by the hash of page and id: there may be millions.
  private var places: Set<UInt64> = []
  /// Places that are led to, with the first reference to each.
  private var wanted: [String: ReportError] = [:]

  init(exits: Set<String> = [], exists: @escaping @Sendable (String) -> Bool) {
    self.exits = exits
    self.exists = exists
  }

  /// Takes in one page; references to files are checked at once.
  mutating func add(_ page: PageOutline) throws(ReportError) {
    for id in page.ids.keys {
      places.insert(Self.hash("\(page.path)#\(id)"))
    }
    // A table leads to few files from many cells: each is looked up once a page.
    var files: [Substring: String] = [:]
    for reference in page.references {
      let target = reference.target
      let end = target.utf8.firstIndex(of: UInt8(ascii: "#")) ?? target.endIndex
      let written = target[..<end]
      let file: String
      if let known = files[written], !target.isEmpty {
        file = known
      } else {
        file = try self.file(written, of: page.path, reference)
        files[written] = file
      }
      if end != target.endIndex && !exits.contains(file) {
        try want(target[target.utf8.index(after: end)...], in: file, of: page.path, reference)
      }
    }
  }

  /// Takes in the pages that another check was given.
  mutating func add(_ other: LinkCheck) {
    places.formUnion(other.places)
    // One place may be led to from many pages: which of them is told must not depend on who read it.
    wanted.merge(other.wanted) { left, right in
      (left.path, left.line ?? 0) < (right.path, right.line ?? 0) ? left : right
    }
  }

  /// Checks, after the last page, the places within pages.
  func finish() throws(ReportError) {
    for (place, error) in wanted.sorted(by: { $0.key < $1.key })
    where !places.contains(Self.hash(place)) {
      throw error
    }
  }

  /// The file that the part of a reference before `#` means, which must be there.
  private func file(
    _ written: Substring,
    of page: String,
    _ reference: PageOutline.Reference
  ) throws(ReportError) -> String {
    guard !reference.target.isEmpty, written.utf8.allSatisfy(Self.isPlain) else {
      throw fault("is no plain relative path", page, reference)
    }
    if written.isEmpty { return page }
    guard let file = Self.resolve(String(written), from: page) else {
      throw fault("is no plain relative path", page, reference)
    }
    guard exits.contains(file) || file == page || exists(file) else {
      throw fault("leads to no file of the report", page, reference)
    }
    return file
  }

  private mutating func want(
    _ id: Substring,
    in file: String,
    of page: String,
    _ reference: PageOutline.Reference
  ) throws(ReportError) {
    guard !id.isEmpty, id.utf8.allSatisfy({ $0 != 0x23 && Self.isPlain($0) }) else {
      throw fault("leads to no place", page, reference)
    }
    let place = "\(file)#\(id)"
    if wanted[place].map({ page < $0.path }) ?? true {
      wanted[place] = fault("leads to no place: the page has no such id", page, reference)
    }
  }

  private func fault(
    _ message: String,
    _ page: String,
    _ reference: PageOutline.Reference
  ) -> ReportError {
    ReportError(
      .page,
      path: page,
      line: reference.place.line,
      element: reference.place.element,
      "'\(reference.target)' \(message)"
    )
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    ReportName.isLetterOrDigit(byte) || "._-/".utf8.contains(byte)
  }

  /// The path from the root that a relative path means; nil for one that is absolute or odd.
  static func resolve(_ path: String, from page: String) -> String? {
    var folders = page.split(separator: "/").dropLast().map(String.init)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for (index, part) in parts.enumerated() {
      switch part {
      case "", ".": return nil
      case ".." where folders.isEmpty || folders.last == "..": folders.append("..")
      case "..": folders.removeLast()
      case _ where index == parts.count - 1: return (folders + [part]).joined(separator: "/")
      default: folders.append(part)
      }
    }
    return nil
  }

  /// FNV-1a: the same in every process, unlike Swift's own hashes.
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}

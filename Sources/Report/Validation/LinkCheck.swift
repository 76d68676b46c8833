// SPDX-License-Identifier: Apache-2.0

/// Checks that every reference of a set of pages leads to a file, and to a place in it.
struct LinkCheck {
  /// Whether a file is there; the path is relative to the root of the pages.
  let exists: (String) -> Bool
  /// Files above the root that pages may lead to, as they are written from the root.
  let exits: Set<String>
  /// Places in the pages seen so far, by the hash of page and id: there may be millions.
  private var places: Set<UInt64> = []
  /// Places that are led to, with the first reference to each.
  private var wanted: [String: ReportError] = [:]

  init(exits: Set<String> = [], exists: @escaping (String) -> Bool) {
    self.exits = exits
    self.exists = exists
  }

  /// Takes in one page; references to files are checked at once.
  mutating func add(_ page: PageOutline) throws(ReportError) {
    for id in page.ids.keys {
      places.insert(Self.hash("\(page.path)#\(id)"))
    }
    for reference in page.references {
      try add(reference, of: page.path)
    }
  }

  /// Checks, after the last page, the places within pages.
  func finish() throws(ReportError) {
    for (place, error) in wanted.sorted(by: { $0.key < $1.key })
    where !places.contains(Self.hash(place)) {
      throw error
    }
  }

  private mutating func add(
    _ reference: PageOutline.Reference,
    of page: String
  ) throws(ReportError) {
    let target = reference.target
    func fault(_ message: String) -> ReportError {
      ReportError(
        .page,
        path: page,
        line: reference.place.line,
        element: reference.place.element,
        "'\(target)' \(message)"
      )
    }
    guard target.utf8.allSatisfy(Self.isPlain), !target.isEmpty else {
      throw fault("is no plain relative path")
    }
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    let file: String
    if written.isEmpty {
      file = page
    } else if let resolved = Self.resolve(written, from: page) {
      file = resolved
    } else {
      throw fault("is no plain relative path")
    }
    if exits.contains(file) { return }
    guard file == page || exists(file) else { throw fault("leads to no file of the report") }
    guard parts.count == 2 else { return }
    guard !parts[1].isEmpty, !parts[1].contains("#") else { throw fault("leads to no place") }
    let place = "\(file)#\(parts[1])"
    if wanted[place] == nil {
      wanted[place] = fault("leads to no place: the page has no such id")
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    ReportName.isLetterOrDigit(byte) || "._-/#".utf8.contains(byte)
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

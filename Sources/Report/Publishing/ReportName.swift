// SPDX-License-Identifier: Apache-2.0

/// The names of the folders of reports: an identifier, and from the second on a revision.
enum ReportName {
  /// `2026-10` for the first report of an identifier, then `2026-10-r2`, `2026-10-r3`.
  static func name(_ identifier: String, revision: Int) -> String {
    revision == 1 ? identifier : "\(identifier)-r\(revision)"
  }

  /// The revision a folder's name tells, given the identifier of the report in it; nil where the
  /// name is not one of that identifier's.
  static func revision(of folder: String, identifier: String) -> Int? {
    if folder == identifier { return 1 }
    let prefix = "\(identifier)-r"
    guard folder.hasPrefix(prefix), let number = Int(folder.dropFirst(prefix.count)), number > 1,
      name(identifier, revision: number) == folder
    else { return nil }
    return number
  }

  /// Begins the name of a folder that is being written.
  static let stagingPrefix = ".staging-"

  /// Whether a name is safe as a folder's name and in a link.
  static func isUsable(_ name: String) -> Bool {
    guard (1...100).contains(name.utf8.count), let first = name.utf8.first else { return false }
    return isLetterOrDigit(first)
      && name.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

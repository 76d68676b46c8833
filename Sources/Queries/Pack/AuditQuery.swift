// SPDX-License-Identifier: Apache-2.0

/// One question of a pack: an identity, what it is about, and its SQL.
package struct AuditQuery: Hashable, Sendable {
  /// The path of its file below the pack without the ending, `iam/policy-changes`: the name of its
  /// page and its attachments.
  package let id: String
  package let metadata: QueryMetadata
  /// Without the head, so that it begins with its first line of SQL.
  package let sql: String
  /// The file it stands in, as the user would name it.
  package let file: String
  /// The line of the file that `sql` begins on, from 1.
  package let firstLine: Int

  package init(
    id: String,
    metadata: QueryMetadata,
    sql: String,
    file: String,
    firstLine: Int = 1
  ) {
    self.id = id
    self.metadata = metadata
    self.sql = sql
    self.file = file
    self.firstLine = firstLine
  }

  /// The heading it stands under: its own, or the name of its folder, `Sign in` for `sign-in/x`.
  package var section: String {
    if let section = metadata.section { return section }
    let folders = id.split(separator: "/").dropLast()
    guard let folder = folders.first else { return "Queries" }
    let words = folder.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Whether a text can be the identity of a query: words of `a-z`, `0-9` and `-` with slashes
  /// between them, so that it is a path and an address everywhere.
  package static func isIdentity(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 200 else { return false }
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          }
      }
  }
}

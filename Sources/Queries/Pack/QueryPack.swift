// SPDX-License-Identifier: Apache-2.0

/// The questions of a report, in the order in which they are asked.
package struct QueryPack: Sendable {
  /// Folder by folder as they were given, by identity inside a folder, inline ones last.
  package let queries: [AuditQuery]

  /// Reads every `.sql` file of the folders and their folders; a path may also be one file.
  ///
  /// Everything that is wrong is reported at once. Hidden files and files with other endings are
  /// passed over.
  package init(folders: [String], inline: [AuditQuery] = []) throws(PackError) {
    var queries: [AuditQuery] = []
    var issues: [PackIssue] = []
    for folder in folders {
      do throws(PackError) {
        queries += try Self.queries(in: folder, &issues)
      } catch {
        issues += error.issues
      }
    }
    queries += inline
    issues += Self.clashes(queries)
    guard issues.isEmpty else { throw PackError(issues) }
    self.queries = queries
  }

  package init(queries: [AuditQuery]) throws(PackError) {
    try self.init(folders: [], inline: queries)
  }

  private static func queries(
    in folder: String,
    _ issues: inout [PackIssue]
  ) throws(PackError) -> [AuditQuery] {
    let files = try PackFolder.files(at: folder)
    if files.isEmpty {
      issues.append(PackIssue("there is no query file (*.sql) in this folder", file: folder))
    }
    var queries: [AuditQuery] = []
    for file in files {
      if let issue = identityIssue(file.id, file: file.path) {
        issues.append(issue)
        continue
      }
      do throws(PackError) {
        let text = try PackFolder.text(of: file.path)
        queries.append(try QueryFile.parse(text, id: file.id, file: file.path))
      } catch {
        issues += error.issues
      }
    }
    return queries
  }

  static func identityIssue(
    _ id: String,
    file: String,
    at place: TextPlace? = nil
  ) -> PackIssue? {
    guard !AuditQuery.isIdentity(id) else { return nil }
    return PackIssue(
      "'\(id)' cannot be the name of a query",
      hint: "names are made of a-z, 0-9 and -, with / between folders, at most 200 in all",
      file: file,
      at: place
    )
  }

  private static func clashes(_ queries: [AuditQuery]) -> [PackIssue] {
    var first: [String: AuditQuery] = [:]
    var issues: [PackIssue] = []
    for query in queries {
      if let other = first[query.id] {
        issues.append(
          PackIssue(
            "there are two queries '\(query.id)'",
            hint: "the other one is in \(other.file)",
            file: query.file
          )
        )
      } else {
        first[query.id] = query
      }
    }
    return issues
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A query and its head, from the text of a file or from the keys of a configuration.
package enum QueryFile {
  /// Reads the text of a query file.
  ///
  /// The SQL itself is not looked at, only that there is some.
  package static func parse(
    _ text: String,
    id: String,
    file: String
  ) throws(PackError) -> AuditQuery {
    let head = QueryHead(text: text, file: file)
    var reader = MetadataReader(head.entries, file: file)
    let metadata = reader.metadata(missingTitleAt: TextPlace(line: 1, column: 1))
    var issues = head.issues + reader.issues
    if head.sql.isEmpty {
      let place = TextPlace(line: head.firstLine, column: 1)
      issues.append(PackIssue("there is no SQL behind the head", file: file, at: place))
    }
    guard let metadata, issues.isEmpty else { throw PackError(issues) }
    return AuditQuery(
      id: id,
      metadata: metadata,
      sql: head.sql,
      file: file,
      firstLine: head.firstLine
    )
  }

  /// Makes a query of keys and values that stand somewhere else, by the same rules.
  ///
  /// The values are written as in the head of a file; each comes with its place in `file`. `place` is
  /// that of the query as a whole, `firstLine` where lines of the SQL are counted from.
  package static func inline(
    id: String,
    sql: String,
    values: [(key: String, value: String, place: TextPlace)],
    file: String,
    at place: TextPlace,
    firstLine: Int = 1
  ) throws(PackError) -> AuditQuery {
    let entries = values.map {
      QueryHead.Entry(key: $0.key, keyPlace: $0.place, value: $0.value, valuePlace: $0.place)
    }
    var reader = MetadataReader(entries, file: file)
    let metadata = reader.metadata(missingTitleAt: place)
    var issues = reader.issues
    if let issue = QueryPack.identityIssue(id, file: file, at: place) { issues.append(issue) }
    if sql.allSatisfy(\.isWhitespace) {
      issues.append(PackIssue("the query '\(id)' has no SQL", file: file, at: place))
    }
    guard let metadata, issues.isEmpty else { throw PackError(issues) }
    return AuditQuery(id: id, metadata: metadata, sql: sql, file: file, firstLine: firstLine)
  }
}

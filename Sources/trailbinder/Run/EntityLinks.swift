// SPDX-License-Identifier: Apache-2.0
private import Columns
import Queries
import Report

/// Which columns of a query's result name users, event names or access keys.
enum EntityLinks {
  /// The links of a compiled query: those its head names, and those that follow from where a column
  /// comes from.
  ///
  /// What is wrong with the head's `link` and `per` is added to `issues`.
  static func resolve(
    _ query: AuditQuery,
    _ columns: [ResultColumn],
    _ issues: inout [PackIssue]
  ) -> [ReportQuery.Link] {
    var kinds = columns.map { $0.origin.flatMap(kind) }
    for link in query.metadata.links {
      let indices = columns.indices.filter {
        columns[$0].name.lowercased() == link.column.lowercased()
      }
      if indices.isEmpty {
        let near = NearestName.nearest(link.column, in: columns.map(\.name))
        issues.append(
          PackIssue(
            "'link' names the column '\(link.column)', which the result does not have",
            hint: near.map { "did you mean '\($0)'?" },
            file: query.file
          )
        )
      }
      for index in indices { kinds[index] = link.kind }
    }
    for kind in query.metadata.per where !kinds.contains(kind) {
      issues.append(
        PackIssue(
          "'per: \(kind.rawValue)' needs a column that holds a \(kind.noun)",
          hint: "name it by 'link: column=\(kind.rawValue)'",
          file: query.file
        )
      )
    }
    return kinds.enumerated().compactMap { index, kind in
      kind.map { ReportQuery.Link(column: index, kind: $0) }
    }
  }

  /// The entity a column of the log holds.
  private static func kind(_ origin: ScanColumn.Origin) -> EntityKind? {
    switch origin {
    case .record(["useridentity", "username"]), .record(["useridentity", "arn"]): .user
    case .record(["eventname"]): .event
    case .record(["useridentity", "accesskeyid"]): .key
    case .record, .partition, .path: nil
    }
  }
}

extension EntityKind {
  /// As a reader calls it.
  fileprivate var noun: String {
    switch self {
    case .user: "user"
    case .event: "event name"
    case .key: "access key"
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns
package import Queries

/// What makes two values the same user, event name or access key.
///
/// A user is named by one rule: an IAM user by its name, an assumed role as `Role/session`, the
/// root user as `root`, a federated user as `federated-user/NAME`, an Identity Center user as
/// `identity-center/USERID`, a caller by SAML or web identity by its name, an AWS service by its
/// own. Queries may show that name, or an ARN that tells the same.
package struct EntityKey: Hashable, Sendable {
  package let kind: EntityKind
  package let name: Text

  package init(_ kind: EntityKind, _ name: Text) {
    self.kind = kind
    self.name = name
  }

  /// The entity that a cell of a result names; nil for an empty cell.
  package init?(_ kind: EntityKind, cell: Text) {
    guard !cell.isEmpty else { return nil }
    self.init(kind, kind == .user ? Self.user(fromCell: cell) : cell)
  }

  /// The name of a user by the rule: what an ARN stands for, and all else as it is.
  package static func user(fromCell cell: Text) -> Text {
    let parts = cell.bytes.split(
      separator: UInt8(ascii: ":"),
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    guard parts.count == 6, parts[0].elementsEqual("arn".utf8) else { return cell }
    let resource = parts[5]
    if resource.elementsEqual("root".utf8) {
      return "root"
    }
    if let path = resource.dropping("user/") {
      // The path of an IAM user is no part of its name, and a name has no slash.
      return path.split(separator: UInt8(ascii: "/")).last.map { Text(bytes: Array($0)) } ?? cell
    }
    if let session = resource.dropping("assumed-role/"), !session.isEmpty {
      return Text(bytes: Array(session))
    }
    if let name = resource.dropping("federated-user/"), !name.isEmpty {
      return Text(bytes: Array(resource))
    }
    return cell
  }
}

extension EntityKey: Comparable {
  package static func < (left: EntityKey, right: EntityKey) -> Bool {
    left.kind == right.kind ? left.name < right.name : left.kind.rawValue < right.kind.rawValue
  }
}

extension ArraySlice<UInt8> {
  /// What follows a prefix, or nil where it does not stand.
  fileprivate func dropping(_ prefix: String) -> ArraySlice<UInt8>? {
    starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
  }
}

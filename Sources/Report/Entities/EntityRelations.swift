// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// What one entity had to do with: event names a user called, users of a key, accounts.
struct EntityRelations {
  struct Item {
    /// Nil where the events name none: a call without an access key.
    let name: Text?
    var eventCount = 0
    var errorCount = 0
  }

  /// The busiest first.
  let accounts: [Item]
  private let items: [EntityKind: [Item]]

  /// Of each kind the page shows so many; attachments hold all.
  static let mostShown = 50

  init(_ entity: Entity, activity: [EntityActivity]) {
    let rows = entity.activity.map { activity[$0] }
    accounts = Self.grouped(rows, by: \.account)
    items = [
      .user: Self.grouped(rows, by: \.user), .event: Self.grouped(rows, by: \.eventName),
      .key: Self.grouped(rows, by: \.accessKey),
    ]
  }

  func related(_ kind: EntityKind) -> [Item] {
    items[kind] ?? []
  }

  private static func grouped(
    _ rows: [EntityActivity],
    by name: KeyPath<EntityActivity, Text?>
  ) -> [Item] {
    var items: [Text?: Item] = [:]
    for row in rows {
      // An empty name is as good as none: no page could have it.
      let key = row[keyPath: name].flatMap { $0.isEmpty ? nil : $0 }
      items[key, default: Item(name: key)].eventCount += row.eventCount
      items[key, default: Item(name: key)].errorCount += row.errorCount
    }
    return items.values.sorted { left, right in
      left.eventCount == right.eventCount
        ? (left.name ?? "") < (right.name ?? "") : left.eventCount > right.eventCount
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// One user, event name or access key, with all that the report knows of it.
struct Entity {
  let key: EntityKey
  var eventCount = 0
  var errorCount = 0
  /// First and last event in the report's period, as in the log.
  var firstEventTime: Text?
  var lastEventTime: Text?
  /// Rows of `ReportInput.entityActivity` about it.
  var activity: [Int] = []
  /// Queries whose results name it, in the report's order.
  var appearances: [Appearance] = []
  /// The rank of the most severe query that names it.
  var severityRank = Int.max
  /// The path of its first page; nil where it has none.
  var path: String?

  /// A query's rows that name the entity.
  struct Appearance {
    let query: Int
    var rowCount = 0
    /// The rows, where the query is declared to stand on pages of this kind.
    var rows: [Int] = []
  }

  /// The path of a page, counted from 1.
  func path(page: Int) -> String? {
    guard let path, page > 1 else { return path }
    return "\(path.dropLast(".html".count))-\(page).html"
  }
}

/// All entities of a report, and which of them have pages.
struct EntityDirectory {
  private let entities: [EntityKind: [Entity]]
  private let paths: [EntityKey: String]

  /// Collects the entities of the activity and of the linked columns of all results.
  ///
  /// Those that the most severe queries name come first, then the busiest; the first of each kind
  /// get pages, up to the limit.
  init(input: ReportInput, answers: [QueryAnswer]) {
    var collector = EntityCollector()
    for (index, row) in input.entityActivity.enumerated() {
      collector.add(row, at: index)
    }
    for (index, answer) in answers.enumerated() {
      collector.add(answer, at: index)
    }
    var entities: [EntityKind: [Entity]] = [:]
    var paths: [EntityKey: String] = [:]
    for kind in EntityKind.allCases {
      var ofKind = collector.entities.filter { $0.key.kind == kind }
      ofKind.sort(by: Self.isMoreImportant)
      for index in ofKind.indices.prefix(input.limits.pages(of: kind)) {
        let path = Self.path(of: ofKind[index].key)
        ofKind[index].path = path
        paths[ofKind[index].key] = path
      }
      entities[kind] = ofKind
    }
    self.entities = entities
    self.paths = paths
  }

  /// The entities of a kind, those with pages first.
  func all(_ kind: EntityKind) -> [Entity] {
    entities[kind] ?? []
  }

  /// The page of an entity, where it has one.
  func path(of key: EntityKey) -> String? {
    paths[key]
  }

  private static func isMoreImportant(_ left: Entity, _ right: Entity) -> Bool {
    if left.severityRank != right.severityRank { return left.severityRank < right.severityRank }
    if left.eventCount != right.eventCount { return left.eventCount > right.eventCount }
    return left.key.name < right.key.name
  }

  /// A name that nobody who chooses the entity's name can choose: it ends in a digest.
  private static func path(of key: EntityKey) -> String {
    let digest = Slug.digest(key.name)
    return "\(key.kind.folder)/\(digest.prefix(2))/\(Slug.readable(key.name))-\(digest).html"
  }
}

/// Gathers entities under their keys.
private struct EntityCollector {
  private(set) var entities: [Entity] = []
  private var indices: [EntityKey: Int] = [:]

  mutating func add(_ row: EntityActivity, at index: Int) {
    let keys = [
      row.user.flatMap { EntityKey(.user, cell: $0) },
      row.eventName.flatMap { EntityKey(.event, cell: $0) },
      row.accessKey.flatMap { EntityKey(.key, cell: $0) },
    ]
    for key in keys.compactMap(\.self) {
      let place = place(of: key)
      entities[place].activity.append(index)
      entities[place].eventCount += row.eventCount
      entities[place].errorCount += row.errorCount
      entities[place].firstEventTime = [entities[place].firstEventTime, row.firstEventTime]
        .compactMap(\.self).min()
      entities[place].lastEventTime = [entities[place].lastEventTime, row.lastEventTime]
        .compactMap(\.self).max()
    }
  }

  mutating func add(_ answer: QueryAnswer, at index: Int) {
    guard let result = answer.result, answer.linkedKinds.contains(where: { $0 != nil }) else {
      return
    }
    for (row, values) in result.rows.enumerated() {
      for key in answer.entities(in: values) {
        let place = place(of: key)
        if entities[place].appearances.last?.query != index {
          entities[place].appearances.append(.init(query: index))
        }
        let last = entities[place].appearances.count - 1
        entities[place].appearances[last].rowCount += 1
        if answer.query.perEntity.contains(key.kind) {
          entities[place].appearances[last].rows.append(row)
        }
        entities[place].severityRank = min(
          entities[place].severityRank,
          answer.query.severity.rank
        )
      }
    }
  }

  private mutating func place(of key: EntityKey) -> Int {
    if let index = indices[key] { return index }
    indices[key] = entities.count
    entities.append(Entity(key: key))
    return entities.count - 1
  }
}

extension EntityKind {
  /// The folder of the pages of this kind.
  var folder: String {
    switch self {
    case .user: "users"
    case .event: "events"
    case .key: "keys"
    }
  }

  var singular: String {
    switch self {
    case .user: "User"
    case .event: "Event name"
    case .key: "Access key"
    }
  }

  var plural: String {
    switch self {
    case .user: "Users"
    case .event: "Event names"
    case .key: "Access keys"
    }
  }
}

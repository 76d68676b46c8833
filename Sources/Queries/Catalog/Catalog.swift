// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The tables and views queries can name.
///
/// There is one database; whatever database or catalog a name is qualified with is accepted.
package struct Catalog: Sendable {
  package private(set) var tables: [TableDefinition]
  package private(set) var views: [ViewDefinition] = []
  /// Statements as `SHOW CREATE` prints them, by name.
  private(set) var declarations: [String: String] = [:]
  /// What is worth saying about the declarations taken in since this was last emptied.
  package var warnings: [QueryWarning] = []
  /// Where the files of a declared table's location stand.
  let locations: TableLocations

  package init(tables: [TableDefinition], locations: TableLocations = TableLocations()) {
    self.tables = tables
    self.locations = locations
  }

  /// The table of that name, in whatever case.
  package func table(named name: String) -> TableDefinition? {
    let key = name.lowercased()
    return tables.first { $0.name == key }
  }

  /// The table a name in FROM means: an event data store means `lake`, and what others call their table
  /// of CloudTrail's logs the one that is here.
  func table(inFrom name: String) -> TableDefinition? {
    table(named: name) ?? (EventDataStore.isName(name) ? table(named: "lake") : nil)
      ?? (Self.isTrail(name) ? table(named: "cloudtrail_logs") : nil)
  }

  /// `cloudtrail_logs_` and a bucket, as CloudTrail's console names the table it makes; `cloudtrail`,
  /// and that with an account, as widely used tools do.
  private static func isTrail(_ name: String) -> Bool {
    let key = name.lowercased()
    if key == "cloudtrail" || key.hasPrefix("cloudtrail_logs_") { return true }
    guard key.hasPrefix("cloudtrail_") else { return false }
    let account = key.dropFirst("cloudtrail_".count)
    return account.count == 12 && account.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// The view of that name, in whatever case; a view hides a table.
  package func view(named name: String) -> ViewDefinition? {
    let key = name.lowercased()
    return views.first { $0.name == key }
  }

  /// Every name that can stand in FROM, for the nearest one to a wrong one.
  package var names: [String] { (views.map(\.name) + tables.map(\.name)).sorted() }

  /// Takes a table in, in the place of one of the same name.
  mutating func put(_ table: TableDefinition, declaration: String) {
    remove(table.name)
    tables.append(table)
    declarations[table.name] = declaration
  }

  /// Takes a view in, in the place of a table or view of the same name.
  mutating func put(_ view: ViewDefinition, declaration: String) {
    remove(view.name)
    views.append(view)
    declarations[view.name] = declaration
  }

  mutating func remove(_ name: String) {
    tables.removeAll { $0.name == name }
    views.removeAll { $0.name == name }
    declarations[name] = nil
  }
}

/// A query under a name.
package struct ViewDefinition: Sendable {
  /// In lower case.
  package let name: String
  package let query: Query
}

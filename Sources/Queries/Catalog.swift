// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The tables queries can name.
package struct Catalog: Sendable {
  package let tables: [TableDefinition]

  package init(tables: [TableDefinition]) {
    self.tables = tables
  }

  /// The table of that name, in whatever case.
  package func table(named name: String) -> TableDefinition? {
    let key = name.lowercased()
    return tables.first { $0.name == key }
  }
}

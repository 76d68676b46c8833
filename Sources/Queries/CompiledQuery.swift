// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A query that was analysed and planned, ready to run over any source of its columns.
package struct CompiledQuery: Sendable {
  package let columns: [ResultColumn]
  package let plan: LogicalPlan
  package let warnings: [QueryWarning]
  /// Whether the plan depends on the time of the session.
  package let readsClock: Bool

  package init(
    columns: [ResultColumn],
    plan: LogicalPlan,
    warnings: [QueryWarning],
    readsClock: Bool
  ) {
    self.columns = columns
    self.plan = plan
    self.warnings = warnings
    self.readsClock = readsClock
  }
}

/// One column of a result.
package struct ResultColumn: Hashable, Sendable {
  /// As Athena heads it: the alias or last name as typed, `_col0` for an unnamed expression.
  package let name: String
  package let type: DataType
  /// The scan column it holds unchanged, through aliases, subqueries and WITH; nil for what was
  /// computed.
  package let origin: ScanColumn.Origin?

  package init(name: String, type: DataType, origin: ScanColumn.Origin?) {
    self.name = name
    self.type = type
    self.origin = origin
  }
}

/// The answer of one query.
package struct QueryResult: Sendable {
  package let columns: [ResultColumn]
  /// In the order of the result, `columns.count` values each.
  package let rows: ResultRows
  package let statistics: QueryStatistics
  /// What each part of the work took.
  package let profile: QueryProfile

  package init(
    columns: [ResultColumn],
    rows: ResultRows,
    statistics: QueryStatistics,
    profile: QueryProfile = QueryProfile()
  ) {
    self.columns = columns
    self.rows = rows
    self.statistics = statistics
    self.profile = profile
  }
}

/// What one query saw of the shared scan.
package struct QueryStatistics: Sendable, Equatable {
  /// Rows the scan handed to the query, added over its scans.
  package var scannedRowCount = 0
  /// Rows that passed the filters next to the scans.
  package var matchedRowCount = 0

  package init(scannedRowCount: Int = 0, matchedRowCount: Int = 0) {
    self.scannedRowCount = scannedRowCount
    self.matchedRowCount = matchedRowCount
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A column that a name can mean.
struct ScopeColumn: Sendable {
  /// As a result is headed by it; nil where nobody can name it.
  let name: String?
  /// The relation it belongs to, from the catalog down, in lower case: `["db", "logs"]`; empty where
  /// it cannot be qualified.
  let relation: [String]
  /// Its value over the row of the plan; mostly a `.column`.
  let expression: BoundExpression
  /// Left out of `*`.
  let isHidden: Bool
  let key: String?

  init(
    name: String?,
    relation: [String] = [],
    expression: BoundExpression,
    isHidden: Bool = false
  ) {
    self.name = name
    self.relation = relation
    self.expression = expression
    self.isHidden = isHidden
    key = name?.lowercased()
  }

  /// Whether `qualifier.name` means this column; an empty qualifier matches every relation.
  func matches(_ qualifier: ArraySlice<Identifier>, _ column: Identifier) -> Bool {
    key == column.key && belongs(to: qualifier)
  }

  /// Whether the column's relation ends with these names.
  func belongs(to qualifier: ArraySlice<Identifier>) -> Bool {
    relation.count >= qualifier.count
      && zip(relation.suffix(qualifier.count), qualifier).allSatisfy { $0 == $1.key }
  }

  func with(
    name: String?,
    relation: [String],
    expression: BoundExpression? = nil
  ) -> ScopeColumn {
    ScopeColumn(
      name: name,
      relation: relation,
      expression: expression ?? self.expression,
      isHidden: isHidden
    )
  }
}

/// The columns that names mean over the rows of one plan.
struct Scope: Sendable {
  var columns: [ScopeColumn] = []

  /// What `*` stands for.
  var visible: [ScopeColumn] { columns.filter { !$0.isHidden } }

  /// The same scope when `offset` columns are put before those of its plan.
  func shifted(by offset: Int) -> Scope {
    Scope(
      columns: columns.map { column in
        column.with(
          name: column.name,
          relation: column.relation,
          expression: column.expression.mapColumns { $0 + offset }
        )
      }
    )
  }
}

/// What a query sees from around it.
struct Environment: Sendable {
  /// The rows of the enclosing queries, the nearest first; one for each `apply` above.
  var outer: [Scope] = []
  /// WITH tables in sight, by name in lower case.
  var commonTables: [String: CommonTablePlan] = [:]

  /// The view from a subquery of a query with this environment.
  func entering(_ scope: Scope) -> Environment {
    Environment(outer: [scope] + outer, commonTables: commonTables)
  }
}

/// A WITH table after analysis, to be placed wherever it is named.
struct CommonTablePlan: Sendable {
  let relation: PlannedQuery
  /// `Environment.outer.count` where it was defined: its references outwards count from there.
  let depth: Int
  let nodeCount: Int
}

/// One column of a planned query: nil for an expression without a name.
struct QueryColumn: Sendable {
  let name: String?
  let type: DataType
}

/// A query's plan; its fields are exactly the columns, in order.
struct PlannedQuery: Sendable {
  var plan: LogicalPlan
  var columns: [QueryColumn]

  /// The columns as a relation of FROM, named by the alias.
  func scope(relation: [String]) -> Scope {
    Scope(
      columns: columns.enumerated().map { index, column in
        ScopeColumn(
          name: column.name,
          relation: relation,
          expression: BoundExpression(.column(index), column.type)
        )
      }
    )
  }
}

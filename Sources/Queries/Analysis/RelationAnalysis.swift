// SPDX-License-Identifier: Apache-2.0
private import Columns

/// A relation of FROM: its plan and what names mean over its rows.
struct PlannedRelation {
  var plan: LogicalPlan
  var scope: Scope

  /// One row without columns: what a SELECT without FROM reads.
  static let oneRow = PlannedRelation(plan: .values([[]], fields: []), scope: Scope())
}

extension QueryAnalysis {
  /// The relations of FROM, joined by comma from left to right.
  mutating func plan(
    from relations: [Relation],
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    guard let first = relations.first else { return .oneRow }
    try AnalysisLimits.check(chain: relations.count, first.range)
    var left = try plan(first, in: environment)
    for relation in relations.dropFirst() {
      left = try join(left, relation, .cross, .none, relation.range, in: environment)
    }
    return left
  }

  /// One relation; a chain of joins is followed to the left without recursion.
  mutating func plan(
    _ relation: Relation,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    var first = relation
    var joins: [(JoinKind, Relation, JoinCondition, SourceRange)] = []
    while case .join(let kind, let left, let right, let condition, let range) = first {
      joins.append((kind, right, condition, range))
      first = left
    }
    try AnalysisLimits.check(chain: joins.count, relation.range)
    var left = try plan(single: first, in: environment)
    for (kind, right, condition, range) in joins.reversed() {
      left = try join(left, right, kind, condition, range, in: environment)
    }
    return left
  }

  private mutating func plan(
    single relation: Relation,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    switch relation {
    case .table(let name, let range):
      return try table(name, range, in: environment)
    case .subquery(let query, _):
      warnOfUselessOrder(query)
      let planned = try plan(query, in: environment)
      return PlannedRelation(plan: planned.plan, scope: planned.scope(relation: []))
    case .unnest, .lateral:
      return try join(.oneRow, relation, .cross, .none, relation.range, in: environment)
    case .aliased(let inner, let alias, let columns):
      if inner.isDependent {
        return try join(.oneRow, relation, .cross, .none, relation.range, in: environment)
      }
      let planned = try plan(inner, in: environment)
      return PlannedRelation(
        plan: planned.plan,
        scope: try planned.scope.renamed(alias, columns)
      )
    case .join:
      return try plan(relation, in: environment)
    }
  }

  /// A table of the catalogue or of WITH; a catalog's and a database's name are accepted and not
  /// looked at.
  func lookUp(_ name: [Identifier], in environment: Environment) -> CommonTablePlan? {
    name.count == 1 ? environment.commonTables[name[0].key] : nil
  }

  mutating func table(
    _ name: [Identifier],
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    guard let last = name.last, name.count <= 3 else {
      throw QueryError(
        .syntaxError,
        "a table name has at most three parts: catalog.database.table",
        at: range
      )
    }
    if let common = lookUp(name, in: environment) {
      return try use(common, named: last, in: environment)
    }
    if let view = catalog.view(named: last.name) {
      return try use(view, named: last)
    }
    guard let definition = catalog.table(inFrom: last.name) else {
      throw unknownTable(last, in: environment)
    }
    let columns = definition.columns
    let parts = name.map(\.key)
    let scope = Scope(
      columns: columns.enumerated().map { index, column in
        ScopeColumn(
          name: column.field.name,
          relation: parts,
          expression: BoundExpression(.column(index), column.field.type),
          isHidden: column.isHidden
        )
      }
    )
    if definition.usesLakeDialect { usesLakeDialect = true }
    let scan = LogicalPlan.scan(
      table: definition.name,
      records: definition.records,
      columns: columns.map(\.source),
      fields: columns.map(\.field)
    )
    return PlannedRelation(plan: Self.restricted(scan, to: definition), scope: scope)
  }

  /// Keeps the records of the files a table is declared over.
  private static func restricted(
    _ scan: LogicalPlan,
    to table: TableDefinition
  ) -> LogicalPlan {
    guard let places = table.places,
      let column = table.columns.firstIndex(where: { $0.source.origin == .path })
    else { return scan }
    let path = BoundExpression(.column(column), .string)
    func text(_ text: String) -> BoundExpression { BoundExpression(.literal(.text(text)), .string) }
    let tests = places.flatMap { place in
      var prefix = ""
      for character in place.hasSuffix("/") ? String(place.dropLast()) : place {
        if "\\%_".contains(character) { prefix += "\\" }
        prefix.append(character)
      }
      let below = BoundKind.like(path, pattern: text(prefix + "/%"), escape: text("\\"))
      return [
        BoundExpression(.comparison(.equal, path, text(place)), .boolean),
        BoundExpression(below, .boolean),
      ]
    }
    let condition =
      tests.isEmpty
      ? BoundExpression(.literal(.boolean(false)), .boolean) : BoundExpression(.or(tests), .boolean)
    return .filter(scan, condition)
  }

  private mutating func use(
    _ common: CommonTablePlan,
    named name: Identifier,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    try expand(by: common.nodeCount, name)
    let distance = environment.outer.count - common.depth
    let plan = common.relation.plan.shiftingOuterColumns(by: distance)
    return PlannedRelation(plan: plan, scope: common.relation.scope(relation: [name.key]))
  }

  /// Counts the plan nodes that a name stands for.
  private mutating func expand(by nodeCount: Int, _ name: Identifier) throws(QueryError) {
    expandedNodeCount += nodeCount
    guard expandedNodeCount <= AnalysisLimits.expandedNodeCount else {
      throw QueryError(
        .notSupported,
        "the query names WITH tables or views so often that its plan has more than "
          + "\(AnalysisLimits.expandedNodeCount) steps",
        at: name.range
      )
    }
  }

  /// A view's query stands where it is named, and sees nothing around it.
  private mutating func use(
    _ view: ViewDefinition,
    named name: Identifier
  ) throws(QueryError) -> PlannedRelation {
    guard !openViews.contains(view.name), openViews.count < AnalysisLimits.viewDepth else {
      throw QueryError(
        .notSupported,
        "view '\(view.name)' names itself, or views nest too deep",
        at: name.range
      )
    }
    openViews.append(view.name)
    let warningCount = warnings.count
    defer { openViews.removeLast() }
    do throws(QueryError) {
      try expand(by: 1, name)
      let planned = try plan(view.query, in: Environment())
      try expand(by: planned.plan.nodeCount, name)
      // Places in the view's text mean nothing in this one.
      warnings.removeSubrange(warningCount...)
      let plan = planned.plan.mapExpressions(depth: 0) { expression, _ in
        expression.moved(to: name.range)
      }
      return PlannedRelation(plan: plan, scope: planned.scope(relation: [name.key]))
    } catch {
      throw QueryError(
        error.code,
        "in view '\(view.name)': \(error.message)",
        hint: error.hint,
        at: name.range
      )
    }
  }

  private func unknownTable(_ name: Identifier, in environment: Environment) -> QueryError {
    let known = catalog.names + environment.commonTables.keys
    let hint =
      NearestName.nearest(name.name, in: known).map { "did you mean '\($0)'?" }
      ?? "the tables are \(known.sorted().map { "'\($0)'" }.joined(separator: ", "))"
    return QueryError(
      .tableNotFound,
      "table '\(name.name)' does not exist",
      hint: known.isEmpty ? nil : hint,
      at: name.range
    )
  }
}

extension Scope {
  /// The scope under `AS alias (columns)`.
  func renamed(_ alias: Identifier, _ names: [Identifier]?) throws(QueryError) -> Scope {
    guard let names else {
      return Scope(columns: columns.map { $0.with(name: $0.name, relation: [alias.key]) })
    }
    guard names.count == visible.count else {
      throw QueryError(
        .mismatchedColumnAliases,
        "column alias list has \(names.count) entries but '\(alias.name)' has \(visible.count) "
          + "columns available",
        at: alias.range
      )
    }
    return Scope(
      columns: zip(visible, names).map { $0.with(name: $1.name, relation: [alias.key]) }
    )
  }
}

extension Relation {
  /// Where the relation stands in the text.
  var range: SourceRange {
    switch self {
    case .table(_, let range), .subquery(_, let range), .unnest(_, _, let range),
      .lateral(_, let range), .join(_, _, _, _, let range):
      range
    case .aliased(let relation, let alias, let columns):
      (columns?.last).map { relation.range.joined(alias.range).joined($0.range) }
        ?? relation.range.joined(alias.range)
    }
  }

  /// Whether its rows depend on the row to its left: UNNEST and LATERAL, with or without an alias.
  var isDependent: Bool {
    switch self {
    case .unnest, .lateral: true
    case .aliased(let relation, _, _): relation.isDependent
    case .table, .subquery, .join: false
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
private import Columns

/// The state of analysing one statement: what is known from outside, and what was found on the way.
///
/// The work is spread over extensions, one file for each part of the language.
struct QueryAnalysis {
  let catalog: Catalog
  let session: Session
  let parameters: [QueryParameter]
  let namedParameters: [String: QueryParameter]
  var warnings: [QueryWarning] = []
  /// Plan nodes that uses of WITH tables have added.
  var expandedNodeCount = 0
  /// Whether a table was named whose queries may take CloudTrail Lake's liberties.
  var usesLakeDialect = false
  /// Whether the time of the session was asked for.
  var readsClock = false
  /// The views whose queries are being planned, the outermost first.
  var openViews: [String] = []

  init(_ analyzer: Analyzer) {
    catalog = analyzer.catalog
    session = analyzer.session
    parameters = analyzer.parameters
    namedParameters = analyzer.namedParameters
  }

  /// Plans a whole query: WITH, body, ORDER BY, OFFSET, LIMIT.
  mutating func plan(
    _ query: Query,
    in outside: Environment
  ) throws(QueryError) -> PlannedQuery {
    let environment = try adding(query.with, to: outside)
    var body = try plan(query.body, orderBy: query.orderBy, in: environment)
    try limit(&body, as: query)
    try AnalysisLimits.check(body.plan, query.range)
    guard body.plan.width > body.columns.count else {
      return PlannedQuery(plan: body.plan, columns: body.columns)
    }
    // Columns that only ORDER BY needed.
    let kept = body.plan.fields.prefix(body.columns.count)
    let expressions = kept.enumerated().map { BoundExpression(.column($0), $1.type) }
    return PlannedQuery(
      plan: .project(body.plan, expressions, fields: Array(kept)),
      columns: body.columns
    )
  }

  /// The environment of a query's body: its WITH tables put over those from outside.
  private mutating func adding(
    _ tables: [CommonTable],
    to outside: Environment
  ) throws(QueryError) -> Environment {
    var environment = outside
    var defined: Set<String> = []
    for table in tables {
      guard defined.insert(table.name.key).inserted else {
        throw QueryError(
          .duplicateNamedQuery,
          "WITH query name '\(table.name.name)' specified more than once",
          at: table.name.range
        )
      }
      warnOfUselessOrder(table.query)
      var planned = try plan(table.query, in: environment)
      if let names = table.columns {
        planned.columns = try rename(planned.columns, names, of: table.name)
      }
      environment.commonTables[table.name.key] = CommonTablePlan(
        relation: planned,
        depth: environment.outer.count,
        nodeCount: planned.plan.nodeCount
      )
    }
    return environment
  }

  private func rename(
    _ columns: [QueryColumn],
    _ names: [Identifier],
    of table: Identifier
  ) throws(QueryError) -> [QueryColumn] {
    guard names.count == columns.count else {
      throw QueryError(
        .mismatchedColumnAliases,
        "column alias list has \(names.count) entries but '\(table.name)' has \(columns.count) "
          + "columns available",
        at: table.range
      )
    }
    return zip(columns, names).map { QueryColumn(name: $1.name, type: $0.type) }
  }

  private mutating func limit(_ body: inout SortedBody, as query: Query) throws(QueryError) {
    let offset = try rowCount(query.offset, of: "OFFSET") ?? 0
    let count = try rowCount(query.limit, of: query.withTies ? "FETCH FIRST" : "LIMIT")
    if query.withTies, let count {
      guard !body.sortKeys.isEmpty else {
        throw QueryError(
          .syntaxError,
          "FETCH FIRST WITH TIES clause requires ORDER BY",
          at: query.limit?.range
        )
      }
      body.plan = .topN(body.plan, body.sortKeys, offset: offset, count: count, withTies: true)
      return
    }
    if !body.sortKeys.isEmpty {
      body.plan = .sort(body.plan, body.sortKeys)
    }
    if offset > 0 || count != nil {
      body.plan = .limit(body.plan, offset: offset, count: count)
    }
  }

  /// The number in LIMIT, OFFSET or FETCH FIRST.
  private func rowCount(
    _ expression: Expression?,
    of clause: String
  ) throws(QueryError) -> Int? {
    guard let expression else { return nil }
    let value: Value?
    switch expression.kind {
    case .integer(let digits): value = Int64(digits).map { .bigint($0) }
    case .parameter, .namedParameter: value = try parameter(expression).literal
    default: value = nil
    }
    guard case .bigint(let number) = value, number >= 0, let count = Int(exactly: number) else {
      throw QueryError(
        .invalidLimitClause,
        "\(clause) row count must be a whole number, 0 or greater",
        at: expression.range
      )
    }
    return count
  }
}

/// The plan of a query's body with what ORDER BY asks of it.
///
/// The plan's fields are the columns, then columns that only the sort keys need.
struct SortedBody {
  var plan: LogicalPlan
  let columns: [QueryColumn]
  let sortKeys: [SortKey]
}

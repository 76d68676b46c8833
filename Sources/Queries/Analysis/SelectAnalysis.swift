// SPDX-License-Identifier: Apache-2.0
private import Columns

/// One bound item of a SELECT list.
private struct BoundItem {
  let name: String?
  let expression: BoundExpression
}

extension QueryAnalysis {
  /// Plans one SELECT in SQL's order: FROM, WHERE, GROUP BY, HAVING, windows, the list, DISTINCT, and
  /// the columns ORDER BY needs.
  mutating func plan(
    _ select: Select,
    orderBy: [SortItem],
    in environment: Environment
  ) throws(QueryError) -> SortedBody {
    var source = try plan(from: select.from, in: environment)
    let aliases = aliases(of: select.items)
    if let condition = select.where {
      source.plan = try filter(
        source,
        by: condition.conjuncts,
        .where,
        aliases: aliases,
        in: environment
      )
    }
    var context = ExpressionContext(.select, scope: source.scope, environment: environment)
    context.aliases = aliases
    context.windows = try windows(of: select)
    let items = try bind(select.items, &context, hasFrom: !select.from.isEmpty)
    var sets: GroupingSets?
    if let groupBy = select.groupBy {
      sets = try bind(groupBy, outputs: items.map(\.expression), &context)
    }
    let having = try bindHaving(select.having, &context)
    let sorts = try bind(orderBy, items, &context)

    var stage = SelectStage(plan: source.plan, pending: context.pending, grouping: nil)
    if sets != nil || select.having != nil || context.pending.hasAggregates {
      stage = try group(source, by: sets ?? GroupingSets(), items, context)
    }
    try stage.filter(having)
    try stage.addWindows()
    return try project(select, items, orderBy, sorts, &stage, context.pending)
  }

  /// Filters a relation by terms bound over its columns, one after the other.
  mutating func filter(
    _ source: PlannedRelation,
    by terms: [Expression],
    _ clause: Clause,
    aliases: [String: Int],
    in environment: Environment
  ) throws(QueryError) -> LogicalPlan {
    var context = ExpressionContext(clause, scope: source.scope, environment: environment)
    context.aliases = aliases
    var bound: [BoundExpression] = []
    for term in terms { bound.append(try bindCondition(term, &context)) }
    var stage = SelectStage(plan: source.plan, pending: context.pending, grouping: nil)
    try stage.filter(bound)
    return stage.plan
  }

  /// A term of WHERE, HAVING or ON: it must be a boolean.
  mutating func bindCondition(
    _ expression: Expression,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let bound = try bind(expression, &context)
    guard TypeCoercion.canCoerce(bound.type, to: .boolean) else {
      throw QueryError(
        .typeMismatch,
        "\(context.clause.rawValue) clause must evaluate to a boolean: actual type \(bound.type)",
        at: expression.range
      )
    }
    return bound.coerced(to: .boolean)
  }

  private mutating func bindHaving(
    _ having: Expression?,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundExpression] {
    guard let having else { return [] }
    context.clause = .having
    defer { context.clause = .select }
    var bound: [BoundExpression] = []
    for term in having.conjuncts { bound.append(try bindCondition(term, &context)) }
    return bound
  }

  /// Adds the aggregate node; its columns are named after the items that show them.
  private func group(
    _ source: PlannedRelation,
    by sets: GroupingSets,
    _ items: [BoundItem],
    _ context: ExpressionContext
  ) throws(QueryError) -> SelectStage {
    let pending = context.pending
    var below = SelectStage(plan: source.plan, pending: pending, grouping: nil)
    var calls: [AggregateCall] = []
    var columns: [Int: Int] = [:]
    for (index, entry) in pending.entries.enumerated() {
      guard case .aggregate(let call) = entry else { continue }
      columns[-1 - index] = sets.keys.count + calls.count
      calls.append(try call.transformed { (part) throws(QueryError) in try below.lower(part) })
    }
    var fields = sets.keys.enumerated().map { index, key in
      let item = items.first { $0.expression.isEquivalent(to: key) }
      return Field(item?.name ?? source.scope.name(of: key) ?? "_key\(index)", key.type)
    }
    for (place, call) in zip(columns.keys.sorted(by: >), calls) {
      let item = items.first { $0.expression.columns == [place] && $0.expression.children.isEmpty }
      fields.append(Field(item?.name ?? call.function.name, call.function.resultType))
    }
    var setColumn: Int?
    if sets.sets.count > 1 {
      setColumn = fields.count
      fields.append(Field("_groupingset", .bigint))
    }
    let grouping = Grouping(
      keys: sets.keys,
      sets: sets.sets,
      aggregateColumns: columns,
      setColumn: setColumn,
      scope: source.scope
    )
    let plan = LogicalPlan.aggregate(
      below.plan,
      keys: sets.keys,
      sets: sets.sets,
      aggregates: calls,
      fields: fields
    )
    return SelectStage(plan: plan, pending: pending, grouping: grouping)
  }

  /// The list itself, DISTINCT, and the columns that sorting needs beside the list's.
  private func project(
    _ select: Select,
    _ items: [BoundItem],
    _ orderBy: [SortItem],
    _ sorts: [BoundExpression],
    _ stage: inout SelectStage,
    _ pending: PendingValues
  ) throws(QueryError) -> SortedBody {
    var expressions: [BoundExpression] = []
    for item in items { expressions.append(try stage.lower(item.expression)) }
    let columns = items.map { QueryColumn(name: $0.name, type: $0.expression.type) }
    var fields = columns.enumerated().map { Field($1.name ?? "_col\($0)", $1.type) }
    var keys: [SortKey] = []
    for (item, sort) in zip(orderBy, sorts) {
      let place = try self.place(of: sort, in: &expressions, outputs: items.count, &stage, pending)
      guard !select.isDistinct || place < items.count else {
        throw QueryError(
          .expressionNotInDistinct,
          "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
          at: item.expression.range
        )
      }
      if place >= fields.count { fields.append(Field("_sort\(keys.count)", sort.type)) }
      keys.append(sortKey(item, over: BoundExpression(.column(place), sort.type)))
    }
    var plan = LogicalPlan.project(stage.plan, expressions, fields: fields)
    if select.isDistinct {
      if let column = columns.first(where: { !$0.type.isComparable }) {
        throw QueryError(
          .typeMismatch,
          "DISTINCT can only be applied to comparable types (actual: \(column.type))",
          at: select.range
        )
      }
      plan = .distinct(plan)
    }
    return SortedBody(plan: plan, columns: columns, sortKeys: keys)
  }

  /// The column that holds what ORDER BY sorts by; it is added where the list has none.
  private func place(
    of sort: BoundExpression,
    in expressions: inout [BoundExpression],
    outputs: Int,
    _ stage: inout SelectStage,
    _ pending: PendingValues
  ) throws(QueryError) -> Int {
    if case .column(let place) = sort.kind, case .output(let index) = pending.entry(place) {
      return index
    }
    let list = expressions
    let lowered = try stage.lower(sort).substituting { column in
      if case .output(let index) = pending.entry(column) { list[index] } else { nil }
    }
    if let known = list.firstIndex(where: { $0.isEquivalent(to: lowered) }) { return known }
    expressions.append(lowered)
    return expressions.count - 1
  }

  private mutating func bind(
    _ orderBy: [SortItem],
    _ items: [BoundItem],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundExpression] {
    guard !orderBy.isEmpty else { return [] }
    context.clause = .orderBy
    var outputs: [BoundExpression] = []
    for (index, item) in items.enumerated() {
      outputs.append(
        context.pending.add(.output(index), type: item.expression.type, at: item.expression.range)
      )
    }
    context.outputs = zip(items, outputs).map { item, output in
      ScopeColumn(name: item.name, expression: output)
    }
    var sorts: [BoundExpression] = []
    for item in orderBy {
      sorts.append(try bind(sortItem: item, outputs: outputs, &context))
    }
    return sorts
  }

  /// Binds the SELECT list; `*` becomes a column each.
  private mutating func bind(
    _ items: [SelectItem],
    _ context: inout ExpressionContext,
    hasFrom: Bool
  ) throws(QueryError) -> [BoundItem] {
    var bound: [BoundItem] = []
    for item in items {
      switch item {
      case .expression(let expression, let alias):
        bound.append(
          BoundItem(
            name: alias?.name ?? expression.outputName,
            expression: try bind(expression, &context)
          )
        )
      case .all(.none, _, let range):
        guard hasFrom else {
          throw QueryError(
            .syntaxError,
            "SELECT * not allowed in queries without FROM clause",
            at: range
          )
        }
        bound += context.scope.visible.map { BoundItem(name: $0.name, expression: $0.expression) }
      case .all(.some(let qualifier), let aliases, let range):
        bound += try all(of: qualifier, aliases, range, &context)
      }
    }
    return bound
  }

  /// `t.*`, or the fields of a row: `useridentity.*`.
  private mutating func all(
    of qualifier: Expression,
    _ aliases: [Identifier],
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [BoundItem] {
    var found: [BoundItem]
    let columns = qualifier.nameParts.map { parts in
      context.scope.visible.filter { $0.belongs(to: parts[...]) }
    }
    if let columns, !columns.isEmpty {
      found = columns.map { BoundItem(name: $0.name, expression: $0.expression) }
    } else {
      let row = try bind(qualifier, &context)
      guard case .row(let fields) = row.type else {
        throw QueryError(
          .typeMismatch,
          "expected a table or an expression of type row before .*, found \(row.type)",
          at: qualifier.range
        )
      }
      found = fields.enumerated().map { index, field in
        BoundItem(
          name: field.name,
          expression: BoundExpression(.field(row, index), field.type, at: range)
        )
      }
    }
    guard !aliases.isEmpty else { return found }
    guard aliases.count == found.count else {
      throw QueryError(
        .mismatchedColumnAliases,
        "column alias list has \(aliases.count) entries but \(found.count) columns are available",
        at: range
      )
    }
    return zip(found, aliases).map { BoundItem(name: $1.name, expression: $0.expression) }
  }

  private func aliases(of items: [SelectItem]) -> [String: Int] {
    var aliases: [String: Int] = [:]
    for (index, item) in items.enumerated() {
      if case .expression(_, .some(let alias)) = item { aliases[alias.key] = index + 1 }
    }
    return aliases
  }

  private func windows(
    of select: Select
  ) throws(QueryError) -> [String: WindowSpecification] {
    var windows: [String: WindowSpecification] = [:]
    for named in select.windows {
      guard windows.updateValue(named.window, forKey: named.name.key) == nil else {
        throw QueryError(
          .syntaxError,
          "WINDOW specification name '\(named.name.name)' is specified more than once",
          at: named.name.range
        )
      }
    }
    return windows
  }
}

extension Scope {
  /// The name of the column an expression reads as it is.
  func name(of expression: BoundExpression) -> String? {
    if let column = columns.first(where: { $0.expression.isEquivalent(to: expression) }) {
      return column.name
    }
    guard case .field(let base, let index) = expression.kind, case .row(let fields) = base.type,
      fields.indices.contains(index)
    else { return nil }
    return fields[index].name
  }
}

extension Expression {
  /// The names of a chain `a.b.c`; nil for anything else.
  var nameParts: [Identifier]? {
    var parts: [Identifier] = []
    var current = self
    while case .dereference(let base, let name) = current.kind {
      parts.append(name)
      current = base
    }
    guard case .identifier(let first) = current.kind else { return nil }
    return [first] + parts.reversed()
  }

  /// What Athena heads the expression's column by when it has no alias.
  var outputName: String? { nameParts?.last?.name }
}

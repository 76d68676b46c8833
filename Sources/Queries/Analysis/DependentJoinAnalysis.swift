// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// Joins with UNNEST or LATERAL, whose rows are made from each row to the left.
  mutating func joinDependent(
    _ left: PlannedRelation,
    _ relation: Relation,
    _ kind: JoinKind,
    _ condition: JoinCondition,
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    let isOuter = try keepsUnmatched(kind, range)
    let (inner, alias, names) = relation.withoutAlias
    var joined: PlannedRelation
    switch inner {
    case .unnest(let arguments, let withOrdinality, let range):
      joined = try unnest(
        left,
        arguments,
        withOrdinality: withOrdinality,
        keepsEmpty: isOuter,
        alias,
        names,
        range,
        in: environment
      )
    case .lateral(let query, _):
      let right = try plan(query, in: environment.entering(left.scope))
      var scope = right.scope(relation: [])
      if let alias { scope = try scope.renamed(alias, names) }
      joined = PlannedRelation(
        plan: .apply(
          left.plan,
          right.plan,
          kind: .lateral(keepsUnmatched: isOuter),
          fields: left.plan.fields + right.plan.fields
        ),
        scope: left.scope.joined(scope, leftWidth: left.plan.width)
      )
    case .table, .subquery, .aliased, .join:
      return try join(left, inner, kind, condition, range, in: environment)
    }
    try restrict(&joined, to: condition, isOuter: isOuter, range, in: environment)
    return joined
  }

  private func keepsUnmatched(_ kind: JoinKind, _ range: SourceRange) throws(QueryError) -> Bool {
    switch kind {
    case .inner, .cross: return false
    case .left: return true
    case .right, .full:
      throw QueryError(
        .notSupported,
        "UNNEST and LATERAL take only CROSS, INNER and LEFT JOIN",
        at: range
      )
    }
  }

  private mutating func restrict(
    _ joined: inout PlannedRelation,
    to condition: JoinCondition,
    isOuter: Bool,
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) {
    switch condition {
    case .none: return
    case .on(let expression):
      if case .boolean(true) = expression.kind { return }
      guard !isOuter else {
        throw QueryError(
          .notSupported,
          "LEFT JOIN with UNNEST or LATERAL is only supported with condition ON TRUE",
          at: expression.range
        )
      }
      joined.plan = try filter(
        joined,
        by: expression.conjuncts,
        .joinOn,
        aliases: [:],
        in: environment
      )
    case .using, .natural:
      throw QueryError(
        .notSupported,
        "UNNEST and LATERAL are joined with CROSS JOIN or ON TRUE",
        at: range
      )
    }
  }

  private mutating func unnest(
    _ left: PlannedRelation,
    _ arguments: [Expression],
    withOrdinality: Bool,
    keepsEmpty: Bool,
    _ alias: Identifier?,
    _ names: [Identifier]?,
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    var context = ExpressionContext(.unnest, scope: left.scope, environment: environment)
    var arrays: [BoundExpression] = []
    for argument in arguments { arrays.append(try bind(argument, &context)) }
    var stage = SelectStage(plan: left.plan, pending: context.pending, grouping: nil)
    var lowered: [BoundExpression] = []
    for array in arrays { lowered.append(try stage.lower(array)) }

    var elements: [Field] = []
    for array in lowered { elements += try elementFields(of: array, range) }
    if withOrdinality { elements.append(Field("ordinality", .bigint)) }
    let inputs = stage.plan.fields
    let columns = unnested(
      elements,
      from: inputs.count,
      withOrdinality: withOrdinality,
      aliasCount: names?.count
    )
    var scope = Scope(columns: columns)
    if let alias { scope = try scope.renamed(alias, names) }
    return PlannedRelation(
      plan: .unnest(
        stage.plan,
        lowered,
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        fields: inputs + elements
      ),
      scope: Scope(columns: left.scope.columns + scope.columns)
    )
  }

  /// One column for an array, two for a map.
  private func elementFields(
    of array: BoundExpression,
    _ range: SourceRange
  ) throws(QueryError) -> [Field] {
    switch array.type {
    case .array(let element): return [Field("element", element)]
    case .map(let key, let value): return [Field("key", key), Field("value", value)]
    default:
      let isText = array.type.isText || array.type == .json
      throw QueryError(
        .typeMismatch,
        "cannot unnest type: \(array.type)",
        hint: isText
          ? "CAST(json_extract(…, '$.items') AS array(json)) makes an array of JSON" : nil,
        at: array.range ?? range
      )
    }
  }

  /// The columns that names mean: rows are spread into their fields.
  ///
  /// Athena's guide also names an array's rows as a whole: `UNNEST(resources) AS t (resource)`. So
  /// a list of aliases that fits the elements, and not their fields, leaves rows as they are.
  private func unnested(
    _ elements: [Field],
    from offset: Int,
    withOrdinality: Bool,
    aliasCount: Int?
  ) -> [ScopeColumn] {
    let whole = elements.enumerated().map { index, element in
      ScopeColumn(
        name: element.name == "ordinality" ? element.name : nil,
        expression: BoundExpression(.column(offset + index), element.type)
      )
    }
    var spread: [ScopeColumn] = []
    for column in whole {
      guard case .row(let fields) = column.expression.type else {
        spread.append(column)
        continue
      }
      spread += fields.enumerated().map { index, field in
        ScopeColumn(
          name: field.name,
          expression: BoundExpression(.field(column.expression, index), field.type)
        )
      }
    }
    return aliasCount == whole.count && aliasCount != spread.count ? whole : spread
  }
}

extension Relation {
  /// The relation inside an alias, with the outermost alias.
  fileprivate var withoutAlias: (Relation, Identifier?, [Identifier]?) {
    guard case .aliased(let relation, let alias, let names) = self else { return (self, nil, nil) }
    return (relation.withoutAlias.0, alias, names)
  }
}

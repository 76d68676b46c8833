// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// Joins what stands to the left with one more relation.
  mutating func join(
    _ left: PlannedRelation,
    _ relation: Relation,
    _ kind: JoinKind,
    _ condition: JoinCondition,
    _ range: SourceRange,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    if relation.isDependent {
      return try joinDependent(left, relation, kind, condition, range, in: environment)
    }
    let right = try plan(relation, in: environment)
    switch condition {
    case .none:
      return PlannedRelation(
        plan: .join(left.plan, right.plan, kind: .cross, keys: [], condition: nil),
        scope: left.scope.joined(right.scope, leftWidth: left.plan.width)
      )
    case .natural:
      throw QueryError(
        .notSupported,
        "natural join is not supported",
        hint: "name the columns with USING (…)",
        at: range
      )
    case .using(let names):
      return try join(left, right, kind, using: names)
    case .on(let expression):
      return try join(left, right, kind, on: expression, in: environment)
    }
  }

  private mutating func join(
    _ left: PlannedRelation,
    _ right: PlannedRelation,
    _ kind: JoinKind,
    on expression: Expression,
    in environment: Environment
  ) throws(QueryError) -> PlannedRelation {
    let width = left.plan.width
    let scope = left.scope.joined(right.scope, leftWidth: width)
    var context = ExpressionContext(.joinOn, scope: scope, environment: environment)
    var plain: [BoundExpression] = []
    var late: [BoundExpression] = []
    for term in expression.conjuncts {
      let known = context.pending.entries.count
      let bound = try bindCondition(term, &context)
      if context.pending.entries.count > known || !late.isEmpty {
        late.append(bound)
      } else {
        plain.append(bound)
      }
    }
    guard late.isEmpty || kind == .inner else {
      throw QueryError(
        .notSupported,
        "the condition of an outer join cannot hold a subquery",
        at: expression.range
      )
    }
    let split = JoinCondition.split(plain.flatMap(\.conjuncts), leftWidth: width)
    let joined = LogicalPlan.join(
      left.plan,
      right.plan,
      kind: kind,
      keys: split.keys,
      condition: BoundExpression.conjunction(split.rest)
    )
    var stage = SelectStage(plan: joined, pending: context.pending, grouping: nil)
    try stage.filter(late)
    return PlannedRelation(plan: stage.plan, scope: scope)
  }

  /// `USING (a, b)`: one column for each name, before the others, without a relation.
  private func join(
    _ left: PlannedRelation,
    _ right: PlannedRelation,
    _ kind: JoinKind,
    using names: [Identifier]
  ) throws(QueryError) -> PlannedRelation {
    let width = left.plan.width
    let shifted = right.scope.shifted(by: width)
    var keys: [JoinKey] = []
    var shared: [ScopeColumn] = []
    for name in names {
      let first = try column(name, of: left.scope, side: "left").expression
      let second = try column(name, of: right.scope, side: "right").expression
      guard let type = TypeCoercion.commonType(first.type, second.type), type.isComparable else {
        throw QueryError(
          .typeMismatch,
          "column types of left and right are not compatible: \(first.type) and \(second.type)",
          at: name.range
        )
      }
      keys.append(JoinKey(left: first.coerced(to: type), right: second.coerced(to: type)))
      let other = second.mapColumns { $0 + width }.coerced(to: type)
      let value =
        switch kind {
        case .inner, .left, .cross: first.coerced(to: type)
        case .right: other
        case .full: BoundExpression(.coalesce([first.coerced(to: type), other]), type)
        }
      shared.append(ScopeColumn(name: name.name.lowercased(), expression: value))
    }
    let used = Set(names.map(\.key))
    let others = (left.scope.columns + shifted.columns).filter { column in
      column.key.map { !used.contains($0) } ?? true
    }
    return PlannedRelation(
      plan: .join(left.plan, right.plan, kind: kind, keys: keys, condition: nil),
      scope: Scope(columns: shared + others)
    )
  }

  private func column(
    _ name: Identifier,
    of scope: Scope,
    side: String
  ) throws(QueryError) -> ScopeColumn {
    let found = scope.columns.filter { $0.key == name.key }
    guard let column = found.first else {
      throw QueryError(
        .columnNotFound,
        "column '\(name.name)' is missing from \(side) side of join",
        hint: NearestName.nearest(name.name, in: scope.visible.compactMap(\.name)).map {
          "did you mean '\($0)'?"
        },
        at: name.range
      )
    }
    guard found.count == 1 else {
      throw QueryError(.ambiguousName, "column '\(name.name)' is ambiguous", at: name.range)
    }
    return column
  }
}

extension Scope {
  /// Two scopes side by side, the right one's columns after those of the left plan.
  func joined(_ right: Scope, leftWidth: Int) -> Scope {
    Scope(columns: columns + right.shifted(by: leftWidth).columns)
  }
}

extension JoinCondition {
  /// Splits the terms of a join's condition into pairs that must be equal and the rest.
  ///
  /// A pair that can fail stays in its place behind an earlier term: keys are computed for every
  /// row, the rest only for rows that match so far.
  static func split(
    _ terms: [BoundExpression],
    leftWidth: Int
  ) -> (keys: [JoinKey], rest: [BoundExpression]) {
    var keys: [JoinKey] = []
    var rest: [BoundExpression] = []
    for (index, term) in terms.enumerated() {
      if let key = key(term, leftWidth: leftWidth), index == 0 || !term.canFail {
        keys.append(key)
      } else {
        rest.append(term)
      }
    }
    return (keys, rest)
  }

  /// The term as a pair of one expression over each side, if it is an equality of such.
  static func key(_ term: BoundExpression, leftWidth: Int) -> JoinKey? {
    guard case .comparison(.equal, let first, let second) = term.kind, term.isDeterministic else {
      return nil
    }
    let firstColumns = first.columns
    let secondColumns = second.columns
    guard !firstColumns.isEmpty, !secondColumns.isEmpty else { return nil }
    func isLeft(_ columns: Set<Int>) -> Bool { columns.allSatisfy { $0 >= 0 && $0 < leftWidth } }
    func isRight(_ columns: Set<Int>) -> Bool { columns.allSatisfy { $0 >= leftWidth } }
    if isLeft(firstColumns), isRight(secondColumns) {
      return JoinKey(left: first, right: second.mapColumns { $0 - leftWidth })
    }
    if isRight(firstColumns), isLeft(secondColumns) {
      return JoinKey(left: second, right: first.mapColumns { $0 - leftWidth })
    }
    return nil
  }
}

extension Expression {
  /// The terms of a conjunction in their order.
  var conjuncts: [Expression] {
    guard case .and(let terms) = kind else { return [self] }
    return terms.flatMap(\.conjuncts)
  }
}

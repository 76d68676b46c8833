// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `(SELECT count(*) FROM t WHERE t.a = outer.a)` as a join with the counts of all values of `a`.
///
/// A row without a match gets what the aggregates give for no rows: 0 for counts, NULL for others.
struct ScalarAggregateJoin {
  let plan: LogicalPlan

  /// Aggregates that give 0 for no rows.
  private static let counts: Set<String> = ["count", "count_if", "approx_distinct"]
  /// Aggregates that give NULL for no rows.
  private static let nullables: Set<String> = [
    "sum", "avg", "min", "max", "array_agg", "arbitrary", "max_by", "min_by", "bool_and", "bool_or",
    "every", "listagg", "approx_percentile", "geometric_mean", "stddev", "variance", "set_agg",
  ]

  /// The join for an apply; nil where the right side is no such aggregate.
  init?(_ left: LogicalPlan, _ right: LogicalPlan, _ fields: [Field]) {
    var expressions = right.fields.prefix(1).enumerated().map {
      BoundExpression(.column($0), $1.type)
    }
    var inner = right
    if case .project(let input, let list, _) = right {
      expressions = list
      inner = input
    }
    guard expressions.count == 1, case .aggregate(let input, let keys, [[]], let calls, _) = inner,
      keys.isEmpty, inner.readsOuterRows,
      !expressions[0].contains({ $0.isOuter(beyond: 1) }),
      calls.allSatisfy({ call in
        Self.counts.contains(call.function.name) || Self.nullables.contains(call.function.name)
      }),
      let source = CorrelatedSubquery(input, leftWidth: left.width, for: .aggregation),
      source.conditions.isEmpty, !source.keys.isEmpty
    else { return nil }
    // The calls read the input's columns, which the source has taken apart.
    let outputs = source.outputs
    let moved = calls.map { call in
      call.transformed { $0.substituting { outputs[$0] } }
    }
    guard !calls.contains(where: { $0.readsOuterRow }) else { return nil }
    let groups = LogicalPlan.aggregate(
      source.plan,
      keys: source.keys.map(\.right),
      sets: [Array(source.keys.indices)],
      aggregates: moved,
      fields: source.keys.enumerated().map { Field("_key\($0)", $1.right.type) }
        + moved.map { Field($0.function.name, $0.function.resultType) }
    )
    let joinKeys = source.keys.enumerated().map { index, key in
      JoinKey(left: key.left, right: BoundExpression(.column(index), key.right.type))
    }
    let joined = LogicalPlan.join(left, groups, kind: .left, keys: joinKeys, condition: nil)
    let firstCall = left.width + source.keys.count
    let answer = expressions[0].substituting { index in
      Self.orEmpty(moved[index], column: firstCall + index)
    }
    let kept = left.fields.enumerated().map { BoundExpression(.column($0), $1.type) }
    plan = .project(joined, kept + [answer], fields: fields)
  }

  /// The aggregate's column, with the answer for no rows where there was no match.
  private static func orEmpty(_ call: AggregateCall, column: Int) -> BoundExpression {
    let type = call.function.resultType
    let value = BoundExpression(.column(column), type)
    guard counts.contains(call.function.name) else { return value }
    return BoundExpression(
      .coalesce([value, BoundExpression(.literal(.bigint(0)), type)]),
      type
    )
  }
}

extension AggregateCall {
  fileprivate var readsOuterRow: Bool {
    var found = false
    _ = transformed { expression in
      found = found || expression.contains { $0.isOuter(beyond: 1) }
      return expression
    }
    return found
  }
}

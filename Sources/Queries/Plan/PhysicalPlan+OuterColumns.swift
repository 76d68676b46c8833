// SPDX-License-Identifier: Apache-2.0

extension PhysicalPlan {
  /// The columns of enclosing queries' rows that the plan reads; depth 1 is the row of the nearest
  /// `apply` around it.
  var outerColumns: Set<OuterColumn> {
    switch self {
    case .scanned: []
    case .values(let rows, _): Self.outerColumns(rows.flatMap(\.self))
    case .pipeline(let input, let pipeline):
      input.outerColumns.union(Self.outerColumns(pipeline.expressions))
    case .limit(let input, _, _): input.outerColumns
    case .window(let input, let calls):
      input.outerColumns.union(Self.outerColumns(calls.flatMap(\.expressions)))
    case .join(let left, let right, let join), .semiJoin(let left, let right, let join, _):
      left.outerColumns.union(right.outerColumns).union(Self.outerColumns(join.expressions))
    case .apply(let left, let right, let apply):
      left.outerColumns.union(Self.outerColumns(apply.kind.expressions)).union(
        right.outerColumns.compactMap { column in
          column.depth > 1 ? OuterColumn(depth: column.depth - 1, number: column.number) : nil
        }
      )
    case .setOperation(_, _, let left, let right): left.outerColumns.union(right.outerColumns)
    }
  }

  private static func outerColumns(_ expressions: [BoundExpression]) -> Set<OuterColumn> {
    expressions.reduce(into: []) { $0.formUnion(ExpressionTraits($1).outerColumns) }
  }
}

extension JoinPlan {
  fileprivate var expressions: [BoundExpression] {
    keys.flatMap { [$0.left, $0.right] } + (condition.map { [$0] } ?? [])
  }
}

extension ApplyKind {
  /// Every expression over the left row.
  var expressions: [BoundExpression] {
    switch self {
    case .scalar, .exists, .lateral: []
    case .quantified(_, _, let value): [value]
    }
  }
}

extension WindowCall {
  /// Every expression the call evaluates.
  var expressions: [BoundExpression] {
    var all = arguments + partitionBy + orderBy.map(\.expression)
    if case .aggregate(let call) = function { all += call.expressions }
    for bound in [start, end] {
      switch bound {
      case .preceding(let distance), .following(let distance): all.append(distance)
      case .unboundedPreceding, .currentRow, .unboundedFollowing: break
      }
    }
    return all
  }
}

extension AggregateCall {
  /// Every expression the call evaluates.
  var expressions: [BoundExpression] {
    arguments + (filter.map { [$0] } ?? []) + orderBy.map(\.expression)
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// What a query means, as a tree of relational operators; each node's rows are typed by `fields`.
package indirect enum LogicalPlan: Sendable {
  /// Columns of the shared scan, in this order.
  case scan(
    table: String,
    records: RecordKind = .event,
    columns: [ScanColumn],
    fields: [Field]
  )
  case values([[BoundExpression]], fields: [Field])
  case filter(LogicalPlan, BoundExpression)
  case project(LogicalPlan, [BoundExpression], fields: [Field])
  /// Output: the keys, then the aggregates, then, where there is more than one set, the number of
  /// the row's set in `sets`. A set lists the keys it groups by; the others are NULL in its rows.
  case aggregate(
    LogicalPlan,
    keys: [BoundExpression],
    sets: [[Int]],
    aggregates: [AggregateCall],
    fields: [Field]
  )
  /// Output: the input's columns, then one column a call.
  case window(LogicalPlan, [WindowCall], fields: [Field])
  case sort(LogicalPlan, [SortKey])
  case limit(LogicalPlan, offset: Int, count: Int?)
  /// Sort and limit in one; `withTies` as FETCH FIRST … WITH TIES.
  case topN(LogicalPlan, [SortKey], offset: Int, count: Int, withTies: Bool)
  case distinct(LogicalPlan)
  /// Output: left columns, then right columns. `keys` are pairs that must be equal; `condition` sees
  /// both sides.
  case join(
    LogicalPlan,
    LogicalPlan,
    kind: JoinKind,
    keys: [JoinKey],
    condition: BoundExpression?
  )
  /// Keeps (or, negated, drops) left rows for which the right side has a match: IN and EXISTS.
  case semiJoin(
    LogicalPlan,
    LogicalPlan,
    keys: [JoinKey],
    condition: BoundExpression?,
    isAnti: Bool
  )
  /// For every left row, the right side evaluated with that row as its outer row. `scalar` adds one
  /// column: the only value of the right side, or NULL, or an error when it has several rows.
  case apply(LogicalPlan, LogicalPlan, kind: ApplyKind, fields: [Field])
  /// Output: the input's columns, then the elements, then the ordinality.
  case unnest(
    LogicalPlan,
    [BoundExpression],
    withOrdinality: Bool,
    keepsEmpty: Bool,
    fields: [Field]
  )
  case setOperation(SetOperator, isAll: Bool, LogicalPlan, LogicalPlan, fields: [Field])
}

package struct JoinKey: Sendable {
  package let left: BoundExpression
  package let right: BoundExpression

  package init(left: BoundExpression, right: BoundExpression) {
    self.left = left
    self.right = right
  }
}

package enum ApplyKind: Sendable {
  /// One more column: the scalar, of the right side's only field.
  case scalar
  /// One more boolean column: whether the right side has rows.
  case exists
  /// One more boolean column: `value op ANY|ALL (right)`, with SQL's three values. The value sees
  /// the left row.
  case quantified(ComparisonOperator, isAll: Bool, BoundExpression)
  /// Left and right columns side by side: LATERAL.
  case lateral(keepsUnmatched: Bool)
}

package struct WindowCall: Sendable {
  package enum Function: Sendable {
    case ranking(WindowFunction)
    case aggregate(AggregateCall)
  }
  package enum Bound: Sendable {
    case unboundedPreceding, preceding(BoundExpression), currentRow, following(BoundExpression)
    case unboundedFollowing
  }

  package let function: Function
  package let arguments: [BoundExpression]
  package let ignoresNulls: Bool
  package let partitionBy: [BoundExpression]
  package let orderBy: [SortKey]
  package let unit: WindowFrame.Unit
  package let start: Bound
  package let end: Bound
  package let type: DataType

  package init(
    function: Function,
    arguments: [BoundExpression],
    ignoresNulls: Bool,
    partitionBy: [BoundExpression],
    orderBy: [SortKey],
    unit: WindowFrame.Unit,
    start: Bound,
    end: Bound,
    type: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.ignoresNulls = ignoresNulls
    self.partitionBy = partitionBy
    self.orderBy = orderBy
    self.unit = unit
    self.start = start
    self.end = end
    self.type = type
  }
}

package enum WindowFunction: String, Sendable, CaseIterable {
  case rowNumber = "row_number"
  case rank
  case denseRank = "dense_rank"
  case percentRank = "percent_rank"
  case cumeDist = "cume_dist"
  case ntile
  case lag
  case lead
  case firstValue = "first_value"
  case lastValue = "last_value"
  case nthValue = "nth_value"
}

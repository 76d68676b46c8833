// SPDX-License-Identifier: Apache-2.0
package import Columns

/// An expression after analysis: every name is a column number, every type is known, every
/// coercion stands as a cast.
///
/// A column number counts the columns of the input of the plan node that holds the expression; for a
/// join's condition, those of the left side first.
package struct BoundExpression: Sendable {
  package let kind: BoundKind
  package let type: DataType
  /// For errors at run time.
  package let range: SourceRange?

  package init(_ kind: BoundKind, _ type: DataType, at range: SourceRange? = nil) {
    self.kind = kind
    self.type = type
    self.range = range
  }
}

package indirect enum BoundKind: Sendable {
  case literal(Value)
  case column(Int)
  /// A column of an enclosing query's row: `depth` 1 is the nearest `apply`.
  case outerColumn(depth: Int, Int)
  /// A parameter of the enclosing lambda; `depth` 0 is the innermost lambda.
  case lambdaParameter(depth: Int, Int)
  /// One field of a row value; NULL when the row is NULL.
  case field(BoundExpression, Int)
  case call(ScalarCall)
  case cast(BoundExpression, isTry: Bool)
  /// Left to right, stopping at the first FALSE.
  case and([BoundExpression])
  case or([BoundExpression])
  case not(BoundExpression)
  /// Both sides have one type.
  case comparison(ComparisonOperator, BoundExpression, BoundExpression)
  case isDistinctFrom(BoundExpression, BoundExpression)
  case isNull(BoundExpression)
  /// value, lower, upper: of one type.
  case between(BoundExpression, BoundExpression, BoundExpression)
  case inList(BoundExpression, [BoundExpression])
  case like(BoundExpression, pattern: BoundExpression, escape: BoundExpression?)
  /// Searched CASE; the simple form is rewritten to it.
  case caseWhen([BoundWhen], otherwise: BoundExpression?)
  case coalesce([BoundExpression])
  case nullif(BoundExpression, BoundExpression)
  case `try`(BoundExpression)
  case row([BoundExpression])
  case array([BoundExpression])
  case lambda(parameterCount: Int, BoundExpression)
}

package struct BoundWhen: Sendable {
  package let condition: BoundExpression
  package let result: BoundExpression

  package init(condition: BoundExpression, result: BoundExpression) {
    self.condition = condition
    self.result = result
  }
}

/// A scalar function with the implementation that its argument types chose.
package struct ScalarCall: Sendable {
  package let function: ResolvedScalarFunction
  package let arguments: [BoundExpression]

  package init(_ function: ResolvedScalarFunction, _ arguments: [BoundExpression]) {
    self.function = function
    self.arguments = arguments
  }
}

/// One aggregate call.
package struct AggregateCall: Sendable {
  package let function: ResolvedAggregateFunction
  package let arguments: [BoundExpression]
  package let isDistinct: Bool
  package let filter: BoundExpression?
  package let orderBy: [SortKey]

  package init(
    function: ResolvedAggregateFunction,
    arguments: [BoundExpression],
    isDistinct: Bool = false,
    filter: BoundExpression? = nil,
    orderBy: [SortKey] = []
  ) {
    self.function = function
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.filter = filter
    self.orderBy = orderBy
  }
}

package struct SortKey: Sendable {
  package let expression: BoundExpression
  package let isDescending: Bool
  package let nullsFirst: Bool

  package init(_ expression: BoundExpression, isDescending: Bool = false, nullsFirst: Bool = false)
  {
    self.expression = expression
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}

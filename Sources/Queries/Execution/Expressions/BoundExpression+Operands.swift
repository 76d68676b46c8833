// SPDX-License-Identifier: Apache-2.0

extension BoundExpression {
  /// The expressions directly inside this one, in the order in which they are evaluated.
  var operands: [BoundExpression] {
    switch kind {
    case .literal, .column, .outerColumn, .lambdaParameter: []
    case .field(let operand, _), .cast(let operand, _), .not(let operand), .isNull(let operand),
      .try(let operand), .lambda(_, let operand):
      [operand]
    case .call(let call): call.arguments
    case .and(let operands), .or(let operands), .coalesce(let operands), .row(let operands),
      .array(let operands):
      operands
    case .comparison(_, let left, let right), .isDistinctFrom(let left, let right),
      .nullif(let left, let right):
      [left, right]
    case .between(let value, let lower, let upper): [value, lower, upper]
    case .inList(let value, let list): [value] + list
    case .like(let value, let pattern, let escape):
      [value, pattern] + (escape.map { [$0] } ?? [])
    case .caseWhen(let whens, let otherwise):
      whens.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
    }
  }

  /// The same expression over other operands.
  func mapOperands(_ transform: (BoundExpression) -> BoundExpression) -> BoundExpression {
    BoundExpression(kind.mapOperands(transform), type, at: range)
  }

  /// Writes expressions in the place of columns, by column number; they must not contain free
  /// lambda parameters.
  func substituting(_ columns: [BoundExpression]) -> BoundExpression {
    if case .column(let number) = kind { return columns[number] }
    return mapOperands { $0.substituting(columns) }
  }

  /// The number of expressions in the tree.
  var nodeCount: Int {
    operands.reduce(1) { $0 + $1.nodeCount }
  }
}

extension BoundKind {
  fileprivate func mapOperands(_ transform: (BoundExpression) -> BoundExpression) -> BoundKind {
    switch self {
    case .literal, .column, .outerColumn, .lambdaParameter: self
    case .field(let operand, let number): .field(transform(operand), number)
    case .cast(let operand, let isTry): .cast(transform(operand), isTry: isTry)
    case .not(let operand): .not(transform(operand))
    case .isNull(let operand): .isNull(transform(operand))
    case .try(let operand): .try(transform(operand))
    case .lambda(let count, let body): .lambda(parameterCount: count, transform(body))
    case .call(let call): .call(ScalarCall(call.function, call.arguments.map(transform)))
    case .and(let operands): .and(operands.map(transform))
    case .or(let operands): .or(operands.map(transform))
    case .coalesce(let operands): .coalesce(operands.map(transform))
    case .row(let operands): .row(operands.map(transform))
    case .array(let operands): .array(operands.map(transform))
    case .comparison(let sign, let left, let right):
      .comparison(sign, transform(left), transform(right))
    case .isDistinctFrom(let left, let right): .isDistinctFrom(transform(left), transform(right))
    case .nullif(let left, let right): .nullif(transform(left), transform(right))
    case .between(let value, let lower, let upper):
      .between(transform(value), transform(lower), transform(upper))
    case .inList(let value, let list): .inList(transform(value), list.map(transform))
    case .like(let value, let pattern, let escape):
      .like(transform(value), pattern: transform(pattern), escape: escape.map(transform))
    case .caseWhen(let whens, let otherwise):
      .caseWhen(
        whens.map { BoundWhen(condition: transform($0.condition), result: transform($0.result)) },
        otherwise: otherwise.map(transform)
      )
    }
  }
}

extension AggregateCall {
  /// The same call over other expressions.
  func mapExpressions(_ transform: (BoundExpression) -> BoundExpression) -> AggregateCall {
    AggregateCall(
      function: function,
      arguments: arguments.map(transform),
      isDistinct: isDistinct,
      filter: filter.map(transform),
      orderBy: orderBy.map { $0.mapExpression(transform) }
    )
  }

  /// Every expression the call evaluates.
  var expressions: [BoundExpression] {
    arguments + (filter.map { [$0] } ?? []) + orderBy.map(\.expression)
  }
}

extension SortKey {
  /// The same order by another expression.
  func mapExpression(_ transform: (BoundExpression) -> BoundExpression) -> SortKey {
    SortKey(transform(expression), isDescending: isDescending, nullsFirst: nullsFirst)
  }
}

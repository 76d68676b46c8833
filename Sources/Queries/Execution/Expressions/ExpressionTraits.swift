// SPDX-License-Identifier: Apache-2.0

/// What the value of an expression depends on.
struct ExpressionTraits {
  /// Columns of the batch.
  var columns: Set<Int> = []
  /// Columns of enclosing queries' rows.
  var outerColumns: Set<OuterColumn> = []
  /// Whether it reads a parameter of a lambda that stands outside it.
  var hasFreeParameters = false
  /// Whether equal inputs give equal answers.
  var isDeterministic = true

  init(_ expression: BoundExpression) {
    visit(expression, lambdaDepth: 0)
  }

  /// The only column it depends on, where its answer may be kept for equal values of that column.
  var onlyColumn: Int? {
    isPure && columns.count == 1 ? columns.first : nil
  }

  /// Whether the answer is the same for all rows of a batch.
  var isConstant: Bool {
    isDeterministic && !hasFreeParameters && columns.isEmpty
  }

  /// Whether the answer depends on nothing but columns of the batch.
  var isPure: Bool {
    isDeterministic && !hasFreeParameters && outerColumns.isEmpty
  }

  private mutating func visit(_ expression: BoundExpression, lambdaDepth: Int) {
    var inner = lambdaDepth
    switch expression.kind {
    case .column(let number): columns.insert(number)
    case .outerColumn(let depth, let number):
      outerColumns.insert(OuterColumn(depth: depth, number: number))
    case .lambdaParameter(let depth, _):
      if depth >= lambdaDepth { hasFreeParameters = true }
    case .lambda: inner += 1
    case .call(let call):
      if !call.function.overload.isDeterministic { isDeterministic = false }
    case .literal, .field, .cast, .and, .or, .not, .comparison, .isDistinctFrom, .isNull, .between,
      .inList, .like, .caseWhen, .coalesce, .nullif, .try, .row, .array:
      break
    }
    for operand in expression.children {
      visit(operand, lambdaDepth: inner)
    }
  }
}

/// A column of an enclosing query's row; `depth` 1 is the nearest.
struct OuterColumn: Hashable {
  let depth: Int
  let number: Int
}

extension BoundExpression {
  /// Whether it is a literal.
  var isLiteral: Bool {
    if case .literal = kind { true } else { false }
  }

  /// Whether reading it costs as little as reading a column.
  var isTrivial: Bool {
    switch kind {
    case .literal, .column, .outerColumn, .lambdaParameter: true
    case .field(let base, _): base.isTrivial
    case .call, .cast, .and, .or, .not, .comparison, .isDistinctFrom, .isNull, .between, .inList,
      .like, .caseWhen, .coalesce, .nullif, .try, .row, .array, .lambda:
      false
    }
  }
}

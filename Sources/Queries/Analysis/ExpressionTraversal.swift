// SPDX-License-Identifier: Apache-2.0
package import Columns

extension BoundExpression {
  /// The expressions directly inside this one, from left to right.
  package var children: [BoundExpression] {
    switch kind {
    case .literal, .column, .outerColumn, .lambdaParameter: []
    case .field(let base, _): [base]
    case .call(let call): call.arguments
    case .cast(let operand, _), .not(let operand), .isNull(let operand), .try(let operand),
      .lambda(_, let operand):
      [operand]
    case .and(let terms), .or(let terms), .coalesce(let terms), .row(let terms), .array(let terms):
      terms
    case .comparison(_, let left, let right), .isDistinctFrom(let left, let right),
      .nullif(let left, let right):
      [left, right]
    case .between(let value, let lower, let upper): [value, lower, upper]
    case .inList(let value, let items): [value] + items
    case .like(let value, let pattern, let escape): [value, pattern] + (escape.map { [$0] } ?? [])
    case .caseWhen(let whens, let otherwise):
      whens.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
    }
  }

  /// The same expression over transformed children; types and the place stay.
  package func mapChildren<Failure: Error>(
    _ transform: (BoundExpression) throws(Failure) -> BoundExpression
  ) throws(Failure) -> BoundExpression {
    switch kind {
    case .literal, .column, .outerColumn, .lambdaParameter:
      return self
    case .field(let base, let index):
      return with(.field(try transform(base), index))
    case .call(let call):
      return with(.call(ScalarCall(call.function, try call.arguments.map(transform))))
    case .cast(let operand, let isTry):
      return with(.cast(try transform(operand), isTry: isTry))
    case .and(let terms):
      return with(.and(try terms.map(transform)))
    case .or(let terms):
      return with(.or(try terms.map(transform)))
    case .not(let operand):
      return with(.not(try transform(operand)))
    case .comparison(let operation, let left, let right):
      return with(.comparison(operation, try transform(left), try transform(right)))
    case .isDistinctFrom(let left, let right):
      return with(.isDistinctFrom(try transform(left), try transform(right)))
    case .isNull(let operand):
      return with(.isNull(try transform(operand)))
    case .between(let value, let lower, let upper):
      return with(.between(try transform(value), try transform(lower), try transform(upper)))
    case .inList(let value, let items):
      return with(.inList(try transform(value), try items.map(transform)))
    case .like(let value, let pattern, let escape):
      return with(
        .like(
          try transform(value),
          pattern: try transform(pattern),
          escape: try escape.map(transform)
        )
      )
    case .caseWhen(let whens, let otherwise):
      let mapped = try whens.map { (when) throws(Failure) in
        BoundWhen(condition: try transform(when.condition), result: try transform(when.result))
      }
      return with(.caseWhen(mapped, otherwise: try otherwise.map(transform)))
    case .coalesce(let terms):
      return with(.coalesce(try terms.map(transform)))
    case .nullif(let left, let right):
      return with(.nullif(try transform(left), try transform(right)))
    case .try(let operand):
      return with(.try(try transform(operand)))
    case .row(let terms):
      return with(.row(try terms.map(transform)))
    case .array(let terms):
      return with(.array(try terms.map(transform)))
    case .lambda(let count, let body):
      return with(.lambda(parameterCount: count, try transform(body)))
    }
  }

  /// Replaces expressions from the outside in; what the closure leaves (nil) is searched inside.
  package func rewritten<Failure: Error>(
    _ replacement: (BoundExpression) throws(Failure) -> BoundExpression?
  ) throws(Failure) -> BoundExpression {
    if let replaced = try replacement(self) { return replaced }
    return try mapChildren { (child) throws(Failure) in try child.rewritten(replacement) }
  }

  /// Whether this expression or one inside it fulfils a condition.
  package func contains(_ condition: (BoundExpression) -> Bool) -> Bool {
    condition(self) || children.contains { $0.contains(condition) }
  }

  /// Visits this expression and all inside it, the outer before the inner.
  package func forEach(_ visit: (BoundExpression) -> Void) {
    visit(self)
    for child in children { child.forEach(visit) }
  }

  /// The same place and type with another kind.
  package func with(_ kind: BoundKind) -> BoundExpression {
    BoundExpression(kind, type, at: range)
  }

  /// The same expression with all its parts at one place in the text.
  package func moved(to range: SourceRange?) -> BoundExpression {
    mapChildren { $0.moved(to: range) }.at(range)
  }

  /// The same expression as it stands elsewhere in the text.
  package func at(_ range: SourceRange?) -> BoundExpression {
    BoundExpression(kind, type, at: range)
  }
}

extension BoundExpression {
  /// The numbers of the columns it reads.
  package var columns: Set<Int> {
    var found: Set<Int> = []
    forEach { expression in
      if case .column(let index) = expression.kind { found.insert(index) }
    }
    return found
  }

  /// The same expression with every column number changed.
  package func mapColumns(_ transform: (Int) -> Int) -> BoundExpression {
    rewritten { expression in
      guard case .column(let index) = expression.kind else { return nil }
      return expression.with(.column(transform(index)))
    }
  }

  /// The same expression with every column replaced by an expression.
  package func substituting(_ values: (Int) -> BoundExpression?) -> BoundExpression {
    rewritten { expression in
      guard case .column(let index) = expression.kind else { return nil }
      return values(index)?.at(expression.range)
    }
  }

  /// The value, where the expression is a literal.
  package var literal: Value? {
    if case .literal(let value) = kind { value } else { nil }
  }

  /// The terms of a conjunction in their order; conjunctions inside are opened.
  package var conjuncts: [BoundExpression] {
    guard case .and(let terms) = kind else { return [self] }
    return terms.flatMap(\.conjuncts)
  }

  /// One expression that is true when all terms are; nil for none.
  package static func conjunction(_ terms: [BoundExpression]) -> BoundExpression? {
    guard let first = terms.first else { return nil }
    guard terms.count > 1 else { return first }
    return BoundExpression(.and(terms), .boolean, at: first.range)
  }
}

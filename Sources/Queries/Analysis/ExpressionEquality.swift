// SPDX-License-Identifier: Apache-2.0
private import Columns

extension BoundExpression {
  /// Whether two expressions mean the same computation over the same row, however they were typed.
  ///
  /// This is what lets `userIdentity.ARN` in a SELECT list meet `useridentity.arn` in GROUP BY.
  /// Calls of functions that are not deterministic never mean the same.
  package func isEquivalent(to other: BoundExpression) -> Bool {
    guard type == other.type else { return false }
    switch (kind, other.kind) {
    case (.literal(let a), .literal(let b)): return a == b
    case (.column(let a), .column(let b)): return a == b
    case (.outerColumn(let depth, let a), .outerColumn(let otherDepth, let b)):
      return depth == otherDepth && a == b
    case (.lambdaParameter(let depth, let a), .lambdaParameter(let otherDepth, let b)):
      return depth == otherDepth && a == b
    case (.field(_, let a), .field(_, let b)): return a == b && hasEquivalentChildren(other)
    case (.call(let a), .call(let b)):
      return a.function.name == b.function.name && a.function.overload.isDeterministic
        && a.function.argumentTypes == b.function.argumentTypes && hasEquivalentChildren(other)
    case (.cast(_, let a), .cast(_, let b)): return a == b && hasEquivalentChildren(other)
    case (.comparison(let a, _, _), .comparison(let b, _, _)):
      return a == b && hasEquivalentChildren(other)
    case (.lambda(let a, _), .lambda(let b, _)): return a == b && hasEquivalentChildren(other)
    case (.caseWhen(let a, let first), .caseWhen(let b, let second)):
      return a.count == b.count && (first == nil) == (second == nil) && hasEquivalentChildren(other)
    case (.and, .and), (.or, .or), (.not, .not), (.isDistinctFrom, .isDistinctFrom),
      (.isNull, .isNull), (.between, .between), (.inList, .inList), (.like, .like),
      (.coalesce, .coalesce), (.nullif, .nullif), (.try, .try), (.row, .row), (.array, .array):
      return hasEquivalentChildren(other)
    default: return false
    }
  }

  private func hasEquivalentChildren(_ other: BoundExpression) -> Bool {
    children.isEquivalent(to: other.children)
  }
}

extension [BoundExpression] {
  /// Whether two lists are equivalent, item by item.
  package func isEquivalent(to other: [BoundExpression]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isEquivalent(to: $1) }
  }
}

extension [SortKey] {
  package func isEquivalent(to other: [SortKey]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { first, second in
        first.isDescending == second.isDescending && first.nullsFirst == second.nullsFirst
          && first.expression.isEquivalent(to: second.expression)
      }
  }
}

extension AggregateCall {
  /// Whether two calls give the same value for the same group.
  package func isEquivalent(to other: AggregateCall) -> Bool {
    guard function.name == other.function.name, isDistinct == other.isDistinct,
      function.argumentTypes == other.function.argumentTypes,
      arguments.isEquivalent(to: other.arguments), orderBy.isEquivalent(to: other.orderBy)
    else { return false }
    switch (filter, other.filter) {
    case (.none, .none): return true
    case (.some(let first), .some(let second)): return first.isEquivalent(to: second)
    default: return false
    }
  }
}

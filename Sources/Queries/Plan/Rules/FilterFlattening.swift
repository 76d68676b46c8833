// SPDX-License-Identifier: Apache-2.0

/// Makes one filter of filters that stand on each other, with one flat list of terms.
///
/// The lower filter's terms come first, so that they are still asked first.
struct FilterFlattening: OptimizerRule {
  static let name = "flatten_filters"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    let below = plan.mapInputs(rewrite)
    guard case .filter(let input, let condition) = below else { return below }
    if case .filter(let inner, let first) = input {
      return inner.filtered(by: first.conjuncts + condition.conjuncts)
    }
    return input.filtered(by: condition.conjuncts)
  }
}

extension LogicalPlan {
  /// The plan under a filter of all terms, or itself where there are none.
  func filtered(by terms: [BoundExpression]) -> LogicalPlan {
    BoundExpression.conjunction(terms).map { .filter(self, $0) } ?? self
  }
}

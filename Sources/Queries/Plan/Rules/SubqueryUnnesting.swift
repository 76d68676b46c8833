// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Turns subqueries that WHERE asks about into joins, which are made once and not for each row.
///
/// * `x IN (…)` and `EXISTS (…)` become a semi join, `NOT EXISTS (…)` an anti join. `x NOT IN (…)`
///   stays: it is never true once the subquery has a NULL, which no join says.
/// * A subquery tied to the outer row by a filter on top of it gives that filter to the join; the
///   equalities in it become keys.
/// * A scalar aggregate tied by equalities is computed for all their values at once and joined.
struct SubqueryUnnesting: OptimizerRule {
  static let name = "unnest_subqueries"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    let below = plan.mapInputs(rewrite)
    switch below {
    case .filter(let input, let condition):
      return unnest(input, condition.conjuncts) ?? below
    case .apply(let left, let right, .scalar, let fields):
      return ScalarAggregateJoin(left, right, fields)?.plan ?? below
    default: return below
    }
  }

  /// The filter over an apply whose answer is one of the terms; nil where no term is.
  private func unnest(_ input: LogicalPlan, _ terms: [BoundExpression]) -> LogicalPlan? {
    guard case .apply(let left, let right, let kind, let fields) = input else { return nil }
    let place = left.width
    for (index, term) in terms.enumerated() {
      guard let isNegated = term.asks(about: place) else { continue }
      let others = terms[..<index] + terms[(index + 1)...]
      guard !others.contains(where: { $0.columns.contains(place) }),
        let joined = join(left, right, kind, isNegated: isNegated)
      else { return nil }
      // The answer's column stays, since columns are known by their numbers.
      var columns = left.fields.enumerated().map { BoundExpression(.column($0), $1.type) }
      columns.append(BoundExpression(.literal(.boolean(!isNegated)), .boolean))
      return .project(joined, columns, fields: fields).filtered(by: Array(others))
    }
    return nil
  }

  private func join(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: ApplyKind,
    isNegated: Bool
  ) -> LogicalPlan? {
    let width = left.width
    let taken: CorrelatedSubquery?
    switch kind {
    case .exists: taken = CorrelatedSubquery(right, leftWidth: width, for: .existence)
    case .quantified(.equal, isAll: false, let value) where !isNegated:
      taken = CorrelatedSubquery(right, leftWidth: width, for: .membership).flatMap { inner in
        var inner = inner
        guard let item = inner.outputs.first else { return nil }
        inner.keys.insert(JoinKey(left: value, right: item), at: 0)
        return inner
      }
    case .scalar, .quantified, .lateral: return nil
    }
    guard let inner = taken else { return nil }
    return .semiJoin(
      left,
      inner.plan,
      keys: inner.keys,
      condition: BoundExpression.conjunction(inner.conditions),
      isAnti: isNegated
    )
  }
}

extension BoundExpression {
  /// Whether the term is just the answer in a column (false), or its negation (true).
  fileprivate func asks(about column: Int) -> Bool? {
    switch kind {
    case .column(column): false
    case .not(let operand):
      if case .column(column) = operand.kind { true } else { nil }
    default: nil
    }
  }
}

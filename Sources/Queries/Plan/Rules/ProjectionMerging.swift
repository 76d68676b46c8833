// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Removes projections that change nothing, and makes one of two that stand on each other.
struct ProjectionMerging: OptimizerRule {
  static let name = "merge_projections"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    let below = plan.mapInputs(rewrite)
    guard case .project(let input, let expressions, let fields) = below else { return below }
    if isIdentity(expressions, over: input) { return input }
    guard case .project(let source, let inner, _) = input, canInline(inner, into: expressions)
    else { return below }
    let merged = expressions.map { $0.substituting { inner[$0] } }
    return isIdentity(merged, over: source) ? source : .project(source, merged, fields: fields)
  }

  private func isIdentity(_ expressions: [BoundExpression], over input: LogicalPlan) -> Bool {
    guard expressions.count == input.width else { return false }
    return expressions.enumerated().allSatisfy { index, expression in
      if case .column(index) = expression.kind { true } else { false }
    }
  }

  /// Whether nothing is computed more often than before: what is more than a column is read at most
  /// once, and not inside a lambda.
  private func canInline(
    _ inner: [BoundExpression],
    into outer: [BoundExpression]
  ) -> Bool {
    var uses: [Int: Int] = [:]
    for expression in outer { expression.countColumns(&uses, weight: 1) }
    return uses.allSatisfy { column, count in
      inner[column].isCheap || count == 1 && inner[column].isDeterministic
    }
  }
}

extension BoundExpression {
  /// Whether it costs no more than reading a column.
  fileprivate var isCheap: Bool { literal != nil || columnChain != nil }

  /// Counts the places that read each column; a place in a lambda counts as many.
  fileprivate func countColumns(_ uses: inout [Int: Int], weight: Int) {
    switch kind {
    case .column(let index): uses[index, default: 0] += weight
    case .lambda(_, let body): body.countColumns(&uses, weight: 2)
    default:
      for child in children { child.countColumns(&uses, weight: weight) }
    }
  }
}

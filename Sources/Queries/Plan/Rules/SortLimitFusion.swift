// SPDX-License-Identifier: Apache-2.0

/// Makes one node of a sort and the limit on it, which then keeps only as many rows as it gives.
struct SortLimitFusion: OptimizerRule {
  static let name = "fuse_sort_and_limit"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    let below = plan.mapInputs(rewrite)
    guard case .limit(let input, let offset, .some(let count)) = below else { return below }
    switch input {
    case .sort(let sorted, let keys):
      return .topN(sorted, keys, offset: offset, count: count, withTies: false)
    case .project(.sort(let sorted, let keys), let expressions, let fields):
      return .project(
        .topN(sorted, keys, offset: offset, count: count, withTies: false),
        expressions,
        fields: fields
      )
    case .project(let source, let expressions, let fields):
      // Rows that are not given need not be computed.
      return .project(.limit(source, offset: offset, count: count), expressions, fields: fields)
    default: return below
    }
  }
}

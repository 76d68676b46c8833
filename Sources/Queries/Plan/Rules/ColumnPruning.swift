// SPDX-License-Identifier: Apache-2.0

/// Leaves out of every node the columns that nobody reads, down to the scans.
struct ColumnPruning: OptimizerRule {
  static let name = "prune_columns"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    AccessNarrowing(splitsRows: false).narrowed(plan)
  }
}

/// Reads fields of records as columns of their own, so that `useridentity.arn` never makes a whole
/// `useridentity`.
struct DereferencePushDown: OptimizerRule {
  static let name = "push_down_dereferences"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    AccessNarrowing(splitsRows: true).narrowed(plan)
  }
}

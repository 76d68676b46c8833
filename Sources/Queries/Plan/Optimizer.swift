// SPDX-License-Identifier: Apache-2.0

/// Rewrites a plan into one that gives the same rows for less work.
package struct Optimizer: Sendable {
  package let session: Session

  package init(session: Session) {
    self.session = session
  }

  /// Every rule, in the order in which they are applied.
  package static let rules: [any OptimizerRule] = [
    FilterFlattening(),
    ConstantFolding(),
    SubqueryUnnesting(),
    PredicatePushDown(),
    ColumnPruning(),
    DereferencePushDown(),
    ProjectionMerging(),
    SortLimitFusion(),
  ]

  /// The names of the rules, for `Session.disabledRules`.
  package static var ruleNames: [String] { rules.map { type(of: $0).name } }

  /// Applies every rule that is not switched off, once, in order.
  package func optimize(_ plan: LogicalPlan) throws(QueryError) -> LogicalPlan {
    var plan = plan
    for rule in Self.rules where !session.disabledRules.contains(type(of: rule).name) {
      plan = try rule.rewrite(plan)
    }
    return plan
  }
}

/// One way to make a plan better without changing its answer.
///
/// The answer is rows, their order where it is defined, and errors: a rule never lets an expression
/// that can fail see a row that an earlier term of the same AND kept from it.
package protocol OptimizerRule: Sendable {
  /// As `Session.disabledRules` names it.
  static var name: String { get }

  func rewrite(_ plan: LogicalPlan) throws(QueryError) -> LogicalPlan
}

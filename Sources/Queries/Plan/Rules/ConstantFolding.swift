// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Computes what depends on no row, once, before the run.
///
/// What fails stays as it is: it may stand where no row ever comes.
struct ConstantFolding: OptimizerRule {
  static let name = "fold_constants"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    let folded = plan.mapInputs(rewrite).mapOwnExpressions(fold)
    // Always true: every row passes.
    if case .filter(let input, let condition) = folded, condition.literal == .boolean(true) {
      return input
    }
    return folded
  }

  private func fold(_ expression: BoundExpression) -> BoundExpression {
    let folded = simplify(expression.mapChildren(fold))
    guard folded.literal == nil, !folded.children.isEmpty,
      folded.children.allSatisfy({ $0.literal != nil }), ConstantEvaluator.canEvaluate(folded)
    else { return folded }
    guard let value = try? ConstantEvaluator.evaluate(folded) else { return folded }
    return folded.with(.literal(value))
  }

  /// Drops branches that are never taken.
  private func simplify(_ expression: BoundExpression) -> BoundExpression {
    switch expression.kind {
    case .and(let terms):
      return combine(terms, neutral: true, expression) { .and($0) }
    case .or(let terms):
      return combine(terms, neutral: false, expression) { .or($0) }
    case .caseWhen(let whens, let otherwise):
      return choose(whens, otherwise, expression)
    case .coalesce(let terms):
      let rest = terms.filter { $0.literal?.isNull != true }
      guard let first = rest.first else { return expression.with(.literal(.null)) }
      return rest.count == 1 || first.literal != nil ? first : expression.with(.coalesce(rest))
    case .try(let operand) where operand.literal != nil: return operand
    default: return expression
    }
  }

  /// AND without its true terms and without what stands behind a false one; OR likewise.
  private func combine(
    _ terms: [BoundExpression],
    neutral: Bool,
    _ whole: BoundExpression,
    _ make: ([BoundExpression]) -> BoundKind
  ) -> BoundExpression {
    var kept: [BoundExpression] = []
    for term in terms where term.literal != .boolean(neutral) {
      kept.append(term)
      guard term.literal == .boolean(!neutral) else { continue }
      // The terms before it decide nothing any more, but an error of theirs would be lost.
      if !kept.contains(where: \.canFail) { return term }
      break
    }
    guard let first = kept.first else { return whole.with(.literal(.boolean(neutral))) }
    return kept.count == 1 ? first : whole.with(make(kept))
  }

  private func choose(
    _ whens: [BoundWhen],
    _ otherwise: BoundExpression?,
    _ whole: BoundExpression
  ) -> BoundExpression {
    var kept: [BoundWhen] = []
    for when in whens {
      switch when.condition.literal {
      case .boolean(true):
        return kept.isEmpty ? when.result : whole.with(.caseWhen(kept, otherwise: when.result))
      case .boolean(false), .null: continue
      default: kept.append(when)
      }
    }
    guard kept.isEmpty else { return whole.with(.caseWhen(kept, otherwise: otherwise)) }
    return otherwise ?? whole.with(.literal(.null))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Keeps the rows for which every condition is TRUE.
///
/// Conditions are tested in the order they were written, so that a guard protects what follows it;
/// only those that cannot fail and cost next to nothing go before the others.
struct FilterOperator: Operator {
  private let conjuncts: [Conjunct]

  var makesRows: Bool { false }

  init(_ conditions: [BoundExpression], _ compiler: ExpressionCompiler) {
    conjuncts = conditions.map { Conjunct($0, compiler) }
  }

  /// Narrows the selection.
  func process(_ morsel: inout Morsel) throws(QueryError) {
    let batch = morsel.frame.batch
    for cheap in [true, false] {
      for conjunct in conjuncts where conjunct.isCheap(for: batch) == cheap {
        if morsel.selection.isEmpty { return }
        morsel.selection = try conjunct.narrow(morsel.selection, morsel.frame)
      }
    }
  }
}

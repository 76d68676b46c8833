// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Computes expressions that read no column, for the optimizer.
package enum ConstantEvaluator {
  /// The value of a deterministic expression without columns, outer columns or free lambda
  /// parameters.
  ///
  /// - Throws: what the expression throws when it is run: a division by zero, a failed cast.
  package static func evaluate(_ expression: BoundExpression) throws(QueryError) -> Value {
    let traits = ExpressionTraits(expression)
    precondition(
      traits.isConstant && traits.isPure && !expression.isLambda,
      "a constant expression reads nothing"
    )
    return try ExpressionCompiler(memos: nil).plainFunction(expression)(.empty, 0)
  }

  /// Whether `evaluate` takes the expression.
  package static func canEvaluate(_ expression: BoundExpression) -> Bool {
    let traits = ExpressionTraits(expression)
    return traits.isConstant && traits.isPure && !expression.isLambda
  }
}

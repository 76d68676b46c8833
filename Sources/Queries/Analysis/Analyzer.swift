// SPDX-License-Identifier: Apache-2.0
private import Columns

/// Turns a parsed query into a typed plan: finds what every name means, gives every expression its
/// type, chooses the functions, and orders the work.
///
/// It accepts what Athena accepts and refuses the rest with Athena's error name, the place in the
/// text and, where the slip is a well-known one, its cure.
package struct Analyzer: Sendable {
  package let catalog: Catalog
  package let session: Session
  /// The values of `?`, in the order of the text.
  package let parameters: [QueryParameter]
  /// The values of `:name`, by name in lower case.
  package let namedParameters: [String: QueryParameter]

  package init(
    catalog: Catalog,
    session: Session,
    parameters: [QueryParameter] = [],
    namedParameters: [String: QueryParameter] = [:]
  ) {
    self.catalog = catalog
    self.session = session
    self.parameters = parameters
    self.namedParameters = namedParameters
  }

  /// Analyses, plans and optimises a query.
  package func compile(_ query: Query) throws(QueryError) -> CompiledQuery {
    let analysed = try analyze(query)
    let plan = try Optimizer(session: session).optimize(analysed.plan)
    return CompiledQuery(
      columns: analysed.columns,
      plan: plan,
      warnings: analysed.warnings,
      readsClock: analysed.readsClock
    )
  }

  /// The value of an expression that reads no column, such as one behind EXECUTE … USING.
  package func constant(_ expression: Expression) throws(QueryError) -> QueryParameter {
    var analysis = QueryAnalysis(self)
    var context = ExpressionContext(.values, scope: Scope(), environment: Environment())
    let bound = try analysis.bind(expression, &context)
    guard context.pending.entries.isEmpty, ConstantEvaluator.canEvaluate(bound) else {
      throw QueryError(
        .invalidParameterUsage,
        "a parameter's value must be constant",
        at: expression.range
      )
    }
    return QueryParameter(try ConstantEvaluator.evaluate(bound), bound.type)
  }

  /// Analyses and plans a query, without the optimizer.
  package func analyze(_ query: Query) throws(QueryError) -> CompiledQuery {
    var analysis = QueryAnalysis(self)
    let planned = try analysis.plan(query, in: Environment())
    let columns = planned.columns.enumerated().map { index, column in
      ResultColumn(
        name: column.name ?? "_col\(index)",
        type: column.type,
        origin: planned.plan.origin(ofColumn: index)
      )
    }
    return CompiledQuery(
      columns: columns,
      plan: planned.plan,
      warnings: analysis.warnings,
      readsClock: analysis.readsClock
    )
  }
}

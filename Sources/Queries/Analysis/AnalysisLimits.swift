// SPDX-License-Identifier: Apache-2.0

/// How far a query may go before it is refused.
///
/// Expressions and plans are trees that every later stage walks by recursion; these bounds keep that
/// within a thread's stack, far beyond what people write.
enum AnalysisLimits {
  /// Levels of one expression after analysis.
  static let expressionDepth = 400
  /// Nodes from a plan's top to its deepest leaf.
  static let planDepth = 600
  /// Relations in one FROM, or queries in one chain of set operations.
  static let chainLength = 300
  /// Subqueries in the expressions of one SELECT.
  static let subqueryCount = 200
  /// Plan nodes that uses of WITH tables and views may add to one statement.
  static let expandedNodeCount = 20_000
  /// Views inside views.
  static let viewDepth = 32

  static func tooDeep(_ range: SourceRange?) -> QueryError {
    QueryError(
      .notSupported,
      "the expression has more than \(expressionDepth) levels",
      hint: "long lists are best written with IN or VALUES",
      at: range
    )
  }

  /// Refuses a plan that is too deep for what follows.
  static func check(_ plan: LogicalPlan, _ range: SourceRange) throws(QueryError) {
    guard plan.depth <= planDepth else {
      throw QueryError(
        .notSupported,
        "the query nests so many queries that its plan has more than \(planDepth) levels",
        at: range
      )
    }
  }

  /// Refuses a chain of relations or queries that is too long.
  static func check(chain count: Int, _ range: SourceRange) throws(QueryError) {
    guard count <= chainLength else {
      throw QueryError(
        .notSupported,
        "more than \(chainLength) relations or queries are chained here",
        hint: "VALUES takes any number of rows",
        at: range
      )
    }
  }
}

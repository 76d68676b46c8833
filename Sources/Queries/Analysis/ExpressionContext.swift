// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The part of a query an expression stands in; named in errors.
enum Clause: String, Sendable {
  case select = "SELECT"
  case `where` = "WHERE"
  case groupBy = "GROUP BY"
  case having = "HAVING"
  case orderBy = "ORDER BY"
  case joinOn = "JOIN ON"
  case unnest = "UNNEST"
  case values = "VALUES"

  /// Aggregates, windows and grouping() may stand in it.
  var takesAggregates: Bool {
    switch self {
    case .select, .having, .orderBy: true
    case .where, .groupBy, .joinOn, .unnest, .values: false
    }
  }
}

/// What names mean, what is allowed, and what was put aside while the expressions of one place are
/// bound.
struct ExpressionContext: Sendable {
  /// What a name of a lambda's parameter means.
  struct Parameter: Sendable {
    let key: String
    let type: DataType
  }

  var clause: Clause
  let scope: Scope
  let environment: Environment
  /// In ORDER BY: the SELECT list, which names mean before the columns of FROM.
  var outputs: [ScopeColumn] = []
  /// The parameters of the enclosing lambdas, the innermost last.
  var lambdas: [[Parameter]] = []
  var isInsideAggregate = false
  var isInsideWindow = false
  /// Inside TRY, which also answers for wrong constants.
  var isInsideTry = false
  /// Levels of the expression around the one that is bound.
  var depth = 0
  /// The expression is compared with something to its left: where text in double quotes is a slip.
  var isComparand = false
  /// The SELECT list's aliases, in lower case, with their places from 1.
  var aliases: [String: Int] = [:]
  var windows: [String: WindowSpecification] = [:]
  /// Aggregates, windows and subqueries met so far.
  var pending = PendingValues()

  init(_ clause: Clause, scope: Scope, environment: Environment) {
    self.clause = clause
    self.scope = scope
    self.environment = environment
  }
}

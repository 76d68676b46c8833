// SPDX-License-Identifier: Apache-2.0
private import Columns

/// A SELECT's plan as far as it is built, and where the values put aside stand in its rows.
///
/// Nodes are only added on top, and each only adds columns behind the others, so that a column number
/// once given stays right.
struct SelectStage {
  private(set) var plan: LogicalPlan
  private let pending: PendingValues
  /// After GROUP BY: what the rows are grouped by.
  private let grouping: Grouping?
  /// The columns of values that were put aside, by their placeholder.
  private var resolved: [Int: BoundExpression] = [:]

  init(plan: LogicalPlan, pending: PendingValues, grouping: Grouping?) {
    self.plan = plan
    self.pending = pending
    self.grouping = grouping
  }

  /// The expression over the plan's rows, after the nodes it needs were added.
  mutating func lower(_ expression: BoundExpression) throws(QueryError) -> BoundExpression {
    let grouped = try grouping?.rewrite(expression, pending) ?? expression
    for place in grouped.columns.filter({ $0 < 0 }).sorted(by: >) where resolved[place] == nil {
      if case .subquery(let subquery) = pending.entry(place) {
        resolved[place] = try add(subquery)
      }
    }
    return grouped.substituting { resolved[$0] }
  }

  /// Keeps the rows for which all terms are true, asking them from left to right.
  ///
  /// A term with a subquery is asked after those before it have thinned out the rows.
  mutating func filter(_ terms: [BoundExpression]) throws(QueryError) {
    var ready: [BoundExpression] = []
    for term in terms {
      if term.contains({ isUnresolvedSubquery($0) }) {
        keep(ready)
        ready = []
      }
      ready.append(try lower(term))
    }
    keep(ready)
  }

  /// Adds one window node for all window functions that were met.
  mutating func addWindows() throws(QueryError) {
    var calls: [(place: Int, call: WindowCall)] = []
    for (index, entry) in pending.entries.enumerated() {
      guard case .window(let call) = entry else { continue }
      calls.append(
        (-1 - index, try call.transformed { (part) throws(QueryError) in try lower(part) })
      )
    }
    guard !calls.isEmpty else { return }
    let inputs = plan.fields
    for (offset, (place, call)) in calls.enumerated() {
      resolved[place] = BoundExpression(.column(inputs.count + offset), call.type)
    }
    let added = calls.map { Field($0.call.name, $0.call.type) }
    plan = .window(plan, calls.map(\.call), fields: inputs + added)
  }

  private func isUnresolvedSubquery(_ expression: BoundExpression) -> Bool {
    guard case .column(let place) = expression.kind, resolved[place] == nil,
      case .subquery = pending.entry(place)
    else { return false }
    return true
  }

  private mutating func keep(_ terms: [BoundExpression]) {
    guard let condition = BoundExpression.conjunction(terms) else { return }
    plan = .filter(plan, condition)
  }

  private mutating func add(_ subquery: PendingSubquery) throws(QueryError) -> BoundExpression {
    let right = try grouping?.rewrite(outerOf: subquery.plan) ?? subquery.plan
    var kind = subquery.kind
    if case .quantified(let operation, let isAll, let value) = kind {
      kind = .quantified(operation, isAll: isAll, try lower(value))
    }
    let inputs = plan.fields
    plan = .apply(plan, right, kind: kind, fields: inputs + [Field("_subquery", subquery.type)])
    return BoundExpression(.column(inputs.count), subquery.type)
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A subquery taken apart: a plan that reads no outer row, and the terms that tied it to one.
struct CorrelatedSubquery {
  private(set) var plan: LogicalPlan
  /// Outer and inner expressions that must be equal.
  var keys: [JoinKey] = []
  /// The other terms, over the outer columns and then those of the plan.
  var conditions: [BoundExpression] = []
  /// What the subquery gives, over the plan's columns.
  let outputs: [BoundExpression]

  /// What is made of the subquery's rows, which tells what may be taken off their top.
  enum Purpose {
    /// Whether there are any.
    case existence
    /// Which values there are.
    case membership
    /// An aggregate over all of them.
    case aggregation
  }

  /// Takes apart a subquery of the form projection over filter; nil for any other that reads the
  /// outer row.
  init?(_ subquery: LogicalPlan, leftWidth: Int, for purpose: Purpose) {
    var inner = subquery
    var outputs = inner.fields.enumerated().map { BoundExpression(.column($0), $1.type) }
    var terms: [BoundExpression] = []
    while inner.readsNearestOuterRow {
      switch (inner, purpose) {
      case (.project(let input, let expressions, _), _):
        let isPlain = expressions.allSatisfy { expression in
          expression.isDeterministic && !expression.contains { $0.isOuter(beyond: 1) }
        }
        guard isPlain else { return nil }
        outputs = outputs.map { $0.substituting { expressions[$0] } }
        terms = terms.map { $0.substituting { expressions[$0] } }
        inner = input
      case (.filter(let input, let condition), _):
        terms = condition.conjuncts + terms
        inner = input
      case (.sort(let input, _), .existence), (.sort(let input, _), .membership),
        (.distinct(let input), .existence), (.distinct(let input), .membership):
        inner = input
      case (.limit(let input, 0, let count), .existence) where count != 0:
        inner = input
      default: return nil
      }
    }
    self.outputs = outputs.map { $0.leavingApply(leftWidth: nil) }
    plan = inner.leavingApply
    plan = plan.filtered(by: take(terms, leftWidth: leftWidth))
  }

  /// Sorts the terms into keys and conditions, and gives those of the subquery's own.
  ///
  /// The own are asked first, then the keys, then the conditions: a term that can fail must not come
  /// before one that stood in front of it.
  private mutating func take(_ terms: [BoundExpression], leftWidth: Int) -> [BoundExpression] {
    var own: [BoundExpression] = []
    for (index, term) in terms.enumerated() {
      let isEarly = !term.canFail || index == own.count
      if isEarly, !term.contains({ $0.isOuter(exactly: 1) }) {
        own.append(term.leavingApply(leftWidth: nil))
      } else if !term.canFail || index == 0, let key = Self.key(term) {
        keys.append(key)
      } else {
        conditions.append(term.leavingApply(leftWidth: leftWidth))
      }
    }
    return own
  }

  /// An equality of one expression over the outer row and one over the inner.
  private static func key(_ term: BoundExpression) -> JoinKey? {
    guard case .comparison(.equal, let first, let second) = term.kind, term.isDeterministic else {
      return nil
    }
    if let left = first.asOuterSide, let right = second.asInnerSide {
      return JoinKey(left: left, right: right)
    }
    if let left = second.asOuterSide, let right = first.asInnerSide {
      return JoinKey(left: left, right: right)
    }
    return nil
  }
}

extension LogicalPlan {
  /// The plan where it stood under an `apply` that is no more: references further out are one level
  /// nearer.
  fileprivate var leavingApply: LogicalPlan {
    mapExpressions(depth: 1) { expression, depth in
      expression.rewritten { part in
        guard case .outerColumn(let level, let column) = part.kind, level > depth else {
          return nil
        }
        return part.with(.outerColumn(depth: level - 1, column))
      }
    }
  }

  /// Whether an expression reads the row of the nearest enclosing `apply`.
  fileprivate var readsNearestOuterRow: Bool {
    var found = false
    forEachExpression(depth: 1) { expression, depth in
      found = found || expression.contains { $0.isOuter(exactly: depth) }
    }
    return found
  }
}

extension BoundExpression {
  /// Whether this is a column of exactly that level.
  func isOuter(exactly depth: Int) -> Bool {
    if case .outerColumn(depth, _) = kind { true } else { false }
  }

  /// The expression where it stood under an `apply` that is no more: references further out are one
  /// level nearer; the left row's columns are the first ones where `leftWidth` says how many.
  func leavingApply(leftWidth: Int?) -> BoundExpression {
    rewritten { part in
      switch part.kind {
      case .outerColumn(1, let column): part.with(.column(column))
      case .outerColumn(let depth, let column): part.with(.outerColumn(depth: depth - 1, column))
      case .column(let column): part.with(.column(column + (leftWidth ?? 0)))
      default: nil
      }
    }
  }

  /// The expression over the left row, if it reads that row and not the subquery's.
  fileprivate var asOuterSide: BoundExpression? {
    guard columns.isEmpty, contains({ $0.isOuter(exactly: 1) }) else { return nil }
    return leavingApply(leftWidth: nil)
  }

  /// The expression over the subquery's row, if it reads that and no outer one.
  fileprivate var asInnerSide: BoundExpression? {
    guard !columns.isEmpty, !contains({ $0.isOuter(beyond: 1) }) else { return nil }
    return self
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Moves the terms of filters as near to the scans as their columns allow, so that rows go early.
///
/// Equalities over both sides of a join become its keys. A term that can fail never overtakes one
/// that stands before it and stays behind.
struct PredicatePushDown: OptimizerRule {
  static let name = "push_down_predicates"

  func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    push([], into: plan)
  }

  /// The plan under a filter of all terms, which are asked as deep inside as can be.
  private func push(_ terms: [BoundExpression], into plan: LogicalPlan) -> LogicalPlan {
    switch plan {
    case .filter(let input, let condition):
      return push(condition.conjuncts + terms, into: input)
    case .project(let input, let expressions, let fields):
      let split = split(terms) { term in
        term.columns.allSatisfy { expressions[$0].isDeterministic }
      }
      let moved = split.moved.map { $0.substituting { expressions[$0] } }
      return .project(push(moved, into: input), expressions, fields: fields)
        .filtered(by: split.kept)
    case .sort(let input, let keys):
      let split = split(terms) { _ in true }
      return LogicalPlan.sort(push(split.moved, into: input), keys).filtered(by: split.kept)
    case .distinct(let input):
      let split = split(terms) { _ in true }
      return LogicalPlan.distinct(push(split.moved, into: input)).filtered(by: split.kept)
    case .aggregate(let input, let keys, let sets, let calls, let fields):
      // A key that one of the sets leaves out is NULL in its rows.
      let everywhere = Set(keys.indices).filter { key in sets.allSatisfy { $0.contains(key) } }
      let split = split(terms) { term in
        !term.columns.isEmpty && term.columns.isSubset(of: everywhere)
          && term.columns.allSatisfy { keys[$0].isDeterministic }
      }
      let moved = split.moved.map { $0.substituting { keys[$0] } }
      return LogicalPlan.aggregate(
        push(moved, into: input),
        keys: keys,
        sets: sets,
        aggregates: calls,
        fields: fields
      )
      .filtered(by: split.kept)
    case .window(let input, let calls, let fields):
      let shared = sharedPartition(calls)
      let split = split(terms) { !$0.columns.isEmpty && $0.columns.isSubset(of: shared) }
      return LogicalPlan.window(push(split.moved, into: input), calls, fields: fields)
        .filtered(by: split.kept)
    case .unnest(let input, let arrays, let withOrdinality, let keepsEmpty, let fields):
      let width = input.width
      let split = split(terms) { $0.columns.allSatisfy { $0 < width } }
      return LogicalPlan.unnest(
        push(split.moved, into: input),
        arrays,
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        fields: fields
      ).filtered(by: split.kept)
    case .setOperation(let operation, let isAll, let left, let right, let fields):
      // INTERSECT and EXCEPT take rows away before these terms are asked.
      let split = split(terms) { operation == .union || !$0.canFail }
      return LogicalPlan.setOperation(
        operation,
        isAll: isAll,
        push(split.moved, into: left),
        push(split.moved, into: right),
        fields: fields
      ).filtered(by: split.kept)
    case .join(let left, let right, let kind, let keys, let condition):
      return JoinPushDown(left, right, kind, keys, condition?.conjuncts ?? [], push)
        .plan(under: terms)
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      // The join itself stands before these terms.
      let split = split(terms) { !$0.canFail }
      return LogicalPlan.semiJoin(
        push(split.moved, into: left),
        push([], into: right),
        keys: keys,
        condition: condition,
        isAnti: isAnti
      ).filtered(by: split.kept)
    case .apply(let left, let right, let kind, let fields):
      return apply(left, right, kind, fields, terms)
    case .scan, .values, .limit, .topN:
      return plan.mapInputs { push([], into: $0) }.filtered(by: terms)
    }
  }

  private func apply(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: ApplyKind,
    _ fields: [Field],
    _ terms: [BoundExpression]
  ) -> LogicalPlan {
    let width = left.width
    let split = split(terms) { $0.columns.allSatisfy { $0 < width } }
    return LogicalPlan.apply(
      push(split.moved, into: left),
      push([], into: right),
      kind: kind,
      fields: fields
    ).filtered(by: split.kept)
  }

  private func split(
    _ terms: [BoundExpression],
    _ fits: (BoundExpression) -> Bool
  ) -> (moved: [BoundExpression], kept: [BoundExpression]) {
    terms.split(movable: fits)
  }

  /// The input's columns that every call partitions by.
  private func sharedPartition(_ calls: [WindowCall]) -> Set<Int> {
    var shared: Set<Int>?
    for call in calls {
      let columns = call.partitionBy.compactMap { expression in
        if case .column(let index) = expression.kind { index } else { nil }
      }
      shared = shared?.intersection(columns) ?? Set(columns)
    }
    return shared ?? []
  }
}

extension [BoundExpression] {
  /// Terms that may be asked earlier, and terms that stay, both in their order.
  ///
  /// One that can fail moves only while none before it has stayed; one that is not deterministic
  /// stays.
  func split(
    movable fits: (BoundExpression) -> Bool
  ) -> (moved: [BoundExpression], kept: [BoundExpression]) {
    var moved: [BoundExpression] = []
    var kept: [BoundExpression] = []
    for term in self {
      if fits(term), term.isDeterministic, kept.isEmpty || !term.canFail {
        moved.append(term)
      } else {
        kept.append(term)
      }
    }
    return (moved, kept)
  }
}

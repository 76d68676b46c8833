// SPDX-License-Identifier: Apache-2.0

/// What becomes of the terms over a join: some go to a side, some become keys, some stay.
struct JoinPushDown {
  private let left: LogicalPlan
  private let right: LogicalPlan
  private let kind: JoinKind
  private let keys: [JoinKey]
  private let conditions: [BoundExpression]
  private let push: ([BoundExpression], LogicalPlan) -> LogicalPlan
  private let width: Int

  init(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: JoinKind,
    _ keys: [JoinKey],
    _ conditions: [BoundExpression],
    _ push: @escaping ([BoundExpression], LogicalPlan) -> LogicalPlan
  ) {
    self.left = left
    self.right = right
    self.kind = kind
    self.keys = keys
    self.conditions = conditions
    self.push = push
    width = left.width
  }

  /// The join under a filter of the terms.
  func plan(under terms: [BoundExpression]) -> LogicalPlan {
    switch kind {
    case .inner, .cross: inner(under: terms)
    case .left: leftOuter(under: terms)
    case .right: rightOuter(under: terms)
    case .full: made(push([], left), push([], right), conditions).filtered(by: terms)
    }
  }

  /// The terms of WHERE and ON are one list: those over one side go there, equalities of both sides
  /// become keys.
  ///
  /// Rows without a match are gone before a term that can fail is asked.
  private func inner(under terms: [BoundExpression]) -> LogicalPlan {
    let toLeft = (conditions + terms).split(movable: isLeftEarly)
    let toRight = toLeft.kept.split(movable: isRightEarly)
    var keys = keys
    var rest: [BoundExpression] = []
    for term in toRight.kept {
      if !term.canFail, let key = JoinCondition.key(term, leftWidth: width) {
        keys.append(key)
      } else {
        rest.append(term)
      }
    }
    return .join(
      push(toLeft.moved, left),
      push(toRight.moved.map(overRight), right),
      kind: keys.isEmpty && rest.isEmpty ? .cross : .inner,
      keys: keys,
      condition: BoundExpression.conjunction(rest)
    )
  }

  /// Filters left rows first by WHERE, right rows by ON.
  ///
  /// The other way round a row would have lost its match, and stayed, or gone without one.
  private func leftOuter(under terms: [BoundExpression]) -> LogicalPlan {
    let above = terms.split(movable: isLeft)
    let on = conditions.split(movable: isRightEarly)
    return made(push(above.moved, left), push(on.moved.map(overRight), right), on.kept)
      .filtered(by: above.kept)
  }

  private func rightOuter(under terms: [BoundExpression]) -> LogicalPlan {
    let above = terms.split(movable: isRight)
    let on = conditions.split(movable: isLeftEarly)
    return made(push(on.moved, left), push(above.moved.map(overRight), right), on.kept)
      .filtered(by: above.kept)
  }

  private func made(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ conditions: [BoundExpression]
  ) -> LogicalPlan {
    .join(
      left,
      right,
      kind: kind,
      keys: keys,
      condition: BoundExpression.conjunction(conditions)
    )
  }

  private func isLeft(_ term: BoundExpression) -> Bool {
    let columns = term.columns
    return !columns.isEmpty && columns.allSatisfy { $0 < width }
  }

  private func isRight(_ term: BoundExpression) -> Bool {
    let columns = term.columns
    return !columns.isEmpty && columns.allSatisfy { $0 >= width }
  }

  private func isLeftEarly(_ term: BoundExpression) -> Bool { isEarly(term) && isLeft(term) }

  private func isRightEarly(_ term: BoundExpression) -> Bool { isEarly(term) && isRight(term) }

  /// Whether a term may be asked before the keys are compared.
  private func isEarly(_ term: BoundExpression) -> Bool { keys.isEmpty || !term.canFail }

  private func overRight(_ term: BoundExpression) -> BoundExpression {
    term.mapColumns { $0 - width }
  }
}

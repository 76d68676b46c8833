// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Nodes with two inputs: what is asked of their rows goes to the side it comes from.
extension AccessNarrowing {
  func join(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: JoinKind,
    _ keys: [JoinKey],
    _ condition: BoundExpression?,
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let sides = narrowSides(left, right, keys, condition, wanted)
    return Narrowed(
      plan: .join(
        sides.left.plan,
        sides.right.plan,
        kind: kind,
        keys: sides.keys,
        condition: condition.map(sides.places.rewrite)
      ),
      places: sides.places
    )
  }

  func semiJoin(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ keys: [JoinKey],
    _ condition: BoundExpression?,
    _ isAnti: Bool,
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let sides = narrowSides(left, right, keys, condition, wanted)
    return Narrowed(
      plan: .semiJoin(
        sides.left.plan,
        sides.right.plan,
        keys: sides.keys,
        condition: condition.map(sides.places.rewrite),
        isAnti: isAnti
      ),
      places: sides.left.places
    )
  }

  private func narrowSides(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ keys: [JoinKey],
    _ condition: BoundExpression?,
    _ wanted: ColumnAccesses
  ) -> (left: Narrowed, right: Narrowed, keys: [JoinKey], places: ColumnPlaces) {
    let width = left.width
    var both = wanted
    if let condition { both.formUnion(reads([condition])) }
    var toLeft = both.inside(0..<width)
    toLeft.formUnion(reads(keys.map(\.left)))
    var toRight = both.inside(width..<(width + right.width))
    toRight.formUnion(reads(keys.map(\.right)))
    let first = narrow(left, toLeft)
    let second = narrow(right, toRight)
    let mapped = keys.map { key in
      JoinKey(left: first.places.rewrite(key.left), right: second.places.rewrite(key.right))
    }
    let places = first.places.merging(
      second.places.shifted(columns: width, places: first.plan.width)
    )
    return (first, second, mapped, places)
  }

  func apply(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: ApplyKind,
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let width = left.width
    let added = wanted.inside(width..<fields.count)
    let inner: Narrowed
    switch kind {
    case .scalar, .quantified:
      inner = whole(exactly(right, [ColumnAccess(0)]))
    case .exists: inner = narrow(right, ColumnAccesses())
    case .lateral: inner = narrow(right, added)
    }
    var toLeft = wanted.inside(0..<width)
    if case .quantified(_, _, let value) = kind { toLeft.formUnion(reads([value])) }
    inner.plan.forEachExpression(depth: 1) { expression, depth in
      expression.outerAccesses(at: depth, splittingRows: splitsRows, into: &toLeft)
    }
    let outer = narrow(left, toLeft)
    let tied = inner.plan.mapExpressions(depth: 1) { expression, depth in
      outer.places.rewrite(expression, outerAt: depth)
    }
    let inputs = outer.plan.fields
    var mapped = kind
    var places = outer.places
    var columns = inputs
    switch kind {
    case .lateral:
      places = places.merging(inner.places.shifted(columns: width, places: inputs.count))
      columns += inner.plan.fields
    case .quantified(let operation, let isAll, let value):
      mapped = .quantified(operation, isAll: isAll, outer.places.rewrite(value))
      places = places.merging(ColumnPlaces([ColumnAccess(width): inputs.count]))
      columns.append(fields[width])
    case .scalar, .exists:
      places = places.merging(ColumnPlaces([ColumnAccess(width): inputs.count]))
      columns.append(fields[width])
    }
    return Narrowed(plan: .apply(outer.plan, tied, kind: mapped, fields: columns), places: places)
  }
}

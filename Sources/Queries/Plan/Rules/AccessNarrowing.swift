// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Makes a plan give only what is read of its rows.
///
/// It goes from the top down with the accesses that the nodes above make, adds those a node makes
/// itself, and comes back with the places where the values now stand.
struct AccessNarrowing {
  /// Whether a field of a row is asked for by itself, or only with the whole column.
  let splitsRows: Bool

  /// A plan, and where what was asked of it stands in its rows; other columns may stand beside.
  struct Narrowed {
    let plan: LogicalPlan
    let places: ColumnPlaces
  }

  /// The plan with the same columns in the same order, over narrower nodes.
  func narrowed(_ plan: LogicalPlan) -> LogicalPlan {
    exactly(plan, ColumnAccesses.columns(plan.width).sorted)
  }

  /// A plan of just these values, in this order.
  func exactly(_ plan: LogicalPlan, _ accesses: [ColumnAccess]) -> LogicalPlan {
    let narrowed = narrow(plan, ColumnAccesses(accesses))
    let isDone =
      narrowed.plan.width == accesses.count
      && accesses.enumerated().allSatisfy { narrowed.places.places[$1] == $0 }
    if isDone { return narrowed.plan }
    let fields = plan.fields
    let values = accesses.map { access in
      let field = fields[access.column]
      return BoundExpression(.column(access.column), field.type).descending(access.path)
    }
    return .project(
      narrowed.plan,
      values.map(narrowed.places.rewrite),
      fields: zip(accesses, values).map { Field(fieldName($0, fields), $1.type) }
    )
  }

  func narrow(_ plan: LogicalPlan, _ wanted: ColumnAccesses) -> Narrowed {
    switch plan {
    case .scan(let table, let records, let columns, let fields):
      return scan(table, records, columns, fields, wanted)
    case .values(let rows, let fields): return values(rows, fields, wanted)
    case .project(let input, let expressions, let fields):
      return project(input, expressions, fields, wanted)
    case .aggregate(let input, let keys, let sets, let calls, let fields):
      return aggregate(input, keys, sets, calls, fields, wanted)
    case .window(let input, let calls, let fields): return window(input, calls, fields, wanted)
    case .filter(let input, _), .sort(let input, _), .topN(let input, _, _, _, _),
      .limit(let input, _, _):
      return passThrough(plan, input, wanted)
    case .distinct, .setOperation(.intersect, _, _, _, _), .setOperation(.except, _, _, _, _),
      .setOperation(.union, isAll: false, _, _, _):
      // Which rows there are depends on all columns.
      return whole(plan.mapInputs(narrowed))
    case .setOperation(let operation, let isAll, let left, let right, let fields):
      let accesses = wanted.sorted
      let types = accesses.map {
        BoundExpression(.column($0.column), fields[$0.column].type).descending($0.path).type
      }
      let narrow = LogicalPlan.setOperation(
        operation,
        isAll: isAll,
        exactly(left, accesses),
        exactly(right, accesses),
        fields: zip(accesses, types).map { Field(fieldName($0, fields), $1) }
      )
      return Narrowed(plan: narrow, places: numbered(accesses))
    case .unnest(let input, let arrays, let withOrdinality, let keepsEmpty, let fields):
      return unnest(input, arrays, withOrdinality, keepsEmpty, fields, wanted)
    case .join(let left, let right, let kind, let keys, let condition):
      return join(left, right, kind, keys, condition, wanted)
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      return semiJoin(left, right, keys, condition, isAnti, wanted)
    case .apply(let left, let right, let kind, let fields):
      return apply(left, right, kind, fields, wanted)
    }
  }

  // MARK: Leaves

  private func scan(
    _ table: String,
    _ records: RecordKind,
    _ columns: [ScanColumn],
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    var chosen: [ScanColumn] = []
    var names: [Field] = []
    var places: [ColumnAccess: Int] = [:]
    for access in wanted.sorted {
      let (column, rest) = descend(columns[access.column], access.path)
      let reached = ColumnAccess(access.column, Array(access.path.prefix(access.path.count - rest)))
      guard places[reached] == nil else { continue }
      places[reached] = chosen.count
      chosen.append(column)
      names.append(Field(fieldName(reached, fields), column.type))
    }
    return Narrowed(
      plan: .scan(table: table, records: records, columns: chosen, fields: names),
      places: ColumnPlaces(places)
    )
  }

  /// The scan column at the end of a path of fields, and how many fields could not be gone down.
  private func descend(_ column: ScanColumn, _ path: [Int]) -> (ScanColumn, rest: Int) {
    var column = column
    for (done, place) in path.enumerated() {
      guard case .record(let keys) = column.origin, case .row(let fields) = column.type,
        fields.indices.contains(place), let name = fields[place].name
      else { return (column, path.count - done) }
      column = ScanColumn(.record(keys + [name.lowercased()]), fields[place].type)
    }
    return (column, 0)
  }

  private func values(
    _ rows: [[BoundExpression]],
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let columns = Set(wanted.all.map(\.column)).sorted()
    return Narrowed(
      plan: .values(
        rows.map { row in columns.map { row[$0] } },
        fields: columns.map { fields[$0] }
      ),
      places: numbered(columns.map { ColumnAccess($0) })
    )
  }

  // MARK: One input

  private func project(
    _ input: LogicalPlan,
    _ expressions: [BoundExpression],
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    var chosen: [(access: ColumnAccess, value: BoundExpression)] = []
    for access in wanted.sorted {
      let (value, rest) = expressions[access.column].taken(access.path)
      let reached = ColumnAccess(access.column, Array(access.path.prefix(access.path.count - rest)))
      if chosen.last?.access != reached { chosen.append((reached, value)) }
    }
    let below = narrow(input, reads(chosen.map(\.value)))
    // Where nothing is read, only the number of rows counts.
    if chosen.isEmpty { return Narrowed(plan: below.plan, places: ColumnPlaces()) }
    let narrow = LogicalPlan.project(
      below.plan,
      chosen.map { below.places.rewrite($0.value) },
      fields: chosen.map { Field(fieldName($0.access, fields), $0.value.type) }
    )
    return Narrowed(plan: narrow, places: numbered(chosen.map(\.access)))
  }

  private func aggregate(
    _ input: LogicalPlan,
    _ keys: [BoundExpression],
    _ sets: [[Int]],
    _ calls: [AggregateCall],
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let columns = Set(wanted.all.map(\.column))
    let kept = calls.indices.filter { columns.contains(keys.count + $0) }
    var expressions = keys
    for index in kept {
      _ = calls[index].transformed {
        expressions.append($0); return $0
      }
    }
    let below = narrow(input, reads(expressions))
    let outputs =
      Array(keys.indices) + kept.map { keys.count + $0 }
      + (sets.count > 1 ? [keys.count + calls.count] : [])
    let narrow = LogicalPlan.aggregate(
      below.plan,
      keys: keys.map(below.places.rewrite),
      sets: sets,
      aggregates: kept.map { calls[$0].transformed(below.places.rewrite) },
      fields: outputs.map { fields[$0] }
    )
    return Narrowed(plan: narrow, places: numbered(outputs.map { ColumnAccess($0) }))
  }

  private func window(
    _ input: LogicalPlan,
    _ calls: [WindowCall],
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let width = input.width
    let columns = Set(wanted.all.map(\.column))
    let kept = calls.indices.filter { columns.contains(width + $0) }
    var below = wanted.inside(0..<width)
    var expressions: [BoundExpression] = []
    for index in kept {
      _ = calls[index].transformed {
        expressions.append($0); return $0
      }
    }
    below.formUnion(reads(expressions))
    let narrow = narrow(input, below)
    guard !kept.isEmpty else { return narrow }
    let inputs = narrow.plan.fields
    let places = kept.enumerated().map { (ColumnAccess(width + $1), inputs.count + $0) }
    return Narrowed(
      plan: .window(
        narrow.plan,
        kept.map { calls[$0].transformed(narrow.places.rewrite) },
        fields: inputs + kept.map { fields[width + $0] }
      ),
      places: narrow.places.merging(ColumnPlaces(Dictionary(uniqueKeysWithValues: places)))
    )
  }

  /// A node whose rows are those of its input.
  private func passThrough(
    _ plan: LogicalPlan,
    _ input: LogicalPlan,
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    var below = wanted
    below.formUnion(ownReads(of: plan))
    let narrow = narrow(input, below)
    return Narrowed(
      plan: plan.mapInputs { _ in narrow.plan }.mapOwnExpressions(narrow.places.rewrite),
      places: narrow.places
    )
  }

  private func unnest(
    _ input: LogicalPlan,
    _ arrays: [BoundExpression],
    _ withOrdinality: Bool,
    _ keepsEmpty: Bool,
    _ fields: [Field],
    _ wanted: ColumnAccesses
  ) -> Narrowed {
    let width = input.width
    var below = wanted.inside(0..<width)
    below.formUnion(reads(arrays))
    let narrow = narrow(input, below)
    let inputs = narrow.plan.fields
    let elements = fields[width...]
    let added = elements.indices.map { (ColumnAccess($0), inputs.count + $0 - width) }
    return Narrowed(
      plan: .unnest(
        narrow.plan,
        arrays.map(narrow.places.rewrite),
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        fields: inputs + elements
      ),
      places: narrow.places.merging(ColumnPlaces(Dictionary(uniqueKeysWithValues: added)))
    )
  }

  // MARK: Accesses

  /// A plan all of whose columns stay where they are.
  func whole(_ plan: LogicalPlan) -> Narrowed {
    Narrowed(plan: plan, places: numbered(ColumnAccesses.columns(plan.width).sorted))
  }

  func numbered(_ accesses: [ColumnAccess]) -> ColumnPlaces {
    ColumnPlaces(Dictionary(uniqueKeysWithValues: accesses.enumerated().map { ($1, $0) }))
  }

  func reads(_ expressions: [BoundExpression]) -> ColumnAccesses {
    var accesses = ColumnAccesses()
    for expression in expressions {
      expression.accesses(splittingRows: splitsRows, into: &accesses)
    }
    return accesses
  }

  private func ownReads(of plan: LogicalPlan) -> ColumnAccesses {
    var accesses = ColumnAccesses()
    _ = plan.mapOwnExpressions { expression in
      expression.accesses(splittingRows: splitsRows, into: &accesses)
      return expression
    }
    return accesses
  }

  /// `useridentity.arn` for a field, the column's own name for a column.
  private func fieldName(_ access: ColumnAccess, _ fields: [Field]) -> String {
    var name = fields[access.column].name
    var type = fields[access.column].type
    for place in access.path {
      guard case .row(let inner) = type, inner.indices.contains(place) else { break }
      name += "." + (inner[place].name ?? "\(place + 1)")
      type = inner[place].type
    }
    return name
  }
}

extension BoundExpression {
  /// The value at the end of a path of fields, without making the rows on the way where that can be
  /// helped, and how many fields are left to go down.
  fileprivate func taken(_ path: [Int]) -> (value: BoundExpression, rest: Int) {
    var value = self
    for (done, place) in path.enumerated() {
      if case .row(let items) = value.kind, items.indices.contains(place) {
        value = items[place]
      } else if value.columnChain != nil {
        value = value.descending([place])
      } else {
        return (value, path.count - done)
      }
    }
    return (value, 0)
  }
}

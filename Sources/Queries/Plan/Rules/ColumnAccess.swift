// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A column, or a field of a field of one: what of a plan's row somebody reads.
struct ColumnAccess: Hashable, Comparable, Sendable {
  let column: Int
  /// Places of fields, from the column's own row downwards; empty for the whole column.
  let path: [Int]

  init(_ column: Int, _ path: [Int] = []) {
    self.column = column
    self.path = path
  }

  static func < (left: ColumnAccess, right: ColumnAccess) -> Bool {
    left.column != right.column
      ? left.column < right.column : left.path.lexicographicallyPrecedes(right.path)
  }

  /// Whether one who has this value has the other one inside it.
  func covers(_ other: ColumnAccess) -> Bool {
    column == other.column && other.path.starts(with: path)
  }
}

/// What is read of a plan's rows: no entry lies inside another.
struct ColumnAccesses: Sendable {
  private(set) var all: Set<ColumnAccess> = []

  init(_ accesses: some Sequence<ColumnAccess> = []) {
    for access in accesses { insert(access) }
  }

  /// Whole columns, as many as there are.
  static func columns(_ count: Int) -> ColumnAccesses {
    ColumnAccesses((0..<count).map { ColumnAccess($0) })
  }

  mutating func insert(_ access: ColumnAccess) {
    guard !all.contains(where: { $0.covers(access) }) else { return }
    all = all.filter { !access.covers($0) }
    all.insert(access)
  }

  mutating func formUnion(_ others: ColumnAccesses) {
    for access in others.all { insert(access) }
  }

  /// In the order of the columns.
  var sorted: [ColumnAccess] { all.sorted() }

  /// The accesses of columns in a range, counted from its start.
  func inside(_ range: Range<Int>) -> ColumnAccesses {
    ColumnAccesses(
      all.filter { range ~= $0.column }.map { ColumnAccess($0.column - range.lowerBound, $0.path) }
    )
  }
}

/// Where the values that were read of a plan stand in the columns of the plan that took its place.
struct ColumnPlaces: Sendable {
  private(set) var places: [ColumnAccess: Int]

  init(_ places: [ColumnAccess: Int] = [:]) {
    self.places = places
  }

  /// The new column that holds a value, and the fields that are still to go down.
  func find(_ access: ColumnAccess) -> (column: Int, rest: ArraySlice<Int>)? {
    for length in 0...access.path.count {
      let prefix = ColumnAccess(access.column, Array(access.path.prefix(length)))
      if let column = places[prefix] { return (column, access.path[length...]) }
    }
    return nil
  }

  /// The places when other columns are put before them, for columns that were shifted likewise.
  func shifted(columns: Int, places offset: Int) -> ColumnPlaces {
    ColumnPlaces(
      Dictionary(
        uniqueKeysWithValues: places.map {
          (ColumnAccess($0.key.column + columns, $0.key.path), $0.value + offset)
        }
      )
    )
  }

  /// These places and others.
  func merging(_ others: ColumnPlaces) -> ColumnPlaces {
    ColumnPlaces(places.merging(others.places) { first, _ in first })
  }

  /// An expression over the old columns as one over the new.
  func rewrite(_ expression: BoundExpression) -> BoundExpression {
    expression.rewritten { part in
      guard let chain = part.columnChain, let found = find(ColumnAccess(chain.column, chain.path))
      else { return nil }
      return part.chain(.column(found.column), keeping: found.rest.count)
    }
  }

  /// An expression that reads the old columns from `depth` levels further in.
  func rewrite(_ expression: BoundExpression, outerAt depth: Int) -> BoundExpression {
    expression.rewritten { part in
      guard let chain = part.outerChain(at: depth),
        let found = find(ColumnAccess(chain.column, chain.path))
      else { return nil }
      return part.chain(.outerColumn(depth: depth, found.column), keeping: found.rest.count)
    }
  }
}

extension BoundExpression {
  /// What the expression reads of its row; fields only where rows are taken apart.
  func accesses(splittingRows: Bool, into accesses: inout ColumnAccesses) {
    if let chain = columnChain {
      accesses.insert(ColumnAccess(chain.column, splittingRows ? chain.path : []))
      return
    }
    for child in children { child.accesses(splittingRows: splittingRows, into: &accesses) }
  }

  /// What the expression reads of the row `depth` levels out.
  func outerAccesses(at depth: Int, splittingRows: Bool, into accesses: inout ColumnAccesses) {
    if let chain = outerChain(at: depth) {
      accesses.insert(ColumnAccess(chain.column, splittingRows ? chain.path : []))
      return
    }
    for child in children {
      child.outerAccesses(at: depth, splittingRows: splittingRows, into: &accesses)
    }
  }

  /// The outer column under a chain of fields, and the fields from it outwards.
  fileprivate func outerChain(at depth: Int) -> (column: Int, path: [Int])? {
    switch kind {
    case .outerColumn(depth, let index): return (index, [])
    case .field(let base, let field):
      guard let chain = base.outerChain(at: depth) else { return nil }
      return (chain.column, chain.path + [field])
    default: return nil
    }
  }

  /// The chain over another column, of which only the last `count` fields are still to go down.
  fileprivate func chain(_ column: BoundKind, keeping count: Int) -> BoundExpression {
    guard count > 0, case .field(let base, let field) = kind else { return with(column) }
    return with(.field(base.chain(column, keeping: count - 1), field))
  }

  /// The field at the end of a path.
  func descending(_ path: some Sequence<Int>) -> BoundExpression {
    path.reduce(self) { base, place in
      guard case .row(let fields) = base.type, fields.indices.contains(place) else { return base }
      return BoundExpression(.field(base, place), fields[place].type, at: base.range)
    }
  }
}

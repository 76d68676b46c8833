// SPDX-License-Identifier: Apache-2.0
import Columns

/// An aggregate call that must see its rows at the end: with DISTINCT, each combination of
/// arguments once; with ORDER BY, in that order.
struct GatheredColumn: AggregateColumn {
  private let call: AggregateCall
  private let arguments: [ComputedColumn]
  private let keys: [ComputedColumn]
  private let filter: AggregateFilter
  private var rows: [[GatheredRow]] = []
  private var rowByteCount = 0

  /// With DISTINCT: numbers for the values of the arguments, for the combinations of group and
  /// arguments, and where the row of each combination is kept.
  private var numberings: [ValueNumbering]
  private var chain: [PairTable]
  private var places: [(group: Int, index: Int)] = []

  init(_ call: AggregateCall, _ compiler: ExpressionCompiler) {
    self.call = call
    arguments = call.arguments.map { ComputedColumn($0, compiler) }
    keys = call.orderBy.map { ComputedColumn($0.expression, compiler) }
    filter = AggregateFilter(call.filter.map { [$0] } ?? [], compiler)
    numberings = call.isDistinct ? call.arguments.map { ValueNumbering($0, compiler) } : []
    chain = Array(repeating: PairTable(), count: numberings.count)
  }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - rows.count
    if missing > 0 { rows.append(contentsOf: repeatElement([], count: missing)) }
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    let (selection, groups) = try filter.narrow(morsel, groups)
    var narrowed = morsel
    narrowed.selection = selection
    if call.isDistinct {
      try updateDistinct(narrowed, groups)
    } else {
      for index in selection.indices {
        try append(narrowed, selection[index], to: Int(groups[index]))
      }
    }
  }

  func state() -> any AggregateColumnState {
    GatheredState(call: call, rows: rows)
  }

  var byteCount: Int {
    let numbered = numberings.reduce(rows.count * 16 + places.count * 16) { $0 + $1.byteCount }
    return chain.reduce(numbered + rowByteCount) { $0 + $1.byteCount }
  }

  private mutating func updateDistinct(
    _ morsel: Morsel,
    _ groups: [UInt32]
  ) throws(QueryError) {
    var combinations = groups
    for place in numberings.indices {
      let numbers = try numberings[place].number(morsel)
      for index in combinations.indices {
        combinations[index] = chain[place].number(combinations[index], numbers[index])
      }
    }
    for index in combinations.indices {
      let row = morsel.selection[index]
      let combination = Int(combinations[index])
      if combination == places.count {
        let group = Int(groups[index])
        places.append((group, rows[group].count))
        try append(morsel, row, to: group, keepsNulls: true)
      } else {
        let place = places[combination]
        rows[place.group][place.index].move(to: morsel.position(of: row))
      }
    }
  }

  private mutating func append(
    _ morsel: Morsel,
    _ row: UInt32,
    to group: Int,
    keepsNulls: Bool = false
  ) throws(QueryError) {
    var values: [Value] = []
    for argument in arguments { values.append(try argument.value(morsel.frame, row)) }
    if !keepsNulls, call.function.overload.skipsNulls, values.contains(where: \.isNull) { return }
    var order: [Value] = []
    for key in keys { order.append(try key.value(morsel.frame, row)) }
    rowByteCount += (values + order).reduce(96) { $0 + 8 + $1.footprint }
    rows[group].append(
      GatheredRow(arguments: values, keys: order, position: morsel.position(of: row))
    )
  }
}

/// One row of a group: what the aggregate sees, and what it is ordered by.
private struct GatheredRow: Sendable {
  let arguments: [Value]
  let keys: [Value]
  private(set) var position: RowPosition

  init(arguments: [Value], keys: [Value], position: RowPosition) {
    self.arguments = arguments
    self.keys = keys
    self.position = position
  }

  /// Notes that the same row was met at another place.
  mutating func move(to other: RowPosition) {
    if other < position { position = other }
  }
}

private struct GatheredState: AggregateColumnState {
  let call: AggregateCall
  var rows: [[GatheredRow]]

  func emptied() -> any AggregateColumnState {
    GatheredState(call: call, rows: [])
  }

  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) {
    guard let other = other as? GatheredState else {
      preconditionFailure("states of one call are of one type")
    }
    for (group, target) in targets.enumerated() {
      if target == rows.count {
        rows.append(other.rows[group])
      } else {
        rows[target] += other.rows[group]
      }
    }
  }

  func finish(_ group: Int) throws(QueryError) -> Value {
    let order = RowOrder(call.orderBy)
    var ordered = rows[group].sorted { left, right in
      let answer = order.compare(left.keys, right.keys)
      return answer == 0 ? left.position < right.position : answer < 0
    }
    if call.isDistinct { ordered = distinct(ordered) }
    var accumulator = call.function.makeAccumulator()
    for (place, row) in ordered.enumerated() {
      if call.function.overload.skipsNulls, row.arguments.contains(where: \.isNull) { continue }
      try accumulator.add(row.arguments, at: RowPosition(unit: 0, sequence: place))
    }
    return try accumulator.finish()
  }

  func write(_ group: Int, to writer: inout RowWriter) {
    writer.append(count: rows[group].count)
    for row in rows[group] {
      writer.append(row.position)
      writer.append(row.arguments)
      writer.append(row.keys)
    }
  }

  mutating func read(from reader: inout RowReader) {
    var group: [GatheredRow] = []
    for _ in 0..<reader.count() {
      let position = reader.position()
      let arguments = reader.values()
      group.append(GatheredRow(arguments: arguments, keys: reader.values(), position: position))
    }
    rows.append(group)
  }

  /// The first row of each combination of arguments.
  private func distinct(_ ordered: [GatheredRow]) -> [GatheredRow] {
    var seen: Set<[Value]> = []
    return ordered.filter { seen.insert($0.arguments).inserted }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps every row; the rows of a unit stay together, units are put in order at the end.
struct CollectSink: Sink {
  private let output: [ComputedColumn]
  private var gathered = UnitTables()

  init(_ output: [BoundExpression], _ compiler: ExpressionCompiler) {
    self.output = output.map { ComputedColumn($0, compiler) }
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    try gathered.append(morsel, output)
  }

  func state() -> any SinkState {
    CollectState(width: output.count, gathered: gathered)
  }
}

/// The rows of all workers, by unit.
private struct CollectState: SinkState {
  let width: Int
  var gathered: UnitTables

  mutating func merge(_ other: any SinkState) {
    guard let other = other as? CollectState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    gathered.merge(other.gathered)
  }

  func finish() -> ValueTable {
    gathered.table(width: width)
  }
}

/// Rows kept by the unit they come from.
struct UnitTables: Sendable {
  private var parts: [(unit: Int, table: ValueTable)] = []
  private(set) var rowCount = 0

  /// The number of rows of the unit added last, if it is this one.
  func rowCount(ofLast unit: Int) -> Int {
    guard let last = parts.last, last.unit == unit else { return 0 }
    return last.table.rowCount
  }

  /// Units and their numbers of rows, in no order.
  var rowCounts: [(unit: Int, rowCount: Int)] {
    parts.map { ($0.unit, $0.table.rowCount) }
  }

  /// Adds the selected rows of a batch; batches of a unit follow each other.
  mutating func append(_ morsel: Morsel, _ output: [ComputedColumn]) throws(QueryError) {
    var columns: [[Value]] = []
    for column in output {
      var values: [Value] = []
      values.reserveCapacity(morsel.selection.count)
      try column.append(morsel, to: &values)
      columns.append(values)
    }
    let table = ValueTable(rowCount: morsel.selection.count, columns: columns)
    rowCount += table.rowCount
    if let last = parts.indices.last, parts[last].unit == morsel.unit {
      parts[last].table.append(table)
    } else {
      parts.append((morsel.unit, table))
    }
  }

  /// Takes the units another worker read.
  mutating func merge(_ other: UnitTables) {
    parts += other.parts
    rowCount += other.rowCount
  }

  /// Forgets the rows of units behind one.
  mutating func drop(after unit: Int) {
    parts.removeAll { $0.unit > unit }
    rowCount = parts.reduce(0) { $0 + $1.table.rowCount }
  }

  /// All rows, in the order of their units.
  func table(width: Int) -> ValueTable {
    let ordered = parts.sorted { $0.unit < $1.unit }
    if ordered.count == 1 { return ordered[0].table }
    var all = ValueTable(width: width)
    for part in ordered { all.append(part.table) }
    return all
  }
}

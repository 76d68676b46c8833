// SPDX-License-Identifier: Apache-2.0
import Columns

/// Rows kept by the unit they come from, in the order in which the units were read.
struct UnitRows: Sendable {
  /// The rows of one unit in one table.
  private struct Part: Sendable {
    let table: Int
    let unit: Int
    let first: Int
    var rowCount: Int
  }

  private let width: Int
  private let budget: MemoryBudget
  /// What was gathered before, or by other workers.
  private var tables: [RowTable] = []
  private var parts: [Part] = []
  private var builder: RowTableBuilder
  /// The units in the builder.
  private var open: [Part] = []
  private(set) var rowCount = 0

  init(width: Int, _ budget: MemoryBudget) {
    self.width = width
    self.budget = budget
    builder = RowTableBuilder(width: width, budget)
  }

  /// The number of rows of the unit added last, if it is this one.
  func rowCount(ofLast unit: Int) -> Int {
    guard let last = open.last, last.unit == unit else { return 0 }
    return last.rowCount
  }

  /// Units and their numbers of rows, in no order.
  var rowCounts: [(unit: Int, rowCount: Int)] {
    (parts + open).map { ($0.unit, $0.rowCount) }
  }

  /// Adds the selected rows of a batch; batches of a unit follow each other.
  mutating func append(_ morsel: Morsel, _ output: [ComputedColumn]) throws(QueryError) {
    if open.last?.unit != morsel.unit {
      builder.cut()
      open.append(Part(table: 0, unit: morsel.unit, first: builder.rowCount, rowCount: 0))
    }
    let writer = try MorselWriter(output, morsel)
    for (index, row) in morsel.selection.enumerated() {
      try builder.append { bytes throws(QueryError) in
        try writer.write(index, row, to: &bytes)
      }
    }
    open[open.count - 1].rowCount += morsel.selection.count
    rowCount += morsel.selection.count
  }

  /// Takes the units another worker read.
  mutating func merge(_ other: UnitRows) throws(QueryError) {
    try settle()
    var other = other
    try other.settle()
    parts += other.parts.map { part in
      Part(
        table: part.table + tables.count,
        unit: part.unit,
        first: part.first,
        rowCount: part.rowCount
      )
    }
    tables += other.tables
    rowCount += other.rowCount
  }

  /// Forgets the rows of units behind one.
  mutating func drop(after unit: Int) throws(QueryError) {
    try settle()
    parts.removeAll { $0.unit > unit }
    rowCount = parts.reduce(0) { $0 + $1.rowCount }
    // Pages of which no row is kept go with their tables.
    var kept = RowTable(width: width)
    for index in parts.indices {
      let part = parts[index]
      let first = kept.rowCount
      kept.append(
        try tables[part.table].slice(part.first..<(part.first + part.rowCount)),
        isApart: true
      )
      parts[index] = Part(table: 0, unit: part.unit, first: first, rowCount: part.rowCount)
    }
    tables = [kept]
  }

  /// All rows, in the order of their units.
  func table() throws(QueryError) -> RowTable {
    var settled = self
    try settled.settle()
    var all = RowTable(width: width)
    for part in settled.parts.sorted(by: { $0.unit < $1.unit }) {
      let rows = part.first..<(part.first + part.rowCount)
      all.append(try settled.tables[part.table].slice(rows))
    }
    return all
  }

  /// Ends the builder's table.
  private mutating func settle() throws(QueryError) {
    guard !open.isEmpty else { return }
    parts += open.map { part in
      Part(table: tables.count, unit: part.unit, first: part.first, rowCount: part.rowCount)
    }
    tables.append(try builder.finish())
    builder = RowTableBuilder(width: width, budget)
    open = []
  }
}

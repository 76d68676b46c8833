// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps the first rows in the order of the input: at most `count` of each unit, and none of units
/// behind enough others.
struct LimitSink: Sink {
  private let output: [ComputedColumn]
  private let count: Int
  private var gathered: UnitRows
  /// The unit that need not be read any further: this worker has enough rows of it and those
  /// before it.
  private var enoughFrom = Int.max
  /// Rows are taken whole.
  let outlivesFailure = true
  /// With so many rows gathered, it is looked again at which units are still needed.
  private var nextCheck: Int

  init(
    _ output: [BoundExpression],
    count: Int,
    _ compiler: ExpressionCompiler,
    _ budget: MemoryBudget
  ) {
    self.output = output.map { ComputedColumn($0, compiler) }
    gathered = UnitRows(width: output.count, budget)
    self.count = count
    nextCheck = count
    if count == 0 { enoughFrom = 0 }
  }

  func isSatisfied(in unit: Int) -> Bool {
    unit >= enoughFrom
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    var first = morsel
    let room = count - gathered.rowCount(ofLast: morsel.unit)
    if first.selection.count > room {
      first.selection.removeLast(first.selection.count - room)
    }
    try gathered.append(first, output)
    guard gathered.rowCount >= nextCheck else { return }
    enoughFrom = gathered.firstUnit(withRows: count) ?? Int.max
    try gathered.drop(after: enoughFrom)
    nextCheck = gathered.rowCount + max(1, count / 8)
  }

  func state() -> any SinkState {
    LimitState(count: count, gathered: gathered)
  }
}

/// The first rows of all workers.
private struct LimitState: SinkState {
  let count: Int
  var gathered: UnitRows

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? LimitState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    try gathered.merge(other.gathered)
  }

  func isSettled(through unit: Int) -> Bool {
    gathered.firstUnit(withRows: count).map { $0 <= unit } ?? false
  }

  /// Whether more rows passed depends on what each worker happened to read; this does not.
  var sufficientRowCount: Int? { min(count, gathered.rowCount) }

  func finish() throws(QueryError) -> RowTable {
    let table = try gathered.table()
    return try table.slice(0..<min(count, table.rowCount))
  }
}

extension UnitRows {
  /// The least unit with which the units up to it hold that many rows.
  fileprivate func firstUnit(withRows count: Int) -> Int? {
    guard count > 0 else { return Int.min }
    var sum = 0
    for part in rowCounts.sorted(by: { $0.unit < $1.unit }) {
      sum += part.rowCount
      if sum >= count { return part.unit }
    }
    return nil
  }
}

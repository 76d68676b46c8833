// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps every row; the rows of a unit stay together, units are put in order at the end.
struct CollectSink: Sink {
  private let output: [ComputedColumn]
  private var gathered: UnitRows

  init(
    _ output: [BoundExpression],
    _ compiler: ExpressionCompiler,
    _ budget: MemoryBudget
  ) {
    self.output = output.map { ComputedColumn($0, compiler) }
    gathered = UnitRows(width: output.count, budget)
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    try gathered.append(morsel, output)
  }

  func state() -> any SinkState {
    CollectState(gathered: gathered)
  }
}

/// The rows of all workers, by unit.
private struct CollectState: SinkState {
  var gathered: UnitRows

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? CollectState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    try gathered.merge(other.gathered)
  }

  func finish() throws(QueryError) -> RowTable {
    try gathered.table()
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Puts rows in the order of its keys; equal keys go by their place in the input.
///
/// Each worker sorts what it was given; what is left at the end is to merge.
struct SortSink: Sink {
  private let output: [ComputedColumn]
  private let keys: [ComputedColumn]
  private var sorter: RowSorter
  private var key = RowWriter()
  private var row = RowWriter()

  init(
    _ output: [BoundExpression],
    _ keys: [SortKey],
    _ compiler: ExpressionCompiler,
    _ budget: MemoryBudget
  ) {
    self.output = output.map { ComputedColumn($0, compiler) }
    self.keys = keys.map { ComputedColumn($0.expression, compiler) }
    sorter = RowSorter(order: RowOrder(keys), budget)
  }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    let keyWriter = try MorselWriter(keys, morsel)
    let rowWriter = try MorselWriter(output, morsel)
    for (index, number) in morsel.selection.enumerated() {
      key.bytes.removeAll(keepingCapacity: true)
      try keyWriter.write(index, number, to: &key)
      row.bytes.removeAll(keepingCapacity: true)
      try rowWriter.write(index, number, to: &row)
      try sorter.add(
        writtenKeys: key.bytes,
        SortPlace(morsel.position(of: number)),
        row.bytes
      )
    }
  }

  func state() -> any SinkState {
    var sorted = sorter
    sorted.sort()
    return SortState(width: output.count, sorter: sorted)
  }
}

/// The rows of all workers, each worker's sorted.
private struct SortState: SinkState {
  let width: Int
  var sorter: RowSorter

  var heldCount: Int { sorter.count }

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? SortState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    try sorter.add(sorted: other.sorter)
  }

  mutating func finish() throws(QueryError) -> RowTable {
    try sorter.sortedTable(width: width)
  }
}

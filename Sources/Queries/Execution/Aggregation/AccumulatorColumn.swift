// SPDX-License-Identifier: Apache-2.0
import Columns

/// An aggregate call that hands each row to the accumulator of its group.
struct AccumulatorColumn: AggregateColumn {
  private let function: ResolvedAggregateFunction
  private let arguments: [ComputedColumn]
  private let filter: AggregateFilter
  private var screen: CompanionScreen?
  private var accumulators: [any Accumulator] = []
  /// Whether the accumulators grow with their rows.
  private let keepsRows: Bool
  /// What they have been given to keep.
  private var keptByteCount = 0
  /// The arguments of the current row.
  private var row: [Value]

  init(_ call: AggregateCall, _ compiler: ExpressionCompiler) {
    function = call.function
    arguments = call.arguments.map { ComputedColumn($0, compiler) }
    filter = AggregateFilter(call.filter.map { [$0] } ?? [], compiler)
    screen = CompanionScreen(call)
    row = Array(repeating: .null, count: call.arguments.count)
    keepsRows = call.function.makeAccumulator().keepsRows
  }

  mutating func extend(to groupCount: Int) {
    while accumulators.count < groupCount { accumulators.append(function.makeAccumulator()) }
    screen?.extend(to: groupCount)
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    var (rows, groups) = try filter.narrow(morsel, groups)
    if let left = screen?.narrow(rows, groups, morsel.frame.batch) { (rows, groups) = left }
    for index in rows.indices {
      let isComplete = try evaluate(morsel.frame, rows[index])
      guard isComplete || !function.overload.skipsNulls else { continue }
      try accumulators[Int(groups[index])].add(row, at: morsel.position(of: rows[index]))
      if keepsRows { keptByteCount += row.reduce(48) { $0 + 8 + $1.footprint } }
    }
  }

  func state() -> any AggregateColumnState {
    AccumulatorState(function: function, accumulators: accumulators)
  }

  var byteCount: Int { accumulators.count * 160 + (screen?.byteCount ?? 0) + keptByteCount }

  /// Computes the arguments into `row`; tells whether none is NULL.
  private mutating func evaluate(_ frame: Frame, _ number: UInt32) throws(QueryError) -> Bool {
    var isComplete = true
    for place in arguments.indices {
      let value = try arguments[place].value(frame, number)
      if value.isNull { isComplete = false }
      row[place] = value
    }
    return isComplete
  }
}

private struct AccumulatorState: AggregateColumnState {
  let function: ResolvedAggregateFunction
  var accumulators: [any Accumulator]

  func emptied() -> any AggregateColumnState {
    AccumulatorState(function: function, accumulators: [])
  }

  mutating func merge(
    _ other: any AggregateColumnState,
    into targets: [Int]
  ) throws(QueryError) {
    guard let other = other as? AccumulatorState else {
      preconditionFailure("states of one call are of one type")
    }
    for (group, target) in targets.enumerated() {
      if target == accumulators.count {
        accumulators.append(other.accumulators[group])
      } else {
        try accumulators[target].merge(other.accumulators[group])
      }
    }
  }

  func finish(_ group: Int) throws(QueryError) -> Value {
    try accumulators[group].finish()
  }

  func write(_ group: Int, to writer: inout RowWriter) {
    accumulators[group].write(to: &writer)
  }

  mutating func read(from reader: inout RowReader) {
    var accumulator = function.makeAccumulator()
    accumulator.read(from: &reader)
    accumulators.append(accumulator)
  }
}

extension ResolvedAggregateFunction {
  /// The state of an empty group.
  func makeAccumulator() -> any Accumulator {
    overload.make(argumentTypes, resultType)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The end of a pipeline in one worker: takes rows as they come, in whatever order of units.
///
/// A value; it may keep caches over the worker's dictionaries, which end with it.
protocol Sink {
  /// Takes the selected rows of a batch.
  mutating func consume(_ morsel: Morsel) throws(QueryError)

  /// Whether further rows of a unit cannot change the answer.
  func isSatisfied(in unit: Int) -> Bool

  /// Whether what was gathered before an error in `consume` can still be used; other sinks may have
  /// stopped half-way through a row and are not looked at again.
  var outlivesFailure: Bool { get }

  /// What was gathered, without the caches, ready to leave the worker.
  func state() throws(QueryError) -> any SinkState
}

extension Sink {
  func isSatisfied(in unit: Int) -> Bool { false }

  var outlivesFailure: Bool { false }
}

/// What the sinks of all workers gathered for one pipeline.
///
/// The answer depends on the rows and their places alone, not on who merged what and when, nor on what
/// was in memory and what on the disk.
protocol SinkState: Sendable {
  /// Adds what another worker's sink of the same pipeline gathered.
  mutating func merge(_ other: any SinkState) throws(QueryError)

  /// Whether rows up to and with a unit suffice for the answer, so that a failure there or later
  /// does not matter.
  func isSettled(through unit: Int) -> Bool

  /// How many rows or groups are held: what it takes to finish grows with them.
  var heldCount: Int { get }

  /// For sinks that do not need all rows: how many they did need.
  var sufficientRowCount: Int? { get }

  /// The rows, in their order; nothing else is asked behind it.
  mutating func finish() throws(QueryError) -> RowTable
}

extension SinkState {
  func isSettled(through unit: Int) -> Bool { false }

  var heldCount: Int { 0 }

  var sufficientRowCount: Int? { nil }
}

extension SinkPlan {
  /// Makes an empty sink.
  func makeSink(_ compiler: ExpressionCompiler, _ budget: MemoryBudget) -> any Sink {
    switch self {
    case .collect(let output): CollectSink(output, compiler, budget)
    case .limit(let output, let count): LimitSink(output, count: count, compiler, budget)
    case .topN(let output, let keys, let count, let withTies):
      TopNSink(output, keys, count: count, withTies: withTies, compiler, budget)
    case .sort(let output, let keys): SortSink(output, keys, compiler, budget)
    case .aggregate(let plan): AggregateSink(plan, compiler, budget)
    }
  }
}

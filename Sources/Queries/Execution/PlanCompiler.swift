// SPDX-License-Identifier: Apache-2.0
import Columns

/// Computes the rows of a plan.
///
/// - Parameter outer: the current rows of enclosing queries, the nearest last.
typealias TableFunction = (_ outer: [[Value]]) throws(QueryError) -> RowTable

/// Makes a plan of the finishing half ready to run, once or, below an `apply`, for many outer rows.
struct PlanCompiler {
  /// The rows of the scan's pipelines.
  let scanned: [RowTable]
  let recorder: StepRecorder
  let budget: MemoryBudget

  /// Compiles a plan.
  func compile(_ plan: PhysicalPlan) -> TableFunction {
    compile(plan, 0, isRepeated: false)
  }

  /// Compiles a plan; in one that runs repeatedly, what reads no outer row is computed once.
  ///
  /// Steps are numbered from the top down, those of a left input before those of a right one.
  private func compile(_ plan: PhysicalPlan, _ step: Int, isRepeated: Bool) -> TableFunction {
    guard isRepeated, plan.outerColumns.isEmpty else {
      return recorder.measured(node(plan, step, isRepeated: isRepeated), step: step)
    }
    let run = recorder.measured(node(plan, step, isRepeated: false), step: step)
    var known: RowTable?
    return { outer throws(QueryError) in
      if let known { return known }
      let table = try run(outer)
      known = table
      return table
    }
  }

  private func node(_ plan: PhysicalPlan, _ step: Int, isRepeated: Bool) -> TableFunction {
    switch plan {
    case .scanned(let number):
      let table = scanned[number]
      return { _ in table }
    case .values(let rows, let width):
      return ValuesOperator(rows, width: width, budget).run
    case .pipeline(let input, let pipeline):
      return unary(input, step, isRepeated, TablePipeline(pipeline, budget).run)
    case .limit(let input, let offset, let count):
      return unary(input, step, isRepeated) { table, _ throws(QueryError) in
        let start = min(offset, table.rowCount)
        return try table.slice(start..<(start + min(count ?? Int.max, table.rowCount - start)))
      }
    case .window(let input, let calls):
      return unary(input, step, isRepeated, WindowOperator(calls, budget).run)
    case .join(let left, let right, let join):
      return binary(left, right, step, isRepeated, JoinOperator(join, budget).run)
    case .semiJoin(let left, let right, let join, let isAnti):
      let semiJoin = SemiJoinOperator(join, isAnti: isAnti, budget)
      return binary(left, right, step, isRepeated, semiJoin.run)
    case .apply(let left, let right, let apply):
      let right = compile(right, step + 1 + left.stepCount, isRepeated: true)
      let apply = ApplyOperator(apply, budget)
      return unary(left, step, isRepeated) { table, outer throws(QueryError) in
        try apply.run(table, right, outer)
      }
    case .setOperation(let operation, let isAll, let left, let right):
      let combined = SetOperation(operation, isAll: isAll, budget)
      return binary(left, right, step, isRepeated) { left, right, _ throws(QueryError) in
        try combined.run(left, right)
      }
    }
  }

  private func unary(
    _ input: PhysicalPlan,
    _ step: Int,
    _ isRepeated: Bool,
    _ run: @escaping (RowTable, [[Value]]) throws(QueryError) -> RowTable
  ) -> TableFunction {
    let input = compile(input, step + 1, isRepeated: isRepeated)
    return { outer throws(QueryError) in try run(try input(outer), outer) }
  }

  private func binary(
    _ left: PhysicalPlan,
    _ right: PhysicalPlan,
    _ step: Int,
    _ isRepeated: Bool,
    _ run: @escaping (RowTable, RowTable, [[Value]]) throws(QueryError) -> RowTable
  ) -> TableFunction {
    let rightStep = step + 1 + left.stepCount
    let left = compile(left, step + 1, isRepeated: isRepeated)
    let right = compile(right, rightStep, isRepeated: isRepeated)
    return { outer throws(QueryError) in
      try run(try left(outer), try right(outer), outer)
    }
  }
}

/// A pipeline over a whole table.
private struct TablePipeline {
  private let fresh: Pipeline

  init(_ plan: PipelinePlan, _ budget: MemoryBudget) {
    fresh = Pipeline(plan, memos: nil, budget)
  }

  func run(_ table: RowTable, _ outer: [[Value]]) throws(QueryError) -> RowTable {
    var state = try state(table, outer)
    return try state.finish()
  }

  /// What the rows leave in the sink; the sink itself, which holds the same, is gone.
  private func state(_ table: RowTable, _ outer: [[Value]]) throws(QueryError) -> any SinkState {
    var pipeline = fresh
    try table.forEachChunk { chunk, first throws(QueryError) in
      try Cancellation.check()
      try pipeline.process(
        Morsel(
          frame: Frame(chunk.batch, outer: outer),
          selection: Array(0..<UInt32(clamping: chunk.rowCount)),
          unit: 0,
          firstSequence: first
        )
      )
    }
    return try pipeline.sink.state()
  }
}

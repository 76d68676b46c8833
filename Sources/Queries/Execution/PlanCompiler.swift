// SPDX-License-Identifier: Apache-2.0
import Columns

/// Computes the rows of a plan.
///
/// - Parameter outer: the current rows of enclosing queries, the nearest last.
typealias TableFunction = (_ outer: [[Value]]) throws(QueryError) -> ValueTable

/// Makes a plan of the finishing half ready to run, once or, below an `apply`, for many outer rows.
struct PlanCompiler {
  /// The rows of the scan's pipelines.
  let scanned: [ValueTable]

  /// Compiles a plan.
  func compile(_ plan: PhysicalPlan) -> TableFunction {
    compile(plan, isRepeated: false)
  }

  /// Compiles a plan; in one that runs repeatedly, what reads no outer row is computed once.
  private func compile(_ plan: PhysicalPlan, isRepeated: Bool) -> TableFunction {
    guard isRepeated, plan.outerColumns.isEmpty else { return node(plan, isRepeated: isRepeated) }
    let run = node(plan, isRepeated: false)
    var known: ValueTable?
    return { outer throws(QueryError) in
      if let known { return known }
      let table = try run(outer)
      known = table
      return table
    }
  }

  private func node(_ plan: PhysicalPlan, isRepeated: Bool) -> TableFunction {
    switch plan {
    case .scanned(let number):
      let table = scanned[number]
      return { _ in table }
    case .values(let rows, let width): return ValuesOperator(rows, width: width).run
    case .pipeline(let input, let pipeline):
      return unary(input, isRepeated, TablePipeline(pipeline).run)
    case .sort(let input, let keys): return unary(input, isRepeated, SortOperator(keys).run)
    case .limit(let input, let offset, let count):
      return unary(input, isRepeated) { table, _ in
        let start = min(offset, table.rowCount)
        return table.slice(start..<(start + min(count ?? Int.max, table.rowCount - start)))
      }
    case .window(let input, let calls): return unary(input, isRepeated, WindowOperator(calls).run)
    case .join(let left, let right, let join):
      return binary(left, right, isRepeated, JoinOperator(join).run)
    case .semiJoin(let left, let right, let join, let isAnti):
      return binary(left, right, isRepeated, SemiJoinOperator(join, isAnti: isAnti).run)
    case .apply(let left, let right, let apply):
      let right = compile(right, isRepeated: true)
      let apply = ApplyOperator(apply)
      return unary(left, isRepeated) { table, outer throws(QueryError) in
        try apply.run(table, right, outer)
      }
    case .setOperation(let operation, let isAll, let left, let right):
      let combined = SetOperation(operation, isAll: isAll)
      return binary(left, right, isRepeated) { left, right, _ in combined.run(left, right) }
    }
  }

  private func unary(
    _ input: PhysicalPlan,
    _ isRepeated: Bool,
    _ run: @escaping (ValueTable, [[Value]]) throws(QueryError) -> ValueTable
  ) -> TableFunction {
    let input = compile(input, isRepeated: isRepeated)
    return { outer throws(QueryError) in try run(try input(outer), outer) }
  }

  private func binary(
    _ left: PhysicalPlan,
    _ right: PhysicalPlan,
    _ isRepeated: Bool,
    _ run: @escaping (ValueTable, ValueTable, [[Value]]) throws(QueryError) -> ValueTable
  ) -> TableFunction {
    let left = compile(left, isRepeated: isRepeated)
    let right = compile(right, isRepeated: isRepeated)
    return { outer throws(QueryError) in
      try run(try left(outer), try right(outer), outer)
    }
  }
}

/// A pipeline over a whole table.
private struct TablePipeline {
  private let fresh: Pipeline

  init(_ plan: PipelinePlan) {
    fresh = Pipeline(plan, memos: nil)
  }

  func run(_ table: ValueTable, _ outer: [[Value]]) throws(QueryError) -> ValueTable {
    var pipeline = fresh
    if table.rowCount > 0 {
      let frame = Frame(table.batch, outer: outer)
      try pipeline.process(
        Morsel(
          frame: frame,
          selection: Array(0..<UInt32(clamping: table.rowCount)),
          unit: 0,
          firstSequence: 0
        )
      )
    }
    return try pipeline.sink.state().finish()
  }
}

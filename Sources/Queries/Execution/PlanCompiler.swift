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
      let input = compile(input, isRepeated: isRepeated)
      let pipeline = TablePipeline(pipeline)
      return { outer throws(QueryError) in try pipeline.run(try input(outer), outer) }
    case .sort(let input, let keys):
      let input = compile(input, isRepeated: isRepeated)
      let sort = SortOperator(keys)
      return { outer throws(QueryError) in try sort.run(try input(outer), outer) }
    case .limit(let input, let offset, let count):
      let input = compile(input, isRepeated: isRepeated)
      return { outer throws(QueryError) in
        let table = try input(outer)
        let start = min(offset, table.rowCount)
        return table.slice(start..<(start + min(count ?? Int.max, table.rowCount - start)))
      }
    case .window(let input, let calls):
      let input = compile(input, isRepeated: isRepeated)
      let window = WindowOperator(calls)
      return { outer throws(QueryError) in try window.run(try input(outer), outer) }
    case .join(let left, let right, let join):
      let left = compile(left, isRepeated: isRepeated)
      let right = compile(right, isRepeated: isRepeated)
      let join = JoinOperator(join)
      return { outer throws(QueryError) in
        try join.run(try left(outer), try right(outer), outer)
      }
    case .semiJoin(let left, let right, let join, let isAnti):
      let left = compile(left, isRepeated: isRepeated)
      let right = compile(right, isRepeated: isRepeated)
      let join = SemiJoinOperator(join, isAnti: isAnti)
      return { outer throws(QueryError) in
        try join.run(try left(outer), try right(outer), outer)
      }
    case .apply(let left, let right, let apply):
      let left = compile(left, isRepeated: isRepeated)
      let right = compile(right, isRepeated: true)
      let apply = ApplyOperator(apply)
      return { outer throws(QueryError) in try apply.run(try left(outer), right, outer) }
    case .setOperation(let operation, let isAll, let left, let right):
      let left = compile(left, isRepeated: isRepeated)
      let right = compile(right, isRepeated: isRepeated)
      let set = SetOperation(operation, isAll: isAll)
      return { outer throws(QueryError) in set.run(try left(outer), try right(outer)) }
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

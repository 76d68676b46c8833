// SPDX-License-Identifier: Apache-2.0
import Columns

/// The operators rows pass through and the sink they end in, as one worker owns them.
///
/// A value: a copy of a fresh pipeline is a fresh pipeline that shares the compiled expressions.
struct Pipeline {
  private var operators: [any Operator] = []
  private(set) var sink: any Sink
  /// Filters before the first operator that makes new rows: what they keep is counted.
  private let leadingFilterCount: Int
  /// Rows that passed the leading filters.
  private(set) var matchedRowCount = 0
  /// What each operator let through and took, then what the sink was given and took.
  private(set) var stages: [QueryProfile.Stage]

  /// Compiles a plan; `memos` are shared by the pipelines of a worker that take the same batches,
  /// and nil where columns are plain values.
  init(_ plan: PipelinePlan, memos: MemoStore?, _ budget: MemoryBudget) {
    var compiler = ExpressionCompiler(memos: memos)
    for stage in plan.stages {
      let made = stage.makeOperator(compiler)
      operators.append(made)
      if made.makesRows { compiler = ExpressionCompiler(memos: memos.map { _ in MemoStore() }) }
    }
    sink = plan.sink.makeSink(compiler, budget)
    leadingFilterCount = operators.firstIndex { $0.makesRows } ?? operators.count
    stages = Array(repeating: QueryProfile.Stage(), count: operators.count + 1)
  }

  /// Pushes one batch through; batches of a unit come in order, one unit after another.
  mutating func process(_ batch: Morsel) throws(QueryError) {
    if sink.isSatisfied(in: batch.unit) { return }
    var morsel = batch
    var start = ContinuousClock.now
    for index in operators.indices {
      if index == leadingFilterCount { matchedRowCount += morsel.selection.count }
      try operators[index].process(&morsel)
      stages[index].add(rowCount: morsel.selection.count, since: &start)
      if morsel.selection.isEmpty { return }
    }
    if leadingFilterCount == operators.count { matchedRowCount += morsel.selection.count }
    try sink.consume(morsel)
    stages[operators.count].add(rowCount: morsel.selection.count, since: &start)
  }
}

extension PipelineStage {
  /// Compiles the step.
  fileprivate func makeOperator(_ compiler: ExpressionCompiler) -> any Operator {
    switch self {
    case .filter(let conditions): FilterOperator(conditions, compiler)
    case .project(let expressions): ProjectOperator(expressions, compiler)
    case .unnest(let unnest): UnnestOperator(unnest, compiler)
    case .join(let join): LookupJoinOperator(join, compiler)
    }
  }
}

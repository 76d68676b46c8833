// SPDX-License-Identifier: Apache-2.0
import Columns

/// The operators rows pass through and the sink they end in, as one worker owns them.
///
/// A value: a copy of a fresh pipeline is a fresh pipeline that shares the compiled expressions.
struct Pipeline {
  private enum Operator {
    case filter(FilterOperator)
    case project(ProjectOperator)
    case unnest(UnnestOperator)
  }

  private let operators: [Operator]
  private(set) var sink: any Sink
  /// Filters before the first operator that makes new rows: what they keep is counted.
  private let leadingFilterCount: Int
  /// Rows that passed the leading filters.
  private(set) var matchedRowCount = 0
  /// For each operator that makes rows: the place in the unit of the next one.
  private var sequences: [Int]
  private var unit = -1

  /// Compiles a plan; `memos` are shared by the pipelines of a worker that take the same batches,
  /// and nil where columns are plain values.
  init(_ plan: PipelinePlan, memos: MemoStore?) {
    var compiler = ExpressionCompiler(memos: memos)
    var operators: [Operator] = []
    for stage in plan.stages {
      switch stage {
      case .filter(let conditions): operators.append(.filter(FilterOperator(conditions, compiler)))
      case .project(let expressions):
        operators.append(.project(ProjectOperator(expressions, compiler)))
        compiler = ExpressionCompiler(memos: memos.map { _ in MemoStore() })
      case .unnest(let unnest):
        operators.append(.unnest(UnnestOperator(unnest, compiler)))
        compiler = ExpressionCompiler(memos: memos.map { _ in MemoStore() })
      }
    }
    self.operators = operators
    sink = plan.sink.makeSink(compiler)
    sequences = Array(repeating: 0, count: operators.count)
    leadingFilterCount =
      operators.firstIndex { if case .filter = $0 { false } else { true } } ?? operators.count
  }

  /// Pushes one batch through; batches of a unit come in order, one unit after another.
  mutating func process(_ batch: Morsel) throws(QueryError) {
    if batch.unit != unit {
      unit = batch.unit
      for index in sequences.indices { sequences[index] = 0 }
    }
    if sink.isSatisfied(in: unit) { return }
    var morsel = batch
    for index in operators.indices {
      if index == leadingFilterCount { matchedRowCount += morsel.selection.count }
      switch operators[index] {
      case .filter(let filter): try filter.process(&morsel)
      case .project(let project):
        morsel = try project.process(morsel, sequence: &sequences[index])
      case .unnest(let unnest): morsel = try unnest.process(morsel, sequence: &sequences[index])
      }
      if morsel.selection.isEmpty { return }
    }
    if leadingFilterCount == operators.count { matchedRowCount += morsel.selection.count }
    try sink.consume(morsel)
  }
}

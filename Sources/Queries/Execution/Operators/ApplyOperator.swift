// SPDX-License-Identifier: Apache-2.0
import Columns

/// Evaluates a subquery for each left row; left rows that agree in all the subquery reads share one
/// evaluation, as long as there is room for the answers.
struct ApplyOperator {
  private let plan: ApplyPlan
  private let budget: MemoryBudget
  /// What a quantified comparison compares.
  private let value: (function: RowFunction, type: DataType)?

  init(_ plan: ApplyPlan, _ budget: MemoryBudget) {
    self.plan = plan
    self.budget = budget
    if case .quantified(_, _, let expression) = plan.kind {
      value = (ExpressionCompiler(memos: nil).function(expression), expression.type)
    } else {
      value = nil
    }
  }

  /// Applies a subquery to a table.
  func run(
    _ left: RowTable,
    _ right: TableFunction,
    _ outer: [[Value]]
  ) throws(QueryError) -> RowTable {
    var applied = RowTableBuilder(width: left.width + addedWidth, budget)
    switch plan.kind {
    case .scalar:
      try answer(left, right, outer, Self.scalar) { answer, _, row, chunk throws(QueryError) in
        try applied.append(chunk.row(row) + [answer])
      }
    case .exists:
      try answer(left, right, outer) {
        $0.rowCount > 0
      } _: { exists, _, row, chunk throws(QueryError) in
        try applied.append(chunk.row(row) + [.boolean(exists)])
      }
    case .quantified(let sign, let isAll, _):
      guard let value else { return left }
      try answer(left, right, outer) { table throws(QueryError) in
        QuantifiedComparison(sign, isAll: isAll, try table.values().columns[0], value.type)
      } _: { comparison, frame, row, chunk throws(QueryError) in
        let truth = try comparison.test(try value.function(frame, row))
        try applied.append(chunk.row(row) + [truth == .unknown ? .null : .boolean(truth == .yes)])
      }
    case .lateral(let keepsUnmatched):
      try answer(left, right, outer) {
        $0
      } _: { table, _, row, chunk throws(QueryError) in
        let leftRow = chunk.written(row)
        try table.forEachChunk { others, _ throws(QueryError) in
          for other in 0..<others.rowCount {
            try applied.appendWritten(leftRow + others.written(other))
          }
        }
        if keepsUnmatched, table.rowCount == 0 {
          try applied.append(chunk.row(row) + Array(repeating: .null, count: plan.rightWidth))
        }
      }
    }
    return try applied.finish()
  }

  private var addedWidth: Int {
    switch plan.kind {
    case .scalar, .exists, .quantified: 1
    case .lateral: plan.rightWidth
    }
  }

  /// Makes something of the subquery's rows for each left row, and hands it on with that row.
  private func answer<Answer>(
    _ left: RowTable,
    _ right: TableFunction,
    _ outer: [[Value]],
    _ make: (RowTable) throws(QueryError) -> Answer,
    _ body: (Answer, Frame, Int, ValueTable) throws(QueryError) -> Void
  ) throws(QueryError) {
    let share = MemoryShare(budget)
    var known: [[ExactValue]: Answer] = [:]
    var byteCount = 0
    try left.forEachChunk { chunk, _ throws(QueryError) in
      let frame = Frame(chunk.batch, outer: outer)
      for row in 0..<chunk.rowCount {
        let bindings = plan.bindings.map { ExactValue(chunk.columns[$0][row]) }
        if let answer = known[bindings] {
          try body(answer, frame, row, chunk)
          continue
        }
        try Cancellation.check()
        let table = try right(outer + [chunk.row(row)])
        let answer = try make(table)
        byteCount += bindings.reduce(200 + table.footprint) { $0 + 48 + $1.value.footprint }
        if !share.hold(byteCount) {
          known = [:]
          byteCount = 0
        }
        known[bindings] = answer
        try body(answer, frame, row, chunk)
      }
    }
  }

  private static func scalar(_ table: RowTable) throws(QueryError) -> Value {
    guard table.rowCount <= 1 else { throw .severalRows }
    return table.rowCount == 1 ? try table.row(0)[0] : .null
  }
}

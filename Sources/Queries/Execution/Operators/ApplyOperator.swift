// SPDX-License-Identifier: Apache-2.0
import Columns

/// Evaluates a subquery for each left row; left rows that agree in all the subquery reads share one
/// evaluation.
struct ApplyOperator {
  private let plan: ApplyPlan
  /// What a quantified comparison compares.
  private let value: (function: RowFunction, type: DataType)?

  init(_ plan: ApplyPlan) {
    self.plan = plan
    if case .quantified(_, _, let expression) = plan.kind {
      value = (ExpressionCompiler(memos: nil).function(expression), expression.type)
    } else {
      value = nil
    }
  }

  /// Applies a subquery to a table.
  func run(
    _ left: ValueTable,
    _ right: TableFunction,
    _ outer: [[Value]]
  ) throws(QueryError) -> ValueTable {
    switch plan.kind {
    case .scalar:
      let values = try answers(left, right, outer) { table throws(QueryError) in
        try Self.scalar(table)
      }
      return left.beside(ValueTable(rowCount: left.rowCount, columns: [values]))
    case .exists:
      let values = try answers(left, right, outer) { Value.boolean($0.rowCount > 0) }
      return left.beside(ValueTable(rowCount: left.rowCount, columns: [values]))
    case .quantified(let sign, let isAll, _):
      return try quantified(left, right, outer, sign, isAll: isAll)
    case .lateral(let keepsUnmatched):
      return try lateral(left, right, outer, keepsUnmatched: keepsUnmatched)
    }
  }

  /// What is made of the subquery's rows, for each left row.
  private func answers<Answer>(
    _ left: ValueTable,
    _ right: TableFunction,
    _ outer: [[Value]],
    _ make: (ValueTable) throws(QueryError) -> Answer
  ) throws(QueryError) -> [Answer] {
    var known: [[ExactValue]: Answer] = [:]
    var answers: [Answer] = []
    answers.reserveCapacity(left.rowCount)
    for row in 0..<left.rowCount {
      let bindings = plan.bindings.map { ExactValue(left.columns[$0][row]) }
      if let answer = known[bindings] {
        answers.append(answer)
      } else {
        try Cancellation.check()
        let answer = try make(try right(outer + [left.row(row)]))
        known[bindings] = answer
        answers.append(answer)
      }
    }
    return answers
  }

  private static func scalar(_ table: ValueTable) throws(QueryError) -> Value {
    guard table.rowCount <= 1 else { throw .severalRows }
    return table.rowCount == 1 ? table.columns[0][0] : .null
  }

  private func quantified(
    _ left: ValueTable,
    _ right: TableFunction,
    _ outer: [[Value]],
    _ sign: ComparisonOperator,
    isAll: Bool
  ) throws(QueryError) -> ValueTable {
    guard let value else { return left }
    let comparisons = try answers(left, right, outer) { table in
      QuantifiedComparison(sign, isAll: isAll, table.columns[0], value.type)
    }
    let frame = Frame(left.batch, outer: outer)
    var values: [Value] = []
    for (row, comparison) in comparisons.enumerated() {
      let truth = try comparison.test(try value.function(frame, row))
      values.append(truth == .unknown ? .null : .boolean(truth == .yes))
    }
    return left.beside(ValueTable(rowCount: left.rowCount, columns: [values]))
  }

  private func lateral(
    _ left: ValueTable,
    _ right: TableFunction,
    _ outer: [[Value]],
    keepsUnmatched: Bool
  ) throws(QueryError) -> ValueTable {
    let tables = try answers(left, right, outer) { $0 }
    var rows: [Int] = []
    var joined = ValueTable(width: plan.rightWidth)
    for (row, table) in tables.enumerated() {
      rows.append(contentsOf: repeatElement(row, count: table.rowCount))
      joined.append(table)
      if keepsUnmatched, table.rowCount == 0 {
        rows.append(row)
        joined.append(Array(repeating: .null, count: plan.rightWidth))
      }
    }
    return left.gather(rows).beside(joined)
  }
}

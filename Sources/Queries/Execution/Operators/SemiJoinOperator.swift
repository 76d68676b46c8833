// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps the left rows that have a match on the right side or, as an anti-join, those that have
/// none.
struct SemiJoinOperator {
  private let isAnti: Bool
  private let leftKeys: [RowFunction]
  private let rightKeys: [RowFunction]
  private let residual: JoinResidual?

  init(_ plan: JoinPlan, isAnti: Bool) {
    let compiler = ExpressionCompiler(memos: nil)
    self.isAnti = isAnti
    leftKeys = plan.keys.map { compiler.function($0.left) }
    rightKeys = plan.keys.map { compiler.function($0.right) }
    residual = plan.condition.map { JoinResidual($0, leftWidth: plan.leftWidth) }
  }

  /// Filters the left side.
  func run(
    _ left: ValueTable,
    _ right: ValueTable,
    _ outer: [[Value]]
  ) throws(QueryError) -> ValueTable {
    let candidates = try JoinCandidates(
      left,
      right,
      leftKeys: leftKeys,
      rightKeys: rightKeys,
      outer
    )
    var isMatched = [Bool](repeating: false, count: left.rowCount)
    var pending: [RowPair] = []
    for row in 0..<left.rowCount {
      try Cancellation.check()
      try candidates.forEach(of: row) { other throws(QueryError) in
        guard let residual else {
          isMatched[row] = true
          return false
        }
        pending.append(RowPair(left: row, right: other))
        guard pending.count == JoinResidual.chunkSize else { return true }
        for pair in try residual.filter(pending, left, right, outer) {
          isMatched[pair.left] = true
        }
        pending.removeAll(keepingCapacity: true)
        return !isMatched[row]
      }
    }
    if let residual, !pending.isEmpty {
      for pair in try residual.filter(pending, left, right, outer) { isMatched[pair.left] = true }
    }
    return left.gather((0..<left.rowCount).filter { isMatched[$0] != isAnti })
  }
}

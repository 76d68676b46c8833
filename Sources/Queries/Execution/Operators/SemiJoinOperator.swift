// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps the left rows that have a match on the right side or, as an anti-join, those that have
/// none.
struct SemiJoinOperator {
  private let isAnti: Bool
  private let matcher: JoinMatcher
  private let budget: MemoryBudget

  init(_ plan: JoinPlan, isAnti: Bool, _ budget: MemoryBudget) {
    self.isAnti = isAnti
    matcher = JoinMatcher(plan, budget)
    self.budget = budget
  }

  /// Filters the left side.
  func run(
    _ left: RowTable,
    _ right: RowTable,
    _ outer: [[Value]]
  ) throws(QueryError) -> RowTable {
    var isMatched = [Bool](repeating: false, count: left.rowCount)
    let matching = matcher.prepare(left, right, outer)
    try matching.forEach(isSettled: { isMatched[$0] }) { pairs, piece, _ in
      for pair in pairs { isMatched[piece.numbers[pair.left]] = true }
    }
    var kept = RowTableBuilder(width: left.width, budget)
    try left.forEachChunk { chunk, first throws(QueryError) in
      for row in 0..<chunk.rowCount where isMatched[first + row] != isAnti {
        try kept.appendWritten(chunk.written(row))
      }
    }
    return try kept.finish()
  }
}

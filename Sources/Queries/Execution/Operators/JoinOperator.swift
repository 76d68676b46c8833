// SPDX-License-Identifier: Apache-2.0
import Columns

/// Joins two tables.
///
/// Rows come in the order of the left side and, for one left row, of the right side; right rows
/// without a match, where they are kept, come last.
struct JoinOperator {
  private let kind: JoinKind
  private let leftKeys: [RowFunction]
  private let rightKeys: [RowFunction]
  private let residual: JoinResidual?

  init(_ plan: JoinPlan) {
    let compiler = ExpressionCompiler(memos: nil)
    kind = plan.kind
    leftKeys = plan.keys.map { compiler.function($0.left) }
    rightKeys = plan.keys.map { compiler.function($0.right) }
    residual = plan.condition.map { JoinResidual($0, leftWidth: plan.leftWidth) }
  }

  /// Joins.
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
    let pairs = try matches(candidates, left, right, outer)
    let (leftRows, rightRows) = completed(pairs, left.rowCount, right.rowCount)
    return left.gather(leftRows).beside(right.gather(rightRows))
  }

  private func matches(
    _ candidates: JoinCandidates,
    _ left: ValueTable,
    _ right: ValueTable,
    _ outer: [[Value]]
  ) throws(QueryError) -> [RowPair] {
    var pairs: [RowPair] = []
    var pending: [RowPair] = []
    for row in 0..<left.rowCount {
      try Cancellation.check()
      try candidates.forEach(of: row) { other throws(QueryError) in
        guard let residual else {
          pairs.append(RowPair(left: row, right: other))
          return true
        }
        pending.append(RowPair(left: row, right: other))
        if pending.count == JoinResidual.chunkSize {
          pairs += try residual.filter(pending, left, right, outer)
          pending.removeAll(keepingCapacity: true)
        }
        return true
      }
    }
    if let residual, !pending.isEmpty {
      pairs += try residual.filter(pending, left, right, outer)
    }
    return pairs
  }

  /// The rows of both sides, with those an outer join keeps without a match.
  private func completed(
    _ pairs: [RowPair],
    _ leftCount: Int,
    _ rightCount: Int
  ) -> (left: [Int?], right: [Int?]) {
    var leftRows: [Int?] = []
    var rightRows: [Int?] = []
    if kind.keepsLeft {
      var next = 0
      for row in 0..<leftCount {
        if next == pairs.count || pairs[next].left != row {
          leftRows.append(row)
          rightRows.append(nil)
        }
        while next < pairs.count, pairs[next].left == row {
          leftRows.append(row)
          rightRows.append(pairs[next].right)
          next += 1
        }
      }
    } else {
      leftRows = pairs.map(\.left)
      rightRows = pairs.map(\.right)
    }
    if kind.keepsRight {
      var isMatched = [Bool](repeating: false, count: rightCount)
      for pair in pairs { isMatched[pair.right] = true }
      for row in 0..<rightCount where !isMatched[row] {
        leftRows.append(nil)
        rightRows.append(row)
      }
    }
    return (leftRows, rightRows)
  }
}

extension JoinKind {
  fileprivate var keepsLeft: Bool {
    switch self {
    case .left, .full: true
    case .inner, .right, .cross: false
    }
  }

  fileprivate var keepsRight: Bool {
    switch self {
    case .right, .full: true
    case .inner, .left, .cross: false
    }
  }
}

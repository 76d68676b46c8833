// SPDX-License-Identifier: Apache-2.0
import Columns

/// Joins two tables.
///
/// Rows come in the order of the left side and, for one left row, of the right side; right rows
/// without a match, where they are kept, come last.
struct JoinOperator {
  private let kind: JoinKind
  private let matcher: JoinMatcher
  private let budget: MemoryBudget

  init(_ plan: JoinPlan, _ budget: MemoryBudget) {
    kind = plan.kind
    matcher = JoinMatcher(plan, budget)
    self.budget = budget
  }

  /// Joins.
  func run(
    _ left: RowTable,
    _ right: RowTable,
    _ outer: [[Value]]
  ) throws(QueryError) -> RowTable {
    let matching = matcher.prepare(left, right, outer)
    return matching.isOrdered
      ? try runInOrder(left, right, matching) : try runBySorting(left, right, matching)
  }

  private func runInOrder(
    _ left: RowTable,
    _ right: RowTable,
    _ matching: JoinMatching
  ) throws(QueryError) -> RowTable {
    var joined = RowTableBuilder(width: left.width + right.width, budget)
    var isMatched = [Bool](repeating: false, count: kind.keepsRight ? right.rowCount : 0)
    try matching.forEach { pairs, leftPiece, rightPiece throws(QueryError) in
      var next = 0
      for row in leftPiece.numbers.indices {
        if kind.keepsLeft, next == pairs.count || pairs[next].left != row {
          try joined.appendWritten(leftPiece.rows.written(row) + nulls(right.width))
        }
        while next < pairs.count, pairs[next].left == row {
          let other = pairs[next].right
          try joined.appendWritten(leftPiece.rows.written(row) + rightPiece.rows.written(other))
          if kind.keepsRight { isMatched[rightPiece.numbers[other]] = true }
          next += 1
        }
      }
    }
    if kind.keepsRight {
      try right.forEachChunk { chunk, first throws(QueryError) in
        for row in 0..<chunk.rowCount where !isMatched[first + row] {
          try joined.appendWritten(nulls(left.width) + chunk.written(row))
        }
      }
    }
    return try joined.finish()
  }

  private func runBySorting(
    _ left: RowTable,
    _ right: RowTable,
    _ matching: JoinMatching
  ) throws(QueryError) -> RowTable {
    var sorter = RowSorter(budget)
    var leftIsMatched = [Bool](repeating: false, count: kind.keepsLeft ? left.rowCount : 0)
    var rightIsMatched = [Bool](repeating: false, count: kind.keepsRight ? right.rowCount : 0)
    try matching.forEach { pairs, leftPiece, rightPiece throws(QueryError) in
      for pair in pairs {
        let numbers = (leftPiece.numbers[pair.left], rightPiece.numbers[pair.right])
        if kind.keepsLeft { leftIsMatched[numbers.0] = true }
        if kind.keepsRight { rightIsMatched[numbers.1] = true }
        // A row that was divided off has its number behind it.
        let written =
          leftPiece.rows.written(pair.left, width: left.width)
          + rightPiece.rows.written(pair.right, width: right.width)
        try sorter.add(SortPlace(numbers.0, numbers.1), written)
      }
    }
    if kind.keepsLeft {
      try left.forEachChunk { chunk, first throws(QueryError) in
        for row in 0..<chunk.rowCount where !leftIsMatched[first + row] {
          let written = chunk.written(row) + nulls(right.width)
          try sorter.add(SortPlace(first + row), written)
        }
      }
    }
    if kind.keepsRight {
      try right.forEachChunk { chunk, first throws(QueryError) in
        for row in 0..<chunk.rowCount where !rightIsMatched[first + row] {
          let written = nulls(left.width) + chunk.written(row)
          try sorter.add(SortPlace(.max, first + row), written)
        }
      }
    }
    return try sorter.table(width: left.width + right.width)
  }

  /// So many NULLs as bytes of a row.
  private func nulls(_ count: Int) -> [UInt8] {
    var writer = RowWriter()
    for _ in 0..<count { writer.append(.null) }
    return writer.bytes
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

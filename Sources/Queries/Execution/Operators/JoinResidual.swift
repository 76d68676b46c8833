// SPDX-License-Identifier: Apache-2.0
import Columns

/// The part of a join's condition that is not equality of keys, tested on pairs of rows.
struct JoinResidual {
  /// How many pairs are laid side by side at a time.
  static let chunkSize = 4_096

  private let test: RowTest
  /// The columns it reads; only these are laid out.
  private let columns: Set<Int>
  private let leftWidth: Int

  init(_ condition: BoundExpression, leftWidth: Int) {
    test = ExpressionCompiler(memos: nil).joinTest(condition)
    columns = ExpressionTraits(condition).columns
    self.leftWidth = leftWidth
  }

  /// The pairs for which the condition is TRUE, in their order.
  func filter(
    _ pairs: [RowPair],
    _ left: ValueTable,
    _ right: ValueTable,
    _ outer: [[Value]]
  ) throws(QueryError) -> [RowPair] {
    var vectors: [ColumnVector] = []
    for number in 0..<(leftWidth + right.width) {
      if !columns.contains(number) {
        vectors.append(.constant(.null))
      } else if number < leftWidth {
        vectors.append(.values(pairs.map { left.columns[number][$0.left] }))
      } else {
        vectors.append(.values(pairs.map { right.columns[number - leftWidth][$0.right] }))
      }
    }
    let frame = Frame(RecordBatch(rowCount: pairs.count, columns: vectors), outer: outer)
    var kept: [RowPair] = []
    for (place, pair) in pairs.enumerated() where try test(frame, place) == .yes {
      kept.append(pair)
    }
    return kept
  }
}

/// The numbers of a left and a right row.
struct RowPair {
  let left: Int
  let right: Int
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// One condition of a filter, ready to narrow a selection.
struct Conjunct {
  private let test: RowTest
  /// The only column its truth depends on, with what is known of that column's codes.
  private let memo: (column: Int, truths: TruthMemo)?
  private let isConstant: Bool
  private let isInfallible: Bool

  /// Compiles a condition.
  init(_ condition: BoundExpression, _ compiler: ExpressionCompiler) {
    let traits = ExpressionTraits(condition)
    isConstant = traits.isConstant
    isInfallible = !condition.canFail
    if let memos = compiler.memos, let column = traits.onlyColumn {
      memo = (column, memos.truthMemo(for: condition))
      test = compiler.insideMemo.plainTest(condition)
    } else {
      memo = nil
      test = compiler.test(condition)
    }
  }

  /// Whether narrowing costs a look into a table at most and cannot fail, so that it may be done
  /// before conditions written before it.
  func isCheap(for batch: RecordBatch) -> Bool {
    guard isInfallible else { return false }
    guard let memo else { return isConstant }
    switch batch.columns[memo.column] {
    case .constant, .dictionary: return true
    case .spans, .values: return false
    }
  }

  /// The rows of a selection for which the condition is TRUE.
  ///
  /// - Complexity: O(rows), with one evaluation for each dictionary code not seen before, one for a
  ///   constant column, or one a row.
  func narrow(_ selection: [UInt32], _ frame: Frame) throws(QueryError) -> [UInt32] {
    guard let first = selection.first else { return selection }
    if isConstant { return try test(frame, Int(first)) == .yes ? selection : [] }
    if let memo {
      switch frame.batch.columns[memo.column] {
      case .constant: return try test(frame, Int(first)) == .yes ? selection : []
      case .dictionary(let vector):
        return try memo.truths.narrow(selection, by: vector, frame, test)
      case .spans, .values: break
      }
    }
    var kept: [UInt32] = []
    for row in selection where try test(frame, Int(row)) == .yes { kept.append(row) }
    return kept
  }
}

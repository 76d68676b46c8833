// SPDX-License-Identifier: Apache-2.0
import Columns

/// One condition of a filter, ready to narrow a selection.
struct Conjunct {
  private let test: RowTest
  /// Where its truth depends on codes: what is known of them.
  private let memo: (source: CodeSource, truths: TruthMemo)?
  private let textTest: TextTest?
  private let isConstant: Bool
  private let isInfallible: Bool

  /// Compiles a condition.
  init(_ condition: BoundExpression, _ compiler: ExpressionCompiler) {
    isConstant = ExpressionTraits(condition).isConstant
    isInfallible = !condition.canFail
    textTest = TextTest(condition, compiler)
    if let memos = compiler.memos, let source = CodeSource(condition, compiler) {
      memo = (source, memos.truthMemo(for: condition))
      let isOverOne = ExpressionTraits(condition).onlyColumn != nil
      test = isOverOne ? compiler.insideMemo.plainTest(condition) : compiler.test(condition)
    } else {
      memo = nil
      test = compiler.test(condition)
    }
  }

  /// Whether narrowing costs a look into a table at most and cannot fail, so that it may be done
  /// before conditions written before it.
  func isCheap(for batch: RecordBatch) -> Bool {
    guard isInfallible else { return false }
    return isConstant || memo?.source.hasCodes(in: batch) ?? false
  }

  /// The rows of a selection for which the condition is TRUE.
  ///
  /// - Complexity: O(rows), with one evaluation for each code not seen before, one for a constant
  ///   column, or one a row.
  func narrow(_ selection: [UInt32], _ frame: Frame) throws(QueryError) -> [UInt32] {
    guard let first = selection.first else { return selection }
    if isConstant || memo?.source.isConstant(in: frame.batch) ?? false {
      return try test(frame, Int(first)) == .yes ? selection : []
    }
    if let memo, let codes = memo.source.codes(selection, frame.batch) {
      return try memo.truths.narrow(selection, by: codes, frame, test)
    }
    if let textTest, let kept = try textTest.narrow(selection, frame, test) { return kept }
    var kept: [UInt32] = []
    for row in selection where try test(frame, Int(row)) == .yes { kept.append(row) }
    return kept
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The memos of one worker over the columns of the shared scan: equal expressions, of whatever
/// query, share one.
final class MemoStore {
  private var truths: [ExpressionKey: TruthMemo] = [:]
  private var values: [ExpressionKey: ValueMemo] = [:]
  private var codedValues: [ExpressionKey: ValueMemo] = [:]
  private var writtenValues: [ExpressionKey: WrittenValues] = [:]
  private var shortTexts: [Int: ShortTextMemo] = [:]
  private var combinations: [[Int]: CodeCombinations] = [:]

  /// The memo of a condition.
  func truthMemo(for expression: BoundExpression) -> TruthMemo {
    guard let key = ExpressionKey(expression) else { return TruthMemo() }
    if let memo = truths[key] { return memo }
    let memo = TruthMemo()
    truths[key] = memo
    return memo
  }

  /// The memo of an expression's values by code alone.
  func codedValueMemo(for expression: BoundExpression) -> ValueMemo {
    guard let key = ExpressionKey(expression) else { return ValueMemo() }
    if let memo = codedValues[key] { return memo }
    let memo = ValueMemo()
    codedValues[key] = memo
    return memo
  }

  /// The values of an expression as they are written, by code.
  func writtenValues(of expression: BoundExpression) -> WrittenValues {
    guard let key = ExpressionKey(expression) else { return WrittenValues() }
    if let known = writtenValues[key] { return known }
    let new = WrittenValues()
    writtenValues[key] = new
    return new
  }

  /// The short texts of a column.
  func shortTexts(ofColumn number: Int) -> ShortTextMemo {
    if let known = shortTexts[number] { return known }
    let new = ShortTextMemo()
    shortTexts[number] = new
    return new
  }

  /// The numbers of the combinations of several columns' codes.
  func combinations(of columns: [Int]) -> CodeCombinations {
    if let known = combinations[columns] { return known }
    let new = CodeCombinations(columns: columns)
    combinations[columns] = new
    return new
  }

  /// The memo of an expression's values, which is shared when it is asked for again.
  func valueMemo(for expression: BoundExpression) -> ValueMemo {
    guard let key = ExpressionKey(expression) else { return ValueMemo() }
    if let memo = values[key] {
      memo.isShared = true
      return memo
    }
    let memo = ValueMemo()
    values[key] = memo
    return memo
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The memos of one worker over the columns of the shared scan: equal expressions, of whatever
/// query, share one.
final class MemoStore {
  private var truths: [ExpressionKey: TruthMemo] = [:]
  private var values: [ExpressionKey: ValueMemo] = [:]
  private var codedValues: [ExpressionKey: ValueMemo] = [:]
  private var writtenValues: [ExpressionKey: WrittenValues] = [:]
  private var combinations: [[Int]: CodeCombinations] = [:]

  /// The memo of a condition.
  func truthMemo(for expression: BoundExpression) -> TruthMemo {
    Self.memo(ExpressionKey(expression), in: &truths, or: TruthMemo.init)
  }

  /// The memo of an expression's values by code alone.
  func codedValueMemo(for expression: BoundExpression) -> ValueMemo {
    Self.memo(ExpressionKey(expression), in: &codedValues, or: ValueMemo.init)
  }

  /// The values of an expression as they are written, by code.
  func writtenValues(of expression: BoundExpression) -> WrittenValues {
    Self.memo(ExpressionKey(expression), in: &writtenValues, or: WrittenValues.init)
  }

  /// The numbers of the combinations of several columns' codes.
  func combinations(of columns: [Int]) -> CodeCombinations {
    Self.memo(columns, in: &combinations) { CodeCombinations(columns: columns) }
  }

  /// The memo of an expression's values, which is shared when it is asked for again.
  func valueMemo(for expression: BoundExpression) -> ValueMemo {
    guard let key = ExpressionKey(expression) else { return ValueMemo() }
    if let memo = values[key] {
      memo.isShared = true
      return memo
    }
    return Self.memo(key, in: &values, or: ValueMemo.init)
  }

  /// The memo of a key, a new one where there is none; without a key it is nobody else's.
  private static func memo<Key: Hashable, Memo>(
    _ key: Key?,
    in known: inout [Key: Memo],
    or make: () -> Memo
  ) -> Memo {
    guard let key else { return make() }
    if let memo = known[key] { return memo }
    let memo = make()
    known[key] = memo
    return memo
  }
}

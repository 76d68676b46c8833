// SPDX-License-Identifier: Apache-2.0
import Columns

/// Turns bound expressions into closures, once a worker and query: no tree is walked row by row.
///
/// An expression whose answer depends on one column alone is computed once for each code of that
/// column's dictionary; any other that several expressions of the worker's queries share, once a
/// row. What cannot be computed (a bad constant pattern) fails when a row asks for
/// it, not here.
struct ExpressionCompiler {
  /// Where answers are kept; nil where it is not worth while: in the finishing half.
  let memos: MemoStore?
  /// Whether the answers of an expression around the current one are kept, so that its own need be
  /// only where another expression asks for them too.
  private let isInsideMemo: Bool

  init(memos: MemoStore?) {
    self.init(memos: memos, isInsideMemo: false)
  }

  private init(memos: MemoStore?, isInsideMemo: Bool) {
    self.memos = memos
    self.isInsideMemo = isInsideMemo
  }

  /// The compiler for what stands inside an expression whose answers are kept.
  var insideMemo: ExpressionCompiler {
    ExpressionCompiler(memos: memos, isInsideMemo: true)
  }

  /// Compiles an expression to its value.
  func function(_ expression: BoundExpression) -> RowFunction {
    if let constant = constant(expression) { return { _, _ in constant } }
    guard let memos, !expression.isLiteral, !expression.isLambda else {
      return plainFunction(expression)
    }
    let traits = ExpressionTraits(expression)
    guard traits.isPure else { return plainFunction(expression) }
    let memo = memos.valueMemo(for: expression)
    if case .column(let number) = expression.kind { return column(number, memo) }
    guard let column = traits.onlyColumn, !expression.isTrivial else {
      let compute = plainFunction(expression)
      return { frame, row throws(QueryError) in
        memo.isShared ? try memo.value(frame, row, compute) : try compute(frame, row)
      }
    }
    return keptByCode(column, memo, insideMemo.plainFunction(expression))
  }

  /// A column as it is; places in a buffer are decoded once a row, whoever asks.
  private func column(_ number: Int, _ memo: ValueMemo) -> RowFunction {
    { frame, row throws(QueryError) in
      guard memo.isShared, case .spans(let vector) = frame.batch.columns[number] else {
        return frame.batch.columns[number].value(at: row)
      }
      return try memo.value(frame, row) { (_, row) throws(QueryError) in vector.value(at: row) }
    }
  }

  private func keptByCode(
    _ column: Int,
    _ memo: ValueMemo,
    _ compute: @escaping RowFunction
  ) -> RowFunction {
    let isInsideMemo = isInsideMemo
    return { frame, row throws(QueryError) in
      if isInsideMemo, !memo.isShared { return try compute(frame, row) }
      switch frame.batch.columns[column] {
      case .dictionary(let vector): return try memo.value(of: vector, frame, row, compute)
      case .constant(.varchar(let text)): return try memo.value(of: text, frame, row, compute)
      case .constant, .spans, .values:
        return memo.isShared ? try memo.value(frame, row, compute) : try compute(frame, row)
      }
    }
  }

  /// The value of an expression that is the same everywhere; nil when it is not, or when computing
  /// it fails.
  func constant(_ expression: BoundExpression) -> Value? {
    if case .literal(let value) = expression.kind { return value.unshared }
    let traits = ExpressionTraits(expression)
    guard traits.isConstant, traits.isPure, !expression.isLambda else { return nil }
    let compute = ExpressionCompiler(memos: nil).plainFunction(expression)
    return try? compute(.empty, 0)
  }

  /// Compiles without a memo for the expression as a whole.
  func plainFunction(_ expression: BoundExpression) -> RowFunction {
    switch expression.kind {
    case .literal(let value):
      let own = value.unshared
      return { _, _ in own }
    case .column(let number):
      return { frame, row in frame.batch.columns[number].value(at: row) }
    case .outerColumn(let depth, let number):
      return { frame, _ in frame.outer[frame.outer.count - depth][number] }
    case .lambdaParameter(let depth, let number):
      return { frame, _ in frame.parameters[frame.parameters.count - 1 - depth][number] }
    case .field(let base, let number): return field(base, number)
    case .call(let call): return self.call(call, at: expression.range)
    case .cast(let operand, let isTry):
      return cast(operand, to: expression.type, isTry: isTry, at: expression.range)
    case .caseWhen(let whens, let otherwise): return caseWhen(whens, otherwise)
    case .coalesce(let operands): return coalesce(operands)
    case .nullif(let left, let right): return nullif(left, right)
    case .try(let operand): return attempt(operand)
    case .row(let operands): return list(operands) { .row($0) }
    case .array(let operands): return list(operands) { .array($0) }
    case .and, .or, .not, .comparison, .isDistinctFrom, .isNull, .between, .inList, .like:
      return boolean(plainTest(expression))
    case .lambda:
      preconditionFailure("a lambda stands only as an argument of a function that takes one")
    }
  }

  /// A condition as a value.
  private func boolean(_ test: @escaping RowTest) -> RowFunction {
    { frame, row throws(QueryError) in
      switch try test(frame, row) {
      case .yes: .boolean(true)
      case .no: .boolean(false)
      case .unknown: .null
      }
    }
  }

  private func field(_ base: BoundExpression, _ number: Int) -> RowFunction {
    let base = function(base)
    return { frame, row throws(QueryError) in
      guard case .row(let values) = try base(frame, row), number < values.count else {
        return .null
      }
      return values[number]
    }
  }

  private func cast(
    _ operand: BoundExpression,
    to type: DataType,
    isTry: Bool,
    at range: SourceRange?
  ) -> RowFunction {
    guard let convert = Cast.make(from: operand.type, to: type) else {
      let error = QueryError(.typeMismatch, "cannot cast \(operand.type) to \(type)", at: range)
      return { _, _ throws(QueryError) in throw error }
    }
    let operand = function(operand)
    return { frame, row throws(QueryError) in
      let value = try operand(frame, row)
      do throws(QueryError) {
        return try convert(value)
      } catch {
        if isTry, error.code.isCaughtByTry { return .null }
        throw error.located(at: range)
      }
    }
  }

  private func caseWhen(_ whens: [BoundWhen], _ otherwise: BoundExpression?) -> RowFunction {
    let branches = whens.map { (test: test($0.condition), result: function($0.result)) }
    let otherwise = otherwise.map(function) ?? { _, _ in .null }
    return { frame, row throws(QueryError) in
      for branch in branches where try branch.test(frame, row) == .yes {
        return try branch.result(frame, row)
      }
      return try otherwise(frame, row)
    }
  }

  private func coalesce(_ operands: [BoundExpression]) -> RowFunction {
    let operands = operands.map(function)
    return { frame, row throws(QueryError) in
      for operand in operands {
        let value = try operand(frame, row)
        if !value.isNull { return value }
      }
      return .null
    }
  }

  private func nullif(_ left: BoundExpression, _ right: BoundExpression) -> RowFunction {
    let left = function(left)
    let right = function(right)
    return { frame, row throws(QueryError) in
      let value = try left(frame, row)
      return ValueComparison.equal(value, try right(frame, row)) == .yes ? .null : value
    }
  }

  private func attempt(_ operand: BoundExpression) -> RowFunction {
    let operand = function(operand)
    return { frame, row throws(QueryError) in
      do throws(QueryError) {
        return try operand(frame, row)
      } catch {
        if error.code.isCaughtByTry { return .null }
        throw error
      }
    }
  }

  private func list(
    _ operands: [BoundExpression],
    _ make: @escaping ([Value]) -> Value
  ) -> RowFunction {
    let operands = operands.map(function)
    return { frame, row throws(QueryError) in
      var values: [Value] = []
      values.reserveCapacity(operands.count)
      for operand in operands { values.append(try operand(frame, row)) }
      return make(values)
    }
  }
}

extension Frame {
  /// One row without columns.
  static var empty: Frame { Frame(RecordBatch(rowCount: 1, columns: [])) }
}

extension BoundExpression {
  /// Whether it is a lambda, which has no value of its own.
  var isLambda: Bool {
    if case .lambda = kind { true } else { false }
  }
}

extension QueryError {
  /// The error with a place, where it has none yet.
  func located(at place: SourceRange?) -> QueryError {
    var error = self
    error.range = range ?? place
    return error
  }
}

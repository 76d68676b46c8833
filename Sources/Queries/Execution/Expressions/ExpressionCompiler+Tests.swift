// SPDX-License-Identifier: Apache-2.0
import Columns

extension ExpressionCompiler {
  /// Compiles a boolean expression to its truth.
  func test(_ expression: BoundExpression) -> RowTest {
    if let constant = constant(expression) {
      let truth = TruthValue(constant)
      return { _, _ in truth }
    }
    guard let memos, !expression.isTrivial,
      let column = ExpressionTraits(expression).onlyColumn
    else { return plainTest(expression) }
    let compute = insideMemo.plainTest(expression)
    let memo = memos.truthMemo(for: expression)
    return { frame, row throws(QueryError) in
      guard case .dictionary(let vector) = frame.batch.columns[column] else {
        return try compute(frame, row)
      }
      return try memo.truth(of: vector, frame, row, compute)
    }
  }

  /// The test of a join's condition, for which anything but TRUE is the same.
  ///
  /// Terms are asked as those of a filter, which the condition may have been: in their order, but for
  /// constants, and none behind one that is not TRUE.
  func joinTest(_ condition: BoundExpression) -> RowTest {
    guard case .and(let terms) = condition.kind else { return test(condition) }
    let constant = terms.filter { ExpressionTraits($0).isConstant && !$0.canFail }
    let other = terms.filter { !ExpressionTraits($0).isConstant || $0.canFail }
    let tests = (constant + other).map(test)
    return { frame, row throws(QueryError) in
      for test in tests where try test(frame, row) != .yes { return .no }
      return .yes
    }
  }

  /// Compiles without a memo for the condition as a whole.
  func plainTest(_ expression: BoundExpression) -> RowTest {
    switch expression.kind {
    case .and(let operands): return all(operands)
    case .or(let operands): return any(operands)
    case .not(let operand):
      let operand = test(operand)
      return { frame, row throws(QueryError) in try operand(frame, row).negated }
    case .comparison(let sign, let left, let right):
      let test = comparison(sign, left, right)
      return left.type.isNested ? located(test, at: expression.range) : test
    case .isDistinctFrom(let left, let right):
      let left = function(left)
      let right = function(right)
      return { frame, row throws(QueryError) in
        let value = try left(frame, row)
        return TruthValue(!ValueComparison.isSame(value, try right(frame, row)))
      }
    case .isNull(let operand):
      let operand = function(operand)
      return { frame, row throws(QueryError) in TruthValue(try operand(frame, row).isNull) }
    case .between(let value, let lower, let upper):
      let test = between(value, lower, upper)
      return value.type.isNested ? located(test, at: expression.range) : test
    case .inList(let value, let list): return inList(value, list)
    case .like(let value, let pattern, let escape):
      return like(value, pattern, escape, at: expression.range)
    case .literal, .column, .outerColumn, .lambdaParameter, .field, .call, .cast, .caseWhen,
      .coalesce, .nullif, .try, .row, .array, .lambda:
      let value = plainFunction(expression)
      return { frame, row throws(QueryError) in TruthValue(try value(frame, row)) }
    }
  }

  /// Stops at the first FALSE; an unknown on the way makes the rest count only if FALSE.
  private func all(_ operands: [BoundExpression]) -> RowTest {
    let operands = operands.map(test)
    return { frame, row throws(QueryError) in
      var answer = TruthValue.yes
      for operand in operands {
        switch try operand(frame, row) {
        case .no: return .no
        case .unknown: answer = .unknown
        case .yes: break
        }
      }
      return answer
    }
  }

  private func any(_ operands: [BoundExpression]) -> RowTest {
    let operands = operands.map(test)
    return { frame, row throws(QueryError) in
      var answer = TruthValue.no
      for operand in operands {
        switch try operand(frame, row) {
        case .yes: return .yes
        case .unknown: answer = .unknown
        case .no: break
        }
      }
      return answer
    }
  }

  private func comparison(
    _ sign: ComparisonOperator,
    _ left: BoundExpression,
    _ right: BoundExpression
  ) -> RowTest {
    let value = function(left)
    if sign == .equal || sign == .notEqual, left.type.hasPlainEquality,
      let constant = constant(right)
    {
      guard !constant.isNull else { return { _, _ in .unknown } }
      let match = TruthValue(sign == .equal)
      let mismatch = match.negated
      return { frame, row throws(QueryError) in
        let value = try value(frame, row)
        return value.isNull ? .unknown : (value == constant ? match : mismatch)
      }
    }
    let other = function(right)
    return { frame, row throws(QueryError) in
      let value = try value(frame, row)
      if value.isNull { return .unknown }
      return try ValueComparison.test(sign, value, try other(frame, row))
    }
  }

  /// A test whose failures are given a place: arrays and rows that hold NULL have no order.
  private func located(_ test: @escaping RowTest, at range: SourceRange?) -> RowTest {
    { frame, row throws(QueryError) in
      do throws(QueryError) {
        return try test(frame, row)
      } catch {
        throw error.located(at: range)
      }
    }
  }

  /// `value >= lower AND value <= upper`, with the value computed once.
  private func between(
    _ value: BoundExpression,
    _ lower: BoundExpression,
    _ upper: BoundExpression
  ) -> RowTest {
    let value = function(value)
    let lower = function(lower)
    let upper = function(upper)
    return { frame, row throws(QueryError) in
      let value = try value(frame, row)
      let first = try ValueComparison.test(.greaterOrEqual, value, try lower(frame, row))
      if first == .no { return .no }
      let second = try ValueComparison.test(.lessOrEqual, value, try upper(frame, row))
      return second == .no ? .no : (first == .yes ? second : .unknown)
    }
  }

  private func inList(_ value: BoundExpression, _ list: [BoundExpression]) -> RowTest {
    let constants = list.compactMap(constant)
    if constants.count == list.count, value.type.hasPlainEquality {
      return inSet(value, constants)
    }
    let value = function(value)
    let items = list.map(function)
    return { frame, row throws(QueryError) in
      let value = try value(frame, row)
      var answer = TruthValue.no
      for item in items {
        switch ValueComparison.equal(value, try item(frame, row)) {
        case .yes: return .yes
        case .unknown: answer = .unknown
        case .no: break
        }
      }
      return answer
    }
  }

  private func inSet(_ value: BoundExpression, _ constants: [Value]) -> RowTest {
    let value = function(value)
    let members = Set(constants.filter { !$0.isNull })
    let absent: TruthValue =
      members.count < constants.count && constants.contains(where: \.isNull)
      ? .unknown : .no
    return { frame, row throws(QueryError) in
      let value = try value(frame, row)
      return value.isNull ? .unknown : (members.contains(value) ? .yes : absent)
    }
  }

  private func like(
    _ value: BoundExpression,
    _ pattern: BoundExpression,
    _ escape: BoundExpression?,
    at range: SourceRange?
  ) -> RowTest {
    let text = function(value)
    if let pattern = constant(pattern), let escape = escape.map(constant) ?? .some(.null) {
      guard case .varchar(let source) = pattern else { return { _, _ in .unknown } }
      return constantLike(text, source, escape.text, at: range)
    }
    let pattern = function(pattern)
    let escape = escape.map(function)
    return { frame, row throws(QueryError) in
      guard case .varchar(let text) = try text(frame, row),
        case .varchar(let source) = try pattern(frame, row)
      else { return .unknown }
      let mark = try escape?(frame, row)
      if let mark, mark.isNull { return .unknown }
      do throws(QueryError) {
        return TruthValue(try LikePattern(source, escape: mark?.text).matches(text))
      } catch {
        throw error.located(at: range)
      }
    }
  }

  private func constantLike(
    _ value: @escaping RowFunction,
    _ source: Text,
    _ escape: Text?,
    at range: SourceRange?
  ) -> RowTest {
    do throws(QueryError) {
      let pattern = try LikePattern(source, escape: escape)
      return { frame, row throws(QueryError) in
        guard case .varchar(let text) = try value(frame, row) else { return .unknown }
        return TruthValue(pattern.matches(text))
      }
    } catch {
      let error = error.located(at: range)
      return { _, _ throws(QueryError) in throw error }
    }
  }
}

extension Value {
  fileprivate var text: Text? {
    if case .varchar(let text) = self { text } else { nil }
  }
}

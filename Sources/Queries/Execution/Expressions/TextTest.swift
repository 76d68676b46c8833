// SPDX-License-Identifier: Apache-2.0
import Columns

/// A condition that compares one text column with constants, tested on the text where it stands.
///
/// Nothing is decoded for rows it drops. It cannot fail, and is never TRUE of NULL.
struct TextTest {
  private typealias Match = (Span<UInt8>) -> Bool
  private typealias ShortMatch = (ShortText) -> Bool

  private let column: Int
  private let match: Match
  /// The same for short texts, where there are quicker ways.
  private let shortMatch: ShortMatch?

  /// Compiles a condition; nil for conditions of another form.
  init?(_ condition: BoundExpression, _ compiler: ExpressionCompiler) {
    let traits = ExpressionTraits(condition)
    guard let column = traits.onlyColumn, let match = Self.match(condition, compiler) else {
      return nil
    }
    self.column = column
    self.match = match
    shortMatch = Self.shortMatch(condition, compiler)
  }

  /// The rows of a selection for which the condition is TRUE; nil when the column is of another form.
  ///
  /// `test` answers for texts that are written with escapes.
  func narrow(
    _ selection: [UInt32],
    _ frame: Frame,
    _ test: RowTest
  ) throws(QueryError) -> [UInt32]? {
    guard case .spans(let vector) = frame.batch.columns[column], vector.holdsText else {
      return nil
    }
    var kept: [UInt32] = []
    let shortTexts = shortMatch == nil ? nil : vector.shortTexts
    for row in selection where !vector.isNull(at: Int(row)) {
      if let shortTexts, let shortMatch, let text = shortTexts[Int(row)] {
        if shortMatch(text) { kept.append(row) }
        continue
      }
      if let isMet = vector.withText(at: Int(row), match) {
        if isMet { kept.append(row) }
      } else if try test(frame, Int(row)) == .yes {
        kept.append(row)
      }
    }
    return kept
  }

  private static func match(
    _ condition: BoundExpression,
    _ compiler: ExpressionCompiler
  ) -> Match? {
    switch condition.kind {
    case .and(let terms):
      guard let matches = all(terms, compiler) else { return nil }
      return { text in
        for match in matches where !match(text) { return false }
        return true
      }
    case .or(let terms):
      guard let matches = all(terms, compiler) else { return nil }
      return { text in
        for match in matches where match(text) { return true }
        return false
      }
    case .not(let term):
      guard let match = match(term, compiler) else { return nil }
      return { !match($0) }
    case .comparison(let sign, let left, let right):
      guard left.isTextColumn, let constant = text(right, compiler) else { return nil }
      return compare(sign, constant)
    case .between(let value, let lower, let upper):
      guard value.isTextColumn, let lower = text(lower, compiler), let upper = text(upper, compiler)
      else { return nil }
      return {
        Text.compare($0, lower.bytes.span) >= 0 && Text.compare($0, upper.bytes.span) <= 0
      }
    case .inList(let value, let list):
      let constants = list.compactMap { text($0, compiler) }
      guard value.isTextColumn, constants.count == list.count else { return nil }
      return { text in
        for constant in constants where Text.compare(text, constant.bytes.span) == 0 {
          return true
        }
        return false
      }
    case .like(let value, let pattern, let escape):
      guard value.isTextColumn, escape == nil, let source = text(pattern, compiler),
        let pattern = try? LikePattern(source, escape: nil)
      else { return nil }
      return { pattern.matches($0) }
    case .literal, .column, .outerColumn, .lambdaParameter, .field, .call, .cast, .isDistinctFrom,
      .isNull, .caseWhen, .coalesce, .nullif, .try, .row, .array, .lambda:
      return nil
    }
  }

  private static func shortMatch(
    _ condition: BoundExpression,
    _ compiler: ExpressionCompiler
  ) -> ShortMatch? {
    switch condition.kind {
    case .comparison(let sign, _, let right):
      guard let constant = text(right, compiler).flatMap(ShortText.init) else { return nil }
      return switch sign {
      case .equal: { $0 == constant }
      case .notEqual: { $0 != constant }
      case .less: { $0 < constant }
      case .lessOrEqual: { $0 <= constant }
      case .greater: { $0 > constant }
      case .greaterOrEqual: { $0 >= constant }
      }
    case .between(_, let lower, let upper):
      guard let lower = text(lower, compiler).flatMap(ShortText.init),
        let upper = text(upper, compiler).flatMap(ShortText.init)
      else { return nil }
      return { $0 >= lower && $0 <= upper }
    default: return nil
    }
  }

  private static func all(
    _ terms: [BoundExpression],
    _ compiler: ExpressionCompiler
  ) -> [Match]? {
    let matches = terms.compactMap { match($0, compiler) }
    return matches.count == terms.count ? matches : nil
  }

  private static func compare(_ sign: ComparisonOperator, _ constant: Text) -> Match {
    { text in
      let order = Text.compare(text, constant.bytes.span)
      return switch sign {
      case .equal: order == 0
      case .notEqual: order != 0
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
  }

  /// A constant that is a text and not NULL.
  private static func text(
    _ expression: BoundExpression,
    _ compiler: ExpressionCompiler
  ) -> Text? {
    guard case .varchar(let text) = compiler.constant(expression) else { return nil }
    return text
  }
}

extension BoundExpression {
  /// Whether it is a column of text without padding.
  fileprivate var isTextColumn: Bool {
    guard case .column = kind, case .varchar = type else { return false }
    return true
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

extension BoundExpression {
  /// Whether the same row always gives the same answer.
  package var isDeterministic: Bool {
    !contains { expression in
      if case .call(let call) = expression.kind {
        !call.function.overload.isDeterministic
      } else {
        false
      }
    }
  }

  /// Whether evaluating it can fail on some row.
  ///
  /// The optimizer must not evaluate such an expression on rows that an earlier term of the same
  /// AND has ruled out. Functions are taken to fail unless they are known not to.
  package var canFail: Bool {
    switch kind {
    case .try: return false
    case .call(let call) where !call.isTotal: return true
    case .cast(let operand, let isTry):
      if !isTry, !operand.type.castsWithoutFailure(to: type) { return true }
    case .like(_, let pattern, let escape):
      if pattern.literal == nil || escape.map({ $0.literal == nil }) ?? false { return true }
    case .comparison(_, let value, _), .between(let value, _, _), .inList(let value, _),
      .nullif(let value, _):
      // Rows and arrays with a NULL inside have no order.
      if value.type.isContainer { return true }
    case .literal, .column, .outerColumn, .lambdaParameter, .field, .call, .and, .or, .not,
      .isDistinctFrom, .isNull, .caseWhen, .coalesce, .row, .array, .lambda:
      break
    }
    return children.contains(where: \.canFail)
  }
}

extension ScalarCall {
  /// Functions of text and containers that give a value or NULL for whatever they are handed.
  private static let totalNames: Set<String> = [
    "lower", "upper", "length", "trim", "ltrim", "rtrim", "reverse", "concat", "strpos", "substr",
    "substring", "replace", "starts_with", "ends_with", "cardinality", "contains", "json_format",
    "greatest", "least", "is_json_scalar", "json_array_length", "json_array_contains",
    "array_distinct", "array_sort", "map_keys", "map_values", "year", "month", "day", "hour",
    "minute", "second", "day_of_week", "day_of_year", "week", "quarter",
  ]
  /// Functions that can only fail on their later arguments: a pattern, a path, a position.
  private static let totalWithConstantPattern: Set<String> = [
    "json_extract", "json_extract_scalar", "regexp_like", "split_part", "date_format",
  ]

  /// Whether the call gives a value or NULL for every row.
  fileprivate var isTotal: Bool {
    let name = function.name
    if Self.totalNames.contains(name) { return true }
    if Self.totalWithConstantPattern.contains(name) {
      return arguments.dropFirst().allSatisfy { $0.literal != nil }
    }
    if name == "date_trunc" { return arguments.first?.literal != nil }
    if name == "element_at" { return arguments.last?.literal.map { $0 != .bigint(0) } ?? false }
    // Floating point overflows to infinity and divides by zero without an error.
    return name.hasPrefix("$") && function.resultType == .double
      && function.argumentTypes.allSatisfy { $0 == .double }
  }
}

extension DataType {
  fileprivate var isContainer: Bool {
    switch self {
    case .array, .map, .row: true
    default: false
    }
  }

  /// Whether every value of this type has a counterpart in the other.
  package func castsWithoutFailure(to target: DataType) -> Bool {
    switch (self, target) {
    case (.unknown, _): true
    case (.array(let element), .array(let other)): element.castsWithoutFailure(to: other)
    case (.row(let fields), .row(let others)):
      fields.count == others.count
        && zip(fields, others).allSatisfy { $0.type.castsWithoutFailure(to: $1.type) }
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      key == otherKey && value.castsWithoutFailure(to: otherValue)
    case (.array, _), (.row, _), (.map, _), (.json, _): self == target
    case (_, .varchar(.none)): true
    default: TypeCoercion.canCoerce(self, to: target)
    }
  }
}

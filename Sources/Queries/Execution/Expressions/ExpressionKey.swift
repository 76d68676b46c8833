// SPDX-License-Identifier: Apache-2.0
import Columns

/// What makes two expressions the same computation: the tree in preorder, without source places.
struct ExpressionKey: Hashable {
  private enum Part: Hashable {
    case node(String, operandCount: Int, DataType)
    case number(Int)
    case literal(Value)
    case types([DataType])
  }

  private var parts: [Part] = []

  /// Makes the key; nil for expressions that hold literals whose equality is not sameness (zeros of
  /// two signs, instants shown in two zones), or the rows of a subquery.
  init?(_ expression: BoundExpression) {
    guard append(expression) else { return nil }
  }

  private mutating func append(_ expression: BoundExpression) -> Bool {
    let operands = expression.children
    parts.append(
      .node(expression.kind.name, operandCount: operands.count, expression.type)
    )
    switch expression.kind {
    case .literal(let value):
      guard value.isIdentifiedByEquality else { return false }
      parts.append(.literal(value))
    case .column(let number), .field(_, let number), .lambda(let number, _):
      parts.append(.number(number))
    case .outerColumn(let depth, let number), .lambdaParameter(let depth, let number):
      parts += [.number(depth), .number(number)]
    case .call(let call):
      guard call.function.name != ScalarCall.subqueryName else { return false }
      parts.append(.types(call.function.argumentTypes))
    case .caseWhen(_, let otherwise): parts.append(.number(otherwise == nil ? 0 : 1))
    case .cast, .and, .or, .not, .comparison, .isDistinctFrom, .isNull, .between, .inList, .like,
      .coalesce, .nullif, .try, .row, .array:
      break
    }
    return operands.allSatisfy { append($0) }
  }
}

extension Value {
  fileprivate var isIdentifiedByEquality: Bool {
    switch self {
    case .null, .boolean, .bigint, .decimal, .varchar, .varbinary, .date, .time, .timestamp,
      .intervalDayToSecond, .intervalYearToMonth, .ipaddress, .uuid, .json:
      true
    case .real, .double, .timestampWithTimeZone, .array, .map, .row: false
    }
  }
}

extension BoundKind {
  /// The kind of node, with what distinguishes it besides its operands and numbers.
  fileprivate var name: String {
    switch self {
    case .literal: "literal"
    case .column: "column"
    case .outerColumn: "outer column"
    case .lambdaParameter: "parameter"
    case .field: "field"
    case .call(let call): "call \(call.function.name) \(call.function.overload.signature.text)"
    case .cast(_, let isTry): isTry ? "try_cast" : "cast"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .comparison(let sign, _, _): sign.rawValue
    case .isDistinctFrom: "is distinct from"
    case .isNull: "is null"
    case .between: "between"
    case .inList: "in"
    case .like: "like"
    case .caseWhen: "case"
    case .coalesce: "coalesce"
    case .nullif: "nullif"
    case .try: "try"
    case .row: "row"
    case .array: "array"
    case .lambda: "lambda"
    }
  }
}

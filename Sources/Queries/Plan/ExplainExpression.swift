// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Writes expressions for people, with the names that their columns have.
struct ExpressionText {
  private let fields: [Field]
  /// The rows of the enclosing queries, the nearest first.
  private let outer: [[Field]]

  init(_ fields: [Field], _ outer: [[Field]]) {
    self.fields = fields
    self.outer = outer
  }

  func list(_ expressions: [BoundExpression]) -> String {
    expressions.map(text).joined(separator: ", ")
  }

  func order(_ keys: [SortKey]) -> String {
    keys.map { key in
      text(key.expression) + (key.isDescending ? " DESC" : "")
        + (key.nullsFirst ? " NULLS FIRST" : "")
    }.joined(separator: ", ")
  }

  func text(_ expression: BoundExpression) -> String {
    switch expression.kind {
    case .literal(let value): return literal(value, expression.type)
    case .column(let index): return name(index, in: fields)
    case .outerColumn(let depth, let index):
      guard outer.indices.contains(depth - 1) else { return "outer(\(depth), \(index))" }
      return "outer." + name(index, in: outer[depth - 1])
    case .lambdaParameter(let depth, let index):
      return "p\(index + 1)" + String(repeating: "'", count: depth)
    case .field(let base, let index): return "\(text(base)).\(field(index, of: base.type))"
    case .call(let call): return self.call(call)
    case .cast(let operand, let isTry):
      return "\(isTry ? "TRY_CAST" : "CAST")(\(text(operand)) AS \(expression.type))"
    case .and(let terms): return terms.map(operand).joined(separator: " AND ")
    case .or(let terms): return terms.map(operand).joined(separator: " OR ")
    case .not(let operand): return negation(operand)
    case .comparison(let operation, let left, let right):
      return "\(operand(left)) \(operation.rawValue) \(operand(right))"
    case .isDistinctFrom(let left, let right):
      return "\(operand(left)) IS DISTINCT FROM \(operand(right))"
    case .isNull(let operand): return "\(self.operand(operand)) IS NULL"
    case .between, .inList, .like: return test(expression, isNegated: false)
    case .caseWhen(let whens, let otherwise):
      let parts = whens.map { "WHEN \(text($0.condition)) THEN \(text($0.result))" }
      let rest = otherwise.map { " ELSE \(text($0))" } ?? ""
      return "CASE \(parts.joined(separator: " "))\(rest) END"
    case .coalesce(let terms): return "coalesce(\(list(terms)))"
    case .nullif(let left, let right): return "nullif(\(text(left)), \(text(right)))"
    case .try(let operand): return "try(\(text(operand)))"
    case .row(let items): return "ROW(\(list(items)))"
    case .array(let items): return "ARRAY[\(list(items))]"
    case .lambda(let count, let body):
      let parameters = (1...max(1, count)).prefix(count).map { "p\($0)" }
      return "(\(parameters.joined(separator: ", "))) -> \(text(body))"
    }
  }

  func text(_ call: AggregateCall) -> String {
    let inner =
      (call.isDistinct ? "DISTINCT " : "") + list(call.arguments)
      + (call.orderBy.isEmpty ? "" : " ORDER BY \(order(call.orderBy))")
    return "\(call.function.name)(\(inner))"
      + (call.filter.map { " FILTER (WHERE \(text($0)))" } ?? "")
  }

  func text(_ call: WindowCall) -> String {
    let function =
      switch call.function {
      case .ranking(let function): "\(function.rawValue)(\(list(call.arguments)))"
      case .aggregate(let aggregate): text(aggregate)
      }
    var parts: [String] = []
    if !call.partitionBy.isEmpty { parts.append("PARTITION BY \(list(call.partitionBy))") }
    if !call.orderBy.isEmpty { parts.append("ORDER BY \(order(call.orderBy))") }
    let frame = frame(call)
    if frame != "RANGE UNBOUNDED PRECEDING TO CURRENT ROW" { parts.append(frame) }
    return function + (call.ignoresNulls ? " IGNORE NULLS" : "")
      + " OVER (\(parts.joined(separator: " ")))"
  }

  private func frame(_ call: WindowCall) -> String {
    "\(call.unit)".uppercased() + " \(bound(call.start)) TO \(bound(call.end))"
  }

  private func bound(_ bound: WindowCall.Bound) -> String {
    switch bound {
    case .unboundedPreceding: "UNBOUNDED PRECEDING"
    case .preceding(let offset): "\(text(offset)) PRECEDING"
    case .currentRow: "CURRENT ROW"
    case .following(let offset): "\(text(offset)) FOLLOWING"
    case .unboundedFollowing: "UNBOUNDED FOLLOWING"
    }
  }

  /// The name of a column, with its number where another one has the same name.
  private func name(_ index: Int, in fields: [Field]) -> String {
    guard fields.indices.contains(index) else { return "#\(index)" }
    let name = fields[index].name
    let isUnique = fields.count { $0.name == name } == 1
    return isUnique && !name.isEmpty ? name : "\(name)#\(index)"
  }

  private func field(_ index: Int, of type: DataType) -> String {
    guard case .row(let fields) = type, fields.indices.contains(index) else {
      return "\(index + 1)"
    }
    return fields[index].name ?? "\(index + 1)"
  }

  private static let symbols = [
    "$add": "+", "$subtract": "-", "$multiply": "*", "$divide": "/", "$modulus": "%",
  ]

  private func call(_ call: ScalarCall) -> String {
    let name = call.function.name
    let arguments = call.arguments
    if let symbol = Self.symbols[name], arguments.count == 2 {
      return "\(operand(arguments[0])) \(symbol) \(operand(arguments[1]))"
    }
    if name == "$negate", arguments.count == 1 { return "-\(operand(arguments[0]))" }
    if name == "$subscript", arguments.count == 2 {
      return "\(operand(arguments[0]))[\(text(arguments[1]))]"
    }
    return "\(name)(\(list(arguments)))"
  }

  private func negation(_ operand: BoundExpression) -> String {
    switch operand.kind {
    case .isNull(let value): "\(self.operand(value)) IS NOT NULL"
    case .isDistinctFrom(let left, let right):
      "\(self.operand(left)) IS NOT DISTINCT FROM \(self.operand(right))"
    case .between, .inList, .like: test(operand, isNegated: true)
    default: "NOT \(self.operand(operand))"
    }
  }

  private func test(_ expression: BoundExpression, isNegated: Bool) -> String {
    let not = isNegated ? "NOT " : ""
    switch expression.kind {
    case .between(let value, let lower, let upper):
      return "\(operand(value)) \(not)BETWEEN \(operand(lower)) AND \(operand(upper))"
    case .inList(let value, let items): return "\(operand(value)) \(not)IN (\(list(items)))"
    case .like(let value, let pattern, let escape):
      return "\(operand(value)) \(not)LIKE \(operand(pattern))"
        + (escape.map { " ESCAPE \(operand($0))" } ?? "")
    default: return not + operand(expression)
    }
  }

  /// The expression as a part of another: in parentheses where it has several parts itself.
  private func operand(_ expression: BoundExpression) -> String {
    let text = text(expression)
    return switch expression.kind {
    case .and, .or, .not, .comparison, .isDistinctFrom, .isNull, .between, .inList, .like:
      "(\(text))"
    case .call(let call): Self.symbols[call.function.name] == nil ? text : "(\(text))"
    default: text
    }
  }

  private func literal(_ value: Value, _ type: DataType) -> String {
    let text = value.text(as: type)?.string ?? "NULL"
    return switch value {
    case .null, .boolean, .bigint, .decimal, .double, .real: text
    case .varchar: "'\(text.replacing("'", with: "''"))'"
    default: "\(type) '\(text)'"
    }
  }
}

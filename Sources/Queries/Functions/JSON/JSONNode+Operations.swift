// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What SQL/JSON paths do with items.
extension JSONNode {
  /// As the path method `type()` names it.
  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  // MARK: Numbers

  static func integer(_ value: Int64) -> JSONNode { .number(Array(String(value).utf8)) }

  static func number(_ value: Double) -> JSONNode {
    .number(Array(FloatingText.plain(value).utf8))
  }

  static func arithmetic(
    _ left: JSONNode,
    _ sign: UInt8,
    _ right: JSONNode
  ) throws(SQLJSONPathFailure) -> JSONNode {
    guard case .number(let first) = left, case .number(let second) = right else {
      throw SQLJSONPathFailure(reason: "arithmetic with what is no number")
    }
    if let a = ScalarText.integer(first), let b = ScalarText.integer(second) {
      let (value, overflow) = integerResult(a, sign, b)
      if overflow { throw SQLJSONPathFailure(reason: "overflow or division by zero") }
      return integer(value)
    }
    guard let a = ScalarText.double(first), let b = ScalarText.double(second) else {
      throw SQLJSONPathFailure(reason: "arithmetic with what is no number")
    }
    let value: Double
    switch sign {
    case 0x2B: value = a + b
    case 0x2D: value = a - b
    case 0x2A: value = a * b
    case 0x2F: value = a / b
    default: value = a.truncatingRemainder(dividingBy: b)
    }
    guard value.isFinite else { throw SQLJSONPathFailure(reason: "overflow or division by zero") }
    return number(value)
  }

  private static func integerResult(
    _ a: Int64,
    _ sign: UInt8,
    _ b: Int64
  ) -> (Int64, overflow: Bool) {
    switch sign {
    case 0x2B: a.addingReportingOverflow(b)
    case 0x2D: a.subtractingReportingOverflow(b)
    case 0x2A: a.multipliedReportingOverflow(by: b)
    case 0x2F: a.dividedReportingOverflow(by: b)
    default: a.remainderReportingOverflow(dividingBy: b)
    }
  }

  // MARK: Comparison

  /// Whether two items compare so; nil, unknown, for items that do not compare.
  static func compare(
    _ left: JSONNode,
    _ comparison: SQLJSONPath.Comparison,
    _ right: JSONNode
  ) -> Bool? {
    switch (left, right) {
    case (.null, .null): return comparison == .equal
    case (.null, _), (_, .null): return comparison == .notEqual
    case (.boolean(let a), .boolean(let b)):
      return holds(comparison, (a ? 1 : 0) - (b ? 1 : 0))
    case (.string(let a), .string(let b)):
      return holds(comparison, Text.compare(Text(bytes: a), Text(bytes: b)))
    case (.number(let a), .number(let b)):
      if let a = ScalarText.integer(a), let b = ScalarText.integer(b) {
        return holds(comparison, a < b ? -1 : a > b ? 1 : 0)
      }
      guard let a = ScalarText.double(a), let b = ScalarText.double(b) else { return nil }
      return holds(comparison, a < b ? -1 : a > b ? 1 : 0)
    default: return nil
    }
  }

  private static func holds(_ comparison: SQLJSONPath.Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

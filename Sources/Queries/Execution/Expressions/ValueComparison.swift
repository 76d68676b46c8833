// SPDX-License-Identifier: Apache-2.0
import Columns

/// The comparison operators over two values of one type.
///
/// Unlike the order of ORDER BY, NaN compares as IEEE 754 has it, and a NULL inside an array or a
/// row can make the answer unknown.
enum ValueComparison {
  /// `left operator right`.
  static func test(
    _ sign: ComparisonOperator,
    _ left: Value,
    _ right: Value
  ) throws(QueryError) -> TruthValue {
    switch sign {
    case .equal: equal(left, right)
    case .notEqual: equal(left, right).negated
    case .less: try order(left, right) { $0 < 0 }
    case .lessOrEqual: try order(left, right) { $0 <= 0 }
    case .greater: try order(left, right) { $0 > 0 }
    case .greaterOrEqual: try order(left, right) { $0 >= 0 }
    }
  }

  /// `left = right`.
  static func equal(_ left: Value, _ right: Value) -> TruthValue {
    switch (left, right) {
    case (.null, _), (_, .null): .unknown
    case (.varchar(let a), .varchar(let b)): TruthValue(a == b)
    case (.bigint(let a), .bigint(let b)): TruthValue(a == b)
    case (.double(let a), .double(let b)): TruthValue(a == b)
    case (.real(let a), .real(let b)): TruthValue(a == b)
    case (.array(let a), .array(let b)), (.row(let a), .row(let b)): equal(a, b)
    case (.map(let a), .map(let b)): equal(a, b)
    default: TruthValue(left == right)
    }
  }

  /// `left IS NOT DISTINCT FROM right`: NULL equals NULL, and NaN equals NaN as in Trino.
  static func isSame(_ left: Value, _ right: Value) -> Bool {
    left == right
  }

  private static func equal(_ left: [Value], _ right: [Value]) -> TruthValue {
    guard left.count == right.count else { return .no }
    var answer = TruthValue.yes
    for (a, b) in zip(left, right) {
      switch equal(a, b) {
      case .no: return .no
      case .unknown: answer = .unknown
      case .yes: break
      }
    }
    return answer
  }

  private static func equal(_ left: [MapEntry], _ right: [MapEntry]) -> TruthValue {
    guard left.count == right.count else { return .no }
    let others = Dictionary(right.map { ($0.key, $0.value) }) { first, _ in first }
    var answer = TruthValue.yes
    for entry in left {
      guard let other = others[entry.key] else { return .no }
      switch equal(entry.value, other) {
      case .no: return .no
      case .unknown: answer = .unknown
      case .yes: break
      }
    }
    return answer
  }

  private static func order(
    _ left: Value,
    _ right: Value,
    _ isMet: (Int) -> Bool
  ) throws(QueryError) -> TruthValue {
    switch (left, right) {
    case (.null, _), (_, .null): return .unknown
    case (.double(let a), .double(let b)) where a.isNaN || b.isNaN: return .no
    case (.real(let a), .real(let b)) where a.isNaN || b.isNaN: return .no
    case (.array(let a), .array(let b)), (.row(let a), .row(let b)):
      guard a.allSatisfy(\.isNotNull), b.allSatisfy(\.isNotNull) else {
        throw QueryError(
          .notSupported,
          "comparison is not supported for arrays or rows with null elements"
        )
      }
      return TruthValue(isMet(ValueOrder.compare(left, right)))
    default: return TruthValue(isMet(ValueOrder.compare(left, right)))
    }
  }
}

extension Value {
  fileprivate var isNotNull: Bool { !isNull }
}

extension DataType {
  /// Whether values of the type hold other values.
  var isNested: Bool {
    switch self {
    case .array, .map, .row: true
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal,
      .varchar, .char, .varbinary, .date, .time, .timestamp, .timestampWithTimeZone,
      .intervalDayToSecond, .intervalYearToMonth, .json, .ipaddress, .uuid, .function:
      false
    }
  }

  /// Whether the type's equality is that of `Value`: no NULL inside, no NaN.
  var hasPlainEquality: Bool {
    self != .real && self != .double && !isNested
  }
}

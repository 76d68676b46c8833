// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The conversions Athena (Trino) makes by itself, and no others.
///
/// - Source: trino.io/docs/current/functions/conversion.html and language/types.html
package enum TypeCoercion {
  /// The widest text a `char` can hold.
  static let longestChar = 65_536
  package static let mostDigits = 38

  /// Whether a value of one type stands for one of the other without CAST.
  package static func canCoerce(_ source: DataType, to target: DataType) -> Bool {
    if source == target { return true }
    switch (source, target) {
    case (.unknown, _): return true
    case (.varchar(let length), .varchar(let limit)): return fits(length, in: limit)
    case (.char(let length), .varchar(let limit)): return fits(length, in: limit)
    case (.varchar(let length), .char(let limit)): return fits(length, in: limit)
    case (.char(let length), .char(let limit)): return length <= limit
    case (.date, .timestamp), (.date, .timestampWithTimeZone): return true
    case (.time(let digits), .time(let others)), (.timestamp(let digits), .timestamp(let others)),
      (.timestamp(let digits), .timestampWithTimeZone(let others)),
      (.timestampWithTimeZone(let digits), .timestampWithTimeZone(let others)):
      return digits <= others
    case (.array(let element), .array(let other)): return canCoerce(element, to: other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return canCoerce(key, to: otherKey) && canCoerce(value, to: otherValue)
    case (.row(let fields), .row(let others)):
      return fields.count == others.count
        && zip(fields, others).allSatisfy { canCoerce($0.type, to: $1.type) }
    default: return canWiden(source, to: target)
    }
  }

  private static func fits(_ length: Int?, in limit: Int?) -> Bool {
    guard let limit else { return true }
    return length.map { $0 <= limit } ?? false
  }

  /// Numbers: each integer type to the wider ones, integers to decimal, all to floating point.
  private static func canWiden(_ source: DataType, to target: DataType) -> Bool {
    if let from = integerRank(source), let to = integerRank(target) { return from <= to }
    switch (source, target) {
    case (.real, .double), (.decimal, .real), (.decimal, .double): return true
    case (_, .real), (_, .double): return integerRank(source) != nil
    case (_, .decimal(let precision, let scale)):
      guard let (digits, fraction) = decimalShape(source) else { return false }
      return precision - scale >= digits - fraction && scale >= fraction
    default: return false
    }
  }

  private static func integerRank(_ type: DataType) -> Int? {
    switch type {
    case .tinyint: 0
    case .smallint: 1
    case .integer: 2
    case .bigint: 3
    default: nil
    }
  }

  /// Precision and scale of the decimal that holds every value of an exact number type.
  package static func decimalShape(_ type: DataType) -> (precision: Int, scale: Int)? {
    switch type {
    case .tinyint: (3, 0)
    case .smallint: (5, 0)
    case .integer: (10, 0)
    case .bigint: (19, 0)
    case .decimal(let precision, let scale): (precision, scale)
    default: nil
    }
  }

  /// The narrowest type both sides coerce to, or nil.
  package static func commonType(_ first: DataType, _ second: DataType) -> DataType? {
    if first == second { return first }
    switch (first, second) {
    case (.unknown, let type), (let type, .unknown): return type
    case (.varchar(let a), .varchar(let b)):
      guard let a, let b else { return .string }
      return .varchar(length: max(a, b))
    case (.char(let a), .char(let b)): return .char(length: max(a, b))
    case (.char(let a), .varchar(let b)), (.varchar(let b), .char(let a)):
      return .char(length: min(longestChar, max(a, b ?? longestChar)))
    case (.array(let a), .array(let b)): return commonType(a, b).map { .array($0) }
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      guard let key = commonType(key, otherKey), let value = commonType(value, otherValue) else {
        return nil
      }
      return .map(key: key, value: value)
    case (.row(let fields), .row(let others)): return commonRow(fields, others)
    case (.decimal, _), (_, .decimal):
      if let type = commonDecimal(first, second) { return type }
    case (.date, _), (.time, _), (.timestamp, _), (.timestampWithTimeZone, _):
      return commonTemporal(first, second)
    default: break
    }
    if canCoerce(first, to: second) { return second }
    return canCoerce(second, to: first) ? first : nil
  }

  private static func commonRow(_ fields: [RowField], _ others: [RowField]) -> DataType? {
    guard fields.count == others.count else { return nil }
    var common: [RowField] = []
    for (field, other) in zip(fields, others) {
      guard let type = commonType(field.type, other.type) else { return nil }
      let isSameName = field.name?.lowercased() == other.name?.lowercased()
      common.append(RowField(isSameName ? field.name : nil, type))
    }
    return .row(common)
  }

  private static func commonDecimal(_ first: DataType, _ second: DataType) -> DataType? {
    guard let a = decimalShape(first), let b = decimalShape(second) else { return nil }
    let scale = max(a.scale, b.scale)
    let whole = max(a.precision - a.scale, b.precision - b.scale)
    return .decimal(precision: min(mostDigits, whole + scale), scale: scale)
  }

  private static func commonTemporal(_ first: DataType, _ second: DataType) -> DataType? {
    switch (first, second) {
    case (.time(let a), .time(let b)): .time(precision: max(a, b))
    case (.date, .timestamp(let digits)), (.timestamp(let digits), .date):
      .timestamp(precision: digits)
    case (.date, .timestampWithTimeZone(let digits)), (.timestampWithTimeZone(let digits), .date):
      .timestampWithTimeZone(precision: digits)
    case (.timestamp(let a), .timestamp(let b)): .timestamp(precision: max(a, b))
    case (.timestamp(let a), .timestampWithTimeZone(let b)),
      (.timestampWithTimeZone(let a), .timestamp(let b)),
      (.timestampWithTimeZone(let a), .timestampWithTimeZone(let b)):
      .timestampWithTimeZone(precision: max(a, b))
    default: nil
    }
  }

  /// The narrowest type all coerce to, or nil; `unknown` for none.
  package static func commonType(_ types: [DataType]) -> DataType? {
    var common = DataType.unknown
    for type in types {
      guard let next = commonType(common, type) else { return nil }
      common = next
    }
    return common
  }
}

extension DataType {
  /// Whether values can be compared for equality, grouped and made distinct.
  package var isComparable: Bool {
    switch self {
    case .function: false
    case .array(let element): element.isComparable
    case .map(let key, let value): key.isComparable && value.isComparable
    case .row(let fields): fields.allSatisfy { $0.type.isComparable }
    default: true
    }
  }

  /// Whether values have an order.
  package var isOrderable: Bool {
    switch self {
    case .function, .map, .json: false
    case .array(let element): element.isOrderable
    case .row(let fields): fields.allSatisfy { $0.type.isOrderable }
    default: true
    }
  }

  package var isText: Bool {
    switch self {
    case .varchar, .char, .unknown: true
    default: false
    }
  }

  package var isNumber: Bool {
    switch self {
    case .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal: true
    default: false
    }
  }

  package var isInteger: Bool {
    switch self {
    case .tinyint, .smallint, .integer, .bigint: true
    default: false
    }
  }

  package var isTemporal: Bool {
    switch self {
    case .date, .time, .timestamp, .timestampWithTimeZone: true
    default: false
    }
  }
}

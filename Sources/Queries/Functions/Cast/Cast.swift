// SPDX-License-Identifier: Apache-2.0
package import Columns

/// `CAST(x AS type)`: which casts there are, and what each makes of a value.
///
/// Explicit casts and the coercions of the analysis are the same conversions. NULL stays NULL.
package enum Cast {
  /// Makes a value of one type a value of another.
  package typealias Conversion = (_ value: Value) throws(QueryError) -> Value

  /// Whether Athena has a cast between the types.
  package static func exists(from source: DataType, to target: DataType) -> Bool {
    make(from: source, to: target) != nil
  }

  /// The conversion, or nil when there is no such cast.
  ///
  /// The conversion throws `INVALID_CAST_ARGUMENT` or `NUMERIC_VALUE_OUT_OF_RANGE`, the errors that
  /// `TRY_CAST` answers with NULL. It may keep what it has looked up: make one a worker.
  package static func make(from source: DataType, to target: DataType) -> Conversion? {
    if case .function = target { return nil }
    if source == target || source == .unknown {
      return { (value) throws(QueryError) in value }
    }
    guard let convert = conversion(from: source, to: target) else { return nil }
    return { (value) throws(QueryError) in
      if case .null = value { return .null }
      return try convert(value)
    }
  }

  private static func conversion(from source: DataType, to target: DataType) -> Conversion? {
    if target == .json {
      guard JSONCast.canCastToJSON(source) else { return nil }
      return { (value) throws(QueryError) in .json(JSONCast.toJSON(value, type: source)) }
    }
    if source == .json {
      guard JSONCast.canCastFromJSON(target) else { return nil }
      return { (value) throws(QueryError) in
        try JSONCast.fromJSON(try value.asText, to: target)
      }
    }
    return conversion(ofOthers: source, to: target)
  }

  private static func conversion(ofOthers source: DataType, to target: DataType) -> Conversion? {
    switch target {
    case .boolean: BooleanCast.make(from: source)
    case .tinyint, .smallint, .integer, .bigint:
      IntegerCast.make(from: source, to: IntegerKind(target) ?? .bigint)
    case .real: FloatingCast.makeReal(from: source)
    case .double: FloatingCast.makeDouble(from: source)
    case .decimal(let precision, let scale):
      DecimalCast.make(from: source, to: DecimalShape(precision: precision, scale: scale))
    case .varchar(let length): TextCast.makeVarchar(from: source, length: length)
    case .char(let length): TextCast.makeChar(from: source, length: length)
    case .varbinary, .ipaddress, .uuid: BytesCast.make(from: source, to: target)
    case .date: TimeCast.makeDate(from: source)
    case .time(let precision): TimeCast.makeTime(from: source, precision: precision)
    case .timestamp(let precision): TimestampCast.make(from: source, precision: precision)
    case .timestampWithTimeZone(let precision):
      TimestampCast.makeWithZone(from: source, precision: precision)
    case .array, .map, .row: NestedCast.make(from: source, to: target)
    case .unknown, .intervalDayToSecond, .intervalYearToMonth, .json, .function: nil
    }
  }
}

extension QueryError {
  static func invalidCast(_ message: String) -> QueryError {
    QueryError(.invalidCastArgument, message)
  }

  static func outOfRange(_ message: String) -> QueryError {
    QueryError(.numericValueOutOfRange, message)
  }

  static let decimalOverflow = QueryError(.numericValueOutOfRange, "Decimal overflow")

  static let divisionByZero = QueryError(.divisionByZero, "Division by zero")
}

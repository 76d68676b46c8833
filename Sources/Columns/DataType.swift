// SPDX-License-Identifier: Apache-2.0

/// A SQL type as Athena (Trino) names it.
public indirect enum DataType: Hashable, Sendable {
  /// The type of a bare `NULL`; coerces to every type.
  case unknown
  case boolean
  case tinyint
  case smallint
  case integer
  case bigint
  case real
  case double
  /// At most 38 digits, `scale` of them after the point.
  case decimal(precision: Int, scale: Int)
  /// `nil` is the unbounded `varchar`.
  case varchar(length: Int?)
  case char(length: Int)
  case varbinary
  case date
  case time(precision: Int)
  case timestamp(precision: Int)
  case timestampWithTimeZone(precision: Int)
  case intervalDayToSecond
  case intervalYearToMonth
  case array(DataType)
  case map(key: DataType, value: DataType)
  case row([RowField])
  case json
  case ipaddress
  case uuid
  /// The type of a lambda argument; never the type of a column.
  case function(parameters: [DataType], result: DataType)

  /// The unbounded `varchar`, the type of Hive's STRING.
  public static var string: DataType { .varchar(length: nil) }
}

/// One field of a `row` type; the name is absent for an anonymous row.
public struct RowField: Hashable, Sendable {
  /// nil where the row is anonymous.
  public let name: String?
  /// The type of the field's values.
  public let type: DataType

  /// Makes a field.
  public init(_ name: String?, _ type: DataType) {
    self.name = name
    self.type = type
  }
}

extension DataType: CustomStringConvertible {
  /// The type as Athena prints it: `varchar`, `decimal(10,2)`, `array(row(arn varchar))`.
  public var description: String {
    switch self {
    case .unknown: "unknown"
    case .boolean: "boolean"
    case .tinyint: "tinyint"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    case .real: "real"
    case .double: "double"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .varchar(.none): "varchar"
    case .varchar(.some(let length)): "varchar(\(length))"
    case .char(let length): "char(\(length))"
    case .varbinary: "varbinary"
    case .date: "date"
    case .time(let precision): "time(\(precision))"
    case .timestamp(let precision): "timestamp(\(precision))"
    case .timestampWithTimeZone(let precision): "timestamp(\(precision)) with time zone"
    case .intervalDayToSecond: "interval day to second"
    case .intervalYearToMonth: "interval year to month"
    case .array(let element): "array(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .row(let fields):
      "row("
        + fields.map { field in
          field.name.map { "\($0) \(field.type)" } ?? "\(field.type)"
        }.joined(separator: ", ") + ")"
    case .json: "json"
    case .ipaddress: "ipaddress"
    case .uuid: "uuid"
    case .function(let parameters, let result):
      "function(" + (parameters + [result]).map(\.description).joined(separator: ",") + ")"
    }
  }
}

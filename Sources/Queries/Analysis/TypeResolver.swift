// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Turns the name of a type into the type.
package enum TypeResolver {
  /// The type a name in the text means.
  package static func resolve(_ name: TypeName) throws(QueryError) -> DataType {
    switch name.name {
    case "array":
      return .array(try onlyType(of: name))
    case "map":
      guard name.arguments.count == 2, case .type(let key) = name.arguments[0],
        case .type(let value) = name.arguments[1]
      else { throw malformed(name, expected: "map(key, value)") }
      return .map(key: try resolve(key), value: try resolve(value))
    case "row":
      return .row(
        try name.arguments.map { (argument) throws(QueryError) in try field(argument, of: name) }
      )
    case "decimal", "numeric", "dec":
      return try decimal(name)
    case "varchar":
      return .varchar(length: try number(of: name, in: 0...Int(Int32.max)))
    case "char", "character":
      return .char(length: try number(of: name, in: 1...TypeCoercion.longestChar) ?? 1)
    case "time", "time without time zone":
      return .time(precision: try number(of: name, in: 0...12) ?? 3)
    case "timestamp", "timestamp without time zone":
      return .timestamp(precision: try number(of: name, in: 0...12) ?? 3)
    case "timestamp with time zone":
      return .timestampWithTimeZone(precision: try number(of: name, in: 0...12) ?? 3)
    default:
      guard let type = simple[name.name] else { throw unknown(name) }
      guard name.arguments.isEmpty else { throw malformed(name, expected: name.name) }
      return type
    }
  }

  /// Types without arguments, by every name they have.
  package static let simple: [String: DataType] = [
    "boolean": .boolean, "tinyint": .tinyint, "smallint": .smallint, "integer": .integer,
    "int": .integer, "bigint": .bigint, "real": .real, "double": .double,
    "double precision": .double, "varbinary": .varbinary, "date": .date, "json": .json,
    "ipaddress": .ipaddress, "uuid": .uuid, "unknown": .unknown,
    "interval day to second": .intervalDayToSecond,
    "interval year to month": .intervalYearToMonth,
  ]

  /// Names from Hive and other databases, with Athena's name in a query.
  private static let foreign: [String: String] = [
    "string": "varchar", "text": "varchar", "nvarchar": "varchar", "float": "real or double",
    "float8": "double", "int4": "integer", "int8": "bigint", "long": "bigint", "bool": "boolean",
    "struct": "row(name type, …)", "datetime": "timestamp",
    "timestamptz": "timestamp with time zone",
    "binary": "varbinary", "inet": "ipaddress", "jsonb": "json",
  ]

  private static func decimal(_ name: TypeName) throws(QueryError) -> DataType {
    var numbers: [Int] = []
    for argument in name.arguments {
      guard case .number(let number) = argument else {
        throw malformed(name, expected: "decimal(precision, scale)")
      }
      numbers.append(number)
    }
    let precision = numbers.first ?? TypeCoercion.mostDigits
    let scale = numbers.count > 1 ? numbers[1] : 0
    guard numbers.count <= 2, 1...TypeCoercion.mostDigits ~= precision, 0...precision ~= scale
    else {
      throw malformed(name, expected: "decimal(precision, scale) with at most 38 digits")
    }
    return .decimal(precision: precision, scale: scale)
  }

  private static func number(
    of name: TypeName,
    in range: ClosedRange<Int>
  ) throws(QueryError) -> Int? {
    guard let argument = name.arguments.first else { return nil }
    guard name.arguments.count == 1, case .number(let number) = argument, range ~= number else {
      throw malformed(name, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func onlyType(of name: TypeName) throws(QueryError) -> DataType {
    guard name.arguments.count == 1, case .type(let element) = name.arguments[0] else {
      throw malformed(name, expected: "array(type)")
    }
    return try resolve(element)
  }

  private static func field(
    _ argument: TypeName.Argument,
    of name: TypeName
  ) throws(QueryError) -> RowField {
    switch argument {
    case .type(let type): return RowField(nil, try resolve(type))
    case .field(let identifier, let type): return RowField(identifier?.name, try resolve(type))
    case .number: throw malformed(name, expected: "row(name type, …)")
    }
  }

  private static func unknown(_ name: TypeName) -> QueryError {
    let near =
      foreign[name.name] ?? NearestName.nearest(name.name, in: Array(simple.keys) + ["varchar"])
    return QueryError(
      .typeNotFound,
      "unknown type: \(name.name)",
      hint: near.map { "did you mean '\($0)'?" },
      at: name.range
    )
  }

  private static func malformed(_ name: TypeName, expected: String) -> QueryError {
    QueryError(
      .typeNotFound,
      "type \(name.name) is given wrong arguments, expected \(expected)",
      at: name.range
    )
  }
}

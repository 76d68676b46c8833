// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A type as Hive's DDL names it, in Athena's terms.
enum HiveType {
  private static let plain: [String: DataType] = [
    "string": .string, "varchar": .string, "boolean": .boolean, "tinyint": .tinyint,
    "smallint": .smallint, "int": .integer, "integer": .integer, "bigint": .bigint,
    "float": .real, "double": .double, "double precision": .double, "binary": .varbinary,
    "date": .date, "timestamp": .timestamp(precision: 3),
    "decimal": .decimal(precision: 10, scale: 0),
  ]

  /// The type of a column declared in `CREATE EXTERNAL TABLE`.
  static func resolve(_ name: TypeName) throws(QueryError) -> DataType {
    if name.arguments.isEmpty, let type = plain[name.name] { return type }
    switch (name.name, name.arguments.count) {
    case ("array", 1): return .array(try resolve(argument: name.arguments[0], of: name))
    case ("map", 2):
      return .map(
        key: try resolve(argument: name.arguments[0], of: name),
        value: try resolve(argument: name.arguments[1], of: name)
      )
    case ("struct", 1...): return .row(try name.arguments.map(field(of: name)))
    case ("varchar", 1), ("char", 1):
      guard case .number(let length) = name.arguments[0], length > 0 else { break }
      return name.name == "char" ? .char(length: length) : .varchar(length: length)
    case ("decimal", 1...2): return try decimal(name)
    default: break
    }
    let known = Array(plain.keys) + ["array", "map", "struct", "char"]
    throw QueryError(
      .typeNotFound,
      "unknown column type '\(name.name)'",
      hint: NearestName.nearest(name.name, in: known).map { "did you mean '\($0)'?" },
      at: name.range
    )
  }

  private static func resolve(
    argument: TypeName.Argument,
    of type: TypeName
  ) throws(QueryError) -> DataType {
    guard case .type(let inner) = argument else {
      throw QueryError(.syntaxError, "expected a type inside \(type.name)<…>", at: type.range)
    }
    return try resolve(inner)
  }

  private static func field(
    of type: TypeName
  ) -> (TypeName.Argument) throws(QueryError) -> RowField {
    { (argument: TypeName.Argument) throws(QueryError) -> RowField in
      guard case .field(let name?, let fieldType) = argument else {
        throw QueryError(.syntaxError, "expected name:type inside struct<…>", at: type.range)
      }
      return RowField(name.key, try resolve(fieldType))
    }
  }

  private static func decimal(_ name: TypeName) throws(QueryError) -> DataType {
    let numbers = name.arguments.compactMap { argument in
      if case .number(let number) = argument { number } else { nil }
    }
    let scale = numbers.count > 1 ? numbers[1] : 0
    guard let precision = numbers.first, (1...38).contains(precision), (0...precision) ~= scale
    else {
      throw QueryError(
        .invalidArguments,
        "expected decimal(precision, scale) with at most 38 digits",
        at: name.range
      )
    }
    return .decimal(precision: precision, scale: scale)
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's constructors of JSON text.
enum SQLJSONConstructors {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "json_array",
      "A JSON array of values, without those that are NULL.",
      arrays(keepsNulls: false)
    ),
    ScalarFunction(
      "json_object",
      "A JSON object of keys and values in turn; NULL stands as null.",
      objects(keepsNulls: true, hasUniqueKeys: false)
    ),
  ]

  /// NULL ON NULL, ABSENT ON NULL and WITH UNIQUE KEYS, where they say another than what is done.
  static let forms: [ScalarFunction] = [
    ScalarFunction("$json_array null", "NULL ON NULL.", arrays(keepsNulls: true)),
    ScalarFunction(
      "$json_object absent",
      "ABSENT ON NULL.",
      objects(keepsNulls: false, hasUniqueKeys: false)
    ),
    ScalarFunction(
      "$json_object unique",
      "WITH UNIQUE KEYS.",
      objects(keepsNulls: true, hasUniqueKeys: true)
    ),
    ScalarFunction(
      "$json_object absent unique",
      "ABSENT ON NULL WITH UNIQUE KEYS.",
      objects(keepsNulls: false, hasUniqueKeys: true)
    ),
  ]

  /// Type variables: as many as a constructor may have values.
  private static let variables = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }

  private static func arrays(keepsNulls: Bool) -> [ScalarOverload] {
    (0...variables.count).map { count in
      overload(variables[..<count].joined(separator: ", ")) {
        (values, types) throws(QueryError) in
        var out: [UInt8] = [0x5B]
        for (value, type) in zip(values, types) where keepsNulls || !value.isNull {
          if out.count > 1 { out.append(0x2C) }
          JSONCast.append(value, type: type, to: &out)
        }
        return out + [0x5D]
      }
    }
  }

  private static func objects(keepsNulls: Bool, hasUniqueKeys: Bool) -> [ScalarOverload] {
    (0...variables.count).map { count in
      overload(variables[..<count].map { "varchar, \($0)" }.joined(separator: ", ")) {
        (values, types) throws(QueryError) in
        var out: [UInt8] = [0x7B]
        var keys: Set<[UInt8]> = []
        for index in stride(from: 0, to: values.count - 1, by: 2) {
          guard case .varchar(let key) = values[index] else {
            throw .invalidArgument("a key of json_object may not be null")
          }
          guard keepsNulls || !values[index + 1].isNull else { continue }
          guard !hasUniqueKeys || keys.insert(key.bytes).inserted else {
            throw .invalidArgument("json_object has the key \(key.quotedExcerpt) twice")
          }
          if out.count > 1 { out.append(0x2C) }
          JSONWriter.append(string: key.bytes, to: &out)
          out.append(0x3A)
          JSONCast.append(values[index + 1], type: types[index + 1], to: &out)
        }
        return out + [0x7D]
      }
    }
  }

  private static func overload(
    _ parameters: String,
    _ write: @escaping @Sendable ([Value], [DataType]) throws(QueryError) -> [UInt8]
  ) -> ScalarOverload {
    ScalarOverload(Signature("(\(parameters)) -> varchar"), returnsNullOnNull: false) { types, _ in
      .values { (arguments) throws(QueryError) in
        .varchar(Text(bytes: try write(arguments, types)))
      }
    }
  }
}

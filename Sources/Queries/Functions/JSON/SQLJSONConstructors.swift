// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's constructors of JSON text.
///
/// `$json_array` and `$json_object` are the same with the clauses in front (see `SQLJSONClauses`).
enum SQLJSONConstructors {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "json_array",
      "A JSON array of values, without those that are NULL.",
      (0...variables.count).map { arrayOverload(valueCount: $0, hasClauses: false) }
    ),
    ScalarFunction(
      "$json_array",
      "A JSON array of values, with clauses.",
      (0...variables.count).map { arrayOverload(valueCount: $0, hasClauses: true) }
    ),
    ScalarFunction(
      "json_object",
      "A JSON object of keys and values in turn; NULL stands as null.",
      (0...variables.count).map { objectOverload(memberCount: $0, hasClauses: false) }
    ),
    ScalarFunction(
      "$json_object",
      "A JSON object of keys and values in turn, with clauses.",
      (0...variables.count).map { objectOverload(memberCount: $0, hasClauses: true) }
    ),
  ]

  /// Type variables: as many as a constructor may have values.
  private static let variables = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }

  private static func arrayOverload(valueCount: Int, hasClauses: Bool) -> ScalarOverload {
    overload(variables[..<valueCount].map { $0 }, hasClauses: hasClauses) {
      (values, types, clauses, out) throws(QueryError) in
      out.append(0x5B)
      for (value, type) in zip(values, types) {
        if value.isNull, clauses.skipsNulls ?? true { continue }
        if out.count > 1 { out.append(0x2C) }
        JSONCast.append(value, type: type, to: &out)
      }
      out.append(0x5D)
    }
  }

  private static func objectOverload(memberCount: Int, hasClauses: Bool) -> ScalarOverload {
    overload(variables[..<memberCount].map { "varchar, \($0)" }, hasClauses: hasClauses) {
      (values, types, clauses, out) throws(QueryError) in
      var seen: Set<Text> = []
      out.append(0x7B)
      for index in stride(from: 0, to: values.count - 1, by: 2) {
        guard case .varchar(let key) = values[index] else {
          throw .invalidArgument("a key of json_object may not be null")
        }
        if clauses.hasUniqueKeys, !seen.insert(key).inserted {
          throw .invalidArgument("json_object has the key \(key.quotedExcerpt) twice")
        }
        if values[index + 1].isNull, clauses.skipsNulls ?? false { continue }
        if out.count > 1 { out.append(0x2C) }
        JSONWriter.append(string: key.bytes, to: &out)
        out.append(0x3A)
        JSONCast.append(values[index + 1], type: types[index + 1], to: &out)
      }
      out.append(0x7D)
    }
  }

  private static func overload(
    _ parameters: [String],
    hasClauses: Bool,
    _ write:
      @escaping @Sendable (
        ArraySlice<Value>, ArraySlice<DataType>, SQLJSONClauses, inout [UInt8]
      ) throws(QueryError) -> Void
  ) -> ScalarOverload {
    let all = ((hasClauses ? ["varchar"] : []) + parameters).joined(separator: ", ")
    return ScalarOverload(Signature("(\(all)) -> varchar"), returnsNullOnNull: false) { types, _ in
      .values { (arguments) throws(QueryError) in
        let clauses = try SQLJSONClauses(
          hasClauses ? try ArgumentReader(arguments).text(0) : ""
        )
        let first = hasClauses ? 1 : 0
        var out: [UInt8] = []
        try write(
          Array(arguments.dropFirst(first))[...],
          Array(types.dropFirst(first))[...],
          clauses,
          &out
        )
        return .varchar(Text(bytes: out))
      }
    }
  }
}

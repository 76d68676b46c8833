// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over JSON text and values of the JSON type, with `json_extract`'s paths.
enum JSONFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "json_extract_scalar",
      "The scalar a path leads to, as text; NULL for objects, arrays, null and nothing.",
      paths("-> varchar") { path, text in path.scalar(in: text).map(Value.varchar) ?? .null }
    ),
    ScalarFunction(
      "json_extract",
      "The value a path leads to, as JSON; NULL when there is none.",
      paths("-> json") { path, text in path.json(in: text).map(Value.json) ?? .null }
    ),
    ScalarFunction(
      "json_size",
      "How many members or elements the value at a path has; 0 for a scalar.",
      paths("-> bigint") { path, text in
        path.size(in: text).map { .bigint(Int64($0)) } ?? .null
      }
    ),
    ScalarFunction(
      "json_parse",
      "The JSON value of a text.",
      [
        .plain("(varchar) -> json") { (arguments) throws(QueryError) in
          .json(try JSONText.parse(try arguments.text(0)))
        }
      ]
    ),
    ScalarFunction(
      "json_format",
      "The text of a JSON value.",
      [
        .plain("(json) -> varchar") { (arguments) throws(QueryError) in
          .varchar(try arguments.text(0))
        }
      ]
    ),
    ScalarFunction(
      "is_json_scalar",
      "Whether JSON is a string, number, boolean or null.",
      texts("-> boolean") { (text, _) throws(QueryError) in .boolean(try isScalar(text)) }
    ),
    ScalarFunction(
      "json_array_length",
      "How many elements a JSON array has; NULL for what is no array.",
      texts("-> bigint") { text, _ in
        JSONArray(text).count.map { .bigint(Int64($0)) } ?? .null
      }
    ),
    ScalarFunction(
      "json_array_get",
      "The element at an index from 0, from the end when negative; strings come without quotes.",
      texts(", bigint) -> json") { (text, arguments) throws(QueryError) in
        JSONArray(text).element(at: try arguments.integer(1)).map(Value.json) ?? .null
      }
    ),
    ScalarFunction("json_array_contains", "Whether a JSON array holds a value.", contains),
  ]

  /// The functions for paths that only CloudTrail Lake reads.
  static let forms: [ScalarFunction] = [
    ScalarFunction(
      "$json_extract lake",
      "json_extract with wildcards and filters.",
      lakePaths("-> json") { path, text in path.json(in: text).map(Value.json) ?? .null }
    ),
    ScalarFunction(
      "$json_extract_scalar lake",
      "json_extract_scalar with wildcards and filters.",
      lakePaths("-> varchar") { path, text in path.scalar(in: text).map(Value.varchar) ?? .null }
    ),
  ]

  private static func lakePaths(
    _ result: String,
    _ body: @escaping @Sendable (LakeJSONPath, Text) -> Value
  ) -> [ScalarOverload] {
    ["varchar", "json"].map { type in
      .prepared(
        Signature("(\(type), varchar) \(result)"),
        argument: 1,
        prepare: { (path) throws(QueryError) in
          try LakeJSONPath(try ArgumentReader([path]).text(0))
        }
      ) { (path, arguments) throws(QueryError) in body(path, try arguments.text(0)) }
    }
  }

  private static func isScalar(_ text: Text) throws(QueryError) -> Bool {
    do throws(JSONFailure) {
      var reader = JSONReader(text)
      let kind = try reader.peek()
      try reader.skipValue()
      guard reader.isAtEnd() else { throw reader.failure }
      return kind != .object && kind != .array
    } catch {
      throw .invalidArgument("invalid JSON value: \(text.quotedExcerpt)", hint: error.hint)
    }
  }

  /// Overloads for a varchar and for JSON; `rest` is the signature behind the first type.
  private static func texts(
    _ rest: String,
    _ body: @escaping @Sendable (Text, ArgumentReader) throws(QueryError) -> Value
  ) -> [ScalarOverload] {
    ["varchar", "json"].map { type in
      .plain(Signature("(\(type)" + (rest.hasPrefix(",") ? rest : ") \(rest)"))) {
        (arguments) throws(QueryError) in try body(try arguments.text(0), arguments)
      }
    }
  }

  private static func paths(
    _ result: String,
    _ body: @escaping @Sendable (JSONPath, Text) -> Value
  ) -> [ScalarOverload] {
    ["varchar", "json"].map { type in
      .prepared(
        Signature("(\(type), varchar) \(result)"),
        argument: 1,
        prepare: { (value) throws(QueryError) in
          try JSONPath(try ArgumentReader([value]).text(0))
        }
      ) { (path, arguments) throws(QueryError) in body(path, try arguments.text(0)) }
    }
  }

  private static let contains: [ScalarOverload] =
    texts(", boolean) -> boolean") { (text, arguments) throws(QueryError) in
      let wanted = try arguments.boolean(1)
      return JSONArray(text).contains { reader, kind in kind == (wanted ? .true : .false) }
    }
    + texts(", bigint) -> boolean") { (text, arguments) throws(QueryError) in
      let wanted = try arguments.integer(1)
      return JSONArray(text).contains { $1 == .number && ScalarText.integer($0) == wanted }
    }
    + texts(", double) -> boolean") { (text, arguments) throws(QueryError) in
      let wanted = try arguments.double(1)
      guard wanted.isFinite else { return .boolean(false) }
      return JSONArray(text).contains { bytes, kind in
        kind == .number && JSONScalar.number(bytes).isFractional
          && ScalarText.double(bytes) == wanted
      }
    }
    + texts(", varchar) -> boolean") { (text, arguments) throws(QueryError) in
      let wanted = try arguments.bytes(1)
      return JSONArray(text).contains { $1 == .string && $0 == wanted }
    }
}

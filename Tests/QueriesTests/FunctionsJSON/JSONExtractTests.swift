// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/json.html) and what
/// Trino's extraction is described to do: it streams and stops at the match.
@Suite struct JSONExtractTests {
  static let store = #"""
    {"store": {"book": [
      {"category": "reference", "author": "Nigel Rees", "price": 8.95,
       "contributors": [["Adam", "Levine"], ["Bob", "Strong"]]},
      {"category": "fiction", "author": "Evelyn Waugh", "price": 12.99, "last_owner": null}],
      "bicycle": {"color": "red", "price": 19.95}, "book name": "x", "a.b": 1, "q\"q": 2}}
    """#

  @Test(arguments: [
    ("$.store.book[0].author", "Nigel Rees"),
    ("$.store.bicycle.price", "19.95"),
    ("$.store.book[0].isbn", nil),
    ("$.store.book[1].last_owner", nil),
    ("$.store.book[0].contributors[0][1]", "Levine"),
    (#"$["store"]["book"][0]["author"]"#, "Nigel Rees"),
    ("$.store.book.0.author", "Nigel Rees"),
    (#"$["store"]["book"]["1"]["author"]"#, "Evelyn Waugh"),
    (#"$.store["book name"]"#, "x"),
    (#"$.store["a.b"]"#, "1"),
    (#"$.store["q\"q"]"#, "2"),
    ("$.store[bicycle].color", "red"),
    ("$.store.book", nil),
    ("$.store.bicycle", nil),
    ("$.store.Bicycle.color", nil),
    ("$.store.book[2].author", nil),
    ("$.store.bicycle.color.x", nil),
    ("$.store.book[99999999999].x", nil),
    (#"$.store.book["-1"].x"#, nil),
    ("$", nil),
  ])
  func findsScalars(path: String, expected: String?) throws {
    for type in [DataType.string, .json] {
      let text = Text(Self.store)
      let input = Argument(type == .json ? .json(text) : .varchar(text), type)
      let result = try Functions.call("json_extract_scalar", [input, .init(stringLiteral: path)])
      #expect(result == expected.map(Value.text) ?? .null)
    }
  }

  @Test(arguments: [
    Example("json_extract_scalar", [#""abc""#, "$"], "abc"),
    Example("json_extract_scalar", ["123", "$"], "123"),
    Example("json_extract_scalar", [" true ", "$"], "true"),
    Example("json_extract_scalar", ["null", "$"], nil),
    Example("json_extract_scalar", ["[1, 2, 3]", "$[2]"], "3"),
    // An index into an object is a key, a name into an array nothing.
    Example("json_extract_scalar", [#"{"0": "x"}"#, "$[0]"], "x"),
    Example("json_extract_scalar", [#"["x"]"#, "$.a"], nil),
    // Numbers keep their text.
    Example("json_extract_scalar", [#"{"a": 1.0}"#, "$.a"], "1.0"),
    Example("json_extract_scalar", [#"{"a": 1.688560107857E9}"#, "$.a"], "1.688560107857E9"),
    Example(
      "json_extract_scalar",
      [#"{"a": 123456789012345678901234567890}"#, "$.a"],
      "123456789012345678901234567890"
    ),
    Example("json_extract_scalar", [#"{"a": -0}"#, "$.a"], "-0"),
    Example("json_extract_scalar", [#"{"a": true, "b": false}"#, "$.b"], "false"),
    // The first of equal keys counts.
    Example("json_extract_scalar", [#"{"a": 1, "a": 2}"#, "$.a"], "1"),
    // Escapes, in values and in keys.
    Example(
      "json_extract_scalar",
      [#"{"a": "A\u003d\"\\\/\b\f\n\r\t"}"#, "$.a"],
      "A=\"\\/\u{8}\u{C}\n\r\t"
    ),
    Example("json_extract_scalar", [#"{"\u0061": 1}"#, "$.a"], "1"),
    Example("json_extract_scalar", [#"{"a": "\ud83d\ude00"}"#, "$.a"], "😀"),
    Example("json_extract_scalar", [#"{"a": "\ud83d!"}"#, "$.a"], "\u{FFFD}!"),
    Example("json_extract_scalar", [#"{"ключ": "знач"}"#, "$.ключ"], "знач"),
    Example("json_extract_scalar", [#"{"aws:x": 1}"#, "$.aws:x"], "1"),
    Example(
      "json_extract_scalar",
      [#"{"x-amz-acl": "private"}"#, #"$["x-amz-acl"]"#],
      "private"
    ),
    Example("json_extract_scalar", [#"{"": 1}"#, #"$[""]"#], "1"),
    Example("json_extract_scalar", [nil, "$.a"], nil),
    Example("json_extract_scalar", ["{}", nil], nil),
  ])
  func extractsScalars(_ example: Example) throws { try example.check() }

  /// What stands behind the match is never seen; what stands before it must be JSON.
  @Test(arguments: [
    Example("json_extract_scalar", [#"{"a": 1, rubbish"#, "$.a"], "1"),
    Example("json_extract_scalar", [#"{"a": 1x"#, "$.a"], "1"),
    Example("json_extract_scalar", [#"{"a": {"b": "c"] } } "#, "$.a.b"], "c"),
    Example("json_extract_scalar", [#""abc" x"#, "$"], "abc"),
    Example("json_extract_scalar", ["1x", "$"], nil),
    Example("json_extract_scalar", ["1 x", "$"], "1"),
    Example("json_extract_scalar", ["truex", "$"], nil),
    Example("json_extract_scalar", [#"{rubbish, "a": 1}"#, "$.a"], nil),
    Example("json_extract_scalar", [#"{"b": 01, "a": 1}"#, "$.a"], nil),
    Example("json_extract_scalar", [#"{"b": "\x", "a": 1}"#, "$.a"], nil),
    Example("json_extract_scalar", ["{\"b\": \"\u{1}\", \"a\": 1}", "$.a"], nil),
    Example("json_extract_scalar", [#"{'a': 1}"#, "$.a"], nil),
    Example("json_extract_scalar", [#"{"a": NaN}"#, "$.a"], nil),
    Example("json_extract_scalar", [#"{"b": [1, 2,], "a": 1}"#, "$.a"], nil),
    Example("json_extract_scalar", ["", "$.a"], nil),
    Example("json_extract_scalar", ["not json", "$.a"], nil),
    Example("json_extract_scalar", [#"{"a""#, "$.a"], nil),
    Example("json_extract_scalar", [#"{"a": "x"#, "$.a"], nil),
    Example("json_extract", [#"{"a": [1, 2"#, "$.a"], nil),
    Example("json_extract", [#"{"a": [1, 2], "#, "$.a"], .json("[1,2]")),
    Example("json_size", [#"{"a": [1, 2"#, "$.a"], nil),
  ])
  func readsNoFurtherThanTheMatch(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example(
      "json_extract",
      [#"{"a": {"c": [1, 2.50], "b" : "x\u003d"}}"#, "$.a"],
      .json(#"{"c":[1,2.50],"b":"x="}"#)
    ),
    // JSON null is a JSON value, not NULL.
    Example("json_extract", [#"{"a": null}"#, "$.a"], .json("null")),
    Example("json_extract", [#"{"a": null}"#, "$.b"], nil),
    Example("json_extract", [#"{"a": "x"}"#, "$.a"], .json(#""x""#)),
    Example("json_extract", [.json(#"{"a":[true]}"#), "$.a[0]"], .json("true")),
    Example("json_extract", [" [ ] ", "$"], .json("[]")),
    Example("json_extract", ["[1] x", "$"], .json("[1]")),
    Example("json_extract", ["12x", "$"], nil),
    Example("json_size", [#"{"x": {"a": 1, "b": 2}}"#, "$.x"], 2),
    Example("json_size", [#"{"x": [1, 2, 3]}"#, "$.x"], 3),
    Example("json_size", [#"{"x": {"a": 1, "b": 2}}"#, "$.x.a"], 0),
    Example("json_size", [#"{"x": null}"#, "$.x"], 0),
    Example("json_size", [#"{"x": []}"#, "$.x"], 0),
    Example("json_size", [#"{"x": 1}"#, "$.y"], nil),
    Example("json_size", [.json(#"{"x":{}}"#), "$"], 1),
  ])
  func extractsJSON(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    ("", "a path begins with '$', like $.name"),
    ("a", "a path begins with '$', like $.name"),
    ("$.", nil),
    ("$..a", "wildcards and filters are for json_query, json_value and json_exists"),
    ("$.*", "wildcards and filters are for json_query, json_value and json_exists"),
    ("$[*]", "wildcards and filters are for json_query, json_value and json_exists"),
    ("$.a[?(@.b)]", "wildcards and filters are for json_query, json_value and json_exists"),
    ("$.x-amz-copy-source", #"use $["x-amz-copy-source"]"#),
    ("$.requestParameters.x-amz-acl[0]", #"use $.requestParameters["x-amz-acl"][0]"#),
    ("$.a b", #"use $["a b"]"#),
    ("$['a']", #"use $["a"]"#),
    ("$[a-b].c", #"use $["a-b"].c"#),
    ("$[a:b]", #"use $["a:b"]"#),
    ("$.a$", #"use $["a$"]"#),
    ("$[0", "the bracket is not closed"),
    (#"$["a"#, "the bracket is not closed"),
    (#"$["a\n"]"#, nil),
    ("$[]", nil),
    ("$ .a", nil),
    ("$.a.", nil),
  ])
  func refusesWhatIsNoPath(path: String, hint: String?) throws {
    for name in ["json_extract", "json_extract_scalar", "json_size"] {
      let error = #expect(throws: QueryError.self) {
        try Functions.call(name, ["{}", .init(stringLiteral: path)], areConstant: true)
      }
      #expect(error?.code == .invalidFunctionArgument)
      #expect(error?.message == "invalid JSON path: '\(path)'")
      #expect(error?.hint == hint)
    }
  }

  @Test func nestsToItsLimitAndNoFurther() throws {
    func nested(_ depth: Int) -> Argument {
      .init(
        stringLiteral: #"{"b": "# + String(repeating: "[", count: depth)
          + String(repeating: "]", count: depth) + #", "a": 1}"#
      )
    }
    #expect(try Functions.call("json_extract_scalar", [nested(900), "$.a"]) == .text("1"))
    #expect(try Functions.call("json_extract_scalar", [nested(100_000), "$.a"]) == .null)
  }
}

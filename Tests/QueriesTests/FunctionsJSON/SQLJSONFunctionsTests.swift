// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/json.html), its items
/// gathered by `json_query(… with array wrapper)`.
@Suite struct SQLJSONFunctionsTests {
  private static let customers =
    #"[{"customer": 100, "region": "AFRICA"}, {"region": "ASIA"}, "#
    + #"{"customer": 300, "region": "AFRICA", "comment": null}]"#
  private static let nested =
    #"{"id": 1, "notes": [{"type": 1, "comment": "foo"}, {"type": 2, "comment": null}], "#
    + #""comment": ["bar", "baz"]}"#
  private static let arrays = #"[[0, 1, 2], ["a", "b", "c", "d"], [null, null]]"#

  @Test(arguments: [
    (customers, "lax $.customer", "[100,300]"),
    (customers, #"lax $."customer""#, "[100,300]"),
    (customers, "strict $.customer", nil),
    (customers, "strict $[*].region", #"["AFRICA","ASIA","AFRICA"]"#),
    (customers, "lax $.*", #"[100,"AFRICA","ASIA",300,"AFRICA",null]"#),
    (nested, "lax $..comment", #"[["bar","baz"],"foo",null]"#),
    (arrays, "lax $[*][last]", #"[2,"d",null]"#),
    (arrays, "lax $[*][2 to 3]", #"[2,"c","d"]"#),
    (arrays, "strict $[*][2 to 3]", nil),
    (arrays, "lax $[*][1, 0, 0]", #"[1,0,0,"b","a","a",null,null,null]"#),
    (arrays, "lax $[*][*]", #"[0,1,2,"a","b","c","d",null,null]"#),
    (arrays, "lax $[*][last - 1]", #"[1,"c",null]"#),
    (arrays, "lax $[5]", nil),
    (arrays, "lax $[0][2 to 1]", nil),
    (
      customers, #"lax $?(@.region != "ASIA")"#,
      #"[{"customer":100,"region":"AFRICA"},{"customer":300,"region":"AFRICA","comment":null}]"#
    ),
    (customers, "lax $?(!exists(@.customer))", #"[{"region":"ASIA"}]"#),
    (customers, "lax $?(@.customer > 100 && @.comment == null).customer", "[300]"),
    (
      customers, #"lax $?((@.customer > 100) || @.region starts with "AS").region"#,
      #"["ASIA","AFRICA"]"#
    ),
    (customers, #"lax $?((@.region > 1) is unknown).region"#, #"["AFRICA","ASIA","AFRICA"]"#),
    (#"[-1, 23e4, "5.6"]"#, "lax $.double()", "[-1.0,230000.0,5.6]"),
    ("[-1.5, -1, 1.3]", "lax $.ceiling()", "[-1,-1,2]"),
    ("[-1.5, -1, 1.3]", "lax $.floor()", "[-2,-1,1]"),
    ("[-1.5, -1, 1.3]", "lax $.abs()", "[1.5,1,1.3]"),
    (
      #"{"a": 1}"#, "lax $.keyvalue()", #"[{"name":"a","value":1,"id":0}]"#
    ),
    (
      #"[1, "a", null, true, [], {}]"#, "lax $[*].type()",
      #"["number","string","null","boolean","array","object"]"#
    ),
    (arrays, "lax $[*].size()", "[3,4,2]"),
    ("5", "lax $.size()", "[1]"),
    ("5", "strict $.size()", nil),
    (#"{"a": 7, "b": 2}"#, "lax $.a + $.b * 2", "[11]"),
    (#"{"a": 7, "b": 2}"#, "lax -($.a - $.b) % 3", "[-2]"),
    (#"{"a": 7, "b": 0}"#, "lax $.a / $.b", nil),
    (#"{"a": 1, "a": 2}"#, "lax $.a", "[2]"),
    ("true", "lax true", "[true]"),
  ])
  func evaluatesPaths(json: String, path: String, expected: String?) throws {
    let result = try Functions.call(
      "json_query",
      [.init(stringLiteral: json), .init(stringLiteral: path), "WITH ARRAY WRAPPER"]
    )
    #expect(result == expected.map(Value.text) ?? .null, "\(path)")
  }

  @Test(arguments: [
    Example("json_exists", [#"{"children": [10, 13, 16]}"#, "lax $.children[*]?(@ > 10)"], true),
    Example("json_exists", [#"{"children": [2]}"#, "lax $.children[*]?(@ > 10)"], false),
    Example("json_exists", [#"{"children": [2]}"#, "strict $.children[2]"], false),
    Example(
      "json_exists",
      [#"{"children": [2]}"#, "strict $.children[2]", "unknown on error"],
      nil
    ),
    Example(
      "json_exists",
      [#"{"children": [2]}"#, "strict $.children[2]", "true on error"],
      true
    ),
    Example("json_exists", ["rubbish", "lax $"], false),
    Example("json_exists", [nil, "lax $"], nil),
    Example("json_value", [#"{"a": "x"}"#, "lax $.a"], "x"),
    Example("json_value", [#"{"a": 1.50}"#, "lax $.a"], "1.50"),
    Example("json_value", [.json(#"{"a":true}"#), "lax $.a"], "true"),
    Example("json_value", [#"{"a": null}"#, "lax $.a"], nil),
    Example("json_value", [#"{"a": [1, 2]}"#, "lax $.a"], nil),
    Example("json_value", [#"{"a": [1, 2]}"#, "lax $.a[*]"], nil),
    Example(
      "json_value",
      [#"{"a": {}}"#, "lax $.a", "error on error"],
      failsWith: "no scalar"
    ),
    Example("json_value", ["{}", "lax $.a", "error on empty"], failsWith: "leads to nothing"),
    Example("json_query", [#"{"a": [1, 2]}"#, "lax $.a"], "[1,2]"),
    Example("json_query", [#"{"a": "x"}"#, "lax $.a"], #""x""#),
    Example("json_query", [#"{"a": "x"}"#, "lax $.a", "omit quotes on scalar string"], "x"),
    Example("json_query", [#"{"a": [1, 2]}"#, "lax $.a[*]"], nil),
    Example(
      "json_query",
      [#"{"a": [1, 2]}"#, "lax $.a[*]", "with conditional wrapper"],
      "[1,2]"
    ),
    Example("json_query", [#"{"a": [1]}"#, "lax $.a", "with conditional wrapper"], "[1]"),
    Example("json_query", [#"{"a": 1}"#, "lax $.a", "with conditional wrapper"], "[1]"),
    Example("json_query", [#"{"a": [1]}"#, "lax $.a", "WITH ARRAY WRAPPER"], "[[1]]"),
    Example("json_query", ["{}", "lax $.a", "empty array on empty"], "[]"),
    Example("json_query", ["x", "lax $.a", "empty object on error"], "{}"),
    Example("json_query", ["x", "lax $", "error on error"], failsWith: "byte 1"),
    Example("json_query", ["{}", "$.a"], failsWith: "expected 'lax' or 'strict'"),
    Example("json_query", ["{}", "lax $.a["], failsWith: "expected a path at character 9"),
    Example("json_query", ["{}", "lax $.x-y.*"], failsWith: "invalid JSON path"),
    Example("json_query", ["{}", "lax $.a.b("], failsWith: "type(), size()"),
    Example("json_query", ["{}", "lax $name"], failsWith: "PASSING names no value"),
    Example("json_query", ["{}", "lax $?(@.a)"], failsWith: "a comparison"),
    Example("json_query", ["{}", "lax $", "nonsense"], failsWith: "unknown JSON clause"),
  ])
  func answers(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("json_array", [true, 1.2, "text"], #"[true,1.2,"text"]"#),
    Example("json_array", [], "[]"),
    Example("json_array", [true, nil, 1], "[true,1]"),
    Example("json_array", [.json("[1,2]"), ["a"]], #"[[1,2],["a"]]"#),
    Example("json_array", [.ip("10.0.0.1")], #"["10.0.0.1"]"#),
    Example("json_object", ["key1", 1, "key2", true], #"{"key1":1,"key2":true}"#),
    Example("json_object", [], "{}"),
    Example("json_object", ["x", nil, "y", 1], #"{"x":null,"y":1}"#),
    Example("json_object", ["x", 1, "x", 2], #"{"x":1,"x":2}"#),
    Example("json_object", [nil, 1], failsWith: "may not be null"),
  ])
  func constructs(_ example: Example) throws { try example.check() }

  /// Deep parentheses and repeated subscripts end in an error or nothing, soon.
  @Test(arguments: [
    "lax $?(" + String(repeating: "(", count: 90) + "1 == 1" + String(repeating: ")", count: 91),
    "lax " + String(repeating: "(", count: 5000) + "$" + String(repeating: ")", count: 5000),
    "lax $" + String(repeating: "[0, 0]", count: 500),
    "lax $" + String(repeating: ".a", count: 5000),
    "lax " + String(repeating: "-", count: 100_000) + "1",
    "lax $?(" + String(repeating: "!", count: 100_000) + "exists($))",
  ])
  func endsOnHardPaths(path: String) {
    _ = try? Functions.call("json_query", ["{}", .init(stringLiteral: path)])
  }
}

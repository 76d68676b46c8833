// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/json.html).
@Suite struct JSONFunctionsTests {
  @Test(arguments: [
    Example("json_parse", ["[1, 2, 3]"], .json("[1,2,3]")),
    Example("json_parse", [#""abc""#], .json(#""abc""#)),
    Example("json_parse", [" 42 "], .json("42")),
    Example("json_parse", ["null"], .json("null")),
    // Members are sorted, of equal names the last stays, numbers keep their digits.
    Example(
      "json_parse",
      [#"{"b": 1.50, "a": {"d": 1E2, "c": 2}, "b": [ ]}"#],
      .json(#"{"a":{"c":2,"d":1E2},"b":[]}"#)
    ),
    Example("json_parse", [#"{"Z": 1, "a": 2, "é": 3}"#], .json(#"{"Z":1,"a":2,"é":3}"#)),
    // By UTF-16 units a surrogate stands before U+E000 and what follows.
    Example("json_parse", ["{\"\u{FF5E}\":1,\"😀\":2}"], .json("{\"😀\":2,\"\u{FF5E}\":1}")),
    Example("json_parse", [#""\u003d\/\u0001\"""#], .json(#""=/\u0001\"""#)),
    Example("json_parse", ["not_json"], failsWith: "cannot convert value to JSON: 'not_json'"),
    Example("json_parse", [#"["a": 1]"#], failsWith: "byte 5"),
    Example("json_parse", ["1 2"], failsWith: "byte 3"),
    Example("json_parse", [""], failsWith: "byte 1"),
    Example("json_format", [.json(#"{"a":1,"b":2}"#)], #"{"a":1,"b":2}"#),
    Example("json_format", [.json(#""abc""#)], #""abc""#),
    Example("is_json_scalar", ["1"], true),
    Example("is_json_scalar", ["[1, 2, 3]"], false),
    Example("is_json_scalar", [#"{"a": 1}"#], false),
    Example("is_json_scalar", [.json("null")], true),
    Example("is_json_scalar", [""], failsWith: "invalid JSON value: ''"),
    Example("is_json_scalar", ["1 2"], failsWith: "byte 3"),
    Example("json_array_length", ["[1, 2, 3]"], 3),
    Example("json_array_length", [.json("[]")], 0),
    Example("json_array_length", [#"{"a": 1}"#], nil),
    Example("json_array_length", ["[1, 2"], nil),
    Example("json_array_length", ["[1, 2] x"], 2),
    Example("json_array_length", ["x"], nil),
  ])
  func readsAndPrints(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    // The documentation warns that strings come without their quotes.
    Example("json_array_get", [#"["a", [3, 9], "c"]"#, 0], .json("a")),
    Example("json_array_get", [#"["a", [3, 9], "c"]"#, 1], .json("[3,9]")),
    Example("json_array_get", [#"["c", [3, 9], "a"]"#, -1], .json("a")),
    Example("json_array_get", [.json(#"["c",[3,9],"a"]"#), -2], .json("[3,9]")),
    Example("json_array_get", ["[]", 0], nil),
    Example("json_array_get", [#"["a", "b", "c"]"#, 10], nil),
    Example("json_array_get", [#"["c", "b", "a"]"#, -10], nil),
    Example("json_array_get", ["[null]", 0], nil),
    Example("json_array_get", ["{}", 0], nil),
    Example("json_array_get", ["[1, 2", 0], .json("1")),
    Example("json_array_get", ["[1, 2", -1], nil),
    Example("json_array_get", ["[1]", -9_223_372_036_854_775_807], nil),
    Example("json_array_contains", ["[1, 2, 3]", 2], true),
    Example("json_array_contains", ["[1, 2, 3]", 4], false),
    Example("json_array_contains", [#"["2"]"#, 2], false),
    Example("json_array_contains", ["[2.0]", 2], false),
    Example("json_array_contains", ["[2.0]", 2.0], true),
    Example("json_array_contains", ["[2]", 2.0], false),
    Example("json_array_contains", ["[true]", true], true),
    Example("json_array_contains", ["[true]", false], false),
    Example("json_array_contains", [#"["a\u0062"]"#, "ab"], true),
    Example("json_array_contains", [.json(#"[["ab"]]"#), "ab"], false),
    Example("json_array_contains", ["[null]", ""], false),
    Example("json_array_contains", [#"{"a": 1}"#, 1], nil),
    Example("json_array_contains", ["[1, x", 1], true),
    Example("json_array_contains", ["[x, 1]", 1], nil),
  ])
  func looksIntoArrays(_ example: Example) throws { try example.check() }

  /// What RFC 8259 allows, as Python's json module has it too.
  @Test(arguments: [
    "0", "-0", "-1.5e+10", "1E5", "[]", "{}", "[[[]]]", #"{"":{}}"#, #""\u0000""#, "\t[\n1\r] ",
    #""\ud800""#, #"["\"\\\/\b\f\n\r\t"]"#, "\"\u{7F}\"", "[1,true,null,\"a\",{}]",
  ])
  func acceptsJSON(_ text: String) throws {
    _ = try Functions.call("json_parse", [.init(stringLiteral: text)])
  }

  /// What RFC 8259 forbids.
  @Test(arguments: [
    "", " ", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "tru", "TRUE",
    "nul", "truee", "'a'", "\"", "\"a", #""\"#, #""\a""#, #""\u12""#, #""\u12g4""#, "\"\n\"",
    "\"\t\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "}", "{1:2}", #"{"a"}"#,
    #"{"a":}"#, #"{"a":1,}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, "[1}", #"{"a":1]"#, "1 2", "[] []",
    "/* */ 1", "\u{FEFF}1", "\u{A0}1", "[1\u{0}]",
  ])
  func refusesWhatIsNoJSON(_ text: String) throws {
    #expect(throws: QueryError.self) {
      try Functions.call("json_parse", [.init(stringLiteral: text)])
    }
  }

  @Test func parsingIsStable() throws {
    let text = JSONExtractTests.store
    let parsed = try JSONText.parse(Text(text))
    #expect(try JSONText.parse(parsed) == parsed)
  }
}

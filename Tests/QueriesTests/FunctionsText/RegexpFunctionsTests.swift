// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/regexp.html), or what
/// Java's Pattern documents.
@Suite struct RegexpFunctionsTests {
  @Test(arguments: [
    Example("regexp_like", ["1a 2b 14m", #"\d+b"#], true),
    Example("regexp_like", ["AssumeRole", "^(?i)assume"], true),
    Example("regexp_like", ["AssumeRole", "assume"], false),
    Example("regexp_like", ["", ""], true),
    Example("regexp_like", ["ÄÖ", "(?i)äö"], true),
    Example("regexp_like", ["10.0.0.1", #"^\d"#], true),
    Example("regexp_like", ["x 123456789012 y", #"\b[0-9]{12}\b"#], true),
    Example("regexp_like", ["a\nb", "a.b"], false),
    Example("regexp_like", ["a\nb", "(?s)a.b"], true),
    Example("regexp_like", ["a\nb", "(?m)^b$"], true),
    Example("regexp_like", ["a\r", "a$"], false),
    Example("regexp_extract", ["1a 2b 14m", #"\d+"#], "1"),
    Example("regexp_extract", ["1a 2b 14m", #"(\d+)([a-z]+)"#, 2], "a"),
    Example("regexp_extract", ["abc", #"\d+"#], nil),
    Example("regexp_extract", ["ac", "(a)(b)?(c)", 2], nil),
    Example("regexp_extract", ["a", "a", 1], failsWith: "has 0 groups"),
    Example("regexp_extract", ["a", "a", -1], failsWith: "no group -1"),
    Example("regexp_extract_all", ["1a 2b 14m", #"\d+"#], ["1", "2", "14"]),
    Example("regexp_extract_all", ["1a 2b 14m", #"(\d+)([a-z]+)"#, 2], ["a", "b", "m"]),
    Example("regexp_extract_all", ["rat cat\nbat dog", "(.)at", 1], ["r", "c", "b"]),
    Example("regexp_extract_all", ["abc", "x"], []),
    Example("regexp_count", ["1a 2b 14m", #"\s*[a-z]+\s*"#], 3),
    Example("regexp_count", ["ñab", ""], 4),
    Example("regexp_count", ["abc", "x"], 0),
  ])
  func matches(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("regexp_replace", ["1a 2b 14m", #"\d+[ab] "#], "14m"),
    Example("regexp_replace", ["1a 2b 14m", #"(\d+)([ab]) "#, "3c$2 "], "3ca 3cb 14m"),
    Example("regexp_replace", ["fun stuff.", "[a-z]", "*"], "*** *****."),
    Example("regexp_replace", ["xyz", "(?<first>x)", "${first}${first}"], "xxyz"),
    Example("regexp_replace", ["a1", "[0-9]", #"\$"#], "a$"),
    Example("regexp_replace", ["a1", "[0-9]", #"\\"#], #"a\"#),
    // As many digits as still name a group: $12 is group 1 and a 2.
    Example("regexp_replace", ["ab", "(a)", "$12"], "a2b"),
    Example("regexp_replace", ["wxyz", "", "-"], "-w-x-y-z-"),
    Example("regexp_replace", ["ñ", "", "-"], "-ñ-"),
    Example("regexp_replace", ["ac", "(a)(b)?", "[$2]"], "[]c"),
    Example("regexp_replace", ["a", "x", "$9"], "a"),
    Example("regexp_replace", ["a", "a", "$1"], failsWith: "has 0 groups, not 1"),
    Example("regexp_replace", ["a", "a", "${no}"], failsWith: "no group 'no'"),
    Example("regexp_replace", ["a", "a", "$"], failsWith: "ends in the middle"),
    Example("regexp_replace", ["a", "a", "$x"], failsWith: "${name}"),
    Example("regexp_split", ["1a 2b 14m", #"\s*[a-z]+\s*"#], ["1", "2", "14", ""]),
    Example("regexp_split", ["", ","], [""]),
    Example("regexp_split", ["a,b,c,d", ","], ["a", "b", "c", "d"]),
    Example("regexp_split", [",,a,,,b,", ","], ["", "", "a", "", "", "b", ""]),
    Example(
      "regexp_position",
      ["I have 23 apples, 5 pears and 13 oranges", #"\b\d+\b"#],
      8
    ),
    Example(
      "regexp_position",
      ["I have 23 apples, 5 pears and 13 oranges", #"\b\d+\b"#, 12],
      19
    ),
    Example(
      "regexp_position",
      ["I have 23 apples, 5 pears and 13 oranges", #"\b\d+\b"#, 12, 2],
      31
    ),
    Example(
      "regexp_position",
      ["I have 23 apples, 5 pears and 13 oranges", #"\b\d+\b"#, 12, 3],
      -1
    ),
    Example("regexp_position", ["ñandú", "ú"], 5),
    Example("regexp_position", ["abc", "x"], -1),
    Example("regexp_position", ["abc", "a", 9], -1),
    Example("regexp_position", ["abc", "a", 0], failsWith: "start position"),
    Example("regexp_position", ["abc", "a", 1, 0], failsWith: "occurrence"),
  ])
  func rewrites(_ example: Example) throws { try example.check() }

  @Test func callsTheLambdaWithTheGroups() throws {
    let result = try Functions.call("regexp_replace", ["new york", #"(\w)(\w*)"#]) {
      (arguments) throws(QueryError) in
      guard case .array(let groups) = arguments[0], groups.count == 2,
        case .varchar(let first) = groups[0], case .varchar(let rest) = groups[1]
      else { return .null }
      return .text(first.string.uppercased() + rest.string)
    }
    #expect(result == .text("New York"))
  }

  @Test func aLambdaThatGivesNullMakesTheWholeNull() throws {
    let result = try Functions.call("regexp_replace", ["ab", "b"]) { (_) throws(QueryError) in
      .null
    }
    #expect(result == .null)
    let unmatched = try Functions.call("regexp_replace", ["ab", "x"]) { (_) throws(QueryError) in
      .null
    }
    #expect(unmatched == .text("ab"))
  }

  /// What Java's syntax has and PCRE2 has not, or not in the same way.
  @Test(arguments: [
    Example("regexp_like", ["é", #"\u00e9"#], true),
    Example("regexp_like", ["😀", #"\x{1F600}"#], true),
    Example("regexp_like", ["a-b", #"^\p{Alpha}-\p{Lower}$"#], true),
    Example("regexp_like", ["é", #"\p{Alpha}"#], false),
    Example("regexp_like", ["é", #"\p{L}"#], true),
    Example("regexp_like", ["ひ", #"\p{IsHiragana}\p{Hiragana}?"#], true),
    Example("regexp_like", ["a.b", #"\Qa.b\E$"#], true),
    Example("regexp_like", ["m", "[a-d[m-p]]"], true),
    Example("regexp_like", ["e", "^[a-d[m-p]]$"], false),
    Example("regexp_like", ["]", "[]]"], true),
    Example("regexp_like", ["5", #"^[\p{Digit}x]$"#], true),
    Example("regexp_like", ["a", #"\P{Digit}"#], true),
    Example("regexp_like", ["aab", "a*+b"], true),
    Example("regexp_like", ["ab", "a(?=b)"], true),
    Example("regexp_like", ["a", "[a-z&&[^aeiou]]"], failsWith: "intersection"),
    Example("regexp_like", ["a", "[a[^b]]"], failsWith: "negated class"),
    Example("regexp_like", ["a", "["], failsWith: "not closed"),
    Example("regexp_like", ["a", "(a"], failsWith: "missing closing parenthesis"),
    Example("regexp_like", ["a", "*a"], failsWith: "'*a'"),
    Example("regexp_like", ["a", #"a\"#], failsWith: "ends in a backslash"),
    Example("regexp_like", ["a", #"\u00"#], failsWith: "four hexadecimal digits"),
    Example("regexp_like", ["a", #"a\Kb"#], failsWith: #"\K"#),
    Example("regexp_like", ["a", "(*UCP)a"], failsWith: "'(*'"),
    Example("regexp_like", ["a", #"\p{InGreek}"#], failsWith: "InGreek"),
    Example("regexp_like", ["a", #"\p{Nonsense}"#], failsWith: "unknown property"),
  ])
  func takesJavasSyntax(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("regexp_like", [.text(bytes: [0xFF, 0x61, 0xFE]), "a"], true),
    Example("regexp_like", [.text(bytes: [0xFF]), "."], false),
    Example(
      "regexp_replace",
      [.text(bytes: [0x61, 0xFF, 0x61]), "a", "b"],
      .text(bytes: [0x62, 0xFF, 0x62])
    ),
    Example("regexp_extract_all", [.text(bytes: [0x61, 0xC3, 0x62]), "[ab]"], ["a", "b"]),
  ])
  func toleratesOtherBytes(_ example: Example) throws { try example.check() }

  @Test func stopsARunawayPattern() {
    let subject = Argument(.text(String(repeating: "a", count: 40) + "!"), .string)
    let error = #expect(throws: QueryError.self) {
      try Functions.call("regexp_like", [subject, "^(a|aa|a?a)+$"])
    }
    #expect(error?.code == .exceededFunctionMemoryLimit)
    #expect(error?.message.contains("'^(a|aa|a?a)+$'") == true)
  }

  /// The machine code's stack is small: the interpreter takes over.
  @Test func matchesWhereTheStackOfTheMachineCodeEnds() throws {
    let subject = Argument(.text(String(repeating: "ab", count: 40_000)), .string)
    #expect(try Functions.call("regexp_like", [subject, "^(?:(a)(b))*$"]) == .boolean(true))
  }
}

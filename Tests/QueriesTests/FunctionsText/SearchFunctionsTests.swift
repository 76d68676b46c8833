// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's, or were made with DuckDB 1.5.6 where the two agree.
@Suite struct SearchFunctionsTests {
  @Test(arguments: [
    Example("concat", ["a", "b"], "ab"),
    Example("concat", ["a", "", "ñ", "c"], "añc"),
    Example("concat", ["a", nil], nil),
    Example("concat", [.bytes([1]), .bytes([2, 3])], .bytes([1, 2, 3])),
    Example("concat_ws", [",", "def", "pqr", "mno"], "def,pqr,mno"),
    Example("concat_ws", [",", "def", nil, "mno"], "def,mno"),
    Example("concat_ws", [",", nil, nil], ""),
    Example("concat_ws", [nil, "a", "b"], nil),
    Example("concat_ws", ["-", ["a", "b"]], "a-b"),
    Example("replace", ["aaa", "aa", "b"], "ba"),
    Example("replace", ["bucket/key", "bucket/"], "key"),
    Example("replace", ["ñb", "", "-"], "-ñ-b-"),
    Example("replace", ["", "a", "b"], ""),
    Example("translate", ["abcd", "", ""], "abcd"),
    Example("translate", ["abcda", "a", "z"], "zbcdz"),
    Example("translate", ["Palhoça", "ç", "c"], "Palhoca"),
    Example("translate", ["abcd", "b", "😀"], "a😀cd"),
    Example("translate", ["abcd", "a", ""], "bcd"),
    Example("translate", ["abcd", "a", "zy"], "zbcd"),
    Example("translate", ["abcd", "ac", "z"], "zbd"),
    Example("translate", ["abcd", "aac", "zq"], "zbd"),
    Example("starts_with", ["arn:aws:s3", "arn:"], true),
    Example("starts_with", ["a", "ab"], false),
    Example("starts_with", ["a", ""], true),
    Example("ends_with", ["a.gz", ".gz"], true),
    Example("ends_with", ["gz", ".gz"], false),
  ])
  func joinsAndReplaces(_ example: Example) throws { try example.check() }

  @Test func concatTakesTwoArgumentsAtLeast() {
    let concat = Functions.overloads("concat").filter { overload in
      ["varchar", "varbinary"].contains(Functions.parameters(of: overload.signature).first)
    }
    #expect(concat.count == 2)
    for overload in concat {
      #expect(throws: QueryError.self) { try overload.resultType?([.string]) }
    }
  }

  @Test(arguments: [
    Example("strpos", ["hello", "l"], 3),
    Example("strpos", ["hello", "x"], 0),
    Example("strpos", ["hello", ""], 1),
    Example("strpos", ["ñandú ú", "ú"], 5),
    Example("strpos", ["abcabcabc", "abc", 2], 4),
    Example("strpos", ["abcabcabc", "abc", 4], 0),
    Example("strpos", ["abcabcabc", "abc", -1], 7),
    Example("strpos", ["abcabcabc", "abc", -3], 1),
    Example("strpos", ["abcabcabc", "abc", -4], 0),
    // Instances overlap.
    Example("strpos", ["aaaa", "aa", 3], 3),
    Example("strpos", ["a", "a", 0], failsWith: "positive or negative"),
    Example("levenshtein_distance", ["kitten", "sitting"], 3),
    Example("levenshtein_distance", ["", "abc"], 3),
    Example("levenshtein_distance", ["flaw", "lawn"], 2),
    Example("levenshtein_distance", ["héllo", "hello"], 1),
    Example("levenshtein_distance", ["same", "same"], 0),
    Example("hamming_distance", ["duck", "luck"], 1),
    Example("hamming_distance", ["héllo", "hello"], 1),
    Example("hamming_distance", ["", ""], 0),
    Example("hamming_distance", ["a", "ab"], failsWith: "one length"),
  ])
  func finds(_ example: Example) throws { try example.check() }

  @Test func refusesALevenshteinDistanceThatIsTooLarge() {
    let long = Argument(.text(String(repeating: "a", count: 1100)), .string)
    #expect(throws: QueryError.self) { try Functions.call("levenshtein_distance", [long, long]) }
  }

  @Test(arguments: [
    Example("split", ["a,b,,c", ","], ["a", "b", "", "c"]),
    Example("split", ["a,b,c,", ","], ["a", "b", "c", ""]),
    Example("split", ["", ","], [""]),
    Example("split", ["a,b,c", ",", 2], ["a", "b,c"]),
    Example("split", ["a,b,c", ",", 1], ["a,b,c"]),
    Example("split", ["a", "", 1], failsWith: "empty string"),
    Example("split", ["a", ",", 0], failsWith: "must be positive"),
    Example("split", ["a", ",", 2_147_483_648], failsWith: "too large"),
    Example("split_part", ["s3.amazonaws.com", ".", 1], "s3"),
    Example("split_part", ["a.b", ".", 2], "b"),
    Example("split_part", ["a.b", ".", 3], nil),
    Example("split_part", ["a.", ".", 2], ""),
    Example("split_part", ["", ".", 1], ""),
    Example("split_part", ["", ".", 2], nil),
    Example("split_part", ["añb", "", 2], "ñ"),
    Example("split_part", ["abc", "", 4], nil),
    Example("split_part", ["abc", ".", 0], failsWith: "greater than zero"),
    Example("split_to_map", ["a=1;b=2", ";", "="], .map(["a": "1", "b": "2"])),
    Example("split_to_map", ["a=1;", ";", "="], .map(["a": "1"])),
    Example("split_to_map", ["", ";", "="], .map([:])),
    Example("split_to_map", ["a=1;a=2", ";", "="], failsWith: "'a' twice"),
    Example("split_to_map", ["a=1;b", ";", "="], failsWith: "'b'"),
    Example("split_to_map", ["a=1=2", ";", "="], failsWith: "'a=1=2'"),
    Example("split_to_map", ["a", ";", ";"], failsWith: "delimiters"),
    Example("split_to_map", ["a", "", ";"], failsWith: "delimiters"),
  ])
  func takesApart(_ example: Example) throws { try example.check() }

  @Test func keepsEveryValueOfAKey() throws {
    let map = try Functions.call("split_to_multimap", ["a=1;b=2;a=3", ";", "="])
    #expect(
      map
        == .map([
          MapEntry(key: .text("a"), value: .array([.text("1"), .text("3")])),
          MapEntry(key: .text("b"), value: .array([.text("2")])),
        ])
    )
  }
}

extension Argument {
  /// A map of texts.
  static func map(_ entries: KeyValuePairs<String, String>) -> Argument {
    Argument(
      .map(entries.map { MapEntry(key: .text($0.key), value: .text($0.value)) }),
      .map(key: .string, value: .string)
    )
  }
}

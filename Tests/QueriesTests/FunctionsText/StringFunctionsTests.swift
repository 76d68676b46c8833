// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's (trino.io/docs/current/functions/string.html), or were
/// made with DuckDB 1.5.6 where the two agree on the function.
@Suite struct StringFunctionsTests {
  @Test(arguments: [
    Example("lower", ["ABC xyz"], "abc xyz"),
    Example("lower", ["ÀÉ ΑΣ Ж"], "àé ασ ж"),
    // Simple mappings: one code point for one, whatever the place in the word.
    Example("lower", ["İ Ǆ"], "i ǆ"),
    Example("upper", ["abc XYZ"], "ABC XYZ"),
    Example("upper", ["straße ǆ ŉ ᾳ ﬁ"], "STRAßE Ǆ ŉ ᾼ ﬁ"),
    Example("upper", [nil], nil),
    Example("length", [""], 0),
    Example("length", ["añb😀"], 4),
    Example("length", [.utf8("añb")], 4),
    Example("reverse", ["añb😀"], "😀bña"),
    Example("reverse", [.bytes([1, 2, 3])], .bytes([3, 2, 1])),
    Example("chr", [65], "A"),
    Example("chr", [128512], "😀"),
    Example("chr", [0xD800], failsWith: "not a valid Unicode code point: 55296"),
    Example("chr", [-1], failsWith: "not a valid Unicode code point: -1"),
    Example("codepoint", ["ü"], 252),
    Example("codepoint", ["😀"], 128512),
    Example("codepoint", ["ab"], failsWith: "one character"),
    Example("codepoint", [""], failsWith: "one character"),
    Example("luhn_check", ["79927398713"], true),
    Example("luhn_check", ["79927398714"], false),
    Example("luhn_check", [""], false),
    Example("luhn_check", ["7992-7398"], failsWith: "digits only"),
  ])
  func mapsText(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("substr", ["hello", 2], "ello"),
    Example("substr", ["hello", 2, 3], "ell"),
    Example("substr", ["hello", -3, 2], "ll"),
    Example("substring", ["hello", -3], "llo"),
    Example("substr", ["hello", 0], ""),
    Example("substr", ["hello", 6], ""),
    Example("substr", ["hello", -6], ""),
    Example("substr", ["hello", 1, 0], ""),
    Example("substr", ["hello", 1, -1], ""),
    Example("substr", ["hello", 5, 100], "o"),
    Example("substr", ["añb😀", 2, 2], "ñb"),
    Example("substr", ["hello", 9_223_372_036_854_775_807], ""),
    Example("substr", ["hello", -9_223_372_036_854_775_807, 3], ""),
    Example("substr", ["hello", 2, 9_223_372_036_854_775_807], "ello"),
    Example("substr", [.utf8("añb"), 2, 2], .utf8("ñ")),
    Example("substr", [.bytes([1, 2, 3]), -1], .bytes([3])),
    Example("lpad", ["hello", 10, "ab"], "ababahello"),
    Example("rpad", ["hello", 10, "ab"], "helloababa"),
    Example("lpad", ["hello", 3, "x"], "hel"),
    Example("lpad", ["ñ", 4, "aü"], "aüañ"),
    Example("rpad", ["", 0, "x"], ""),
    Example("lpad", ["x", -1, "y"], failsWith: "target length -1"),
    Example("lpad", ["x", 3, ""], failsWith: "must not be empty"),
    Example("lpad", ["x", 2_147_483_648, "y"], failsWith: "target length"),
    Example(
      "lpad",
      ["x", 2_147_483_647, "y"],
      failsWith: "64 MiB",
      code: .exceededFunctionMemoryLimit
    ),
    Example("lpad", [.bytes([1]), 3, .bytes([8, 9])], .bytes([8, 9, 1])),
    Example("rpad", [.bytes([1]), 4, .bytes([8, 9])], .bytes([1, 8, 9, 8])),
    Example("trim", ["  a b \t\n"], "a b"),
    Example("ltrim", ["  a "], "a "),
    Example("rtrim", ["  a "], "  a"),
    // No-break spaces are no white space to Java.
    Example("trim", ["\u{A0}a\u{3000}"], "\u{A0}a"),
    Example("trim", ["!foo!", "!"], "foo"),
    Example("ltrim", ["xxabcx", "x"], "abcx"),
    Example("rtrim", ["WORKER", "ER"], "WORK"),
    Example("trim", ["üaü", "ü"], "a"),
    Example("trim", ["aaa", "a"], ""),
  ])
  func takesParts(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("normalize", ["arde\u{300}ch"], "ard\u{E8}ch"),
    Example("normalize", ["\u{E8}", "NFD"], "e\u{300}"),
    Example("normalize", ["ﬁ", "NFKC"], "fi"),
    Example("normalize", ["ﬁ", "NFC"], "ﬁ"),
    Example("normalize", ["①", "NFKD"], "1"),
    Example("normalize", ["a", "XYZ"], failsWith: "expected one of NFD, NFC, NFKD, NFKC"),
    Example("to_utf8", ["ñ"], .bytes([0xC3, 0xB1])),
    Example("from_utf8", [.utf8("hello")], "hello"),
    Example("from_utf8", [.hex("58BF")], "X\u{FFFD}"),
    Example("from_utf8", [.hex("58DF")], "X\u{FFFD}"),
    Example("from_utf8", [.hex("58F7")], "X\u{FFFD}"),
    Example("from_utf8", [.hex("58BF"), "#"], "X#"),
    Example("from_utf8", [.hex("58BF"), 35], "X#"),
    Example("from_utf8", [.hex("58BF"), ""], "X"),
    // The first two bytes of a three-byte sequence are one piece.
    Example("from_utf8", [.hex("E282E2")], "\u{FFFD}\u{FFFD}"),
    Example("from_utf8", [.hex("58BF"), "ab"], failsWith: "single character"),
    Example("from_utf8", [.hex("58BF"), 1_114_112], failsWith: "1114112"),
    Example("soundex", ["Robert"], "R163"),
    Example("soundex", ["Rupert"], "R163"),
    Example("soundex", ["Tymczak"], "T522"),
    Example("soundex", ["Pfister"], "P236"),
    Example("soundex", ["Ashcraft"], "A261"),
    Example("soundex", ["Jim"], "J500"),
    Example("soundex", ["CHINA"], "C500"),
    Example("soundex", ["CHYNA"], "C500"),
    Example("soundex", ["O'Hara 2"], "O600"),
    Example("soundex", [""], ""),
    Example("soundex", ["jąmes"], failsWith: "A to Z"),
  ])
  func codesText(_ example: Example) throws { try example.check() }

  /// Bytes that are no UTF-8 go through unharmed.
  @Test(arguments: [
    Example("upper", [.text(bytes: [0x61, 0xFF, 0x62])], .text(bytes: [0x41, 0xFF, 0x42])),
    Example("length", [.text(bytes: [0xE2, 0x82])], 2),
    Example("reverse", [.text(bytes: [0x61, 0xFF])], .text(bytes: [0xFF, 0x61])),
    Example("substr", [.text(bytes: [0x61, 0xC3, 0x62]), 2, 1], .text(bytes: [0xC3])),
    Example("trim", [.text(bytes: [0x20, 0xFF, 0x20])], .text(bytes: [0xFF])),
    Example("translate", [.text(bytes: [0xFF, 0x61]), "a", "b"], .text(bytes: [0xFF, 0x62])),
  ])
  func toleratesOtherBytes(_ example: Example) throws { try example.check() }
}

// SPDX-License-Identifier: Apache-2.0
import Testing
import trailbinder

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONNode {
    try JSONReader.read(Array(text.utf8))
  }

  @Test func keepsThePlaceOfEveryValueAndKey() throws {
    let node = try read("{\n  \"a\": [1, \"é\", true],\n  \"b\": null\n}\n")
    #expect(node.position == JSONPosition(line: 1, column: 1))
    guard case .object(let members) = node.value, case .array(let list) = members[0].node.value
    else {
      Issue.record("expected an object with an array")
      return
    }
    #expect(members.map(\.key) == ["a", "b"])
    #expect(members[1].position == JSONPosition(line: 3, column: 3))
    #expect(list.map(\.position.column) == [9, 12, 17])
    #expect(list.map(\.value) == [.number("1"), .string("é"), .boolean(true)])
    #expect(node["b"]?.value == .null)
  }

  @Test(arguments: [
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{08}\u{0C}\n\r\t"),
    ("\"\\u0041\\u00e9\\uD83D\\ude00\"", "Aé😀"),
    ("\"\\u0000\"", "\0"),
    ("\"\u{2028}\"", "\u{2028}"),
  ])
  func unescapesStrings(source: String, text: String) throws {
    #expect(try read(source).value == .string(text))
  }

  @Test(arguments: ["0", "-0", "12.50", "1e5", "-1.5E-10", "123456789012345678901234567890"])
  func keepsNumbersAsTheyAreWritten(source: String) throws {
    #expect(try read(" \(source) ").value == .number(source))
  }

  @Test func passesOverAByteOrderMark() throws {
    #expect(try read("\u{FEFF}{}").value == .object([]))
  }

  /// What RFC 8259 does not allow, with the place and a part of the message.
  @Test(arguments: [
    ("", 1, 1, "expected a value, found the end of the file"),
    ("{\"a\": 1,}", 1, 9, "a comma too many"),
    ("[1, 2,\n]", 2, 1, "a comma too many"),
    ("{\"a\": 1 // one\n}", 1, 9, "JSON has no comments"),
    ("/* x */ {}", 1, 1, "JSON has no comments"),
    ("# x\n{}", 1, 1, "JSON has no comments"),
    ("{'a': 1}", 1, 2, "double quotes"),
    ("{a: 1}", 1, 2, "expected a key in double quotes, found 'a'"),
    ("{\"a\" 1}", 1, 6, "expected ':' after key 'a', found '1'"),
    ("{\"a\": 1\n \"b\": 2}", 2, 2, "expected ',' or '}'"),
    ("{\"a\": 1, \"b\": 2,\n \"a\": 3}", 2, 2, "duplicate key 'a', first on line 1"),
    ("{\"a\": 1", 1, 8, "found the end of the file"),
    ("[1", 1, 3, "expected ',' or ']'"),
    ("{} {}", 1, 4, "expected the end of the file"),
    ("[01]", 1, 3, "leading zero"),
    ("[+1]", 1, 2, "expected a value, found '+'"),
    ("[.5]", 1, 2, "expected a value, found '.'"),
    ("[1.]", 1, 4, "expected a digit"),
    ("[1e]", 1, 4, "expected a digit"),
    ("[-]", 1, 3, "expected a digit"),
    ("[NaN]", 1, 2, "found 'NaN'"),
    ("[True]", 1, 2, "found 'True'"),
    ("[\"a\nb\"]", 1, 2, "a string ends on its own line"),
    ("[\"a", 1, 2, "a string that does not end"),
    ("[\"a\tb\"]", 1, 4, "control characters"),
    ("[\"\\x41\"]", 1, 3, "bad escape"),
    ("[\"\\u12g4\"]", 1, 7, "four hexadecimal digits"),
    ("[\"\\uD83D\"]", 1, 3, "half of a surrogate pair"),
    ("[\"\\uDE00\\uD83D\"]", 1, 3, "half of a surrogate pair"),
    ("[\"\\uD83D\\u0041\"]", 1, 3, "half of a surrogate pair"),
  ])
  func refusesWhatIsNoJSON(source: String, line: Int, column: Int, message: String) {
    let problem = #expect(throws: JSONProblem.self) { try read(source) }
    #expect(problem?.position == JSONPosition(line: line, column: column))
    #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
  }

  @Test func namesTheFirstBytesThatAreNotUTF8() {
    let problem = #expect(throws: JSONProblem.self) {
      try JSONReader.read(Array("{\n\"é".utf8) + [0xFF] + Array("\": 1}".utf8))
    }
    #expect(problem?.position == JSONPosition(line: 2, column: 3))
  }

  @Test func endsNestingBeforeTheStack() {
    let deep = String(repeating: "[", count: 100_000)
    let problem = #expect(throws: JSONProblem.self) { try read(deep) }
    #expect(problem?.position.column == JSONReader.depthLimit + 1)
  }
}

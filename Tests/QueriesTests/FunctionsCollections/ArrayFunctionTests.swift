// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Arrays of the numbers of a text: `1 2 - 4`, where `-` is NULL.
func array(_ text: String) -> Value {
  .array(text.split(separator: " ").map { Int64($0).map { .bigint($0) } ?? .null })
}

/// Arrays of the words of a text.
func words(_ text: String) -> Value {
  .array(text.split(separator: " ").map { .text(String($0)) })
}

@Suite struct ArrayFunctionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let call: FunctionCall
    let expected: String
    var testDescription: String { call.testDescription }

    init(_ name: String, _ signature: String, _ first: Value, is expected: String) {
      call = FunctionCall(name, signature, first)
      self.expected = expected
    }

    init(_ name: String, _ signature: String, _ first: Value, _ second: Value, is expected: String)
    {
      call = FunctionCall(name, signature, first, second)
      self.expected = expected
    }

    init(
      _ name: String,
      _ signature: String,
      _ first: Value,
      _ second: Value,
      _ third: Value,
      is expected: String
    ) {
      call = FunctionCall(name, signature, first, second, third)
      self.expected = expected
    }
  }

  static let place = "(array(T), bigint) -> T"
  static let both = "(array(T), array(T)) -> array(T)"
  static let groups = "(array(T), bigint) -> array(array(T))"
  static let part = "(array(T), bigint, bigint) -> array(T)"
  static let day: Int64 = 86_400_000

  // The examples of Trino's page on arrays, and the rules it states.
  @Test(arguments: [
    Case("cardinality", "(array(T)) -> bigint", array("1 - 3"), is: "3"),
    Case("element_at", place, array("1 2 3"), .bigint(2), is: "2"),
    Case("element_at", place, array("1 2 3"), .bigint(-1), is: "3"),
    Case("element_at", place, array("1 2 3"), .bigint(4), is: "NULL"),
    Case("element_at", place, array("1 2 3"), .bigint(.min), is: "NULL"),
    Case("array_first", "(array(T)) -> T", array("7 8"), is: "7"),
    Case("array_last", "(array(T)) -> T", array(""), is: "NULL"),
    Case("contains", "(array(T), T) -> boolean", array("1 2"), .bigint(2), is: "true"),
    Case("contains", "(array(T), T) -> boolean", array("1 2"), .bigint(3), is: "false"),
    Case("contains", "(array(T), T) -> boolean", array("1 -"), .bigint(3), is: "NULL"),
    Case("contains", "(array(T), T) -> boolean", array("1 -"), .bigint(1), is: "true"),
    Case(
      "contains_sequence",
      "(array(T), array(T)) -> boolean",
      array("1 2 3 4 5 6"),
      array("1 2"),
      is: "true"
    ),
    Case(
      "contains_sequence",
      "(array(T), array(T)) -> boolean",
      array("1 2 3"),
      array("1 3"),
      is: "false"
    ),
    Case("array_position", "(array(T), T) -> bigint", array("- 5 5"), .bigint(5), is: "2"),
    Case("array_position", "(array(T), T) -> bigint", array("1"), .bigint(5), is: "0"),
    Case("array_distinct", "(array(T)) -> array(T)", array("2 - 1 2 -"), is: "[2, null, 1]"),
    Case("array_union", both, array("1 2 -"), array("2 3 -"), is: "[1, 2, null, 3]"),
    Case("array_intersect", both, array("1 2 2 -"), array("2 3 -"), is: "[2, null]"),
    Case("array_except", both, array("1 2 1 -"), array("2 3"), is: "[1, null]"),
    Case(
      "arrays_overlap",
      "(array(T), array(T)) -> boolean",
      array("1 2"),
      array("2 -"),
      is: "true"
    ),
    Case(
      "arrays_overlap",
      "(array(T), array(T)) -> boolean",
      array("1 2"),
      array("3 -"),
      is: "NULL"
    ),
    Case(
      "arrays_overlap",
      "(array(T), array(T)) -> boolean",
      array("1 2"),
      array("3 4"),
      is: "false"
    ),
    Case(
      "array_remove",
      "(array(T), T) -> array(T)",
      array("1 2 - 1"),
      .bigint(1),
      is: "[2, null]"
    ),
    Case("array_histogram", "(array(T)) -> map(T, bigint)", array("42 7 42 -"), is: "{42=2, 7=1}"),
    Case("array_histogram", "(array(T)) -> map(T, bigint)", array("- -"), is: "{}"),
    Case("array_sort", "(array(T)) -> array(T)", array("3 - 1 2"), is: "[1, 2, 3, null]"),
    Case("array_max", "(array(T)) -> T", array("1 3 2"), is: "3"),
    Case("array_max", "(array(T)) -> T", array("1 3 -"), is: "NULL"),
    Case("array_min", "(array(T)) -> T", .array([.double(.nan), .double(2)]), is: "2.0"),
    Case("array_min", "(array(T)) -> T", array(""), is: "NULL"),
    Case("array_join", "(array(T), varchar) -> varchar", array("1 - 3"), .text(","), is: "1,3"),
    Case(
      "array_join",
      "(array(T), varchar, varchar) -> varchar",
      array("1 - 3"),
      .text(","),
      .text("?"),
      is: "1,?,3"
    ),
    Case(
      "array_join",
      "(array(T), varchar) -> varchar",
      .array([.double(1.5)]),
      .text(","),
      is: "1.5E0"
    ),
    Case("concat", "(array(T), array(T)...) -> array(T)", array("1"), array("2"), is: "[1, 2]"),
    Case("concat", "(array(T), T) -> array(T)", array("1"), .null, is: "[1, null]"),
    Case("concat", "(T, array(T)) -> array(T)", .bigint(2), array("1"), is: "[2, 1]"),
    Case(
      "flatten",
      "(array(array(T))) -> array(T)",
      .array([array("1 2"), .null, array("3")]),
      is: "[1, 2, 3]"
    ),
    Case("reverse", "(array(T)) -> array(T)", array("1 2 -"), is: "[null, 2, 1]"),
    Case("slice", part, array("1 2 3 4"), .bigint(2), .bigint(2), is: "[2, 3]"),
    Case("slice", part, array("1 2 3 4"), .bigint(-2), .bigint(9), is: "[3, 4]"),
    Case("slice", part, array("1 2 3 4"), .bigint(5), .bigint(2), is: "[]"),
    Case("slice", part, array("1 2 3 4"), .bigint(1), .bigint(.max), is: "[1, 2, 3, 4]"),
    Case(
      "trim_array",
      "(array(T), bigint) -> array(T)",
      array("1 2 3 4"),
      .bigint(2),
      is: "[1, 2]"
    ),
    Case("repeat", "(T, bigint) -> array(T)", .text("a"), .bigint(3), is: "[a, a, a]"),
    Case("repeat", "(T, bigint) -> array(T)", .null, .bigint(2), is: "[null, null]"),
    Case(
      "zip",
      "(array(A), array(B)) -> array(row(A, B))",
      array("1 2"),
      words("1b x 3b"),
      is: "[{field0=1, field1=1b}, {field0=2, field1=x}, {field0=null, field1=3b}]"
    ),
    Case(
      "combinations",
      groups,
      words("foo bar baz"),
      .bigint(2),
      is: "[[foo, bar], [foo, baz], [bar, baz]]"
    ),
    Case("combinations", groups, array("1 2 2"), .bigint(2), is: "[[1, 2], [1, 2], [2, 2]]"),
    Case("combinations", groups, array("1"), .bigint(2), is: "[]"),
    Case("combinations", groups, array("1"), .bigint(0), is: "[[]]"),
    Case(
      "ngrams",
      groups,
      words("foo bar baz foo"),
      .bigint(2),
      is: "[[foo, bar], [bar, baz], [baz, foo]]"
    ),
    Case("ngrams", groups, words("foo bar baz foo"), .bigint(4), is: "[[foo, bar, baz, foo]]"),
    Case("ngrams", groups, words("foo bar"), .bigint(5), is: "[[foo, bar]]"),
    Case("sequence", "(bigint, bigint) -> array(bigint)", .bigint(3), .bigint(1), is: "[3, 2, 1]"),
    Case(
      "sequence",
      "(bigint, bigint, bigint) -> array(bigint)",
      .bigint(1),
      .bigint(8),
      .bigint(3),
      is: "[1, 4, 7]"
    ),
    Case(
      "sequence",
      "(bigint, bigint, bigint) -> array(bigint)",
      .bigint(.min),
      .bigint(.max),
      .bigint(.max),
      is: "[-9223372036854775808, -1, 9223372036854775806]"
    ),
    Case(
      "sequence",
      "(date, date) -> array(date)",
      date("2020-02-28"),
      date("2020-03-01"),
      is: "[2020-02-28, 2020-02-29, 2020-03-01]"
    ),
    Case(
      "sequence",
      "(date, date, interval day to second) -> array(date)",
      date("2020-03-01"),
      date("2020-02-28"),
      .intervalDayToSecond(-2 * day),
      is: "[2020-03-01, 2020-02-28]"
    ),
    Case(
      "sequence",
      "(date, date, interval year to month) -> array(date)",
      date("2020-01-31"),
      date("2020-04-01"),
      .intervalYearToMonth(1),
      is: "[2020-01-31, 2020-02-29, 2020-03-31]"
    ),
    Case(
      "sequence",
      "(timestamp, timestamp, interval day to second) -> array(timestamp)",
      timestamp("2020-01-01 00:00"),
      timestamp("2020-01-01 02:00"),
      .intervalDayToSecond(3_600_000),
      is: "[2020-01-01 00:00:00.000, 2020-01-01 01:00:00.000, 2020-01-01 02:00:00.000]"
    ),
  ])
  func gives(example: Case) throws {
    let value = try example.call.value()
    let text = value.text(as: FunctionCall.naturalType(value))?.string ?? "NULL"
    #expect(text == example.expected)
  }

  @Test(
    arguments: [
      (FunctionCall("element_at", place, array("1"), .bigint(0)), "SQL array indices start at 1"),
      (
        FunctionCall("slice", part, array("1"), .bigint(0), .bigint(1)),
        "SQL array indices start at 1"
      ),
      (
        FunctionCall("slice", part, array("1"), .bigint(1), .bigint(-1)),
        "length must be greater than or equal to 0"
      ),
      (
        FunctionCall("trim_array", "(array(T), bigint) -> array(T)", array("1 2 3 4"), .bigint(5)),
        "size must not exceed array cardinality 4: 5"
      ),
      (
        FunctionCall("trim_array", "(array(T), bigint) -> array(T)", array("1"), .bigint(-1)),
        "size must not be negative: -1"
      ),
      (
        FunctionCall("repeat", "(T, bigint) -> array(T)", .bigint(1), .bigint(.max)),
        "count argument of repeat function must be less than or equal to 10000"
      ),
      (
        FunctionCall("repeat", "(T, bigint) -> array(T)", .bigint(1), .bigint(-1)),
        "count argument of repeat function must be greater than or equal to 0"
      ),
      (
        FunctionCall("combinations", groups, array("1"), .bigint(6)),
        "combination size must not exceed 5: 6"
      ),
      (
        FunctionCall("combinations", groups, .array((0..<100).map { .bigint($0) }), .bigint(5)),
        "combinations exceed max size of 100000"
      ),
      (FunctionCall("ngrams", groups, array("1"), .bigint(0)), "N must be positive"),
      (
        FunctionCall(
          "sequence",
          "(bigint, bigint, bigint) -> array(bigint)",
          .bigint(1),
          .bigint(2),
          .bigint(0)
        ),
        "step must not be zero"
      ),
      (
        FunctionCall("sequence", "(bigint, bigint) -> array(bigint)", .bigint(.min), .bigint(.max)),
        "result of sequence function must not have more than 10000 entries"
      ),
      (
        FunctionCall(
          "sequence",
          "(bigint, bigint, bigint) -> array(bigint)",
          .bigint(2),
          .bigint(1),
          .bigint(1)
        ),
        "sequence stop value should be greater than or equal to start value if step is greater than zero "
          + "otherwise stop value should be less than or equal to start value"
      ),
      (
        FunctionCall(
          "sequence",
          "(date, date, interval day to second) -> array(date)",
          date("2020-01-01"),
          date("2020-01-02"),
          .intervalDayToSecond(5)
        ),
        "sequence step must be a day interval if start and end values are dates"
      ),
    ] as [(FunctionCall, String)]
  )
  func refusesWithTrinosWords(call: FunctionCall, message: String) {
    #expect(call.error()?.message == message)
  }

  @Test func shufflingKeepsTheElements() throws {
    let shuffled = try FunctionCall("shuffle", "(array(T)) -> array(T)", array("1 2 3 4 5")).value()
    let sorted = try FunctionCall("array_sort", "(array(T)) -> array(T)", shuffled).value()
    #expect(sorted == array("1 2 3 4 5"))
  }

  @Test func manyNgramsAreRefused() {
    let long = Value.array(Array(repeating: .bigint(1), count: 10_000))
    let call = FunctionCall("ngrams", ArrayFunctionTests.groups, long, .bigint(5_000))
    #expect(call.error()?.code == .exceededFunctionMemoryLimit)
  }
}

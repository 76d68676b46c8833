// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Aggregates that count, choose and keep values; expected answers are DuckDB's, or follow from
/// Trino's documentation where DuckDB differs.
@Suite struct ValueAggregateTests {
  private static let pairs: [[Value]] = [
    [.text("a"), .bigint(3)], [.text("b"), .bigint(1)], [.text("c"), .bigint(5)],
    [.text("d"), .bigint(5)], [.text("e"), .null],
  ]

  @Test func counts() throws {
    let rows = Cells.texts(["a", nil, "b", "a"])
    #expect(try AggregateRun.answer("count", "() -> bigint", rows.map { _ in [] }) == .bigint(4))
    #expect(try AggregateRun.answer("count", "(T) -> bigint", rows) == .bigint(3))
    #expect(try AggregateRun.answer("count", "(T) -> bigint", []) == .bigint(0))
    let truths: [[Value]] = [[.boolean(true)], [.null], [.boolean(false)], [.boolean(true)]]
    #expect(try AggregateRun.answer("count_if", "(boolean) -> bigint", truths) == .bigint(2))
    #expect(try AggregateRun.answer("count_if", "(boolean) -> bigint", []) == .bigint(0))
    #expect(try AggregateRun.answer("approx_distinct", "(T) -> bigint", rows) == .bigint(2))
    #expect(try AggregateRun.answer("approx_distinct", "(T) -> bigint", [[.null]]) == .bigint(0))
    let bounded = rows.map { $0 + [Value.double(0.05)] }
    #expect(
      try AggregateRun.answer("approx_distinct", "(T, double) -> bigint", bounded) == .bigint(2)
    )
    #expect(throws: QueryError.self) {
      try AggregateRun.answer(
        "approx_distinct",
        "(T, double) -> bigint",
        [[.text("a"), .double(0.5)]]
      )
    }
  }

  @Test func countsEqualNumbersOnce() throws {
    let rows = Cells.doubles([0, -0.0, .nan, -.nan, 1])
    #expect(try AggregateRun.answer("approx_distinct", "(T) -> bigint", rows) == .bigint(3))
  }

  @Test(
    arguments: [
      ([3, nil, 1, 2], 1, 3), ([nil], nil, nil), ([], nil, nil),
      ([.min, .max, 0], Int64.min, Int64.max),
    ] as [([Int64?], Int64?, Int64?)]
  )
  func findsExtremes(list: [Int64?], least: Int64?, greatest: Int64?) throws {
    let rows = Cells.integers(list)
    #expect(
      try AggregateRun.answer("min", "(T) -> T", rows) == least.map { .bigint($0) } ?? .null
    )
    #expect(
      try AggregateRun.answer("max", "(T) -> T", rows) == greatest.map { .bigint($0) } ?? .null
    )
  }

  @Test func takesNaNOnlyForWantOfNumbers() throws {
    let rows = Cells.doubles([.nan, 2, 1, .nan])
    #expect(try AggregateRun.answer("max", "(T) -> T", rows) == .double(2))
    #expect(try AggregateRun.answer("min", "(T) -> T", rows) == .double(1))
    #expect(try AggregateRun.answer("max", "(T) -> T", Cells.doubles([.nan])) == .double(.nan))
  }

  @Test func listsExtremes() throws {
    let rows = Cells.integers([3, 1, nil, 5, 5, 4]).map { $0 + [.bigint(3)] }
    #expect(
      try AggregateRun.answer("max", "(T, bigint) -> array(T)", rows)
        == .array([.bigint(5), .bigint(5), .bigint(4)])
    )
    #expect(
      try AggregateRun.answer("min", "(T, bigint) -> array(T)", rows)
        == .array([.bigint(1), .bigint(3), .bigint(4)])
    )
    #expect(try AggregateRun.answer("min", "(T, bigint) -> array(T)", []) == .null)
    for count: Int64 in [0, -1, 10_001] {
      #expect(throws: QueryError.self) {
        try AggregateRun.answer("min", "(T, bigint) -> array(T)", [[.bigint(1), .bigint(count)]])
      }
    }
  }

  @Test func findsCompanionsOfExtremes() throws {
    let signature = "(V, K) -> V"
    #expect(try AggregateRun.answer("max_by", signature, Self.pairs) == .text("c"))
    #expect(try AggregateRun.answer("min_by", signature, Self.pairs) == .text("b"))
    #expect(try AggregateRun.answer("min_by", signature, []) == .null)
    // The companion of the greatest may be NULL; it is not passed over.
    let unknown = Self.pairs + [[.null, .bigint(9)]]
    #expect(try AggregateRun.answer("max_by", signature, unknown) == .null)
    let two = Self.pairs.map { $0 + [.bigint(2)] }
    #expect(
      try AggregateRun.answer("max_by", "(V, K, bigint) -> array(V)", two)
        == .array([.text("c"), .text("d")])
    )
    #expect(
      try AggregateRun.answer("min_by", "(V, K, bigint) -> array(V)", two)
        == .array([.text("b"), .text("a")])
    )
  }

  @Test func refusesTypesWithoutOrder() throws {
    for (name, signature) in [("max", "(T) -> T"), ("min", "(T, bigint) -> array(T)")] {
      let function = try #require(FunctionCatalogue.aggregates.first { $0.name == name })
      let overload = try #require(function.overloads.first { $0.signature.text == signature })
      let map = DataType.array(.map(key: .string, value: .bigint))
      let error = #expect(throws: QueryError.self) { try overload.resultType?([map, .bigint]) }
      #expect(error?.code == .typeMismatch)
      _ = try overload.resultType?([.row([RowField("a", .ipaddress)]), .bigint])
    }
  }

  @Test func keepsValuesInTheOrderOfTheInput() throws {
    let rows = Cells.texts([nil, "b", "a", nil, "b", "c"])
    #expect(try AggregateRun.answer("arbitrary", "(T) -> T", rows) == .text("b"))
    #expect(try AggregateRun.answer("any_value", "(T) -> T", [[.null]]) == .null)
    #expect(
      try AggregateRun.answer("array_agg", "(T) -> array(T)", rows)
        == .array([.null, .text("b"), .text("a"), .null, .text("b"), .text("c")])
    )
    #expect(try AggregateRun.answer("array_agg", "(T) -> array(T)", []) == .null)
    #expect(
      try AggregateRun.answer("set_agg", "(T) -> array(T)", rows)
        == .array([.null, .text("b"), .text("a"), .text("c")])
    )
    let arrays: [[Value]] = [
      [.array([.bigint(2), .bigint(1)])], [.null], [.array([.bigint(1), .null, .bigint(3)])],
    ]
    #expect(
      try AggregateRun.answer("set_union", "(array(T)) -> array(T)", arrays)
        == .array([.bigint(2), .bigint(1), .null, .bigint(3)])
    )
    #expect(try AggregateRun.answer("set_union", "(array(T)) -> array(T)", [[.null]]) == .array([]))
    #expect(try AggregateRun.answer("set_union", "(array(T)) -> array(T)", []) == .null)
  }

  @Test func joinsTexts() throws {
    let rows = ["b", "a", nil, "c"].map { [$0.map { Value.text($0) } ?? .null, .text("; ")] }
    #expect(
      try AggregateRun.answer("listagg", "(varchar, varchar) -> varchar", rows)
        == .text("b; a; c")
    )
    #expect(
      try AggregateRun.answer("listagg", "(varchar) -> varchar", Cells.texts(["x", "", "y"]))
        == .text("xy")
    )
    #expect(try AggregateRun.answer("listagg", "(varchar) -> varchar", [[.null]]) == .null)
    #expect(try AggregateRun.answer("listagg", "(varchar) -> varchar", [[.text("")]]) == .text(""))
  }

  @Test func boundsTheJoinedText() throws {
    let half = Value.text(String(repeating: "x", count: 524_288))
    let signature = "(varchar, varchar) -> varchar"
    let full = [[half, .text("")], [half, .text("")]]
    guard case .varchar(let text) = try AggregateRun.answer("listagg", signature, full) else {
      Issue.record("no text")
      return
    }
    #expect(text.bytes.count == 1_048_576)
    let error = #expect(throws: QueryError.self) {
      try AggregateRun.answer("listagg", signature, [[half, .text(",")], [half, .text(",")]])
    }
    #expect(error?.code == .exceededFunctionMemoryLimit)
  }

  @Test func makesMaps() throws {
    let rows: [[Value]] = [
      [.text("b"), .bigint(1)], [.text("a"), .null], [.null, .bigint(2)], [.text("b"), .bigint(3)],
    ]
    #expect(
      try AggregateRun.answer("map_agg", "(K, V) -> map(K, V)", rows)
        == .map([
          MapEntry(key: .text("b"), value: .bigint(1)), MapEntry(key: .text("a"), value: .null),
        ])
    )
    #expect(
      try AggregateRun.answer("multimap_agg", "(K, V) -> map(K, array(V))", rows)
        == .map([
          MapEntry(key: .text("b"), value: .array([.bigint(1), .bigint(3)])),
          MapEntry(key: .text("a"), value: .array([.null])),
        ])
    )
    #expect(try AggregateRun.answer("map_agg", "(K, V) -> map(K, V)", [[.null, .null]]) == .null)
    let maps: [[Value]] = rows.map {
      $0[0].isNull ? [.null] : [.map([MapEntry(key: $0[0], value: $0[1])])]
    }
    #expect(
      try AggregateRun.answer("map_union", "(map(K, V)) -> map(K, V)", maps)
        == .map([
          MapEntry(key: .text("b"), value: .bigint(1)), MapEntry(key: .text("a"), value: .null),
        ])
    )
  }

  @Test func countsEachValue() throws {
    let rows = Cells.texts(["b", "a", nil, "b", "c", "a"])
    #expect(
      try AggregateRun.answer("histogram", "(T) -> map(T, bigint)", rows)
        == .map([
          MapEntry(key: .text("b"), value: .bigint(2)),
          MapEntry(key: .text("a"), value: .bigint(2)),
          MapEntry(key: .text("c"), value: .bigint(1)),
        ])
    )
    #expect(try AggregateRun.answer("histogram", "(T) -> map(T, bigint)", [[.null]]) == .null)
    let signature = "(bigint, T, bigint) -> map(T, bigint)"
    let most = Cells.texts(["c", "b", "a", "b", "c", "b"]).map {
      [Value.bigint(2), $0[0], .bigint(10)]
    }
    #expect(
      try AggregateRun.answer("approx_most_frequent", signature, most)
        == .map([
          MapEntry(key: .text("b"), value: .bigint(3)),
          MapEntry(key: .text("c"), value: .bigint(2)),
        ])
    )
  }

  @Test(
    arguments: [
      ([true, nil, true], true, true), ([true, false], false, true), ([false], false, false),
      ([nil], nil, nil), ([], nil, nil),
    ] as [([Bool?], Bool?, Bool?)]
  )
  func joinsConditions(list: [Bool?], all: Bool?, any: Bool?) throws {
    let rows: [[Value]] = list.map { [$0.map { .boolean($0) } ?? .null] }
    let signature = "(boolean) -> boolean"
    for name in ["bool_and", "every"] {
      #expect(
        try AggregateRun.answer(name, signature, rows) == all.map { .boolean($0) } ?? .null
      )
    }
    #expect(
      try AggregateRun.answer("bool_or", signature, rows) == any.map { .boolean($0) } ?? .null
    )
  }

  @Test func joinsBits() throws {
    let rows = Cells.integers([12, 10, nil, 7])
    let signature = "(bigint) -> bigint"
    #expect(try AggregateRun.answer("bitwise_and_agg", signature, rows) == .bigint(0))
    #expect(try AggregateRun.answer("bitwise_or_agg", signature, rows) == .bigint(15))
    #expect(try AggregateRun.answer("bitwise_xor_agg", signature, rows) == .bigint(1))
    #expect(try AggregateRun.answer("bitwise_or_agg", signature, []) == .null)
  }

  @Test(arguments: [
    (0.0, 10), (0.5, 30), (0.2, 20), (0.19, 10), (0.99, 50), (1.0, 50),
  ])
  func takesPercentiles(percentage: Double, expected: Int64) throws {
    let list: [Int64] = [50, 20, 10, 40, 30]
    let integers: [[Value]] = list.map { [.bigint($0), .double(percentage)] }
    #expect(
      try AggregateRun.answer("approx_percentile", "(bigint, double) -> bigint", integers)
        == .bigint(expected)
    )
    let doubles: [[Value]] = list.map { [.double(Double($0)), .double(percentage)] }
    #expect(
      try AggregateRun.answer("approx_percentile", "(double, double) -> double", doubles)
        == .double(Double(expected))
    )
    let reals: [[Value]] = list.map { [.real(Float($0)), .array([.double(percentage)])] }
    #expect(
      try AggregateRun.answer("approx_percentile", "(real, array(double)) -> array(real)", reals)
        == .array([.real(Float(expected))])
    )
  }

  @Test func weighsPercentiles() throws {
    // Ten times 1, once 2, once 3.
    let rows: [[Value]] = [(3, 1.0), (1, 10), (2, 1)].map { number, weight in
      [.bigint(number), .double(weight), .array([.double(0.5), .double(0.9), .double(1)])]
    }
    #expect(
      try AggregateRun.answer(
        "approx_percentile",
        "(bigint, double, array(double)) -> array(bigint)",
        rows
      )
        == .array([.bigint(1), .bigint(2), .bigint(3)])
    )
    for (weight, percentage) in [(0.5, 0.5), (.nan, 0.5), (1, 1.5), (1, -0.1), (1, .nan)] {
      let error = #expect(throws: QueryError.self) {
        try AggregateRun.answer(
          "approx_percentile",
          "(bigint, double, double) -> bigint",
          [[.bigint(1), .double(weight), .double(percentage)]]
        )
      }
      #expect(error?.code == .invalidFunctionArgument)
    }
    #expect(try AggregateRun.answer("approx_percentile", "(bigint, double) -> bigint", []) == .null)
  }

  @Test func sumsUpRowsWhateverTheirOrder() throws {
    let checksum = { (rows: [[Value]]) in
      try AggregateRun.answer("checksum", "(T) -> varbinary", rows)
    }
    let rows = Cells.texts(["a", nil, "b"])
    guard case .varbinary(let bytes) = try checksum(rows) else {
      Issue.record("no bytes")
      return
    }
    #expect(bytes.count == 8)
    #expect(try checksum(rows.reversed()) == .varbinary(bytes))
    #expect(try checksum(Cells.texts(["a", "b"])) != .varbinary(bytes))
    #expect(try checksum(Cells.texts(["ab"])) != checksum(Cells.texts(["ba"])))
    #expect(try checksum([]) == .null)
    let entries = [
      MapEntry(key: .text("a"), value: .bigint(1)), MapEntry(key: .text("b"), value: .bigint(2)),
    ]
    #expect(try checksum([[.map(entries)]]) == checksum([[.map(entries.reversed())]]))
    #expect(
      try checksum([[.array([.array([.bigint(1)]), .array([])])]])
        != checksum([[.array([.array([]), .array([.bigint(1)])])]])
    )
  }

  @Test func keepsTheEarliestFormOfEqualValues() throws {
    let instant = { (zone: String) in
      Value.timestampWithTimeZone(microseconds: 0, picoseconds: 0, zone: TimeZoneKey(zone))
    }
    let rows = ["Europe/Berlin", "UTC", "Asia/Tokyo"].map { [instant($0)] }
    for (name, signature) in [
      ("max", "(T) -> T"), ("min", "(T) -> T"), ("set_agg", "(T) -> array(T)"),
      ("histogram", "(T) -> map(T, bigint)"),
    ] {
      let answer = try AggregateRun.answer(name, signature, rows.reversed())
      #expect("\(answer)".contains("Asia/Tokyo"), "\(name)")
      #expect(!"\(answer)".contains("Berlin"), "\(name)")
    }
  }
}

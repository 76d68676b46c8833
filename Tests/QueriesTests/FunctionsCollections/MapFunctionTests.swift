// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct MapFunctionTests {
  /// A map of the pairs of a text: `a=1 b=2`.
  static func map(_ text: String) -> Value {
    .map(
      text.split(separator: " ").map { pair in
        let parts = pair.split(separator: "=").map(String.init)
        return MapEntry(key: .text(parts[0]), value: Int64(parts[1]).map { .bigint($0) } ?? .null)
      }
    )
  }

  static func rows(_ pairs: (Int64, String)...) -> Value {
    .array(pairs.map { .row([.bigint($0.0), .text($0.1)]) })
  }

  static func text(_ value: Value) -> String {
    value.text(as: FunctionCall.naturalType(value))?.string ?? "NULL"
  }

  // The examples of Trino's page on maps.
  @Test(
    arguments: [
      (FunctionCall("map", "() -> map(unknown, unknown)"), "{}"),
      (
        FunctionCall("map", "(array(K), array(V)) -> map(K, V)", array("1 3"), array("2 4")),
        "{1=2, 3=4}"
      ),
      (
        FunctionCall(
          "map_from_entries",
          "(array(row(K, V))) -> map(K, V)",
          rows((1, "x"), (2, "y"))
        ),
        "{1=x, 2=y}"
      ),
      (
        FunctionCall(
          "multimap_from_entries",
          "(array(row(K, V))) -> map(K, array(V))",
          rows((1, "x"), (2, "y"), (1, "z"))
        ), "{1=[x, z], 2=[y]}"
      ),
      (
        FunctionCall("map_entries", "(map(K, V)) -> array(row(K, V))", map("a=1 b=2")),
        "[{field0=a, field1=1}, {field0=b, field1=2}]"
      ),
      (FunctionCall("map_keys", "(map(K, V)) -> array(K)", map("a=1 b=2")), "[a, b]"),
      (FunctionCall("map_values", "(map(K, V)) -> array(V)", map("a=1 b=-")), "[1, null]"),
      (
        FunctionCall(
          "map_concat",
          "(map(K, V), map(K, V)...) -> map(K, V)",
          map("a=1 b=2"),
          map("b=3"),
          map("c=4 a=5")
        ),
        "{a=5, b=3, c=4}"
      ),
      (FunctionCall("cardinality", "(map(K, V)) -> bigint", map("a=1 b=2")), "2"),
      (FunctionCall("element_at", "(map(K, V), K) -> V", map("a=1"), .text("a")), "1"),
      (FunctionCall("element_at", "(map(K, V), K) -> V", map("a=1"), .text("A")), "NULL"),
    ] as [(FunctionCall, String)]
  )
  func gives(call: FunctionCall, expected: String) throws {
    #expect(MapFunctionTests.text(try call.value()) == expected)
  }

  @Test(
    arguments: [
      (
        FunctionCall("map", "(array(K), array(V)) -> map(K, V)", array("1"), array("2 4")),
        "Key and value arrays must be the same length"
      ),
      (
        FunctionCall("map", "(array(K), array(V)) -> map(K, V)", array("-"), array("2")),
        "map key cannot be null"
      ),
      (
        FunctionCall("map", "(array(K), array(V)) -> map(K, V)", array("1 1"), array("2 3")),
        "Duplicate map keys (1) are not allowed"
      ),
      (
        FunctionCall(
          "map_from_entries",
          "(array(row(K, V))) -> map(K, V)",
          rows((1, "x"), (1, "y"))
        ),
        "Duplicate map keys (1) are not allowed"
      ),
      (
        FunctionCall("map_from_entries", "(array(row(K, V))) -> map(K, V)", .array([.null])),
        "map entry cannot be null"
      ),
    ] as [(FunctionCall, String)]
  )
  func refusesWithTrinosWords(call: FunctionCall, message: String) {
    #expect(call.error()?.message == message)
  }

  @Test func lambdasSeeKeysAndValues() throws {
    let isGreat: Lambda = { (arguments) throws(QueryError) in
      if case .bigint(let number) = arguments[1] { .boolean(number > 10) } else { .null }
    }
    let filter = FunctionCall(
      "map_filter",
      "(map(K, V), function(K, V, boolean)) -> map(K, V)",
      MapFunctionTests.map("k1=20 k2=3 k3=15 k4=-")
    )
    let great = try filter.value(lambdas: [isGreat])
    #expect(MapFunctionTests.text(great) == "{k1=20, k3=15}")

    let joined: Lambda = { (arguments) throws(QueryError) in
      .text(arguments.map { $0.text(as: .bigint)?.string ?? "null" }.joined(separator: "_"))
    }
    let values = FunctionCall(
      "transform_values",
      "(map(K, V), function(K, V, W)) -> map(K, W)",
      MapFunctionTests.map("a=1 b=2")
    )
    let joinedValues = try values.value(lambdas: [joined])
    #expect(MapFunctionTests.text(joinedValues) == "{a=a_1, b=b_2}")

    let keys = FunctionCall(
      "transform_keys",
      "(map(K, V), function(K, V, L)) -> map(L, V)",
      MapFunctionTests.map("a=1 b=2")
    )
    let joinedKeys = try keys.value(lambdas: [joined])
    #expect(MapFunctionTests.text(joinedKeys) == "{a_1=1, b_2=2}")

    let zipped = FunctionCall(
      "map_zip_with",
      "(map(K, V), map(K, W), function(K, V, W, R)) -> map(K, R)",
      MapFunctionTests.map("k1=1 k2=2"),
      MapFunctionTests.map("k2=4 k3=9")
    )
    let joinedBoth = try zipped.value(lambdas: [joined])
    #expect(MapFunctionTests.text(joinedBoth) == "{k1=k1_1_null, k2=k2_2_4, k3=k3_null_9}")
  }

  @Test func transformedKeysMustStayApart() {
    let call = FunctionCall(
      "transform_keys",
      "(map(K, V), function(K, V, L)) -> map(L, V)",
      MapFunctionTests.map("a=1 b=2")
    )
    for (answer, message) in [
      (Value.text("same"), "Duplicate map keys (same) are not allowed"),
      (.null, "map key cannot be null"),
    ] {
      let constant: Lambda = { (_) throws(QueryError) in answer }
      let error = #expect(throws: QueryError.self) {
        try call.value(result: .map(key: .string, value: .bigint), lambdas: [constant])
      }
      #expect(error?.message == message)
    }
  }
}

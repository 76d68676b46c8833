// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct LambdaFunctionTests {
  /// x > 0, NULL for NULL.
  static var isPositive: Lambda {
    { (arguments) throws(QueryError) in
      guard case .bigint(let number) = arguments[0] else { return .null }
      return .boolean(number > 0)
    }
  }

  /// x + y, NULL where either is.
  static var sum: Lambda {
    { (arguments) throws(QueryError) in
      guard case (.bigint(let left), .bigint(let right)) = (arguments[0], arguments[1]) else {
        return .null
      }
      return .bigint(left + right)
    }
  }

  static var same: Lambda { { (arguments) throws(QueryError) in arguments[0] } }

  private func expect(
    _ expected: String,
    of name: String,
    _ signature: String,
    _ arguments: Value...,
    lambdas: [Lambda]
  ) throws {
    let call =
      arguments.count == 1
      ? FunctionCall(name, signature, arguments[0])
      : FunctionCall(name, signature, arguments[0], arguments[1])
    let value = try call.value(lambdas: lambdas)
    let text = value.text(as: FunctionCall.naturalType(value))?.string ?? "NULL"
    #expect(text == expected)
  }

  @Test func transformsAndFilters() throws {
    let negated: Lambda = { (arguments) throws(QueryError) in
      if case .bigint(let number) = arguments[0] { .bigint(-number) } else { .bigint(0) }
    }
    try expect(
      "[-5, 0, -6]",
      of: "transform",
      "(array(T), function(T, U)) -> array(U)",
      array("5 - 6"),
      lambdas: [negated]
    )
    try expect(
      "[5, 7]",
      of: "filter",
      "(array(T), function(T, boolean)) -> array(T)",
      array("5 -6 - 7"),
      lambdas: [LambdaFunctionTests.isPositive]
    )
    try expect(
      "NULL",
      of: "filter",
      "(array(T), function(T, boolean)) -> array(T)",
      .null,
      lambdas: [negated]
    )
  }

  // The documentation's examples of reduce.
  @Test(arguments: [("", "0"), ("5 20 50", "75"), ("5 20 - 50", "NULL")])
  func reduces(numbers: String, expected: String) throws {
    try expect(
      expected,
      of: "reduce",
      "(array(T), S, function(S, T, S), function(S, R)) -> R",
      array(numbers),
      .bigint(0),
      lambdas: [LambdaFunctionTests.sum, LambdaFunctionTests.same]
    )
  }

  @Test(arguments: [
    ("any_match", "1 -2", "true"), ("any_match", "-1 -2", "false"), ("any_match", "-1 -", "NULL"),
    ("any_match", "", "false"), ("all_match", "1 2", "true"), ("all_match", "1 -2 -", "false"),
    ("all_match", "1 -", "NULL"), ("all_match", "", "true"), ("none_match", "-1", "true"),
    ("none_match", "1 -", "false"), ("none_match", "-1 -", "NULL"), ("none_match", "", "true"),
  ])
  func matches(name: String, numbers: String, expected: String) throws {
    try expect(
      expected,
      of: name,
      "(array(T), function(T, boolean)) -> boolean",
      array(numbers),
      lambdas: [LambdaFunctionTests.isPositive]
    )
  }

  @Test func zipsToTheLongerArray() throws {
    try expect(
      "[4, 6, null]",
      of: "zip_with",
      "(array(T), array(U), function(T, U, R)) -> array(R)",
      array("1 2"),
      array("3 4 5"),
      lambdas: [LambdaFunctionTests.sum]
    )
  }

  // The documentation's example: the greatest first.
  @Test func sortsByAComparison() throws {
    let descending: Lambda = { (arguments) throws(QueryError) in
      guard case (.bigint(let left), .bigint(let right)) = (arguments[0], arguments[1]) else {
        return .bigint(arguments[0].isNull ? (arguments[1].isNull ? 0 : 1) : -1)
      }
      return .bigint(left < right ? 1 : left == right ? 0 : -1)
    }
    let signature = "(array(T), function(T, T, bigint)) -> array(T)"
    try expect(
      "[5, 3, 2, 2, 1]",
      of: "array_sort",
      signature,
      array("3 2 5 1 2"),
      lambdas: [descending]
    )
    try expect(
      "[5, 3, 2, 2, 1, null, null]",
      of: "array_sort",
      signature,
      array("3 2 - 5 - 1 2"),
      lambdas: [descending]
    )
  }

  @Test(arguments: [Value.null, .bigint(2), .boolean(true)])
  func aComparisonMustAnswerWithASign(answer: Value) {
    let call = FunctionCall(
      "array_sort",
      "(array(T), function(T, T, bigint)) -> array(T)",
      array("2 1")
    )
    let constant: Lambda = { (_) throws(QueryError) in answer }
    let error = #expect(throws: QueryError.self) { try call.value(lambdas: [constant]) }
    #expect(error?.message == "Lambda comparator must return either -1, 0, or 1")
  }

  @Test func aContradictoryComparisonStillEnds() throws {
    let call = FunctionCall(
      "array_sort",
      "(array(T), function(T, T, bigint)) -> array(T)",
      .array((0..<500).map { .bigint($0) })
    )
    let constant: Lambda = { (_) throws(QueryError) in .bigint(1) }
    guard case .array(let values) = try call.value(lambdas: [constant]) else {
      Issue.record("not an array")
      return
    }
    #expect(Set(values).count == 500)
  }

  @Test func theErrorOfALambdaIsTheErrorOfTheCall() {
    let call = FunctionCall("transform", "(array(T), function(T, U)) -> array(U)", array("1"))
    let failing: Lambda = { (_) throws(QueryError) in
      throw QueryError(.divisionByZero, "Division by zero")
    }
    let error = #expect(throws: QueryError.self) { try call.value(lambdas: [failing]) }
    #expect(error?.code == .divisionByZero)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct QueryParameterTests {
  @Test(arguments: [
    ("0", DataType.integer, Value.bigint(0)),
    ("-2147483648", .integer, .bigint(-2_147_483_648)),
    ("2147483648", .bigint, .bigint(2_147_483_648)),
    ("1.50", .decimal(precision: 3, scale: 2), .decimal(150)),
    ("-0.05", .decimal(precision: 2, scale: 2), .decimal(-5)),
    (
      "9223372036854775808", .decimal(precision: 19, scale: 0),
      .decimal(9_223_372_036_854_775_808)
    ),
  ])
  func numbersHaveTheTypesOfSQLsLiterals(text: String, type: DataType, value: Value) {
    #expect(QueryParameter.number(text) == QueryParameter(value, type))
  }

  @Test(arguments: ["1e3", "", ".", "x", "1.2.3", "123456789012345678901234567890123456789"])
  func otherTextIsNoNumber(text: String) {
    #expect(QueryParameter.number(text) == nil)
  }
}

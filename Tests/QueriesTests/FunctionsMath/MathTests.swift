// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct MathTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let call: FunctionCall
    let expected: String
    var testDescription: String { call.testDescription }

    init(_ name: String, _ signature: String, _ arguments: Value..., is expected: String) {
      switch arguments.count {
      case 0: call = FunctionCall(name, signature)
      case 1: call = FunctionCall(name, signature, arguments[0])
      case 2: call = FunctionCall(name, signature, arguments[0], arguments[1])
      case 3: call = FunctionCall(name, signature, arguments[0], arguments[1], arguments[2])
      default:
        call = FunctionCall(
          name,
          signature,
          arguments[0],
          arguments[1],
          arguments[2],
          arguments[3]
        )
      }
      self.expected = expected
    }
  }

  static let one = "(double) -> double"
  static let two = "(double, double) -> double"
  static let bits = "(bigint, bigint) -> bigint"
  static let vectors = "(array(double), array(double)) -> double"
  static let maps = "(map(varchar, double), map(varchar, double)) -> double"

  static func map(_ entries: (String, Double)...) -> Value {
    .map(entries.map { MapEntry(key: .text($0.0), value: .double($0.1)) })
  }

  @Test(arguments: [
    // Made by Python's math module.
    Case("sqrt", one, .double(2), is: "1.4142135623730951"),
    Case("cbrt", one, .double(27), is: "3.0"),
    Case("exp", one, .double(1), is: "2.718281828459045"), Case("ln", one, .double(1), is: "0.0"),
    Case("log2", one, .double(8), is: "3.0"), Case("log10", one, .double(1000), is: "3.0"),
    Case("log", two, .double(2), .double(1024), is: "10.0"),
    Case("sin", one, .double(1), is: "0.8414709848078965"),
    Case("atan2", two, .double(1), .double(1), is: "0.7853981633974483"),
    Case("power", two, .double(2), .double(10), is: "1024.0"),
    Case("pow", two, .double(1), .double(.nan), is: "NaN"),
    Case("ln", one, .double(-1), is: "NaN"), Case("sqrt", one, .double(-1), is: "NaN"),
    Case("degrees", one, .double(.pi), is: "180.0"),
    Case("radians", one, .double(180), is: "3.141592653589793"),
    Case("pi", "() -> double", is: "3.141592653589793"),
    Case("e", "() -> double", is: "2.718281828459045"),
    Case("nan", "() -> double", is: "NaN"), Case("infinity", "() -> double", is: "Infinity"),
    Case("is_nan", "(double) -> boolean", .double(.nan), is: "true"),
    Case("is_finite", "(double) -> boolean", .double(.infinity), is: "false"),
    Case("is_infinite", "(double) -> boolean", .double(-.infinity), is: "true"),
    // From Trino's documentation.
    Case("abs", "(bigint) -> bigint", .bigint(-5), is: "5"),
    Case("abs", one, .double(-0.0), is: "0.0"),
    Case("sign", one, .double(-0.0), is: "-0.0"),
    Case("sign", one, .double(-.infinity), is: "-1.0"),
    Case("sign", one, .double(.nan), is: "NaN"),
    Case("sign", "(bigint) -> bigint", .bigint(.min), is: "-1"),
    Case("mod", bits, .bigint(-7), .bigint(2), is: "-1"),
    Case("bitwise_and", bits, .bigint(19), .bigint(25), is: "17"),
    Case("bitwise_or", bits, .bigint(19), .bigint(25), is: "27"),
    Case("bitwise_xor", bits, .bigint(19), .bigint(25), is: "10"),
    Case("bitwise_not", "(bigint) -> bigint", .bigint(-12), is: "11"),
    Case("bitwise_left_shift", bits, .bigint(5), .bigint(2), is: "20"),
    Case("bitwise_left_shift", "(tinyint, bigint) -> tinyint", .bigint(127), .bigint(1), is: "-2"),
    Case("bitwise_left_shift", bits, .bigint(1), .bigint(.max), is: "0"),
    Case("bitwise_right_shift", bits, .bigint(9), .bigint(1), is: "4"),
    Case("bitwise_right_shift", bits, .bigint(-45), .bigint(64), is: "0"),
    Case("bitwise_right_shift", bits, .bigint(20), .bigint(0), is: "20"),
    Case("bitwise_right_shift", "(tinyint, bigint) -> tinyint", .bigint(-1), .bigint(4), is: "15"),
    Case("bitwise_right_shift_arithmetic", bits, .bigint(12), .bigint(64), is: "0"),
    Case("bitwise_right_shift_arithmetic", bits, .bigint(-45), .bigint(64), is: "-1"),
    Case("bit_count", bits, .bigint(9), .bigint(64), is: "2"),
    Case("bit_count", bits, .bigint(9), .bigint(8), is: "2"),
    Case("bit_count", bits, .bigint(-7), .bigint(64), is: "62"),
    Case("bit_count", bits, .bigint(-7), .bigint(8), is: "6"),
    Case("to_base", "(bigint, bigint) -> varchar", .bigint(-255), .bigint(16), is: "-ff"),
    Case("from_base", "(varchar, bigint) -> bigint", .text("FF"), .bigint(16), is: "255"),
    Case(
      "cosine_similarity",
      vectors,
      .array([.double(1), .double(2)]),
      .array([.double(3), .double(4)]),
      is: "0.9838699100999074"
    ),
    Case("cosine_similarity", maps, map(("a", 1)), map(("a", 2)), is: "1.0"),
    Case("cosine_similarity", maps, map(("a", 1)), map(("b", 2)), is: "0.0"),
    Case(
      "dot_product",
      vectors,
      .array([.double(1), .double(2)]),
      .array([.double(3), .double(4)]),
      is: "11.0"
    ),
    Case(
      "euclidean_distance",
      vectors,
      .array([.double(1), .double(2)]),
      .array([.double(3), .double(4)]),
      is: "2.8284271247461903"
    ),
    // From the tests of Presto.
    Case(
      "width_bucket",
      "(double, double, double, bigint) -> bigint",
      .double(3.14),
      .double(0),
      .double(4),
      .bigint(3),
      is: "3"
    ),
    Case(
      "width_bucket",
      "(double, double, double, bigint) -> bigint",
      .double(2),
      .double(0),
      .double(4),
      .bigint(3),
      is: "2"
    ),
    Case(
      "width_bucket",
      "(double, double, double, bigint) -> bigint",
      .double(.infinity),
      .double(0),
      .double(4),
      .bigint(3),
      is: "4"
    ),
    Case(
      "width_bucket",
      "(double, double, double, bigint) -> bigint",
      .double(-1),
      .double(0),
      .double(3.2),
      .bigint(4),
      is: "0"
    ),
    Case(
      "width_bucket",
      "(double, double, double, bigint) -> bigint",
      .double(3.14),
      .double(4),
      .double(0),
      .bigint(3),
      is: "1"
    ),
    Case(
      "width_bucket",
      "(double, array(double)) -> bigint",
      .double(3.14),
      .array([.double(0), .double(2), .double(4)]),
      is: "2"
    ),
    Case(
      "width_bucket",
      "(double, array(double)) -> bigint",
      .double(-1),
      .array([.double(0), .double(1.5), .double(3.2)]),
      is: "0"
    ),
    Case("greatest", "(T...) -> T", .bigint(1), .bigint(3), .bigint(2), is: "3"),
    Case("greatest", "(T...) -> T", .double(1.5), .double(.nan), is: "1.5"),
    Case("least", "(T...) -> T", .text("b"), .text("a"), is: "a"),
    Case("least", "(T...) -> T", .double(.nan), .double(.nan), is: "NaN"),
  ])
  func gives(example: Case) throws {
    let value = try example.call.value()
    #expect(value.text(as: FunctionCall.naturalType(value))?.string == example.expected)
  }

  @Test func anyNullMakesTheGreatestNull() throws {
    #expect(try FunctionCall("greatest", "(T...) -> T", .bigint(1), .null).value() == .null)
    #expect(try FunctionCall("least", "(T...) -> T", .null, .bigint(1)).value() == .null)
  }

  @Test(
    arguments: [
      (
        FunctionCall("abs", "(bigint) -> bigint", .bigint(.min)),
        "Value -9223372036854775808 is out of range for abs(bigint)"
      ),
      (
        FunctionCall("from_base", "(varchar, bigint) -> bigint", .text("12"), .bigint(2)),
        "Not a valid base-2 number: 12"
      ),
      (
        FunctionCall("to_base", "(bigint, bigint) -> varchar", .bigint(1), .bigint(37)),
        "Radix must be between 2 and 36"
      ),
      (
        FunctionCall("bit_count", bits, .bigint(1), .bigint(1)),
        "Bits specified in bit_count must be between 2 and 64, got 1"
      ),
      (
        FunctionCall("bit_count", bits, .bigint(256), .bigint(8)),
        "Number must be representable with the bits specified. 256 cannot be represented with 8 bits"
      ),
      (FunctionCall("random", "(bigint) -> bigint", .bigint(0)), "bound must be positive"),
      (
        FunctionCall("random", bits, .bigint(2), .bigint(2)),
        "start value must be less than stop value"
      ),
      (
        FunctionCall(
          "width_bucket",
          "(double, double, double, bigint) -> bigint",
          .double(.nan),
          .double(0),
          .double(4),
          .bigint(3)
        ),
        "operand must not be NaN"
      ),
      (
        FunctionCall(
          "width_bucket",
          "(double, array(double)) -> bigint",
          .double(3),
          .array([.double(1), .double(0)])
        ),
        "Bin values are not sorted in ascending order"
      ),
      (
        FunctionCall(
          "wilson_interval_lower",
          "(bigint, bigint, double) -> double",
          .bigint(-1),
          .bigint(5),
          .double(2)
        ),
        "number of successes must not be negative"
      ),
    ] as [(FunctionCall, String)]
  )
  func refusesWithTrinosWords(call: FunctionCall, message: String) {
    #expect(call.error()?.message == message)
  }

  @Test func randomNumbersStayInTheirRange() throws {
    for _ in 0..<200 {
      guard
        case .bigint(let number) = try FunctionCall("rand", MathTests.bits, .bigint(-3), .bigint(2))
          .value()
      else {
        Issue.record("not a bigint")
        return
      }
      #expect((-3..<2).contains(number))
    }
  }

  // From the tests of Trino.
  @Test(arguments: [
    ("wilson_interval_lower", 0.9414883725395894), ("wilson_interval_upper", 0.9642524717143908),
  ])
  func wilsonIntervals(name: String, expected: Double) throws {
    let call = FunctionCall(
      name,
      "(bigint, bigint, double) -> double",
      .bigint(1250),
      .bigint(1310),
      .double(1.96)
    )
    guard case .double(let bound) = try call.value() else {
      Issue.record("not a double")
      return
    }
    #expect(abs(bound - expected) < 1e-12)
  }

  // Made by Python's statistics.NormalDist.
  @Test(arguments: [
    (0.0, 1.0, 1.96, 0.9750021048517796), (10.0, 9.0, 10.0, 0.5),
    (-1.5, 2.1, -7.8, 0.0013498980316301035),
  ])
  func normalDistribution(mean: Double, deviation: Double, value: Double, expected: Double) throws {
    let call = FunctionCall(
      "normal_cdf",
      "(double, double, double) -> double",
      .double(mean),
      .double(deviation),
      .double(value)
    )
    guard case .double(let share) = try call.value() else {
      Issue.record("not a double")
      return
    }
    #expect(abs(share - expected) < 1e-12)
  }
}

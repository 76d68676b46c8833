// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Synchronization

/// Functions for plans made by hand.
enum TestFunctions {
  /// `10 / x`; division by zero fails.
  static func tenth(_ operand: BoundExpression) -> BoundExpression {
    let overload = ScalarOverload("(bigint) -> bigint") { _, _ in
      .values { (arguments) throws(QueryError) in
        guard case .bigint(let number) = arguments[0], number != 0 else {
          throw QueryError(.divisionByZero, "Division by zero")
        }
        return .bigint(10 / number)
      }
    }
    let function = ResolvedScalarFunction(
      name: "tenth",
      overload: overload,
      argumentTypes: [.bigint],
      resultType: .bigint
    )
    return BoundExpression(.call(ScalarCall(function, [operand])), .bigint)
  }

  /// `transform(array, lambda)`.
  static func transform(
    _ array: BoundExpression,
    _ element: DataType,
    _ body: BoundExpression
  ) -> BoundExpression {
    let overload = ScalarOverload("(array(T), function(T, U)) -> array(U)") { _, _ in
      .higherOrder { (arguments, lambdas) throws(QueryError) in
        guard case .array(let values) = arguments[0] else { return .null }
        var answers: [Value] = []
        for value in values { answers.append(try lambdas[0]([value])) }
        return .array(answers)
      }
    }
    let lambda = DataType.function(parameters: [element], result: body.type)
    let function = ResolvedScalarFunction(
      name: "transform",
      overload: overload,
      argumentTypes: [array.type, lambda],
      resultType: .array(body.type)
    )
    let arguments = [array, BoundExpression(.lambda(parameterCount: 1, body), lambda)]
    return BoundExpression(.call(ScalarCall(function, arguments)), .array(body.type))
  }

  /// An aggregate call of one of the accumulators below.
  static func aggregate(
    _ name: String,
    _ arguments: [BoundExpression] = [],
    isDistinct: Bool = false,
    filter: BoundExpression? = nil,
    orderBy: [SortKey] = []
  ) -> AggregateCall {
    let overload = AggregateOverload("(T...) -> T", skipsNulls: name != "array_agg") { _, _ in
      switch name {
      case "array_agg": ListAccumulator()
      case "sum": SumAccumulator()
      default: CountAccumulator()
      }
    }
    let function = ResolvedAggregateFunction(
      name: name,
      overload: overload,
      argumentTypes: arguments.map(\.type),
      resultType: name == "array_agg" ? .array(.string) : .bigint
    )
    return AggregateCall(
      function: function,
      arguments: arguments,
      isDistinct: isDistinct,
      filter: filter,
      orderBy: orderBy
    )
  }
}

private struct CountAccumulator: Accumulator {
  var count: Int64 = 0

  mutating func add(_ arguments: [Value], at position: RowPosition) { count += 1 }
  mutating func merge(_ other: any Accumulator) {
    count += (other as? CountAccumulator)?.count ?? 0
  }
  func finish() -> Value { .bigint(count) }
  func write(to writer: inout RowWriter) { writer.append(signed: count) }
  mutating func read(from reader: inout RowReader) { count = reader.signed() }
}

private struct SumAccumulator: Accumulator {
  var sum: Int64?

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    guard case .bigint(let number) = arguments[0] else { return }
    sum = (sum ?? 0) + number
  }
  mutating func merge(_ other: any Accumulator) {
    guard let more = (other as? SumAccumulator)?.sum else { return }
    sum = (sum ?? 0) + more
  }
  func finish() -> Value { sum.map(Value.bigint) ?? .null }
  func write(to writer: inout RowWriter) { writer.append(finish()) }
  mutating func read(from reader: inout RowReader) {
    if case .bigint(let number) = reader.value() { sum = number }
  }
}

private struct ListAccumulator: Accumulator {
  var values: [(RowPosition, Value)] = []

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    values.append((position, arguments[0]))
  }
  mutating func merge(_ other: any Accumulator) {
    values += (other as? ListAccumulator)?.values ?? []
  }
  func finish() -> Value {
    values.isEmpty ? .null : .array(values.sorted { $0.0 < $1.0 }.map(\.1))
  }
  func write(to writer: inout RowWriter) {
    writer.append(count: values.count)
    for (position, value) in values {
      writer.append(position)
      writer.append(value)
    }
  }
  mutating func read(from reader: inout RowReader) {
    for _ in 0..<reader.count() {
      let position = reader.position()
      values.append((position, reader.value()))
    }
  }
}

/// A function that counts its calls.
final class CallCounter: Sendable {
  private let count = Atomic<Int>(0)

  var calls: Int { count.load(ordering: .relaxed) }

  /// The operand itself.
  func counted(_ operand: BoundExpression) -> BoundExpression {
    let overload = ScalarOverload("(T) -> T") { _, _ in
      .values { (arguments) throws(QueryError) in
        self.count.wrappingAdd(1, ordering: .relaxed)
        return arguments[0]
      }
    }
    let function = ResolvedScalarFunction(
      name: "counted",
      overload: overload,
      argumentTypes: [operand.type],
      resultType: operand.type
    )
    return BoundExpression(.call(ScalarCall(function, [operand])), operand.type)
  }
}

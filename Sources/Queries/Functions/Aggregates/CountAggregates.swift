// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions that count; over no rows they give 0.
enum CountAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "count",
      "The number of rows; with an argument, of rows where it is not NULL.",
      [
        AggregateOverload("() -> bigint") { _, _ in RowCountAccumulator() },
        AggregateOverload("(T) -> bigint") { _, _ in RowCountAccumulator() },
      ]
    ),
    AggregateFunction(
      "count_if",
      "The number of rows where the condition holds.",
      [AggregateOverload("(boolean) -> bigint") { _, _ in TruthCountAccumulator() }]
    ),
    AggregateFunction(
      "approx_distinct",
      "The number of distinct values; counted exactly.",
      [
        AggregateOverload("(T) -> bigint") { _, _ in DistinctCountAccumulator() },
        AggregateOverload("(T, double) -> bigint") { _, _ in DistinctCountAccumulator() },
      ]
    ),
  ]
}

private struct RowCountAccumulator: TypedAccumulator {
  private var count: Int64 = 0

  mutating func add(_ arguments: [Value], at position: RowPosition) { count += 1 }

  mutating func combine(_ other: RowCountAccumulator) { count += other.count }

  func write(to writer: inout RowWriter) {
    writer.append(signed: count)
  }

  mutating func read(from reader: inout RowReader) {
    count = reader.signed()
  }

  func finish() -> Value { .bigint(count) }
}

private struct TruthCountAccumulator: TypedAccumulator {
  private var count: Int64 = 0

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    if try arguments[0].asBoolean { count += 1 }
  }

  mutating func combine(_ other: TruthCountAccumulator) { count += other.count }

  func write(to writer: inout RowWriter) {
    writer.append(signed: count)
  }

  mutating func read(from reader: inout RowReader) {
    count = reader.signed()
  }

  func finish() -> Value { .bigint(count) }
}

/// Holds every distinct value: exact, and the same whatever the order.
private struct DistinctCountAccumulator: TypedAccumulator {
  private var values: Set<Value> = []

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    if arguments.count > 1 {
      // The bound that Athena checks; an exact count is within every standard error.
      guard (0.004_062_5...0.26).contains(try arguments[1].asDouble) else {
        throw QueryError(
          .invalidFunctionArgument,
          "the standard error must be between 0.0040625 and 0.26"
        )
      }
    }
    values.insert(arguments[0])
  }

  mutating func combine(_ other: DistinctCountAccumulator) { values.formUnion(other.values) }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(Array(values))
  }

  mutating func read(from reader: inout RowReader) {
    values = Set(reader.values())
  }

  func finish() -> Value { .bigint(Int64(values.count)) }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Conjunctions and disjunctions of conditions and of bits; over no rows NULL.
enum LogicAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "bool_and",
      aliases: ["every"],
      "Whether the condition holds in every row.",
      [AggregateOverload("(boolean) -> boolean") { _, _ in ConditionAccumulator { $0 && $1 } }]
    ),
    AggregateFunction(
      "bool_or",
      "Whether the condition holds in any row.",
      [AggregateOverload("(boolean) -> boolean") { _, _ in ConditionAccumulator { $0 || $1 } }]
    ),
    AggregateFunction(
      "bitwise_and_agg",
      "The bits that are set in every value.",
      [AggregateOverload("(bigint) -> bigint") { _, _ in BitAccumulator { $0 & $1 } }]
    ),
    AggregateFunction(
      "bitwise_or_agg",
      "The bits that are set in any value.",
      [AggregateOverload("(bigint) -> bigint") { _, _ in BitAccumulator { $0 | $1 } }]
    ),
    AggregateFunction(
      "bitwise_xor_agg",
      "The bits that are set in an odd number of values.",
      [AggregateOverload("(bigint) -> bigint") { _, _ in BitAccumulator { $0 ^ $1 } }]
    ),
  ]
}

private struct ConditionAccumulator: TypedAccumulator {
  private let join: @Sendable (Bool, Bool) -> Bool
  private var truth: Bool?

  init(_ join: @escaping @Sendable (Bool, Bool) -> Bool) { self.join = join }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    take(try arguments[0].asBoolean)
  }

  mutating func combine(_ other: ConditionAccumulator) {
    if let other = other.truth { take(other) }
  }

  private mutating func take(_ other: Bool) {
    truth = truth.map { join($0, other) } ?? other
  }

  func write(to writer: inout RowWriter) {
    writer.append(truth.map { .boolean($0) } ?? .null)
  }

  mutating func read(from reader: inout RowReader) {
    if case .boolean(let known) = reader.value() { truth = known }
  }

  func finish() -> Value { truth.map { .boolean($0) } ?? .null }
}

private struct BitAccumulator: TypedAccumulator {
  private let join: @Sendable (Int64, Int64) -> Int64
  private var bits: Int64?

  init(_ join: @escaping @Sendable (Int64, Int64) -> Int64) { self.join = join }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    take(try arguments[0].asInteger)
  }

  mutating func combine(_ other: BitAccumulator) {
    if let other = other.bits { take(other) }
  }

  private mutating func take(_ other: Int64) {
    bits = bits.map { join($0, other) } ?? other
  }

  func write(to writer: inout RowWriter) {
    writer.append(bits.map { .bigint($0) } ?? .null)
  }

  mutating func read(from reader: inout RowReader) {
    if case .bigint(let known) = reader.value() { bits = known }
  }

  func finish() -> Value { bits.map { .bigint($0) } ?? .null }
}

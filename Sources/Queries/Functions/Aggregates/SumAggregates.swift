// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Sums and averages; over no rows they give NULL.
///
/// Sums of floating-point numbers are exact and rounded once; of integers they overflow only where
/// the whole sum does.
enum SumAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "sum",
      "The sum of the values.",
      [
        AggregateOverload("(bigint) -> bigint") { _, _ in IntegerSumAccumulator(kind: .bigint) },
        AggregateOverload("(double) -> double") { _, _ in FloatingSumAccumulator(isReal: false) },
        AggregateOverload("(real) -> real") { _, _ in FloatingSumAccumulator(isReal: true) },
        AggregateOverload(
          "(decimal) -> decimal",
          resultType: { (types) throws(QueryError) in
            guard case .decimal(_, let scale) = types.first else { return .double }
            return .decimal(precision: DecimalLimit.digits, scale: scale)
          },
          make: { _, _ in IntegerSumAccumulator(kind: .decimal) }
        ),
        AggregateOverload("(interval day to second) -> interval day to second") { _, _ in
          IntegerSumAccumulator(kind: .dayToSecond)
        },
        AggregateOverload("(interval year to month) -> interval year to month") { _, _ in
          IntegerSumAccumulator(kind: .yearToMonth)
        },
      ]
    ),
    AggregateFunction(
      "avg",
      "The average of the values; of decimals with their scale, halves rounded up.",
      [
        AggregateOverload("(bigint) -> double") { _, _ in IntegerAverageAccumulator(kind: .bigint)
        },
        AggregateOverload("(double) -> double") { _, _ in FloatingAverageAccumulator(isReal: false)
        },
        AggregateOverload("(real) -> real") { _, _ in FloatingAverageAccumulator(isReal: true) },
        AggregateOverload(
          "(decimal) -> decimal",
          resultType: { (types) throws(QueryError) in types.first ?? .double },
          make: { _, _ in IntegerAverageAccumulator(kind: .decimal) }
        ),
        AggregateOverload("(interval day to second) -> interval day to second") { _, _ in
          IntegerAverageAccumulator(kind: .dayToSecond)
        },
        AggregateOverload("(interval year to month) -> interval year to month") { _, _ in
          IntegerAverageAccumulator(kind: .yearToMonth)
        },
      ]
    ),
  ]
}

private enum DecimalLimit {
  static let digits = 38
  /// The least number of 39 digits.
  static let bound: Int128 = (0..<digits).reduce(1) { product, _ in product * 10 }
}

/// What is added up as an integer.
private enum IntegerSumKind {
  case bigint, decimal, dayToSecond, yearToMonth

  func number(_ value: Value) throws(QueryError) -> Int128 {
    switch value {
    case .bigint(let number), .intervalDayToSecond(let number): return Int128(number)
    case .decimal(let number): return number
    case .intervalYearToMonth(let number): return Int128(number)
    default: throw value.mismatch("a number or an interval")
    }
  }

  /// The sum as a value, unless it is too large.
  func value(_ sum: Int128) -> Value? {
    switch self {
    case .bigint: Int64(exactly: sum).map { .bigint($0) }
    case .decimal: sum.magnitude < DecimalLimit.bound.magnitude ? .decimal(sum) : nil
    case .dayToSecond: Int64(exactly: sum).map { .intervalDayToSecond($0) }
    case .yearToMonth: Int32(exactly: sum).map { .intervalYearToMonth($0) }
    }
  }

  var name: String {
    switch self {
    case .bigint: "bigint"
    case .decimal: "decimal(\(DecimalLimit.digits))"
    case .dayToSecond: "interval day to second"
    case .yearToMonth: "interval year to month"
    }
  }
}

private struct IntegerSumAccumulator: TypedAccumulator {
  let kind: IntegerSumKind
  private var sum = WideSum()
  private var isEmpty = true

  init(kind: IntegerSumKind) { self.kind = kind }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sum.add(try kind.number(arguments[0]))
    isEmpty = false
  }

  mutating func combine(_ other: IntegerSumAccumulator) {
    sum.add(other.sum)
    isEmpty = isEmpty && other.isEmpty
  }

  func write(to writer: inout RowWriter) {
    sum.write(to: &writer)
    writer.append(flag: isEmpty)
  }

  mutating func read(from reader: inout RowReader) {
    sum = WideSum(from: &reader)
    isEmpty = reader.flag()
  }

  func finish() throws(QueryError) -> Value {
    if isEmpty { return .null }
    guard let total = sum.value, let value = kind.value(total) else {
      throw QueryError(.numericValueOutOfRange, "the sum is larger than \(kind.name) can hold")
    }
    return value
  }
}

private struct IntegerAverageAccumulator: TypedAccumulator {
  let kind: IntegerSumKind
  private var sum = WideSum()
  private var count: Int64 = 0

  init(kind: IntegerSumKind) { self.kind = kind }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sum.add(try kind.number(arguments[0]))
    count += 1
  }

  mutating func combine(_ other: IntegerAverageAccumulator) {
    sum.add(other.sum)
    count += other.count
  }

  func write(to writer: inout RowWriter) {
    sum.write(to: &writer)
    writer.append(signed: count)
  }

  mutating func read(from reader: inout RowReader) {
    sum = WideSum(from: &reader)
    count = reader.signed()
  }

  func finish() -> Value {
    if count == 0 { return .null }
    if kind == .bigint {
      // Sums of 64-bit integers fit in 128 bits.
      return .double(Double(sum.value ?? 0) / Double(count))
    }
    return kind.value(sum.average(of: count)) ?? .null
  }
}

private struct FloatingSumAccumulator: TypedAccumulator {
  let isReal: Bool
  private var sum = ExactSum()
  private var isEmpty = true

  init(isReal: Bool) { self.isReal = isReal }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sum.add(try arguments[0].asDouble)
    isEmpty = false
  }

  mutating func combine(_ other: FloatingSumAccumulator) {
    sum.add(other.sum)
    isEmpty = isEmpty && other.isEmpty
  }

  func write(to writer: inout RowWriter) {
    sum.write(to: &writer)
    writer.append(flag: isEmpty)
  }

  mutating func read(from reader: inout RowReader) {
    sum = ExactSum(from: &reader)
    isEmpty = reader.flag()
  }

  func finish() -> Value {
    if isEmpty { return .null }
    return isReal ? .real(Float(sum.rounded)) : .double(sum.rounded)
  }
}

private struct FloatingAverageAccumulator: TypedAccumulator {
  let isReal: Bool
  private var sum = ExactSum()
  private var count = 0

  init(isReal: Bool) { self.isReal = isReal }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sum.add(try arguments[0].asDouble)
    count += 1
  }

  mutating func combine(_ other: FloatingAverageAccumulator) {
    sum.add(other.sum)
    count += other.count
  }

  func write(to writer: inout RowWriter) {
    sum.write(to: &writer)
    writer.append(count: count)
  }

  mutating func read(from reader: inout RowReader) {
    sum = ExactSum(from: &reader)
    count = reader.count()
  }

  func finish() -> Value {
    if count == 0 { return .null }
    let average = sum.specialValue ?? sum.number.divided(by: ExactNumber(count))
    return isReal ? .real(Float(average)) : .double(average)
  }
}

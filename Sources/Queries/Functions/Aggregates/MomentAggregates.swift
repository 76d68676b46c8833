// SPDX-License-Identifier: Apache-2.0
internal import Columns

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Foundation
#endif

/// Statistics of one variable.
///
/// The sums of powers are exact, and so are the central moments that are computed from them: nothing
/// is lost by cancellation, and the order of the rows does not matter.
enum MomentAggregates {
  static let all: [AggregateFunction] = [
    moments("stddev", ["stddev_samp"], 2, "The standard deviation of a sample.") { moments in
      moments.variance(least: 2) { $0 - 1 }.map { $0.squareRoot() }
    },
    moments("stddev_pop", [], 2, "The standard deviation of the whole population.") { moments in
      moments.variance(least: 1) { $0 }.map { $0.squareRoot() }
    },
    moments("variance", ["var_samp"], 2, "The variance of a sample.") { moments in
      moments.variance(least: 2) { $0 - 1 }
    },
    moments("var_pop", [], 2, "The variance of the whole population.") { moments in
      moments.variance(least: 1) { $0 }
    },
    moments("skewness", [], 3, "The skewness of the values.", \.skewness),
    moments(
      "kurtosis",
      [],
      4,
      "The excess kurtosis of the values, estimated without bias.",
      \.kurtosis
    ),
    AggregateFunction(
      "geometric_mean",
      "The geometric mean of the values.",
      [
        AggregateOverload("(double) -> double") { _, _ in GeometricMeanAccumulator(isReal: false) },
        AggregateOverload("(real) -> real") { _, _ in GeometricMeanAccumulator(isReal: true) },
      ]
    ),
  ]

  private static func moments(
    _ name: String,
    _ aliases: [String],
    _ order: Int,
    _ summary: String,
    _ result: @escaping @Sendable (PowerSums) -> Double?
  ) -> AggregateFunction {
    AggregateFunction(
      name,
      aliases: aliases,
      summary,
      [
        AggregateOverload("(double) -> double") { _, _ in
          MomentAccumulator(sums: PowerSums(order: order), result: result)
        }
      ]
    )
  }
}

private struct MomentAccumulator: TypedAccumulator {
  var sums: PowerSums
  let result: @Sendable (PowerSums) -> Double?

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sums.add(try arguments[0].asDouble)
  }

  mutating func combine(_ other: MomentAccumulator) { sums.add(other.sums) }

  func write(to writer: inout RowWriter) {
    sums.write(to: &writer)
  }

  mutating func read(from reader: inout RowReader) {
    sums.read(from: &reader)
  }

  func finish() -> Value { result(sums).map { .double($0) } ?? .null }
}

/// How many values there are, and the sums of their first powers.
struct PowerSums: Sendable {
  private var count = 0
  /// `sums[k]` is that of the powers `k + 1`.
  private var sums: [ExactSum]
  private var isFinite = true

  init(order: Int) {
    sums = Array(repeating: ExactSum(), count: order)
  }

  mutating func add(_ value: Double) {
    count += 1
    guard value.isFinite else {
      isFinite = false
      return
    }
    sums[0].add(value)
    sums[1].add(product: value, value)
    guard sums.count > 2 else { return }
    let exact = ExactNumber(value)
    var power = exact * exact
    for order in 2..<sums.count {
      power = power * exact
      sums[order].add(power)
    }
  }

  mutating func add(_ other: PowerSums) {
    count += other.count
    isFinite = isFinite && other.isFinite
    for index in sums.indices { sums[index].add(other.sums[index]) }
  }

  func write(to writer: inout RowWriter) {
    writer.append(count: count)
    writer.append(flag: isFinite)
    for sum in sums { sum.write(to: &writer) }
  }

  mutating func read(from reader: inout RowReader) {
    count = reader.count()
    isFinite = reader.flag()
    for index in sums.indices { sums[index] = ExactSum(from: &reader) }
  }

  /// `n` times the sum of squared distances from the mean.
  private var second: ExactNumber {
    let first = sums[0].number
    return ExactNumber(count) * sums[1].number - first * first
  }

  /// The sum of squared distances over a divisor that `n` gives; nil for fewer values than `least`.
  func variance(least: Int, _ divisor: (Int) -> Int) -> Double? {
    guard count >= least else { return nil }
    guard isFinite else { return .nan }
    return second.divided(by: ExactNumber(count) * ExactNumber(divisor(count)))
  }

  /// `√n m₃ / m₂^1.5`, where mₖ is the sum of the distances' kth powers.
  var skewness: Double? {
    guard count >= 3 else { return nil }
    guard isFinite else { return .nan }
    let n = ExactNumber(count)
    let first = sums[0].number
    // n² m₃.
    let third =
      n * n * sums[2].number - ExactNumber(3) * n * first * sums[1].number + ExactNumber(2) * first
      * first * first
    let square = (third * third).divided(by: second * second * second)
    return third.isNegative ? -square.squareRoot() : square.squareRoot()
  }

  /// `(n-1) n (n+1) / ((n-2) (n-3)) m₄ / m₂² - 3 (n-1)² / ((n-2) (n-3))`.
  var kurtosis: Double? {
    guard count >= 4 else { return nil }
    guard isFinite else { return .nan }
    let n = ExactNumber(count)
    let first = sums[0].number
    let squares = first * first
    // n³ m₄.
    let fourth =
      n * n * n * sums[3].number - ExactNumber(4) * n * n * first * sums[2].number + ExactNumber(6)
      * n * squares * sums[1].number - ExactNumber(3) * squares * squares
    let size = Double(count)
    let divisor = (size - 2) * (size - 3)
    let ratio = fourth.divided(by: second * second)
    return (size - 1) * (size + 1) / divisor * ratio - 3 * (size - 1) * (size - 1) / divisor
  }
}

private struct GeometricMeanAccumulator: TypedAccumulator {
  let isReal: Bool
  private var logarithms = ExactSum()
  private var count = 0

  init(isReal: Bool) { self.isReal = isReal }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    logarithms.add(log(try arguments[0].asDouble))
    count += 1
  }

  mutating func combine(_ other: GeometricMeanAccumulator) {
    logarithms.add(other.logarithms)
    count += other.count
  }

  func write(to writer: inout RowWriter) {
    logarithms.write(to: &writer)
    writer.append(count: count)
  }

  mutating func read(from reader: inout RowReader) {
    logarithms = ExactSum(from: &reader)
    count = reader.count()
  }

  func finish() -> Value {
    if count == 0 { return .null }
    let mean = exp(logarithms.rounded / Double(count))
    return isReal ? .real(Float(mean)) : .double(mean)
  }
}

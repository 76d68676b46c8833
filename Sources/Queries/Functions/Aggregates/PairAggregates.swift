// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Statistics of two variables, from exact sums; NULL where the answer is not defined.
enum PairAggregates {
  static let all: [AggregateFunction] = [
    pair("covar_pop", "The covariance of the whole population.") { sums in
      sums.covariance(least: 1) { $0 }
    },
    pair("covar_samp", "The covariance of a sample.") { sums in
      sums.covariance(least: 2) { $0 - 1 }
    },
    pair("corr", "The correlation coefficient.", \.correlation),
    pair("regr_slope", "The slope of the line that fits best.", \.slope),
    pair("regr_intercept", "Where the line that fits best meets the axis.", \.intercept),
  ]

  private static func pair(
    _ name: String,
    _ summary: String,
    _ result: @escaping @Sendable (PairSums) -> Double?
  ) -> AggregateFunction {
    AggregateFunction(
      name,
      summary,
      [
        AggregateOverload("(double, double) -> double") { _, _ in
          PairAccumulator(isReal: false, result: result)
        },
        AggregateOverload("(real, real) -> real") { _, _ in
          PairAccumulator(isReal: true, result: result)
        },
      ]
    )
  }
}

private struct PairAccumulator: TypedAccumulator {
  let isReal: Bool
  let result: @Sendable (PairSums) -> Double?
  private var sums = PairSums()

  init(isReal: Bool, result: @escaping @Sendable (PairSums) -> Double?) {
    self.isReal = isReal
    self.result = result
  }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    sums.add(y: try arguments[0].asDouble, x: try arguments[1].asDouble)
  }

  mutating func combine(_ other: PairAccumulator) { sums.add(other.sums) }

  func write(to writer: inout RowWriter) {
    sums.write(to: &writer)
  }

  mutating func read(from reader: inout RowReader) {
    sums.read(from: &reader)
  }

  func finish() -> Value {
    guard let value = result(sums), value.isFinite else { return .null }
    return isReal ? .real(Float(value)) : .double(value)
  }
}

/// The sums that covariance, correlation and regression are made of.
struct PairSums: Sendable {
  private var count = 0
  private var x = ExactSum()
  private var y = ExactSum()
  private var xy = ExactSum()
  private var xx = ExactSum()
  private var yy = ExactSum()
  private var isFinite = true

  mutating func add(y second: Double, x first: Double) {
    count += 1
    guard first.isFinite, second.isFinite else {
      isFinite = false
      return
    }
    x.add(first)
    y.add(second)
    xy.add(product: first, second)
    xx.add(product: first, first)
    yy.add(product: second, second)
  }

  mutating func add(_ other: PairSums) {
    count += other.count
    isFinite = isFinite && other.isFinite
    x.add(other.x)
    y.add(other.y)
    xy.add(other.xy)
    xx.add(other.xx)
    yy.add(other.yy)
  }

  func write(to writer: inout RowWriter) {
    writer.append(count: count)
    writer.append(flag: isFinite)
    for sum in [x, y, xy, xx, yy] { sum.write(to: &writer) }
  }

  mutating func read(from reader: inout RowReader) {
    count = reader.count()
    isFinite = reader.flag()
    x = ExactSum(from: &reader)
    y = ExactSum(from: &reader)
    xy = ExactSum(from: &reader)
    xx = ExactSum(from: &reader)
    yy = ExactSum(from: &reader)
  }

  /// `n Σab - Σa Σb`: n times the sum of the products of distances from the means.
  private func moment(_ products: ExactSum, _ first: ExactSum, _ second: ExactSum) -> ExactNumber {
    ExactNumber(count) * products.number - first.number * second.number
  }

  /// Over a divisor that `n` gives; nil for fewer pairs than `least`.
  func covariance(least: Int, _ divisor: (Int) -> Int) -> Double? {
    guard count >= least, isFinite else { return nil }
    return moment(xy, x, y).divided(by: ExactNumber(count) * ExactNumber(divisor(count)))
  }

  var correlation: Double? {
    guard count > 0, isFinite else { return nil }
    let product = moment(xy, x, y)
    let square = (product * product).divided(by: moment(xx, x, x) * moment(yy, y, y))
    return product.isNegative ? -square.squareRoot() : square.squareRoot()
  }

  var slope: Double? {
    guard count > 0, isFinite else { return nil }
    return moment(xy, x, y).divided(by: moment(xx, x, x))
  }

  /// `(Σy Σxx - Σx Σxy) / (n Σxx - (Σx)²)`.
  var intercept: Double? {
    guard count > 0, isFinite else { return nil }
    let numerator = y.number * xx.number - x.number * xy.number
    return numerator.divided(by: moment(xx, x, x))
  }
}

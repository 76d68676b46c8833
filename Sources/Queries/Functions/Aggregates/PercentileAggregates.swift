// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `approx_percentile`, exactly: the answer is always one of the values.
///
/// Of `n` sorted values percentage `p` is the one before which `p × n` of their weight stands, as
/// Trino's digest gives it where it holds every value: of `1, 2, 3, 4` the half is 3.
enum PercentileAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "approx_percentile",
      "The value at a percentage of the sorted values; with an array, at each of them.",
      overloads("bigint") { PercentileAccumulator<Int64>($0) }
        + overloads("double") { PercentileAccumulator<Double>($0) }
        + overloads("real") { PercentileAccumulator<Float>($0) }
    )
  ]

  private static func overloads(
    _ type: String,
    _ make: @escaping @Sendable (PercentileForm) -> any Accumulator
  ) -> [AggregateOverload] {
    [
      AggregateOverload(Signature("(\(type), double) -> \(type)")) { _, _ in
        make(PercentileForm(isWeighted: false, isList: false))
      },
      AggregateOverload(Signature("(\(type), array(double)) -> array(\(type))")) { _, _ in
        make(PercentileForm(isWeighted: false, isList: true))
      },
      AggregateOverload(Signature("(\(type), double, double) -> \(type)")) { _, _ in
        make(PercentileForm(isWeighted: true, isList: false))
      },
      AggregateOverload(Signature("(\(type), double, array(double)) -> array(\(type))")) { _, _ in
        make(PercentileForm(isWeighted: true, isList: true))
      },
      // The accuracy, which is perfect in any case.
      AggregateOverload(Signature("(\(type), double, double, double) -> \(type)")) { _, _ in
        make(PercentileForm(isWeighted: true, isList: false))
      },
    ]
  }
}

private struct PercentileForm: Sendable {
  let isWeighted: Bool
  let isList: Bool

  /// Where the percentage stands among the arguments.
  var percentagePlace: Int { isWeighted ? 2 : 1 }
}

/// A number that percentiles are taken of.
private protocol PercentileNumber: Sendable {
  init(value: Value) throws(QueryError)
  var value: Value { get }
  /// NaN stands behind all numbers.
  func precedes(_ other: Self) -> Bool
}

extension Int64: PercentileNumber {
  fileprivate init(value: Value) throws(QueryError) { self = try value.asInteger }
  fileprivate var value: Value { .bigint(self) }
  fileprivate func precedes(_ other: Int64) -> Bool { self < other }
}

extension Double: PercentileNumber {
  fileprivate init(value: Value) throws(QueryError) { self = try value.asDouble }
  fileprivate var value: Value { .double(self) }
  fileprivate func precedes(_ other: Double) -> Bool {
    self < other || (other.isNaN && !isNaN)
  }
}

extension Float: PercentileNumber {
  fileprivate init(value: Value) throws(QueryError) { self = try value.asReal }
  fileprivate var value: Value { .real(self) }
  fileprivate func precedes(_ other: Float) -> Bool {
    self < other || (other.isNaN && !isNaN)
  }
}

private struct PercentileAccumulator<Number: PercentileNumber>: TypedAccumulator {
  private struct Item {
    let number: Number
    let weight: Double
  }

  let form: PercentileForm
  private var items: [Item] = []
  /// Those of the first row; Athena wants them to be the same in all.
  private var percentages: (position: RowPosition, list: [Double])?

  init(_ form: PercentileForm) { self.form = form }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    if percentages.map({ position < $0.position }) ?? true {
      percentages = (position, try list(arguments[form.percentagePlace]))
    }
    let weight = form.isWeighted ? try arguments[1].asDouble : 1
    guard weight >= 1, weight.isFinite else {
      throw QueryError(.invalidFunctionArgument, "a weight must be 1 or more")
    }
    items.append(Item(number: try Number(value: arguments[0]), weight: weight))
  }

  mutating func combine(_ other: PercentileAccumulator) {
    if let theirs = other.percentages,
      percentages.map({ theirs.position < $0.position }) ?? true
    {
      percentages = theirs
    }
    items += other.items
  }

  private func list(_ value: Value) throws(QueryError) -> [Double] {
    var list: [Double] = []
    for element in form.isList ? try value.asArray : [value] {
      guard !element.isNull, (0...1).contains(try element.asDouble) else {
        throw QueryError(.invalidFunctionArgument, "a percentage must be between 0 and 1")
      }
      list.append(try element.asDouble)
    }
    return list
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(flag: percentages != nil)
    if let percentages {
      writer.append(percentages.position)
      writer.append(percentages.list.map { .double($0) })
    }
    writer.append(count: items.count)
    for item in items {
      writer.append(item.number.value)
      writer.append(fixed: item.weight.bitPattern)
    }
  }

  mutating func read(from reader: inout RowReader) {
    if reader.flag() {
      let position = reader.position()
      let list = reader.values().map { if case .double(let number) = $0 { number } else { 0.0 } }
      percentages = (position, list)
    }
    for _ in 0..<reader.count() {
      let value = reader.value()
      let weight = Double(bitPattern: reader.fixed())
      guard let number = try? Number(value: value) else { continue }
      items.append(Item(number: number, weight: weight))
    }
  }

  func finish() -> Value {
    guard let percentages, !items.isEmpty else { return .null }
    // Equal numbers by their weights, so that sums of weights do not depend on the order.
    let sorted = items.sorted { left, right in
      left.number.precedes(right.number)
        || (!right.number.precedes(left.number) && left.weight < right.weight)
    }
    let values =
      form.isWeighted ? weighted(sorted, percentages.list) : plain(sorted, percentages.list)
    return form.isList ? .array(values) : values.first ?? .null
  }

  private func plain(_ sorted: [Item], _ percentages: [Double]) -> [Value] {
    percentages.map { percentage in
      let place = Int((percentage * Double(sorted.count)).rounded(.down))
      return sorted[min(place, sorted.count - 1)].number.value
    }
  }

  private func weighted(_ sorted: [Item], _ percentages: [Double]) -> [Value] {
    var sums: [Double] = []
    for item in sorted { sums.append((sums.last ?? 0) + item.weight) }
    let total = sums.last ?? 0
    return percentages.map { percentage in
      let place = sums.firstIndex { $0 > percentage * total } ?? sorted.count - 1
      return sorted[place].number.value
    }
  }
}

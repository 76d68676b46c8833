// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The least and greatest values, and what stands beside them.
///
/// Of equal values the one that comes first in the input is taken. NaN is taken only where there is
/// no number, as in Trino.
enum ExtremeAggregates {
  static let all: [AggregateFunction] = [
    extreme("min", .least, "The least value; with a number, the array of the least ones."),
    extreme("max", .greatest, "The greatest value; with a number, the array of the greatest ones."),
    companion("min_by", .least, "The value of `x` where `y` is least; with a number, an array."),
    companion(
      "max_by",
      .greatest,
      "The value of `x` where `y` is greatest; with a number, an array."
    ),
  ]

  private static func extreme(
    _ name: String,
    _ end: End,
    _ summary: String
  ) -> AggregateFunction {
    AggregateFunction(
      name,
      summary,
      [
        AggregateOverload(
          "(T) -> T",
          resultType: { (types) throws(QueryError) in try types[0].ordered(for: name) },
          make: { _, _ in ExtremeAccumulator(end) }
        ),
        AggregateOverload(
          "(T, bigint) -> array(T)",
          resultType: { (types) throws(QueryError) in .array(try types[0].ordered(for: name)) },
          make: { _, _ in ExtremeListAccumulator(end, isPaired: false, name: name) }
        ),
      ]
    )
  }

  private static func companion(
    _ name: String,
    _ end: End,
    _ summary: String
  ) -> AggregateFunction {
    AggregateFunction(
      name,
      summary,
      [
        AggregateOverload(
          "(V, K) -> V",
          skipsNulls: false,
          resultType: { (types) throws(QueryError) in
            _ = try types[1].ordered(for: name)
            return types[0]
          },
          make: { _, _ in CompanionAccumulator(end) }
        ),
        AggregateOverload(
          "(V, K, bigint) -> array(V)",
          skipsNulls: false,
          resultType: { (types) throws(QueryError) in
            _ = try types[1].ordered(for: name)
            return .array(types[0])
          },
          make: { _, _ in ExtremeListAccumulator(end, isPaired: true, name: name) }
        ),
      ]
    )
  }
}

/// Which end of the order is wanted.
private enum End {
  case least, greatest

  /// Whether the first of two candidates is to be preferred; of equals the earlier one.
  func prefers(
    _ left: (key: Value, position: RowPosition),
    _ right: (key: Value, position: RowPosition)
  ) -> Bool {
    let order = compare(left.key, right.key)
    return order == 0 ? left.position < right.position : order < 0
  }

  private func compare(_ left: Value, _ right: Value) -> Int {
    let isNaN = (left.isNaN, right.isNaN)
    guard isNaN == (false, false) else { return (isNaN.0 ? 1 : 0) - (isNaN.1 ? 1 : 0) }
    let order = ValueOrder.compare(left, right)
    return self == .least ? order : -order
  }
}

extension Value {
  fileprivate var isNaN: Bool {
    switch self {
    case .double(let number): number.isNaN
    case .real(let number): number.isNaN
    default: false
    }
  }
}

private struct ExtremeAccumulator: TypedAccumulator {
  let end: End
  private var best: (key: Value, position: RowPosition)?

  init(_ end: End) { self.end = end }

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    take((arguments[0], position))
  }

  mutating func combine(_ other: ExtremeAccumulator) {
    if let candidate = other.best { take(candidate) }
  }

  private mutating func take(_ candidate: (key: Value, position: RowPosition)) {
    if let best, !end.prefers(candidate, best) { return }
    best = candidate
  }

  func write(to writer: inout RowWriter) {
    writer.append(flag: best != nil)
    if let best {
      writer.append(best.position)
      writer.append(best.key)
    }
  }

  mutating func read(from reader: inout RowReader) {
    guard reader.flag() else { return }
    let position = reader.position()
    best = (reader.value(), position)
  }

  func finish() -> Value { best?.key ?? .null }
}

/// `min_by`, `max_by`: rows whose `y` is NULL do not count, an `x` may be NULL.
private struct CompanionAccumulator: TypedAccumulator {
  let end: End
  private var best: (key: Value, position: RowPosition)?
  private var companion = Value.null

  init(_ end: End) { self.end = end }

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    if arguments[1].isNull { return }
    take((arguments[1], position), arguments[0])
  }

  mutating func combine(_ other: CompanionAccumulator) {
    if let candidate = other.best { take(candidate, other.companion) }
  }

  private mutating func take(_ candidate: (key: Value, position: RowPosition), _ value: Value) {
    if let best, !end.prefers(candidate, best) { return }
    best = candidate
    companion = value
  }

  func write(to writer: inout RowWriter) {
    writer.append(flag: best != nil)
    if let best {
      writer.append(best.position)
      writer.append(best.key)
      writer.append(companion)
    }
  }

  mutating func read(from reader: inout RowReader) {
    guard reader.flag() else { return }
    let position = reader.position()
    best = (reader.value(), position)
    companion = reader.value()
  }

  func finish() -> Value { companion }
}

/// The forms that take a number: a list of the best, best first.
private struct ExtremeListAccumulator: TypedAccumulator {
  private struct Candidate {
    let key: Value
    let value: Value
    let position: RowPosition

    var place: (key: Value, position: RowPosition) { (key, position) }
  }

  /// Athena's bound.
  private static let most: Int64 = 10_000

  let end: End
  /// `x` and `y` stand apart.
  let isPaired: Bool
  let name: String
  private var limit: Int?
  private var best: [Candidate] = []

  init(_ end: End, isPaired: Bool, name: String) {
    self.end = end
    self.isPaired = isPaired
    self.name = name
  }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    let count = arguments[arguments.count - 1]
    let key = arguments[isPaired ? 1 : 0]
    if key.isNull || count.isNull { return }
    try setLimit(try count.asInteger)
    take(Candidate(key: key, value: arguments[0], position: position))
  }

  mutating func combine(_ other: ExtremeListAccumulator) throws(QueryError) {
    if let limit = other.limit { try setLimit(Int64(limit)) }
    for candidate in other.best { take(candidate) }
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(count: limit ?? 0)
    writer.append(count: best.count)
    for candidate in best {
      writer.append(candidate.position)
      writer.append(candidate.key)
      writer.append(candidate.value)
    }
  }

  mutating func read(from reader: inout RowReader) {
    let known = reader.count()
    limit = known == 0 ? nil : known
    for _ in 0..<reader.count() {
      let position = reader.position()
      let key = reader.value()
      best.append(Candidate(key: key, value: reader.value(), position: position))
    }
  }

  func finish() -> Value { best.isEmpty ? .null : .array(best.map(\.value)) }

  private mutating func setLimit(_ count: Int64) throws(QueryError) {
    guard count >= 1, count <= Self.most else {
      throw QueryError(
        .invalidFunctionArgument,
        "\(name) takes a number from 1 to \(Self.most), not \(count)"
      )
    }
    guard limit == nil || limit == Int(count) else {
      throw QueryError(.invalidFunctionArgument, "\(name) takes the same number in every row")
    }
    limit = Int(count)
  }

  private mutating func take(_ candidate: Candidate) {
    guard let limit else { return }
    var low = 0
    var high = best.count
    while low < high {
      let middle = (low + high) / 2
      if end.prefers(candidate.place, best[middle].place) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    guard low < limit else { return }
    best.insert(candidate, at: low)
    if best.count > limit { best.removeLast() }
  }
}

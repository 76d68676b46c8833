// SPDX-License-Identifier: Apache-2.0
import Columns

/// `count(DISTINCT x)` and `approx_distinct(x)`: the values of each group, each once.
struct DistinctCountColumn: AggregateColumn {
  private let filter: AggregateFilter
  private let hasLooks: Bool
  private var numbering: ValueNumbering
  /// The pairs of a group and the number of a value.
  private var pairs = PairSet()
  private var values: [[Value]] = []
  private var valueCount = 0

  init(_ call: AggregateCall, _ argument: BoundExpression, _ compiler: ExpressionCompiler) {
    filter = AggregateFilter(call.filter.map { [$0] } ?? [], compiler)
    hasLooks = argument.type.hasLooks
    numbering = ValueNumbering(argument, compiler)
  }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - values.count
    if missing > 0 { values.append(contentsOf: repeatElement([], count: missing)) }
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    let (rows, groups) = try filter.narrow(morsel, groups)
    var narrowed = morsel
    narrowed.selection = rows
    let numbers = try numbering.number(narrowed)
    for index in numbers.indices where pairs.insert(groups[index], numbers[index]) {
      let value = numbering.values[Int(numbers[index])]
      if !value.isNull {
        values[Int(groups[index])].append(value)
        valueCount += 1
      }
    }
  }

  func state() -> any AggregateColumnState {
    DistinctCountState(
      values: values,
      separateCounts: Array(repeating: 0, count: values.count),
      isExact: Array(repeating: !hasLooks, count: values.count)
    )
  }

  var byteCount: Int {
    values.count * 48 + valueCount * MemoryLayout<Value>.stride + pairs.byteCount
      + numbering.byteCount
  }
}

private struct DistinctCountState: AggregateColumnState {
  var values: [[Value]]
  /// For each group how many values were counted apart from it.
  var separateCounts: [Int]
  /// For each group whether no value stands twice in it.
  var isExact: [Bool]

  func emptied() -> any AggregateColumnState {
    DistinctCountState(values: [], separateCounts: [], isExact: [])
  }

  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) {
    guard let other = other as? DistinctCountState else {
      preconditionFailure("states of one call are of one type")
    }
    for (group, target) in targets.enumerated() {
      if target == values.count {
        values.append(other.values[group])
        separateCounts.append(other.separateCounts[group])
        isExact.append(other.isExact[group])
      } else {
        values[target] += other.values[group]
        separateCounts[target] += other.separateCounts[group]
        isExact[target] = false
      }
    }
  }

  func finish(_ group: Int) -> Value {
    let count = isExact[group] ? values[group].count : Self.distinctCount(values[group])
    return .bigint(Int64(separateCounts[group] + count))
  }

  /// How many different values there are; of a few each is compared with those before it.
  private static func distinctCount(_ values: [Value]) -> Int {
    guard values.count <= 8 else { return Set(values).count }
    return values.indices.count { !values[..<$0].contains(values[$0]) }
  }

  func write(_ group: Int, to writer: inout RowWriter) {
    writer.append(count: separateCounts[group])
  }

  mutating func read(from reader: inout RowReader) {
    values.append([])
    separateCounts.append(reader.count())
    isExact.append(true)
  }

  func separateValues(_ group: Int) -> [Value]? { values[group] }

  mutating func add(separateCount: Int, to group: Int) {
    separateCounts[group] += separateCount
  }
}

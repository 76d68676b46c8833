// SPDX-License-Identifier: Apache-2.0
import Columns

/// `count(DISTINCT x)` and `approx_distinct(x)`: the values of each group, each once.
struct DistinctCountColumn: AggregateColumn {
  private let filter: AggregateFilter
  private var numbering: ValueNumbering
  /// The pairs of a group and the number of a value.
  private var pairs = PairSet()
  /// For each group how many different values it has, without NULL.
  private var counts: [Int] = []

  init(_ call: AggregateCall, _ argument: BoundExpression, _ compiler: ExpressionCompiler) {
    filter = AggregateFilter(call.filter.map { [$0] } ?? [], compiler)
    numbering = ValueNumbering(argument, compiler, keepsLooks: false)
  }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - counts.count
    if missing > 0 { counts.append(contentsOf: repeatElement(0, count: missing)) }
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    let (rows, groups) = try filter.narrow(morsel, groups)
    var narrowed = morsel
    narrowed.selection = rows
    let numbers = try numbering.number(narrowed)
    for index in numbers.indices where pairs.insert(groups[index], numbers[index]) {
      if !numbering.values[Int(numbers[index])].isNull { counts[Int(groups[index])] += 1 }
    }
  }

  func state() -> any AggregateColumnState {
    DistinctCountState(values: numbering.numbered, pairs: pairs, counts: counts)
  }

  var byteCount: Int {
    counts.count * MemoryLayout<Int>.stride + pairs.byteCount + numbering.byteCount
  }
}

private struct DistinctCountState: AggregateColumnState {
  var values: NumberedValues
  var pairs: PairSet
  var counts: [Int]

  func emptied() -> any AggregateColumnState {
    DistinctCountState(values: values.emptied, pairs: PairSet(), counts: [])
  }

  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) {
    guard let other = other as? DistinctCountState else {
      preconditionFailure("states of one call are of one type")
    }
    let numbers = values.adopt(other.values)
    for target in targets where target == counts.count { counts.append(0) }
    for (group, value) in other.pairs.pairs {
      let target = targets[Int(group)]
      let number = numbers[Int(value)]
      guard pairs.insert(UInt32(target), number), !values.values[Int(number)].isNull else {
        continue
      }
      counts[target] += 1
    }
  }

  func finish(_ group: Int) -> Value {
    .bigint(Int64(counts[group]))
  }

  /// Nothing: the values go apart from the group.
  func write(_ group: Int, to writer: inout RowWriter) {}

  mutating func read(from reader: inout RowReader) {
    counts.append(0)
  }

  func separateValues() -> SeparateValues? {
    SeparateValues(values.values, pairs.pairs, groupCount: counts.count)
  }

  mutating func add(separateCount: Int, to group: Int) {
    counts[group] += separateCount
  }
}

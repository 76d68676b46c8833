// SPDX-License-Identifier: Apache-2.0
import Columns

/// `count(*)`, `count(x)` and `count_if(x)`: an integer a group, without a call a row.
struct CountColumn: AggregateColumn {
  private let filter: AggregateFilter
  private var counts: [Int64] = []

  init(_ conditions: [BoundExpression], _ compiler: ExpressionCompiler) {
    filter = AggregateFilter(conditions, compiler)
  }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - counts.count
    if missing > 0 { counts.append(contentsOf: repeatElement(0, count: missing)) }
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    let counted = filter.isEmpty ? groups : try filter.narrow(morsel, groups).groups
    if counts.count == 1 {
      counts[0] += Int64(counted.count)
    } else {
      for group in counted { counts[Int(group)] += 1 }
    }
  }

  func state() -> any AggregateColumnState {
    CountState(counts: counts)
  }

  var byteCount: Int { counts.count * 8 }
}

private struct CountState: AggregateColumnState {
  var counts: [Int64]

  func emptied() -> any AggregateColumnState {
    CountState(counts: [])
  }

  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) {
    guard let other = other as? CountState else {
      preconditionFailure("states of one call are of one type")
    }
    for (group, target) in targets.enumerated() {
      if target == counts.count {
        counts.append(other.counts[group])
      } else {
        counts[target] += other.counts[group]
      }
    }
  }

  func finish(_ group: Int) -> Value {
    .bigint(counts[group])
  }

  func write(_ group: Int, to writer: inout RowWriter) {
    writer.append(signed: counts[group])
  }

  mutating func read(from reader: inout RowReader) {
    counts.append(reader.signed())
  }
}

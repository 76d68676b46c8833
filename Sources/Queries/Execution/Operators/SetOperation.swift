// SPDX-License-Identifier: Apache-2.0
import Columns

/// UNION, INTERSECT and EXCEPT; NULL equals NULL here.
///
/// Rows come in the order of the left side, those of a union's right side behind them; of equal rows
/// the first stay.
struct SetOperation {
  private let operation: SetOperator
  private let isAll: Bool

  init(_ operation: SetOperator, isAll: Bool) {
    self.operation = operation
    self.isAll = isAll
  }

  /// Combines two tables of the same width.
  func run(_ left: ValueTable, _ right: ValueTable) -> ValueTable {
    switch operation {
    case .union:
      var both = left
      both.append(right)
      return isAll ? both : both.gather(Self.firsts(both))
    case .intersect: return kept(left, right, wherePresent: true)
    case .except: return kept(left, right, wherePresent: false)
    }
  }

  /// With ALL every row of the right side stands for one of the left side; without, for all.
  private func kept(_ left: ValueTable, _ right: ValueTable, wherePresent: Bool) -> ValueTable {
    var counts: [[Value]: Int] = [:]
    for row in 0..<right.rowCount { counts[right.row(row), default: 0] += 1 }
    let candidates = isAll ? Array(0..<left.rowCount) : Self.firsts(left)
    let rows = candidates.filter { row in
      let values = left.row(row)
      guard let count = counts[values], count > 0 else { return !wherePresent }
      if isAll { counts[values] = count - 1 }
      return wherePresent
    }
    return left.gather(rows)
  }

  /// The first of each set of equal rows.
  private static func firsts(_ table: ValueTable) -> [Int] {
    var seen: Set<[Value]> = []
    return (0..<table.rowCount).filter { seen.insert(table.row($0)).inserted }
  }
}

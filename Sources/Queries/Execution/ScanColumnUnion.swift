// SPDX-License-Identifier: Apache-2.0
import Columns

/// The columns all queries read, in the order in which the queries name them.
struct ScanColumnUnion {
  private(set) var columns: [ScanColumn] = []
  private var numbers: [ScanColumn: Int] = [:]

  init(_ plans: [PhysicalQuery]) {
    for scan in plans.flatMap(\.scans) {
      for number in scan.pipeline.sourceColumns.sorted() { add(scan.columns[number]) }
    }
  }

  private mutating func add(_ column: ScanColumn) {
    guard numbers[column] == nil else { return }
    numbers[column] = columns.count
    columns.append(column)
  }

  /// A query with its scan pipelines reading the columns of the union.
  func renumbered(_ query: PhysicalQuery) -> PhysicalQuery {
    var query = query
    for place in query.scans.indices {
      let scan = query.scans[place]
      let substitutes = scan.columns.map { column in
        BoundExpression(.column(numbers[column] ?? 0), column.type)
      }
      query.scans[place] = ScanPipeline(
        columns: columns,
        records: scan.records,
        pipeline: scan.pipeline.mapSourceExpressions { $0.substituting { substitutes[$0] } }
      )
    }
    return query
  }
}

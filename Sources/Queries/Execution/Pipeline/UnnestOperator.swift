// SPDX-License-Identifier: Apache-2.0
import Columns

/// Repeats each row for the elements of its collections, side by side; the shorter collection is
/// padded with NULL.
struct UnnestOperator: Operator {
  private let input: [ComputedColumn]
  private let collections: [(function: RowFunction, shape: UnnestPlan.Shape)]
  private let withOrdinality: Bool
  private let keepsEmpty: Bool
  private var numbering = RowNumbering()

  var makesRows: Bool { true }

  init(_ plan: UnnestPlan, _ compiler: ExpressionCompiler) {
    input = plan.input.map { ComputedColumn($0, compiler) }
    collections = plan.collections.map { (compiler.function($0.expression), $0.shape) }
    withOrdinality = plan.withOrdinality
    keepsEmpty = plan.keepsEmpty
  }

  mutating func process(_ morsel: inout Morsel) throws(QueryError) {
    var rows: [UInt32] = []
    var elements = collections.flatMap {
      Array(repeating: [Value](), count: $0.shape.columnCount)
    }
    var ordinality: [Value] = []
    for row in morsel.selection {
      var columns: [[Value]] = []
      for collection in collections {
        let value = try collection.function(morsel.frame, Int(row))
        columns += collection.shape.columns(of: value)
      }
      let count = columns.map(\.count).max() ?? 0
      let height = count == 0 && keepsEmpty ? 1 : count
      rows.append(contentsOf: repeatElement(row, count: height))
      for (number, column) in columns.enumerated() {
        elements[number] += column
        elements[number].append(contentsOf: repeatElement(.null, count: height - column.count))
      }
      if withOrdinality {
        for place in 0..<height {
          ordinality.append(count == 0 ? .null : .bigint(Int64(place + 1)))
        }
      }
    }
    var vectors: [ColumnVector] = []
    for column in input { vectors.append(try column.gather(rows, morsel.frame)) }
    vectors += elements.map(ColumnVector.values)
    if withOrdinality { vectors.append(.values(ordinality)) }
    let batch = RecordBatch(rowCount: rows.count, columns: vectors)
    morsel = numbering.replace(morsel, by: batch)
  }
}

extension UnnestPlan.Shape {
  /// The columns one collection unfolds to; NULL is an empty collection.
  fileprivate func columns(of value: Value) -> [[Value]] {
    switch (self, value) {
    case (.element, .array(let elements)): [elements]
    case (.fields(let count), .array(let elements)):
      (0..<count).map { field in
        elements.map { element in
          guard case .row(let fields) = element, field < fields.count else { return .null }
          return fields[field]
        }
      }
    case (.entry, .map(let entries)): [entries.map(\.key), entries.map(\.value)]
    default: Array(repeating: [], count: columnCount)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// The values of one expression: over one column, kept by dictionary code or, for a constant column,
/// the last; otherwise kept by row while a batch is handled.
///
/// A class, since the closures of one worker that hold it share what it learns.
final class ValueMemo {
  private var dictionary: ValueDictionary?
  private var generation = 0
  private var values: [Value?] = []
  private var last: (input: Text, output: Value)?
  private var frameNumber = 0
  private var rowValues: [Value?] = []
  /// Whether several closures ask for the values, so that keeping them by row is worth while.
  var isShared = false

  /// The value for one row of a dictionary column.
  func value(
    of vector: DictionaryVector,
    _ frame: Frame,
    _ row: Int,
    _ compute: RowFunction
  ) throws(QueryError) -> Value {
    prepare(for: vector.dictionary)
    let code = Int(vector.codes[row])
    if let known = values[code] { return known }
    let value = try compute(frame, row)
    values[code] = value
    return value
  }

  /// The value for the text of a constant column: the same in every row of a batch, and often in
  /// the next.
  func value(
    of input: Text,
    _ frame: Frame,
    _ row: Int,
    _ compute: RowFunction
  ) throws(QueryError) -> Value {
    if let last, last.input == input { return last.output }
    let value = try compute(frame, row)
    last = (input, value)
    return value
  }

  /// The value for one row of a batch.
  func value(
    _ frame: Frame,
    _ row: Int,
    _ compute: RowFunction
  ) throws(QueryError) -> Value {
    if frameNumber != frame.number {
      frameNumber = frame.number
      rowValues = Array(repeating: nil, count: frame.batch.rowCount)
    }
    if let known = rowValues[row] { return known }
    let value = try compute(frame, row)
    rowValues[row] = value
    return value
  }

  private func prepare(for current: ValueDictionary) {
    if dictionary !== current || generation != current.generation {
      dictionary = current
      generation = current.generation
      values = []
    }
    let missing = current.values.count - values.count
    if missing > 0 { values.append(contentsOf: repeatElement(nil, count: missing)) }
  }
}

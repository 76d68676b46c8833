// SPDX-License-Identifier: Apache-2.0
import Columns

/// The values of one expression: over dictionary columns, kept by code or combination of codes; over a
/// constant column, the last; otherwise kept by row while a batch is handled.
///
/// A class, since the closures of one worker that hold it share what it learns.
final class ValueMemo {
  /// So many values are kept before it is judged whether that pays.
  private static let trialCount = 4096

  private var source: AnyObject?
  private var generation = 0
  private var values: [Value?] = []
  private var last: (input: Text, output: Value)?
  /// Values by row, and the batch each is of.
  private var rowValues: [Value] = []
  private var rowFrames: [Int] = []
  /// Whether several closures ask for the values, so that keeping them by row may be worth while.
  var isShared = false
  /// Whether too few values were asked for again: then they are kept no more.
  private var hasGivenUp = false
  private var keptCount = 0
  private var foundCount = 0

  /// The value for one row of a dictionary column.
  func value(
    of vector: DictionaryVector,
    _ frame: Frame,
    _ row: Int,
    _ compute: RowFunction
  ) throws(QueryError) -> Value {
    let dictionary = vector.dictionary
    prepare(for: dictionary, dictionary.generation, count: dictionary.values.count)
    let code = Int(vector.codes[row])
    if let known = values[code] { return known }
    let value = try compute(frame, row)
    values[code] = value
    return value
  }

  /// Adds the values of the selected rows.
  func append(
    _ morsel: Morsel,
    by coded: RowCodes,
    to output: inout [Value],
    _ compute: RowFunction
  ) throws(QueryError) {
    prepare(for: coded.source, coded.generation, count: coded.count)
    for index in morsel.selection.indices {
      let code = Int(coded.codes[index])
      if let known = values[code] {
        output.append(known)
      } else {
        let value = try compute(morsel.frame, Int(morsel.selection[index]))
        values[code] = value
        output.append(value)
      }
    }
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
  ///
  /// To keep a value that is text, and to let it go a batch later, takes as long as many a function.
  func value(
    _ frame: Frame,
    _ row: Int,
    _ compute: RowFunction
  ) throws(QueryError) -> Value {
    if hasGivenUp { return try compute(frame, row) }
    let missing = frame.batch.rowCount - rowValues.count
    if missing > 0 {
      rowValues.append(contentsOf: repeatElement(.null, count: missing))
      rowFrames.append(contentsOf: repeatElement(-1, count: missing))
    }
    if rowFrames[row] == frame.number {
      foundCount += 1
      return rowValues[row]
    }
    let value = try compute(frame, row)
    rowValues[row] = value
    rowFrames[row] = frame.number
    keptCount += 1
    if keptCount == Self.trialCount { judge() }
    return value
  }

  /// Looks at how often values were asked for again.
  private func judge() {
    if foundCount < keptCount / 8 {
      hasGivenUp = true
      rowValues = []
      rowFrames = []
    }
    keptCount = 0
    foundCount = 0
  }

  private func prepare(for current: AnyObject, _ currentGeneration: Int, count: Int) {
    if source !== current || generation != currentGeneration {
      source = current
      generation = currentGeneration
      values = []
    }
    let missing = count - values.count
    if missing > 0 { values.append(contentsOf: repeatElement(nil, count: missing)) }
  }
}

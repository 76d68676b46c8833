// SPDX-License-Identifier: Apache-2.0
import Columns

/// What an expression can see besides the number of its row.
struct Frame {
  let batch: RecordBatch
  /// The current rows of enclosing queries, the nearest last.
  let outer: [[Value]]
  /// The arguments of enclosing lambdas, the innermost last.
  private(set) var parameters: [[Value]] = []
  /// Tells the batches of one pipeline apart, for answers kept by row; 0 where none are kept.
  let number: Int

  init(_ batch: RecordBatch, outer: [[Value]] = [], number: Int = 0) {
    self.batch = batch
    self.outer = outer
    self.number = number
  }

  /// The frame for the body of a lambda.
  func entering(_ arguments: [Value]) -> Frame {
    var frame = self
    frame.parameters.append(arguments)
    return frame
  }
}

/// Computes the value of an expression for one row.
typealias RowFunction = (_ frame: Frame, _ row: Int) throws(QueryError) -> Value

/// Computes the truth of a condition for one row.
typealias RowTest = (_ frame: Frame, _ row: Int) throws(QueryError) -> TruthValue

/// Computes a value from a value.
typealias ValueFunction = (_ value: Value) throws(QueryError) -> Value

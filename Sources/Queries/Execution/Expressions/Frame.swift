// SPDX-License-Identifier: Apache-2.0
import Columns

/// What an expression can see besides the number of its row.
struct Frame {
  let batch: RecordBatch
  /// The current rows of enclosing queries, the nearest last.
  let outer: [[Value]]
  /// The arguments of enclosing lambdas, the innermost last.
  private(set) var parameters: [[Value]] = []

  init(_ batch: RecordBatch, outer: [[Value]] = []) {
    self.batch = batch
    self.outer = outer
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
typealias RowTest = (_ frame: Frame, _ row: Int) throws(QueryError) -> Truth

/// Computes a value from a value.
typealias ValueFunction = (_ value: Value) throws(QueryError) -> Value

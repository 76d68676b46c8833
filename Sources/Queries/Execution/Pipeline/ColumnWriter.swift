// SPDX-License-Identifier: Apache-2.0
import Columns

/// Writes the values that one column, and those behind it, have for the selected rows of a morsel.
///
/// A class each for where values come from. Each calls the next: what holds a writer keeps all behind it,
/// and none has to be counted row by row as the elements of an array are.
class ColumnWriter {
  fileprivate final let next: ColumnWriter?

  fileprivate init(_ next: ColumnWriter?) {
    self.next = next
  }

  /// Writes the values of a row, which is the one selected in the place `index`.
  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {}
}

/// Writes the values that columns have for the selected rows of a morsel.
struct MorselWriter {
  /// Calls of writers stand on the stack behind each other: so many at the most.
  private static let longestChain = 64

  /// Nearly always there is one chain.
  private let first: ColumnWriter?
  private let others: [ColumnWriter]

  init(_ columns: [ComputedColumn], _ morsel: Morsel) throws(QueryError) {
    var chains: [ColumnWriter] = []
    var writer: ColumnWriter?
    for (number, column) in columns.enumerated().reversed() {
      writer = try column.writer(morsel, before: writer)
      guard number % Self.longestChain == 0, let whole = writer else { continue }
      chains.append(whole)
      writer = nil
    }
    first = chains.popLast()
    others = chains.reversed()
  }

  /// Writes the values of a row, which is the one selected in the place `index`.
  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    try first?.write(index, row, to: &writer)
    for chain in others { try chain.write(index, row, to: &writer) }
  }
}

/// Copies values that were written once for each code.
final class CodeWriter: ColumnWriter {
  private let codes: [UInt32]
  private let table: WrittenValues.Table

  /// Takes one code a selected row.
  init(_ codes: [UInt32], _ table: WrittenValues.Table, _ next: ColumnWriter?) {
    self.codes = codes
    self.table = table
    super.init(next)
  }

  override func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    table.write(codes[index], to: &writer)
    try next?.write(index, row, to: &writer)
  }
}

/// Copies text from where it was read.
final class TextWriter: ColumnWriter {
  private let vector: SpanVector

  init(_ vector: SpanVector, _ next: ColumnWriter?) {
    self.vector = vector
    super.init(next)
  }

  override func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    let isWritten = vector.withText(at: Int(row)) { writer.append(text: $0) } != nil
    if !isWritten { writer.append(vector.value(at: Int(row))) }
    try next?.write(index, row, to: &writer)
  }
}

/// Writes the same value for every row.
final class ConstantWriter: ColumnWriter {
  private let bytes: [UInt8]

  init(_ value: Value, _ next: ColumnWriter?) {
    var writer = RowWriter()
    writer.append(value)
    bytes = writer.bytes
    super.init(next)
  }

  override func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    writer.bytes += bytes
    try next?.write(index, row, to: &writer)
  }
}

/// Writes the values of a column that has one for each row.
final class VectorWriter: ColumnWriter {
  private let values: [Value]

  init(_ values: [Value], _ next: ColumnWriter?) {
    self.values = values
    super.init(next)
  }

  override func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    writer.append(values[Int(row)])
    try next?.write(index, row, to: &writer)
  }
}

/// Computes a value for each row.
final class ValueWriter: ColumnWriter {
  private let compute: RowFunction
  private let frame: Frame

  init(_ compute: @escaping RowFunction, _ frame: Frame, _ next: ColumnWriter?) {
    self.compute = compute
    self.frame = frame
    super.init(next)
  }

  override func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    writer.append(try compute(frame, Int(row)))
    try next?.write(index, row, to: &writer)
  }
}

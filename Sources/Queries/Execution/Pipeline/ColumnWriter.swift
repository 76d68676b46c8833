// SPDX-License-Identifier: Apache-2.0
import Columns

/// Writes the values that one column has for the selected rows of a morsel.
///
/// A class each for where they come from, since a row is passed from one column's to the next's.
protocol ColumnWriter: AnyObject {
  /// Writes the value of a row, which is the one selected in the place `index`.
  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError)
}

/// Copies values that were written once for each code.
final class CodeWriter: ColumnWriter {
  private let codes: [UInt32]
  private let table: WrittenValues.Table

  /// Takes one code a selected row.
  init(_ codes: [UInt32], _ table: WrittenValues.Table) {
    self.codes = codes
    self.table = table
  }

  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) {
    table.write(codes[index], to: &writer)
  }
}

/// Copies text from where it was read.
final class TextWriter: ColumnWriter {
  private let vector: SpanVector

  init(_ vector: SpanVector) {
    self.vector = vector
  }

  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) {
    let isWritten = vector.withText(at: Int(row)) { writer.append(text: $0) } != nil
    if !isWritten { writer.append(vector.value(at: Int(row))) }
  }
}

/// Writes the same value for every row.
final class ConstantWriter: ColumnWriter {
  private let bytes: [UInt8]

  init(_ value: Value) {
    var writer = RowWriter()
    writer.append(value)
    bytes = writer.bytes
  }

  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) {
    writer.bytes += bytes
  }
}

/// Writes the values of a column that has one for each row.
final class VectorWriter: ColumnWriter {
  private let values: [Value]

  init(_ values: [Value]) {
    self.values = values
  }

  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) {
    writer.append(values[Int(row)])
  }
}

/// Computes a value for each row.
final class ValueWriter: ColumnWriter {
  private let compute: RowFunction
  private let frame: Frame

  init(_ compute: @escaping RowFunction, _ frame: Frame) {
    self.compute = compute
    self.frame = frame
  }

  func write(_ index: Int, _ row: UInt32, to writer: inout RowWriter) throws(QueryError) {
    writer.append(try compute(frame, Int(row)))
  }
}

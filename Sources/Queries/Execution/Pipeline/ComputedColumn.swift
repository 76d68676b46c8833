// SPDX-License-Identifier: Apache-2.0
import Columns

/// One column that is made from the rows of a morsel.
struct ComputedColumn {
  private let compute: RowFunction
  /// The number of the column it is unchanged.
  private let column: Int?
  /// Where its values depend on codes: what is known of them.
  private let coded: (source: CodeSource, values: ValueMemo, written: WrittenValues)?

  init(_ expression: BoundExpression, _ compiler: ExpressionCompiler) {
    compute = compiler.function(expression)
    if case .column(let number) = expression.kind { column = number } else { column = nil }
    coded = compiler.memos.flatMap { memos in
      CodeSource(expression, compiler).map { source in
        (source, memos.codedValueMemo(for: expression), memos.writtenValues(of: expression))
      }
    }
  }

  /// The value for one row.
  func value(_ frame: Frame, _ row: UInt32) throws(QueryError) -> Value {
    try compute(frame, Int(row))
  }

  /// The texts of a batch's rows, where the column is given as they stand in the logs.
  func texts(in batch: RecordBatch) -> SpanVector? {
    guard let column, case .spans(let vector) = batch.columns[column], vector.holdsText else {
      return nil
    }
    return vector
  }

  /// What writes the values of the selected rows, each before what `next` writes.
  func writer(
    _ morsel: Morsel,
    before next: ColumnWriter?
  ) throws(QueryError) -> ColumnWriter {
    let batch = morsel.frame.batch
    if let coded, let codes = coded.source.codes(morsel.selection, batch) {
      let table = try coded.written.table(morsel, by: codes, compute)
      return CodeWriter(codes.codes, table, next)
    }
    if let texts = texts(in: batch) { return TextWriter(texts, next) }
    switch column.map({ batch.columns[$0] }) {
    case .constant(let value): return ConstantWriter(value, next)
    case .values(let values): return VectorWriter(values, next)
    case .dictionary, .spans, .none: break
    }
    return ValueWriter(compute, morsel.frame, next)
  }

  /// Adds the values of the selected rows.
  func append(_ morsel: Morsel, to values: inout [Value]) throws(QueryError) {
    guard let column else {
      if let coded, let codes = coded.source.codes(morsel.selection, morsel.frame.batch) {
        return try coded.values.append(morsel, by: codes, to: &values, compute)
      }
      for row in morsel.selection { values.append(try compute(morsel.frame, Int(row))) }
      return
    }
    switch morsel.frame.batch.columns[column] {
    case .constant(let value):
      values.append(contentsOf: repeatElement(value, count: morsel.selection.count))
    case .dictionary(let vector):
      let dictionary = vector.dictionary.values
      for row in morsel.selection { values.append(dictionary[Int(vector.codes[Int(row)])]) }
    case .spans(let vector):
      for row in morsel.selection { values.append(vector.value(at: Int(row))) }
    case .values(let column):
      for row in morsel.selection { values.append(column[Int(row)]) }
    }
  }

  /// The values of some rows of a morsel as a column of a new batch; a row may stand there often.
  func gather(_ rows: [UInt32], _ frame: Frame) throws(QueryError) -> ColumnVector {
    if let column {
      switch frame.batch.columns[column] {
      case .constant(let value): return .constant(value)
      case .dictionary(let vector):
        return .dictionary(
          DictionaryVector(
            codes: rows.map { vector.codes[Int($0)] },
            dictionary: vector.dictionary
          )
        )
      case .spans, .values: break
      }
    }
    var values: [Value] = []
    values.reserveCapacity(rows.count)
    var last: (row: UInt32, value: Value)?
    for row in rows {
      if let last, last.row == row {
        values.append(last.value)
      } else {
        let value = try compute(frame, Int(row))
        last = (row, value)
        values.append(value)
      }
    }
    return .values(values)
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// For each selected row of a batch the code that an expression's answer depends on.
///
/// Codes below `count` mean the same as long as `source` and `generation` stay the same, so answers
/// may be kept by code.
struct RowCodes {
  /// In the order of the selection.
  let codes: [UInt32]
  let count: Int
  let source: AnyObject
  let generation: Int
  /// Whether the codes are a dictionary's own, and two of them always stand for different values.
  let isDistinct: Bool
}

/// Where the codes of an expression over dictionary columns come from.
enum CodeSource {
  case column(Int)
  case columns(CodeCombinations)

  /// The source of an expression whose answer depends on columns alone; nil for any other, and where
  /// no answers are kept.
  init?(_ expression: BoundExpression, _ compiler: ExpressionCompiler) {
    let traits = ExpressionTraits(expression)
    guard let memos = compiler.memos, traits.isPure, !traits.columns.isEmpty else { return nil }
    if let column = traits.onlyColumn {
      self = .column(column)
    } else {
      self = .columns(memos.combinations(of: traits.columns.sorted()))
    }
  }

  /// The codes of the selected rows; nil when a column does not come in codes.
  func codes(_ selection: [UInt32], _ batch: RecordBatch) -> RowCodes? {
    switch self {
    case .column(let number):
      guard case .dictionary(let vector) = batch.columns[number] else { return nil }
      return RowCodes(
        codes: vector.gathered(selection),
        count: vector.dictionary.values.count,
        source: vector.dictionary,
        generation: vector.dictionary.generation,
        isDistinct: vector.dictionary.isDistinct
      )
    case .columns(let combinations):
      return combinations.codes(selection, batch)
    }
  }

  /// Whether rows of a batch come with codes, or with one answer for all.
  func hasCodes(in batch: RecordBatch) -> Bool {
    switch self {
    case .column(let number): batch.columns[number].isCoded
    case .columns(let combinations): combinations.columns.allSatisfy { batch.columns[$0].isCoded }
    }
  }

  /// The only column, if the batch has one value for all rows in it.
  func isConstant(in batch: RecordBatch) -> Bool {
    guard case .column(let number) = self, case .constant = batch.columns[number] else {
      return false
    }
    return true
  }
}

/// Numbers for the combinations of codes that rows have in several columns, as if these were one
/// dictionary column.
///
/// A class, since all expressions of a worker over the same columns share the numbers.
final class CodeCombinations {
  /// With more combinations than this, all are forgotten before the next batch.
  private static let limit = 1 << 16

  let columns: [Int]
  private var table: TupleTable
  /// Which dictionaries the codes are of, and their generations.
  private var dictionaries: [(dictionary: ValueDictionary, generation: Int)?]
  /// Codes for the values of columns that are constant in a batch.
  private var constants: [[ExactValue: UInt32]]
  private var generation = 0

  init(columns: [Int]) {
    self.columns = columns
    table = TupleTable(width: columns.count)
    dictionaries = Array(repeating: nil, count: columns.count)
    constants = Array(repeating: [:], count: columns.count)
  }

  /// The numbers of the selected rows' combinations; nil when a column does not come in codes.
  func codes(_ selection: [UInt32], _ batch: RecordBatch) -> RowCodes? {
    guard columns.allSatisfy({ batch.columns[$0].isCoded }) else { return nil }
    prepare(for: batch)
    var tuples = [UInt32](repeating: 0, count: selection.count * columns.count)
    for (place, column) in columns.enumerated() {
      switch batch.columns[column] {
      case .dictionary(let vector): fill(&tuples, place, selection, vector.codes)
      case .constant(let value):
        let code = self.code(of: value, place)
        for index in selection.indices { tuples[index * columns.count + place] = code }
      case .spans, .values: return nil
      }
    }
    return RowCodes(
      codes: table.numbers(of: tuples),
      count: table.count,
      source: self,
      generation: generation,
      isDistinct: false
    )
  }

  private func fill(
    _ tuples: inout [UInt32],
    _ place: Int,
    _ selection: [UInt32],
    _ codes: [UInt32]
  ) {
    var index = place
    for row in selection {
      tuples[index] = codes[Int(row)]
      index += columns.count
    }
  }

  private func code(of value: Value, _ place: Int) -> UInt32 {
    let value = ExactValue(value)
    if let code = constants[place][value] { return code }
    let code = UInt32(truncatingIfNeeded: constants[place].count)
    constants[place][value] = code
    return code
  }

  /// Forgets all combinations when codes have changed their meaning, or there are too many.
  private func prepare(for batch: RecordBatch) {
    var isStale = table.count > Self.limit
    for (place, column) in columns.enumerated() {
      guard case .dictionary(let vector) = batch.columns[column] else {
        // Codes of constants and of a dictionary must not meet in one column.
        if dictionaries[place] != nil { isStale = true }
        dictionaries[place] = nil
        continue
      }
      let current = vector.dictionary
      if let known = dictionaries[place], known.dictionary === current,
        known.generation == current.generation
      {
        continue
      }
      isStale = true
      dictionaries[place] = (current, current.generation)
    }
    guard isStale, table.count > 0 || constants.contains(where: { !$0.isEmpty }) else { return }
    table = TupleTable(width: columns.count)
    constants = Array(repeating: [:], count: columns.count)
    generation += 1
  }
}

extension ColumnVector {
  /// Whether rows are told apart by small numbers.
  fileprivate var isCoded: Bool {
    switch self {
    case .constant, .dictionary: true
    case .spans, .values: false
    }
  }
}

extension DictionaryVector {
  /// The codes of some rows; all of them are not copied.
  fileprivate func gathered(_ selection: [UInt32]) -> [UInt32] {
    if selection.count == codes.count { return codes }
    var gathered: [UInt32] = []
    gathered.reserveCapacity(selection.count)
    for row in selection { gathered.append(codes[Int(row)]) }
    return gathered
  }
}

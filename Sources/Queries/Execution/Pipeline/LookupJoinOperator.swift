// SPDX-License-Identifier: Apache-2.0
import Columns

/// Joins rows with rows that were known before the scan.
///
/// Keys are looked up once for each combination of values; the columns of the known rows come as
/// codes into a dictionary, so that what follows can work by code.
struct LookupJoinOperator: Operator {
  private let input: [ComputedColumn]
  private let keepsUnmatched: Bool
  private let condition: RowTest?
  private let right: ValueTable
  /// For each right column its values, that of row `n` with the code `n + 1`; NULL is a code before
  /// them all.
  private let dictionaries: [ValueDictionary]
  private let table: JoinTable
  private var keys: [ValueNumbering]
  private var chain: [PairTable]
  /// For each combination of key values the right rows, as far as it was met.
  private var matches: [[Int]] = []
  private var numbering = RowNumbering()

  var makesRows: Bool { true }

  init(_ plan: LookupPlan, _ compiler: ExpressionCompiler) {
    input = plan.input.map { ComputedColumn($0, compiler) }
    keepsUnmatched = plan.keepsUnmatched
    condition = plan.condition.map(ExpressionCompiler(memos: nil).joinTest)
    right = plan.right
    dictionaries = plan.right.columns.map { column in
      // One code a row of the known side, whatever its value.
      let dictionary = ValueDictionary(isDistinct: false)
      for value in column { _ = dictionary.append(value.unshared) }
      return dictionary
    }
    table = JoinTable(plan.rightKeys)
    keys = plan.keys.map { ValueNumbering($0, compiler) }
    chain = Array(repeating: PairTable(), count: max(0, plan.keys.count - 1))
  }

  mutating func process(_ morsel: inout Morsel) throws(QueryError) {
    var pairs = try self.pairs(morsel)
    if let condition { pairs = try tested(pairs, condition, morsel) }
    if keepsUnmatched { pairs = pairs.completed(morsel.selection) }
    morsel = numbering.replace(morsel, by: try batch(pairs, morsel.frame))
  }

  /// Every row with every right row its keys have found.
  private mutating func pairs(_ morsel: Morsel) throws(QueryError) -> LookupPairs {
    var pairs = LookupPairs()
    guard !keys.isEmpty else {
      for row in morsel.selection {
        for other in 0..<right.rowCount { pairs.append(row, other) }
      }
      return pairs
    }
    var columns: [[UInt32]] = []
    for key in keys.indices { columns.append(try keys[key].number(morsel)) }
    var numbers = columns[0]
    for link in chain.indices {
      for index in numbers.indices {
        numbers[index] = chain[link].number(numbers[index], columns[link + 1][index])
      }
    }
    for (index, row) in morsel.selection.enumerated() {
      let number = Int(numbers[index])
      let found =
        number < matches.count
        ? matches[number] : lookUp(columns.map { $0[index] })
      for other in found { pairs.append(row, other) }
    }
    return pairs
  }

  /// Combinations come numbered in the order of the rows, so that a new one is the next.
  private mutating func lookUp(_ values: [UInt32]) -> [Int] {
    let key = values.enumerated().map { keys[$0].values[Int($1)] }
    let found = table.rows(for: key)
    matches.append(found)
    return found
  }

  private func tested(
    _ pairs: LookupPairs,
    _ condition: RowTest,
    _ morsel: Morsel
  ) throws(QueryError) -> LookupPairs {
    let frame = Frame(try batch(pairs, morsel.frame), outer: morsel.frame.outer)
    var kept = LookupPairs()
    for index in pairs.rows.indices where try condition(frame, index) == .yes {
      kept.append(pairs.rows[index], code: pairs.codes[index])
    }
    return kept
  }

  private func batch(_ pairs: LookupPairs, _ frame: Frame) throws(QueryError) -> RecordBatch {
    var columns: [ColumnVector] = []
    for column in input { columns.append(try column.gather(pairs.rows, frame)) }
    for dictionary in dictionaries {
      columns.append(.dictionary(DictionaryVector(codes: pairs.codes, dictionary: dictionary)))
    }
    return RecordBatch(rowCount: pairs.rows.count, columns: columns)
  }
}

/// Rows of a batch, each with the code of a right row.
private struct LookupPairs {
  private(set) var rows: [UInt32] = []
  private(set) var codes: [UInt32] = []

  mutating func append(_ row: UInt32, _ other: Int) {
    append(row, code: UInt32(clamping: other + 1))
  }

  mutating func append(_ row: UInt32, code: UInt32) {
    rows.append(row)
    codes.append(code)
  }

  /// The pairs and, for each row of a selection that is in none, one with NULLs.
  func completed(_ selection: [UInt32]) -> LookupPairs {
    var all = LookupPairs()
    var next = 0
    for row in selection {
      if next == rows.count || rows[next] != row { all.append(row, code: 0) }
      while next < rows.count, rows[next] == row {
        all.append(row, code: codes[next])
        next += 1
      }
    }
    return all
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Sorts out, for all pipelines of a worker at once, rows that their first filters would drop.
///
/// A condition that depends on one column and cannot fail becomes one bit for each dictionary code
/// of that column; a row's bits are those that all of its codes have. So the conditions of sixty-four
/// pipelines cost one look into a table a column, not one a pipeline. What is left still goes
/// through the filters: the screen may keep too much, never too little.
struct ScanScreen {
  private var words: [ScreenWord] = []
  private let pipelineCount: Int

  /// Takes the pipelines' plans, over the columns of the shared batch.
  init(_ plans: [PipelinePlan]) {
    pipelineCount = plans.count
    var screened: [(pipeline: Int, conditions: [ScreenCondition])] = []
    for (number, plan) in plans.enumerated() {
      let conditions = plan.screenConditions
      if !conditions.isEmpty { screened.append((number, conditions)) }
    }
    for start in stride(from: 0, to: screened.count, by: UInt64.bitWidth) {
      let end = min(start + UInt64.bitWidth, screened.count)
      words.append(ScreenWord(Array(screened[start..<end])))
    }
  }

  /// For each pipeline the rows that may pass, ascending; nil where there is nothing to screen by.
  mutating func selections(_ batch: RecordBatch) -> [[UInt32]?] {
    var selections = [[UInt32]?](repeating: nil, count: pipelineCount)
    for word in words.indices { words[word].select(batch, into: &selections) }
    return selections
  }
}

/// A condition over one column.
private struct ScreenCondition {
  let column: Int
  let test: RowTest
}

/// Up to sixty-four pipelines, a bit each.
private struct ScreenWord {
  private let pipelines: [Int]
  private var columns: [ScreenColumn] = []

  init(_ screened: [(pipeline: Int, conditions: [ScreenCondition])]) {
    pipelines = screened.map(\.pipeline)
    for (bit, entry) in screened.enumerated() {
      for condition in entry.conditions {
        if let place = columns.firstIndex(where: { $0.column == condition.column }) {
          columns[place].add(condition, bit: bit)
        } else {
          var column = ScreenColumn(condition.column)
          column.add(condition, bit: bit)
          columns.append(column)
        }
      }
    }
  }

  mutating func select(_ batch: RecordBatch, into selections: inout [[UInt32]?]) {
    var base = UInt64.max >> UInt64(UInt64.bitWidth - pipelines.count)
    for column in columns { base &= column.constantMask(batch) }
    var lists = [[UInt32]](repeating: [], count: pipelines.count)
    if base != 0 {
      var masks = [UInt64](repeating: base, count: batch.rowCount)
      for column in columns.indices { columns[column].narrow(&masks, batch) }
      for (row, mask) in masks.enumerated() where mask != 0 {
        var bits = mask
        while bits != 0 {
          lists[bits.trailingZeroBitCount].append(UInt32(truncatingIfNeeded: row))
          bits &= bits - 1
        }
      }
    }
    for (bit, pipeline) in pipelines.enumerated() { selections[pipeline] = lists[bit] }
  }
}

/// The conditions over one column, as bits by dictionary code.
private struct ScreenColumn {
  let column: Int
  private var conditions: [(bit: Int, test: RowTest)] = []
  private var dictionary: ValueDictionary?
  private var generation = 0
  private var masks: [UInt64] = []

  init(_ column: Int) {
    self.column = column
  }

  mutating func add(_ condition: ScreenCondition, bit: Int) {
    conditions.append((bit, condition.test))
  }

  /// The bits that a constant column leaves to every row; all for other columns.
  func constantMask(_ batch: RecordBatch) -> UInt64 {
    guard case .constant = batch.columns[column], batch.rowCount > 0 else { return .max }
    return mask(Frame(batch), 0)
  }

  /// Takes from each row's bits those that its code does not have.
  mutating func narrow(_ rows: inout [UInt64], _ batch: RecordBatch) {
    guard case .dictionary(let vector) = batch.columns[column] else { return }
    extend(to: vector.dictionary, columnCount: batch.columns.count)
    let codes = vector.codes
    var left = rows.mutableSpan
    for row in left.indices { left[row] &= masks[Int(codes[row])] }
  }

  /// Computes the bits of codes that are new.
  private mutating func extend(to current: ValueDictionary, columnCount: Int) {
    if dictionary !== current || generation != current.generation {
      dictionary = current
      generation = current.generation
      masks = []
    }
    guard masks.count < current.values.count else { return }
    let codes = (masks.count..<current.values.count).map { UInt32(truncatingIfNeeded: $0) }
    var columns = [ColumnVector](repeating: .constant(.null), count: columnCount)
    columns[column] = .dictionary(DictionaryVector(codes: codes, dictionary: current))
    let frame = Frame(RecordBatch(rowCount: codes.count, columns: columns))
    for row in codes.indices { masks.append(mask(frame, row)) }
  }

  /// A condition that fails after all keeps its row: the filter will tell.
  private func mask(_ frame: Frame, _ row: Int) -> UInt64 {
    var mask = UInt64.max
    for (bit, test) in conditions where (try? test(frame, row)) ?? .yes != .yes {
      mask &= ~(1 << UInt64(bit))
    }
    return mask
  }
}

extension PipelinePlan {
  /// The conditions of the first filter that a screen can test by code.
  fileprivate var screenConditions: [ScreenCondition] {
    guard case .filter(let conditions) = stages.first else { return [] }
    return conditions.compactMap { condition in
      guard !condition.canFail, let column = ExpressionTraits(condition).onlyColumn else {
        return nil
      }
      return ScreenCondition(
        column: column,
        test: ExpressionCompiler(memos: nil).plainTest(condition)
      )
    }
  }
}

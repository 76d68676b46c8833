// SPDX-License-Identifier: Apache-2.0
import Columns

/// Tells the units of which no pipeline wants a row, by what is known before they are read.
///
/// `WHERE region = 'eu-west-1'` says of each file by its place alone whether it can matter. A unit is
/// passed over when every pipeline has such a condition that is not TRUE for it; a condition that can
/// fail decides nothing.
struct UnitPruning: Sendable {
  /// For each pipeline the conditions of its first filter over columns that are known.
  private let conditions: [[BoundExpression]]
  private let columnCount: Int

  /// Takes the pipelines' plans over the columns of a scan; nil when there is a pipeline that may want
  /// rows of every unit.
  init?(_ plans: [PipelinePlan], over columns: [ScanColumn]) {
    let known = Set(columns.indices.filter { columns[$0].isKnownByPlace })
    columnCount = columns.count
    conditions = plans.map { $0.conditions(over: known) }
    if conditions.isEmpty || conditions.contains(where: \.isEmpty) { return nil }
  }

  /// Compiles the conditions for one worker.
  func makeTest() -> UnitTest {
    let compiler = ExpressionCompiler(memos: nil)
    return UnitTest(
      tests: conditions.map { $0.map(compiler.plainTest) },
      columnCount: columnCount
    )
  }
}

/// The conditions of one worker.
struct UnitTest {
  fileprivate let tests: [[RowTest]]
  fileprivate let columnCount: Int

  /// Whether a pipeline may want rows of a unit with these values, nil where nothing is known.
  func mayMatter(_ values: [Value?]) -> Bool {
    let columns = (0..<columnCount).map { ColumnVector.constant(values[$0] ?? .null) }
    let frame = Frame(RecordBatch(rowCount: 1, columns: columns))
    return tests.contains { tests in
      tests.allSatisfy { (try? $0(frame, 0)) ?? .yes == .yes }
    }
  }
}

extension PipelinePlan {
  fileprivate func conditions(over known: Set<Int>) -> [BoundExpression] {
    guard case .filter(let conditions) = stages.first else { return [] }
    return conditions.filter { condition in
      let traits = ExpressionTraits(condition)
      return traits.isPure && !condition.canFail && !traits.columns.isEmpty
        && traits.columns.isSubset(of: known)
    }
  }
}

extension ScanColumn {
  fileprivate var isKnownByPlace: Bool {
    switch origin {
    case .partition, .path: true
    case .record: false
    }
  }
}

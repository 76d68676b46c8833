// SPDX-License-Identifier: Apache-2.0
import Columns

/// One aggregate call over the groups of one grouping set, in one worker.
protocol AggregateColumn {
  /// Makes room for so many groups.
  mutating func extend(to groupCount: Int)

  /// Adds the selected rows; `groups` has one group a selected row.
  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError)

  func state() -> any AggregateColumnState

  /// About how many bytes the groups take in memory; known without looking at them.
  var byteCount: Int { get }
}

/// What one aggregate call has gathered, group by group, ready to leave the worker.
protocol AggregateColumnState: Sendable {
  /// The same call without any group.
  func emptied() -> any AggregateColumnState

  /// Adds the groups of another state of the same call.
  ///
  /// `targets` has for each group of the other its number here; a new group has the number that is
  /// the count before.
  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) throws(QueryError)

  /// The answer for one group.
  func finish(_ group: Int) throws(QueryError) -> Value

  /// Writes what was gathered for one group.
  func write(_ group: Int, to writer: inout RowWriter)
  /// Adds a group that was written.
  mutating func read(from reader: inout RowReader)

  /// For a count of different values: those of all groups, which are then written without them and are
  /// told their number when all have been seen.
  func separateValues() -> SeparateValues?
  mutating func add(separateCount: Int, to group: Int)
}

extension AggregateColumnState {
  func separateValues() -> SeparateValues? { nil }

  mutating func add(separateCount: Int, to group: Int) {}
}

extension AggregateCall {
  /// Makes the column for a call.
  func makeColumn(_ compiler: ExpressionCompiler) -> any AggregateColumn {
    if let argument = distinctlyCounted { return DistinctCountColumn(self, argument, compiler) }
    if isDistinct || !orderBy.isEmpty { return GatheredColumn(self, compiler) }
    if let conditions = countConditions { return CountColumn(conditions, compiler) }
    if let isGreatest = wantsGreatestText {
      return ExtremeTextColumn(self, isGreatest: isGreatest, compiler)
    }
    return AccumulatorColumn(self, compiler)
  }

  /// For functions that count distinct values, an exact count being a good estimate: the values.
  private var distinctlyCounted: BoundExpression? {
    switch (function.name, arguments.count) {
    case ("count", 1): isDistinct ? arguments[0] : nil
    case ("approx_distinct", 1): arguments[0]
    default: nil
    }
  }

  /// For `min` and `max` of one text a row: which.
  private var wantsGreatestText: Bool? {
    guard arguments.count == 1, case .varchar = arguments[0].type else { return nil }
    switch function.name {
    case "max": return true
    case "min": return false
    default: return nil
    }
  }

  /// For the counting functions: what must be TRUE of a row for it to be counted.
  private var countConditions: [BoundExpression]? {
    let filters = filter.map { [$0] } ?? []
    switch (function.name, arguments.count) {
    case ("count", 0): return filters
    case ("count", 1):
      let isNull = BoundExpression(.isNull(arguments[0]), .boolean)
      return filters + [BoundExpression(.not(isNull), .boolean)]
    case ("count_if", 1): return filters + arguments
    default: return nil
    }
  }
}

/// The rows an aggregate's FILTER lets in, with their groups.
struct AggregateFilter {
  private let conjuncts: [Conjunct]

  init(_ conditions: [BoundExpression], _ compiler: ExpressionCompiler) {
    conjuncts = conditions.map { Conjunct($0, compiler) }
  }

  var isEmpty: Bool { conjuncts.isEmpty }

  /// The rows and groups that are left.
  func narrow(
    _ morsel: Morsel,
    _ groups: [UInt32]
  ) throws(QueryError) -> (rows: [UInt32], groups: [UInt32]) {
    if conjuncts.isEmpty { return (morsel.selection, groups) }
    var rows = morsel.selection
    for conjunct in conjuncts { rows = try conjunct.narrow(rows, morsel.frame) }
    var kept: [UInt32] = []
    kept.reserveCapacity(rows.count)
    var index = 0
    for row in rows {
      while morsel.selection[index] < row { index += 1 }
      kept.append(groups[index])
    }
    return (rows, kept)
  }
}

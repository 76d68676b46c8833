// SPDX-License-Identifier: Apache-2.0
import Columns

/// Adds the answers of window functions as columns; rows keep their order.
struct WindowOperator {
  private let calls: [PreparedWindow]
  private let budget: MemoryBudget

  init(_ calls: [WindowCall], _ budget: MemoryBudget) {
    self.calls = calls.map(PreparedWindow.init)
    self.budget = budget
  }

  /// Computes the calls over a table.
  func run(_ table: RowTable, _ outer: [[Value]]) throws(QueryError) -> RowTable {
    var answers: [RowCursor] = []
    for call in calls { answers.append(try call.run(table, outer, budget).makeCursor()) }
    var widened = RowTableBuilder(width: table.width + calls.count, budget)
    try table.forEachChunk { chunk, _ throws(QueryError) in
      for row in 0..<chunk.rowCount {
        var values = chunk.row(row)
        for call in answers.indices { values += try answers[call].nextRow() ?? [.null] }
        try widened.append(values)
      }
    }
    return try widened.finish()
  }
}

/// One window call, compiled.
private struct PreparedWindow {
  private let partitionBy: [RowFunction]
  private let orderBy: [RowFunction]
  private let order: RowOrder
  private let function: WindowEvaluator
  private let bounds: WindowBounds
  /// The columns that the function and its frame read; others are not kept.
  private let columns: [Int]
  /// Set where the answer for a row follows from those before it.
  private let running: RunningRank.Kind?

  init(_ call: WindowCall) {
    let compiler = ExpressionCompiler(memos: nil)
    partitionBy = call.partitionBy.map(compiler.function)
    orderBy = call.orderBy.map { compiler.function($0.expression) }
    order = RowOrder(call.orderBy)
    function = WindowEvaluator(call, compiler)
    bounds = WindowBounds(call, compiler)
    columns = call.evaluatedColumns.sorted()
    running = RunningRank.Kind(call)
  }

  /// The answers for a table's rows, in their order, as a column.
  func run(
    _ table: RowTable,
    _ outer: [[Value]],
    _ budget: MemoryBudget
  ) throws(QueryError) -> RowTable {
    var sorter = try sorted(table, outer, budget)
    var answers = RowSorter(budget)
    if let running {
      var rank = RunningRank(running, order)
      try sorter.finish { entry throws(QueryError) in
        var writer = RowWriter()
        writer.append(.bigint(rank.next(entry)))
        try answers.add(SortPlace(entry.place.major), writer.bytes)
      }
      return try answers.table(width: 1)
    }
    var partition = OpenPartition(columns.count)
    let share = MemoryShare(budget)
    var byteCount = 0
    try sorter.finish { entry throws(QueryError) in
      if entry.prefix != partition.key, !partition.numbers.isEmpty {
        try close(partition, table.width, outer, &answers)
        partition = OpenPartition(columns.count)
        byteCount = 0
      }
      partition.key = entry.prefix
      partition.numbers.append(entry.place.major)
      let keys = entry.keys
      partition.keys.append(keys)
      // A partition is computed as a whole: others are asked to make room for it.
      byteCount += keys.reduce(64) { $0 + 8 + $1.footprint }
      var reader = entry.payloadReader
      for place in columns.indices {
        let value = reader.value()
        byteCount += 8 + value.footprint
        partition.columns[place].append(value)
      }
      _ = share.hold(byteCount)
    }
    if !partition.numbers.isEmpty { try close(partition, table.width, outer, &answers) }
    return try answers.table(width: 1)
  }

  /// The rows by their partitions, and in each in the order of the window.
  private func sorted(
    _ table: RowTable,
    _ outer: [[Value]],
    _ budget: MemoryBudget
  ) throws(QueryError) -> RowSorter {
    var sorter = RowSorter(order: order, budget)
    try table.forEachChunk { chunk, first throws(QueryError) in
      let frame = Frame(chunk.batch, outer: outer)
      for row in 0..<chunk.rowCount {
        var key = RowWriter()
        for function in partitionBy { key.append(key: try function(frame, row)) }
        var keys: [Value] = []
        for function in orderBy { keys.append(try function(frame, row)) }
        var kept = RowWriter()
        for column in columns { kept.append(chunk.columns[column][row]) }
        try sorter.add(
          prefix: key.bytes,
          keys: keys,
          SortPlace(first + row),
          kept.bytes
        )
      }
    }
    return sorter
  }

  private func close(
    _ open: OpenPartition,
    _ width: Int,
    _ outer: [[Value]],
    _ answers: inout RowSorter
  ) throws(QueryError) {
    try Cancellation.check()
    var vectors = [ColumnVector](repeating: .constant(.null), count: width)
    for (place, column) in columns.enumerated() { vectors[column] = .values(open.columns[place]) }
    let count = open.numbers.count
    let frame = Frame(RecordBatch(rowCount: count, columns: vectors), outer: outer)
    let partition = WindowPartition(rows: Array(0..<count), keys: open.keys, order: order)
    let values = try function.evaluate(partition, bounds, frame)
    for (place, value) in values.enumerated() {
      var writer = RowWriter()
      writer.append(value)
      try answers.add(SortPlace(open.numbers[place]), writer.bytes)
    }
  }
}

/// The rows of a partition that is being read.
private struct OpenPartition {
  var key: ArraySlice<UInt8>?
  /// The rows' numbers in the table.
  var numbers: [Int] = []
  var keys: [[Value]] = []
  /// The columns that are needed.
  var columns: [[Value]]

  init(_ width: Int) {
    columns = Array(repeating: [], count: width)
  }
}

extension WindowCall {
  /// The columns that are read once the rows of a partition are together.
  fileprivate var evaluatedColumns: Set<Int> {
    var expressions = arguments
    if case .aggregate(let call) = function {
      expressions +=
        call.arguments + call.orderBy.map(\.expression) + (call.filter.map { [$0] } ?? [])
    }
    for bound in [start, end] {
      switch bound {
      case .preceding(let distance), .following(let distance): expressions.append(distance)
      case .unboundedPreceding, .currentRow, .unboundedFollowing: break
      }
    }
    return expressions.reduce(into: []) { $0.formUnion(ExpressionTraits($1).columns) }
  }
}

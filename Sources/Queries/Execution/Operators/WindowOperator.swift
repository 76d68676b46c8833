// SPDX-License-Identifier: Apache-2.0
import Columns

/// Adds the answers of window functions as columns; rows keep their order.
struct WindowOperator {
  private let calls: [PreparedWindow]

  init(_ calls: [WindowCall]) {
    self.calls = calls.map(PreparedWindow.init)
  }

  /// Computes the calls over a table.
  func run(_ table: ValueTable, _ outer: [[Value]]) throws(QueryError) -> ValueTable {
    let frame = Frame(table.batch, outer: outer)
    var columns: [[Value]] = []
    for call in calls { columns.append(try call.run(frame)) }
    return table.beside(ValueTable(rowCount: table.rowCount, columns: columns))
  }
}

/// One window call, compiled.
private struct PreparedWindow {
  private let call: WindowCall
  private let partitionBy: [RowFunction]
  private let orderBy: [RowFunction]
  private let order: RowOrder
  private let function: WindowEvaluator
  private let bounds: WindowBounds

  init(_ call: WindowCall) {
    let compiler = ExpressionCompiler(memos: nil)
    self.call = call
    partitionBy = call.partitionBy.map(compiler.function)
    orderBy = call.orderBy.map { compiler.function($0.expression) }
    order = RowOrder(call.orderBy)
    function = WindowEvaluator(call, compiler)
    bounds = WindowBounds(call, compiler)
  }

  func run(_ frame: Frame) throws(QueryError) -> [Value] {
    var answers = [Value](repeating: .null, count: frame.batch.rowCount)
    for rows in try partitions(frame) {
      let partition = try partition(rows, frame)
      let values = try function.evaluate(partition, bounds, frame)
      for (place, row) in partition.rows.enumerated() { answers[row] = values[place] }
    }
    return answers
  }

  /// The rows of each partition, in the order of the input.
  private func partitions(_ frame: Frame) throws(QueryError) -> [[Int]] {
    guard frame.batch.rowCount > 0 else { return [] }
    guard !partitionBy.isEmpty else { return [Array(0..<frame.batch.rowCount)] }
    var numbers: [[Value]: Int] = [:]
    var partitions: [[Int]] = []
    for row in 0..<frame.batch.rowCount {
      var key: [Value] = []
      for function in partitionBy { key.append(try function(frame, row)) }
      if let number = numbers[key] {
        partitions[number].append(row)
      } else {
        numbers[key] = partitions.count
        partitions.append([row])
      }
    }
    return partitions
  }

  private func partition(_ rows: [Int], _ frame: Frame) throws(QueryError) -> WindowPartition {
    var keyed: [(keys: [Value], row: Int)] = []
    keyed.reserveCapacity(rows.count)
    for row in rows {
      var keys: [Value] = []
      for function in orderBy { keys.append(try function(frame, row)) }
      keyed.append((keys, row))
    }
    if !orderBy.isEmpty {
      keyed.sort { left, right in
        let answer = order.compare(left.keys, right.keys)
        return answer == 0 ? left.row < right.row : answer < 0
      }
    }
    return WindowPartition(rows: keyed.map(\.row), keys: keyed.map(\.keys), order: order)
  }
}

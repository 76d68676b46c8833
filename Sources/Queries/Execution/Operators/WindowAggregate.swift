// SPDX-License-Identifier: Apache-2.0
import Columns

/// An aggregate function over the frames of a window.
struct WindowAggregate {
  private let call: AggregateCall
  private let arguments: [RowFunction]
  private let keys: [RowFunction]
  private let filter: RowTest?

  init(_ call: AggregateCall, _ compiler: ExpressionCompiler) {
    self.call = call
    arguments = call.arguments.map(compiler.function)
    keys = call.orderBy.map { compiler.function($0.expression) }
    filter = call.filter.map(compiler.test)
  }

  /// The answers for a partition's rows, in its order.
  ///
  /// - Complexity: one step a row where frames only grow; else the sum of the frames' lengths, with
  ///   equal frames of neighbours computed once.
  func evaluate(
    _ partition: WindowPartition,
    _ bounds: WindowBounds,
    _ frame: Frame
  ) throws(QueryError) -> [Value] {
    let inputs = try inputs(partition, frame)
    var answers: [Value] = []
    answers.reserveCapacity(partition.count)
    var last: (frame: Range<Int>, answer: Value)?
    var running = call.function.makeAccumulator()
    let grows = bounds.grows && !call.isDistinct && keys.isEmpty
    for place in partition.rows.indices {
      let current = try bounds.frame(of: place, partition, frame)
      if let last, last.frame == current {
        answers.append(last.answer)
        continue
      }
      let answer: Value
      if grows {
        let known = last?.frame.upperBound ?? 0
        for other in known..<current.upperBound { try add(inputs[other], other, to: &running) }
        answer = try running.finish()
      } else {
        try Cancellation.check()
        answer = try whole(inputs[current])
      }
      answers.append(answer)
      last = (current, answer)
    }
    return answers
  }

  /// What the aggregate sees of a row; nil for rows it passes over.
  private struct Input {
    let arguments: [Value]
    let keys: [Value]
  }

  private func inputs(
    _ partition: WindowPartition,
    _ frame: Frame
  ) throws(QueryError) -> [Input?] {
    var inputs: [Input?] = []
    inputs.reserveCapacity(partition.count)
    for row in partition.rows {
      if let filter, try filter(frame, row) != .yes {
        inputs.append(nil)
        continue
      }
      var values: [Value] = []
      for argument in arguments { values.append(try argument(frame, row)) }
      var order: [Value] = []
      for key in keys { order.append(try key(frame, row)) }
      let isSkipped = call.function.overload.skipsNulls && values.contains(where: \.isNull)
      inputs.append(isSkipped ? nil : Input(arguments: values, keys: order))
    }
    return inputs
  }

  private func add(
    _ input: Input?,
    _ place: Int,
    to accumulator: inout any Accumulator
  ) throws(QueryError) {
    guard let input else { return }
    try accumulator.add(input.arguments, at: RowPosition(unit: 0, sequence: place))
  }

  private func whole(_ frame: ArraySlice<Input?>) throws(QueryError) -> Value {
    var inputs = frame.compactMap(\.self)
    if !keys.isEmpty {
      let order = RowOrder(call.orderBy)
      inputs = inputs.enumerated().sorted { left, right in
        let answer = order.compare(left.element.keys, right.element.keys)
        return answer == 0 ? left.offset < right.offset : answer < 0
      }.map(\.element)
    }
    if call.isDistinct {
      var seen: Set<[Value]> = []
      inputs = inputs.filter { seen.insert($0.arguments).inserted }
    }
    var accumulator = call.function.makeAccumulator()
    for (place, input) in inputs.enumerated() { try add(input, place, to: &accumulator) }
    return try accumulator.finish()
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Computes one window function over a partition.
struct WindowEvaluator {
  private enum Form {
    case ranking(WindowFunction)
    case aggregate(WindowAggregate)
  }

  private let form: Form
  private let arguments: [RowFunction]
  private let ignoresNulls: Bool

  init(_ call: WindowCall, _ compiler: ExpressionCompiler) {
    arguments = call.arguments.map(compiler.function)
    ignoresNulls = call.ignoresNulls
    form =
      switch call.function {
      case .ranking(let function): .ranking(function)
      case .aggregate(let aggregate): .aggregate(WindowAggregate(aggregate, compiler))
      }
  }

  /// The answers for a partition's rows, in its order.
  func evaluate(
    _ partition: WindowPartition,
    _ bounds: WindowBounds,
    _ frame: Frame
  ) throws(QueryError) -> [Value] {
    switch form {
    case .aggregate(let aggregate): return try aggregate.evaluate(partition, bounds, frame)
    case .ranking(.lag): return try shifted(partition, frame, isLead: false)
    case .ranking(.lead): return try shifted(partition, frame, isLead: true)
    case .ranking(.firstValue), .ranking(.lastValue), .ranking(.nthValue):
      return try framed(partition, bounds, frame)
    case .ranking(let function):
      var answers: [Value] = []
      answers.reserveCapacity(partition.count)
      for place in partition.rows.indices {
        answers.append(try rank(function, place, partition, frame))
      }
      return answers
    }
  }

  private func rank(
    _ function: WindowFunction,
    _ place: Int,
    _ partition: WindowPartition,
    _ frame: Frame
  ) throws(QueryError) -> Value {
    let peers = partition.peers(of: place)
    switch function {
    case .rowNumber: return .bigint(Int64(place + 1))
    case .rank: return .bigint(Int64(peers.lowerBound + 1))
    case .denseRank: return .bigint(Int64(partition.peerGroups[place] + 1))
    case .percentRank:
      return .double(
        partition.count == 1 ? 0 : Double(peers.lowerBound) / Double(partition.count - 1)
      )
    case .cumeDist: return .double(Double(peers.upperBound) / Double(partition.count))
    case .ntile: return try bucket(place, partition, frame)
    case .lag, .lead, .firstValue, .lastValue, .nthValue:
      preconditionFailure("these look at other rows")
    }
  }

  /// The first buckets have one row more than the others where the rows do not divide evenly.
  private func bucket(
    _ place: Int,
    _ partition: WindowPartition,
    _ frame: Frame
  ) throws(QueryError) -> Value {
    guard let count = try integer(0, partition.rows[place], frame) else { return .null }
    guard count > 0 else {
      throw QueryError(.invalidFunctionArgument, "the number of buckets of ntile must be positive")
    }
    guard count < partition.count else { return .bigint(Int64(place + 1)) }
    let (size, larger) = partition.count.quotientAndRemainder(dividingBy: Int(count))
    let border = larger * (size + 1)
    let bucket = place < border ? place / (size + 1) : larger + (place - border) / size
    return .bigint(Int64(bucket + 1))
  }

  private func shifted(
    _ partition: WindowPartition,
    _ frame: Frame,
    isLead: Bool
  ) throws(QueryError) -> [Value] {
    let values = try self.values(partition, frame)
    let candidates = ignoresNulls ? values.indices.filter { !values[$0].isNull } : nil
    var answers: [Value] = []
    for place in partition.rows.indices {
      let row = partition.rows[place]
      guard let distance = arguments.count > 1 ? try integer(1, row, frame) : 1 else {
        answers.append(.null)
        continue
      }
      guard distance >= 0 else {
        throw QueryError(
          .invalidFunctionArgument,
          "the offset of lag and lead must not be negative"
        )
      }
      let steps = Int(min(distance, Int64(partition.count)))
      let target = Self.target(
        from: place,
        isLead ? steps : -steps,
        candidates: candidates
      )
      if let target, values.indices.contains(target) {
        answers.append(values[target])
      } else {
        answers.append(arguments.count > 2 ? try arguments[2](frame, row) : .null)
      }
    }
    return answers
  }

  /// The place so many steps away, counting only candidates where there are some to choose.
  private static func target(from place: Int, _ steps: Int, candidates: [Int]?) -> Int? {
    guard let candidates, steps != 0 else { return place + steps }
    let behind = candidates.partitioningIndex { $0 >= place }
    let isCandidate = behind < candidates.count && candidates[behind] == place
    let index = steps < 0 ? behind + steps : behind + steps - (isCandidate ? 0 : 1)
    return candidates.indices.contains(index) ? candidates[index] : nil
  }

  private func framed(
    _ partition: WindowPartition,
    _ bounds: WindowBounds,
    _ frame: Frame
  ) throws(QueryError) -> [Value] {
    guard case .ranking(let function) = form else { return [] }
    let values = try self.values(partition, frame)
    let candidates = ignoresNulls ? values.indices.filter { !values[$0].isNull } : nil
    var answers: [Value] = []
    for place in partition.rows.indices {
      var places = try bounds.frame(of: place, partition, frame)
      if let candidates {
        let first = candidates.partitioningIndex { $0 >= places.lowerBound }
        places = first..<candidates.partitioningIndex { $0 >= places.upperBound }
      }
      let index = try index(function, places.count, partition.rows[place], frame)
      guard let index, (0..<places.count).contains(index) else {
        answers.append(.null)
        continue
      }
      let target = places.lowerBound + index
      answers.append(values[candidates?[target] ?? target])
    }
    return answers
  }

  /// Which of the frame's rows `first_value` and its like give.
  private func index(
    _ function: WindowFunction,
    _ count: Int,
    _ row: Int,
    _ frame: Frame
  ) throws(QueryError) -> Int? {
    switch function {
    case .firstValue: return 0
    case .lastValue: return count - 1
    default:
      guard let number = try integer(1, row, frame) else { return nil }
      guard number > 0 else {
        throw QueryError(.invalidFunctionArgument, "the offset of nth_value must be at least 1")
      }
      return number > Int64(count) ? count : Int(number) - 1
    }
  }

  /// The first argument for every row of the partition.
  private func values(
    _ partition: WindowPartition,
    _ frame: Frame
  ) throws(QueryError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(partition.count)
    for row in partition.rows { values.append(try arguments[0](frame, row)) }
    return values
  }

  private func integer(
    _ number: Int,
    _ row: Int,
    _ frame: Frame
  ) throws(QueryError) -> Int64? {
    if case .bigint(let value) = try arguments[number](frame, row) { value } else { nil }
  }
}

extension [Int] {
  /// The first index whose element meets a condition that all elements behind it meet too.
  fileprivate func partitioningIndex(where isMet: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isMet(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

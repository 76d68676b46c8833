// SPDX-License-Identifier: Apache-2.0
import Columns

/// Where the frame of each row begins and ends: ROWS, RANGE and GROUPS.
struct WindowBounds {
  private enum Bound {
    case unboundedPreceding
    case currentRow
    case unboundedFollowing
    /// A distance, with the way it goes.
    case distance(RowFunction, isFollowing: Bool, RangeDistance?)
  }

  private let unit: WindowFrame.Unit
  private let start: Bound
  private let end: Bound
  private let isDescending: Bool

  init(_ call: WindowCall, _ compiler: ExpressionCompiler) {
    unit = call.unit
    isDescending = call.orderBy.first?.isDescending ?? false
    let keyType = call.orderBy.first?.expression.type
    start = Self.bound(call.start, call.unit, keyType, compiler)
    end = Self.bound(call.end, call.unit, keyType, compiler)
  }

  private static func bound(
    _ bound: WindowCall.Bound,
    _ unit: WindowFrame.Unit,
    _ keyType: DataType?,
    _ compiler: ExpressionCompiler
  ) -> Bound {
    switch bound {
    case .unboundedPreceding: return .unboundedPreceding
    case .currentRow: return .currentRow
    case .unboundedFollowing: return .unboundedFollowing
    case .preceding(let expression):
      let range = unit == .range ? keyType.map { RangeDistance($0, expression.type) } : nil
      return .distance(compiler.function(expression), isFollowing: false, range)
    case .following(let expression):
      let range = unit == .range ? keyType.map { RangeDistance($0, expression.type) } : nil
      return .distance(compiler.function(expression), isFollowing: true, range)
    }
  }

  /// Whether the frame of every row begins with the partition, and ends no earlier than that of
  /// the row before: what is in a frame can then be carried on to the next.
  var grows: Bool {
    guard case .unboundedPreceding = start else { return false }
    switch end {
    case .currentRow, .unboundedFollowing: return true
    case .unboundedPreceding, .distance: return false
    }
  }

  /// The places in the frame of a row; empty where it begins behind its end.
  func frame(
    of place: Int,
    _ partition: WindowPartition,
    _ frame: Frame
  ) throws(QueryError) -> Range<Int> {
    let first =
      switch start {
      case .unboundedPreceding: 0
      case .unboundedFollowing: partition.count
      case .currentRow: unit == .rows ? place : partition.peers(of: place).lowerBound
      case .distance(let function, let isFollowing, let range):
        try edge(place, partition, frame, function, isFollowing, range, isStart: true)
      }
    let end =
      switch end {
      case .unboundedPreceding: 0
      case .unboundedFollowing: partition.count
      case .currentRow: unit == .rows ? place + 1 : partition.peers(of: place).upperBound
      case .distance(let function, let isFollowing, let range):
        try edge(place, partition, frame, function, isFollowing, range, isStart: false)
      }
    let start = min(max(first, 0), partition.count)
    return start..<max(start, min(end, partition.count))
  }

  /// The first place of a frame, or the place behind its last.
  private func edge(
    _ place: Int,
    _ partition: WindowPartition,
    _ frame: Frame,
    _ function: RowFunction,
    _ isFollowing: Bool,
    _ range: RangeDistance?,
    isStart: Bool
  ) throws(QueryError) -> Int {
    let distance = try function(frame, partition.rows[place])
    if let range {
      return try range.edge(
        of: place,
        partition,
        distance,
        isFollowing: isFollowing,
        isDescending: isDescending,
        isStart: isStart
      )
    }
    guard case .bigint(let count) = distance, count >= 0 else { throw .invalidFrameDistance }
    let steps = Int(min(count, Int64(partition.count)))
    if unit == .rows {
      let target = isFollowing ? place + steps : place - steps
      return isStart ? target : target + 1
    }
    let group = partition.peerGroups[place] + (isFollowing ? steps : -steps)
    if group < 0 { return 0 }
    guard group < partition.groups.count else { return partition.count }
    return isStart ? partition.groups[group].lowerBound : partition.groups[group].upperBound
  }
}

extension QueryError {
  /// What a frame's distance must not be.
  static let invalidFrameDistance = QueryError(
    .invalidWindowFrame,
    "the distance of a window frame must not be negative or null"
  )
}

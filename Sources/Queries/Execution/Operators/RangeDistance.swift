// SPDX-License-Identifier: Apache-2.0
import Columns

/// `RANGE n PRECEDING` and `FOLLOWING`: frames that end at a distance of the order key's value.
struct RangeDistance {
  private typealias Step = (_ key: Value, _ distance: Value) throws(QueryError) -> Value

  private let add: Step
  private let subtract: Step
  private let isNegative: (Value) -> Bool

  init(_ key: DataType, _ distance: DataType) {
    switch key {
    case .tinyint, .smallint, .integer, .bigint:
      (add, subtract) = (Self.integers(+1), Self.integers(-1))
    case .real, .double: (add, subtract) = (Self.floating(+1), Self.floating(-1))
    case .decimal(_, let scale): (add, subtract) = Self.decimals(scale, distance)
    case .date, .time, .timestamp, .timestampWithTimeZone:
      (add, subtract) = Self.times(key, distance)
    case .unknown, .boolean, .varchar, .char, .varbinary, .intervalDayToSecond,
      .intervalYearToMonth, .array, .map, .row, .json, .ipaddress, .uuid, .function:
      (add, subtract) = (Self.unsupported(key, distance), Self.unsupported(key, distance))
    }
    isNegative = { value in
      switch value {
      case .bigint(let number), .intervalDayToSecond(let number): number < 0
      case .double(let number): number < 0
      case .real(let number): number < 0
      case .decimal(let number): number < 0
      case .intervalYearToMonth(let months): months < 0
      default: false
      }
    }
  }

  /// The first place of a frame, or the place behind its last.
  ///
  /// The frame of a row whose key is NULL ends with its peers; NULLs are in no other row's frame.
  func edge(
    of place: Int,
    _ partition: WindowPartition,
    _ distance: Value,
    isFollowing: Bool,
    isDescending: Bool,
    isStart: Bool
  ) throws(QueryError) -> Int {
    guard !distance.isNull, !isNegative(distance) else { throw .invalidFrameDistance }
    let key = partition.keys[place][0]
    let peers = partition.peers(of: place)
    guard !key.isNull else { return isStart ? peers.lowerBound : peers.upperBound }
    let step = isFollowing == isDescending ? subtract : add
    let bound = try step(key, distance)
    // Keys that are not NULL stand together; among them the edge is found by halving.
    var low = partition.groups[0].upperBound
    if !partition.keys[0][0].isNull { low = 0 }
    var high = partition.count
    if let last = partition.groups.last, partition.keys[last.lowerBound][0].isNull {
      high = last.lowerBound
    }
    while low < high {
      let middle = (low + high) / 2
      let order = ValueOrder.compare(partition.keys[middle][0], bound)
      let ahead = isDescending ? -order : order
      let isBefore = isStart ? ahead < 0 : ahead <= 0
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Sums beyond the range of integers are its ends, which compare the same.
  private static func integers(_ sign: Int64) -> Step {
    { key, distance throws(QueryError) in
      guard case .bigint(let a) = key, case .bigint(let b) = distance else { return key }
      let (sum, overflow) = a.addingReportingOverflow(sign * b)
      return .bigint(overflow ? (sign > 0 ? Int64.max : Int64.min) : sum)
    }
  }

  private static func floating(_ sign: Double) -> Step {
    { key, distance throws(QueryError) in
      switch (key, distance) {
      case (.double(let a), .double(let b)): .double(a + sign * b)
      case (.real(let a), .real(let b)): .real(a + Float(sign) * b)
      case (.double(let a), .bigint(let b)): .double(a + sign * Double(b))
      default: key
      }
    }
  }

  /// The distance is brought to the key's scale; a finer distance is cut, which changes nothing:
  /// no key lies between.
  private static func decimals(_ scale: Int, _ distance: DataType) -> (Step, Step) {
    let distanceScale =
      if case .decimal(_, let other) = distance { other } else { 0 }
    func step(_ isAddition: Bool) -> Step {
      { key, distance throws(QueryError) in
        guard case .decimal(let a) = key else { return key }
        var b: Int128 =
          switch distance {
          case .decimal(let number): number
          case .bigint(let number): Int128(number)
          default: 0
          }
        for _ in 0..<max(0, distanceScale - scale) { b /= 10 }
        for _ in 0..<max(0, scale - distanceScale) {
          let (product, overflow) = b.multipliedReportingOverflow(by: 10)
          b = overflow ? Int128.max : product
        }
        let (sum, overflow) =
          isAddition ? a.addingReportingOverflow(b) : a.subtractingReportingOverflow(b)
        return .decimal(overflow ? (isAddition ? Int128.max : Int128.min) : sum)
      }
    }
    return (step(true), step(false))
  }

  /// The operators of dates and intervals.
  private static func times(_ key: DataType, _ distance: DataType) -> (Step, Step) {
    let shift: TimeShift? =
      switch distance {
      case .intervalDayToSecond: .daysToSeconds
      case .intervalYearToMonth: .yearsToMonths
      default: nil
      }
    let name: String =
      switch key {
      case .date: "date"
      case .time: "time"
      case .timestampWithTimeZone: "timestamp with time zone"
      default: "timestamp"
      }
    func step(isSubtraction: Bool) -> Step {
      guard let overload = shift?.overload(type: name, isSubtraction: isSubtraction),
        case .values(let body) = overload.make([key, distance], key)
      else { return unsupported(key, distance) }
      return { key, distance throws(QueryError) in try body([key, distance]) }
    }
    return (step(isSubtraction: false), step(isSubtraction: true))
  }

  private static func unsupported(_ key: DataType, _ distance: DataType) -> Step {
    { _, _ throws(QueryError) in
      throw QueryError(
        .notSupported,
        "a RANGE frame cannot add \(distance) to a sort key of type \(key)"
      )
    }
  }
}

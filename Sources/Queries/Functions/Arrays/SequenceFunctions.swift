// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `sequence`: numbers, dates or timestamps from a start to a stop, both included.
enum SequenceFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "sequence",
      "The numbers, dates or timestamps from a start to a stop, by a step.",
      [
        .plain("(bigint, bigint) -> array(bigint)") { (arguments) throws(QueryError) in
          let start = try arguments.integer(0)
          let stop = try arguments.integer(1)
          return .array(
            try numbers(from: start, to: stop, step: start <= stop ? 1 : -1).map { .bigint($0) }
          )
        },
        .plain("(bigint, bigint, bigint) -> array(bigint)") { (arguments) throws(QueryError) in
          .array(
            try numbers(
              from: try arguments.integer(0),
              to: try arguments.integer(1),
              step: try arguments.integer(2)
            ).map { .bigint($0) }
          )
        },
        .plain("(date, date) -> array(date)") { (arguments) throws(QueryError) in
          let start = try day(arguments.values[0])
          let stop = try day(arguments.values[1])
          return .array(
            try numbers(from: start, to: stop, step: start <= stop ? 1 : -1).map {
              .date(Int32(truncatingIfNeeded: $0))
            }
          )
        },
        .plain("(date, date, interval day to second) -> array(date)") {
          (arguments) throws(QueryError) in
          let milliseconds = try step(arguments.values[2])
          guard milliseconds % 86_400_000 == 0 else {
            throw .invalidArgument(
              "sequence step must be a day interval if start and end values are dates"
            )
          }
          return .array(
            try numbers(
              from: try day(arguments.values[0]),
              to: try day(arguments.values[1]),
              step: milliseconds / 86_400_000
            ).map { .date(Int32(truncatingIfNeeded: $0)) }
          )
        },
        byMonths("date"),
        .plain("(timestamp, timestamp, interval day to second) -> array(timestamp)") {
          (arguments) throws(QueryError) in
          .array(try timestamps(arguments.values))
        },
        byMonths("timestamp"),
      ]
    )
  ]

  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a step of zero or away from the stop, and for more
  ///   entries than Trino allows.
  private static func numbers(
    from start: Int64,
    to stop: Int64,
    step: Int64
  ) throws(QueryError) -> [Int64] {
    try check(isStepZero: step == 0, leadsThere: step > 0 ? stop >= start : stop <= start)
    let distance = Int128(stop) - Int128(start)
    let count = distance / Int128(step) + 1
    try check(count: count)
    return (0..<Int64(count)).map { start &+ step &* $0 }
  }

  private static func check(isStepZero: Bool, leadsThere: Bool) throws(QueryError) {
    guard !isStepZero else { throw .invalidArgument("step must not be zero") }
    guard leadsThere else {
      throw .invalidArgument(
        "sequence stop value should be greater than or equal to start value if step is greater "
          + "than zero otherwise stop value should be less than or equal to start value"
      )
    }
  }

  private static func check(count: Int128) throws(QueryError) {
    guard count <= CollectionLimit.entryCount else {
      throw .invalidArgument(
        "result of sequence function must not have more than \(CollectionLimit.entryCount) entries"
      )
    }
  }

  private static func day(_ value: Value) throws(QueryError) -> Int64 {
    guard case .date(let day) = value else { throw value.mismatch("a date") }
    return Int64(day)
  }

  private static func step(_ value: Value) throws(QueryError) -> Int64 {
    guard case .intervalDayToSecond(let milliseconds) = value else {
      throw value.mismatch("an interval")
    }
    return milliseconds
  }

  private static func timestamps(_ arguments: [Value]) throws(QueryError) -> [Value] {
    guard case .timestamp(let start, let picoseconds) = arguments[0],
      case .timestamp(let stop, _) = arguments[1]
    else { throw arguments[0].mismatch("a timestamp") }
    let (microseconds, overflow) = try step(arguments[2])
      .multipliedReportingOverflow(by: 1_000)
    guard !overflow else { throw .timestampOverflow }
    return try numbers(from: start, to: stop, step: microseconds).map {
      .timestamp(microseconds: $0, picoseconds: picoseconds)
    }
  }

  /// Each entry is so many months after the start, not after the one before it, so that the 31st
  /// comes back after a shorter month.
  private static func byMonths(_ type: String) -> ScalarOverload {
    .plain(
      Signature("(\(type), \(type), interval year to month) -> array(\(type))")
    ) { (arguments) throws(QueryError) in
      let start = arguments.values[0]
      let stop = arguments.values[1]
      guard case .intervalYearToMonth(let step) = arguments.values[2] else {
        throw arguments.values[2].mismatch("an interval")
      }
      let direction = step > 0 ? 1 : -1
      let order = ValueOrder.compare(stop, start).signum() * direction
      try check(isStepZero: step == 0, leadsThere: order >= 0)
      var zones = ZoneCache()
      var entries: [Value] = []
      var next = start
      while ValueOrder.compare(stop, next).signum() * direction >= 0 {
        entries.append(next)
        try check(count: Int128(entries.count))
        next = try TimeShift.move(start, months: Int(step) * entries.count, &zones)
      }
      return .array(entries)
    }
  }
}

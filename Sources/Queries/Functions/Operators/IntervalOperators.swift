// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `+ - * /` and the sign, where an interval takes part or comes out.
enum IntervalOperators {
  static let addition: [ScalarOverload] =
    [
      combined("(interval day to second, interval day to second) -> interval day to second") {
        $0.addingReportingOverflow($1)
      },
      combined("(interval year to month, interval year to month) -> interval year to month") {
        $0.addingReportingOverflow($1)
      },
    ]
    + TimeShift.allCases.flatMap { shift in
      ["date", "time", "timestamp", "timestamp with time zone"].compactMap { type in
        shift.overload(type: type, isSubtraction: false)
      }
    }
    + TimeShift.allCases.flatMap { shift in
      ["date", "time", "timestamp", "timestamp with time zone"].compactMap { type in
        shift.overload(type: type, isSubtraction: false, intervalFirst: true)
      }
    }

  static let subtraction: [ScalarOverload] =
    [
      combined("(interval day to second, interval day to second) -> interval day to second") {
        $0.subtractingReportingOverflow($1)
      },
      combined("(interval year to month, interval year to month) -> interval year to month") {
        $0.subtractingReportingOverflow($1)
      },
    ]
    + TimeShift.allCases.flatMap { shift in
      ["date", "time", "timestamp", "timestamp with time zone"].compactMap { type in
        shift.overload(type: type, isSubtraction: true)
      }
    }
    + ["date", "time", "timestamp", "timestamp with time zone"].map { type in
      ScalarOverload(Signature("(\(type), \(type)) -> interval day to second")) { _, _ in
        .values { (arguments) throws(QueryError) in
          .intervalDayToSecond(try difference(arguments[0], arguments[1]))
        }
      }
    }

  static let multiplication: [ScalarOverload] = [
    scaled("(interval day to second, bigint) -> interval day to second"),
    scaled("(interval day to second, double) -> interval day to second"),
    scaled("(interval year to month, bigint) -> interval year to month"),
    scaled("(interval year to month, double) -> interval year to month"),
    scaled("(bigint, interval day to second) -> interval day to second"),
    scaled("(double, interval day to second) -> interval day to second"),
    scaled("(bigint, interval year to month) -> interval year to month"),
    scaled("(double, interval year to month) -> interval year to month"),
  ]

  static let division: [ScalarOverload] = [
    divided("(interval day to second, double) -> interval day to second"),
    divided("(interval year to month, double) -> interval year to month"),
  ]

  static let negation: [ScalarOverload] = [
    ScalarOverload("(interval day to second) -> interval day to second") { _, _ in
      .values { (arguments) throws(QueryError) in
        try scale(arguments[0], by: { (0 as Int64).subtractingReportingOverflow($0) })
      }
    },
    ScalarOverload("(interval year to month) -> interval year to month") { _, _ in
      .values { (arguments) throws(QueryError) in
        try scale(arguments[0], by: { (0 as Int64).subtractingReportingOverflow($0) })
      }
    },
  ]

  private static func combined(
    _ signature: Signature,
    _ operation: @escaping @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> ScalarOverload {
    ScalarOverload(signature) { _, _ in
      .values { (arguments) throws(QueryError) in
        let right = try number(arguments[1])
        return try scale(arguments[0], by: { operation($0, right) })
      }
    }
  }

  private static func scaled(_ signature: Signature) -> ScalarOverload {
    ScalarOverload(signature) { _, _ in
      .values { (arguments) throws(QueryError) in
        let isFirst =
          switch arguments[0] {
          case .intervalDayToSecond, .intervalYearToMonth: true
          default: false
          }
        let interval = arguments[isFirst ? 0 : 1]
        switch arguments[isFirst ? 1 : 0] {
        case .bigint(let factor):
          return try scale(interval, by: { $0.multipliedReportingOverflow(by: factor) })
        case .double(let factor):
          guard !factor.isNaN else {
            throw QueryError(.invalidFunctionArgument, "Cannot multiply by double NaN")
          }
          return try scale(interval, by: { (Int64(truncated: Double($0) * factor), false) })
        default: throw arguments[1].mismatch("a number")
        }
      }
    }
  }

  private static func divided(_ signature: Signature) -> ScalarOverload {
    ScalarOverload(signature) { _, _ in
      .values { (arguments) throws(QueryError) in
        let divisor = try arguments[1].asDouble
        guard !divisor.isNaN, divisor != 0 else {
          throw QueryError(
            .invalidFunctionArgument,
            "Cannot divide by double \(FloatingText.plain(divisor))"
          )
        }
        return try scale(arguments[0], by: { (Int64(truncated: Double($0) / divisor), false) })
      }
    }
  }

  private static func number(_ interval: Value) throws(QueryError) -> Int64 {
    switch interval {
    case .intervalDayToSecond(let milliseconds): return milliseconds
    case .intervalYearToMonth(let months): return Int64(months)
    default: throw interval.mismatch("an interval")
    }
  }

  private static func scale(
    _ interval: Value,
    by operation: (Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws(QueryError) -> Value {
    let result = operation(try number(interval))
    if case .intervalYearToMonth = interval {
      guard !result.overflow, let months = Int32(exactly: result.partialValue) else {
        throw .outOfRange("interval year to month overflow")
      }
      return .intervalYearToMonth(months)
    }
    guard !result.overflow else { throw .outOfRange("interval day to second overflow") }
    return .intervalDayToSecond(result.partialValue)
  }

  /// The milliseconds from the right to the left of two dates, times or timestamps.
  private static func difference(_ left: Value, _ right: Value) throws(QueryError) -> Int64 {
    switch (left, right) {
    case (.date(let a), .date(let b)): return (Int64(a) - Int64(b)) * 86_400_000
    case (.time(let a), .time(let b)):
      return roundedDivide(a - b, 1_000_000_000)
    case (.timestamp(let a, _), .timestamp(let b, _)),
      (.timestampWithTimeZone(let a, _, _), .timestampWithTimeZone(let b, _, _)):
      let (microseconds, overflow) = a.subtractingReportingOverflow(b)
      guard !overflow else { throw .outOfRange("interval day to second overflow") }
      return roundedDivide(microseconds, 1_000)
    default: throw left.mismatch("a date or timestamp")
    }
  }

  /// The nearest whole quotient, the upper one of two as near.
  private static func roundedDivide(_ value: Int64, _ unit: Int64) -> Int64 {
    let below = floorDivide(value, unit)
    return floorModulo(value, unit) * 2 >= unit ? below + 1 : below
  }
}

extension Int64 {
  /// The whole part of a number; the nearest 64 bits can hold, and 0 for NaN.
  init(truncated number: Double) {
    if number.isNaN {
      self = 0
    } else if number >= 0x1p63 {
      self = .max
    } else if number <= -0x1p63 {
      self = .min
    } else {
      self = Int64(number)
    }
  }
}

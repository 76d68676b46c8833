// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions of dates, times, timestamps and intervals.
package enum TimeFunctions {
  package static let all: [ScalarFunction] =
    [
      ScalarFunction(
        "date",
        "The date of a text or timestamp; the same as a cast.",
        [DataType.string, .timestamp(precision: 3), .timestampWithTimeZone(precision: 3), .date]
          .map(
            dateOverload
          )
      )
    ]
    + TimeFieldFunctions.all + TimeUnitFunctions.all + ISO8601Functions.all
    + UnixTimeFunctions.all + PatternFunctions.all + ZoneFunctions.all

  /// The function of a date and a time of day that a cast from time to timestamp is.
  static let timeOnDate = "$timestamp of time"

  static let forms: [ScalarFunction] = [
    ScalarFunction(
      timeOnDate,
      "The timestamp of a time of day on a date.",
      [
        .timed("(date, time) -> timestamp", result: { _ in .timestamp(precision: 12) }) {
          (arguments, _) throws(QueryError) in
          guard case .time(let picoseconds) = arguments[1] else {
            throw arguments[1].mismatch("a time")
          }
          let (microseconds, overflow) = try TimestampCast.midnight(arguments[0])
            .addingReportingOverflow(picoseconds / 1_000_000)
          guard !overflow else { throw .timestampOverflow }
          return .timestamp(
            microseconds: microseconds,
            picoseconds: Int32(truncatingIfNeeded: picoseconds % 1_000_000)
          )
        }
      ]
    )
  ]

  private static func dateOverload(_ type: DataType) -> ScalarOverload {
    let name =
      switch type {
      case .timestamp: "timestamp"
      case .timestampWithTimeZone: "timestamp with time zone"
      default: "\(type)"
      }
    return ScalarOverload(Signature("(\(name)) -> date")) { _, _ in
      let convert = Cast.make(from: type, to: .date)
      return .values { (arguments) throws(QueryError) in
        try convert?(arguments[0]) ?? arguments[0]
      }
    }
  }
}

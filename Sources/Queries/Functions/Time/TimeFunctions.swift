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

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Times from and to ISO 8601.
enum ISO8601Functions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "from_iso8601_timestamp",
      "The time of an ISO 8601 text, in UTC where it names no offset.",
      [
        .timed("(varchar) -> timestamp(3) with time zone") { (arguments, _) throws(QueryError) in
          let text = try arguments[0].asText
          guard let reader = ISO8601Reader.read(text) else { throw invalid(text) }
          return try instant(reader, nanosecondUnit: 1_000_000)
        }
      ]
    ),
    ScalarFunction(
      "from_iso8601_timestamp_nanos",
      "The time of an ISO 8601 text with a date and a time, to the nanosecond.",
      [
        .timed("(varchar) -> timestamp(9) with time zone") { (arguments, _) throws(QueryError) in
          let text = try arguments[0].asText
          guard let reader = ISO8601Reader.read(text), reader.hasWholeDate, reader.hasTime else {
            throw invalid(text)
          }
          return try instant(reader, nanosecondUnit: 1)
        }
      ]
    ),
    ScalarFunction(
      "from_iso8601_date",
      "The date of an ISO 8601 text: by month, by week or by day of year.",
      [
        .timed("(varchar) -> date") { (arguments, _) throws(QueryError) in
          let text = try arguments[0].asText
          guard let date = ISO8601Reader.readDate(text), let day = Int32(exactly: date.epochDay)
          else { throw invalid(text) }
          return .date(day)
        }
      ]
    ),
    ScalarFunction(
      "to_iso8601",
      "The date or time as ISO 8601 writes it.",
      ["date", "timestamp", "timestamp with time zone"].map(printing)
    ),
  ]

  private static func invalid(_ text: Text) -> QueryError {
    .invalidArgument("Invalid format: \"\(text)\"")
  }

  private static func instant(
    _ reader: ISO8601Reader,
    nanosecondUnit unit: Int64
  ) throws(QueryError) -> Value {
    let nanoseconds = reader.nanosecondOfDay / unit * unit
    let offset = reader.offsetMinutes ?? 0
    let zone = offset == 0 ? TimeZoneKey.utc : ZoneRules(offsetMinutes: offset).key
    let (day, overflow) = Int64(reader.date.epochDay)
      .multipliedReportingOverflow(by: WallClock.microsecondsPerDay)
    let ofDay = nanoseconds / 1_000 - Int64(offset) * 60_000_000
    let (microseconds, sumOverflow) = day.addingReportingOverflow(ofDay)
    guard !overflow, !sumOverflow else { throw .timestampOverflow }
    return .timestampWithTimeZone(
      microseconds: microseconds,
      picoseconds: Int32(nanoseconds % 1_000 * 1_000),
      zone: zone
    )
  }

  private static func printing(_ type: String) -> ScalarOverload {
    ScalarOverload(Signature("(\(type)) -> varchar")) { types, _ in
      var zones = ZoneCache()
      let precision = types.first?.secondDigits ?? 3
      return .values { (arguments) throws(QueryError) in
        let moment = try Moment(arguments[0], &zones)
        if case .date = moment.kind {
          return .text(TimeText.date(epochDay: moment.date.epochDay))
        }
        var text = TimeText.timestamp(
          microseconds: moment.wall,
          picoseconds: moment.picoseconds,
          precision: precision
        )
        if let space = text.firstIndex(of: " ") {
          text.replaceSubrange(space...space, with: "T")
        }
        guard case .zoned = moment.kind else { return .text(text) }
        return .text(text + ZoneOffsetText.iso8601(seconds: moment.offsetSeconds))
      }
    }
  }
}

/// Offsets from UTC as text.
enum ZoneOffsetText {
  /// `Z` or `+01:00`.
  static func iso8601(seconds: Int64) -> String {
    seconds == 0 ? "Z" : text(seconds: seconds, separator: ":")
  }

  /// `+0100` or `+01:00`.
  static func text(seconds: Int64, separator: String) -> String {
    let minutes = seconds.magnitude / 60
    let hour = String(minutes / 60)
    let minute = String(minutes % 60)
    return (seconds < 0 ? "-" : "+") + (hour.utf8.count < 2 ? "0" : "") + hour + separator
      + (minute.utf8.count < 2 ? "0" : "") + minute
  }
}

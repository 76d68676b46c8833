// SPDX-License-Identifier: Apache-2.0
import Columns

extension Value {
  /// The same value in memory of its own.
  ///
  /// Workers that count references to one literal at the same time would slow each other down.
  var unshared: Value {
    switch self {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .bigint(let value): .bigint(value)
    case .real(let value): .real(value)
    case .double(let value): .double(value)
    case .decimal(let value): .decimal(value)
    case .varchar(let text): .varchar(Text(bytes: text.bytes.copied))
    case .varbinary(let bytes): .varbinary(bytes.copied)
    case .date(let days): .date(days)
    case .time(let picoseconds): .time(picoseconds)
    case .timestamp(let microseconds, let picoseconds):
      .timestamp(microseconds: microseconds, picoseconds: picoseconds)
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      .timestampWithTimeZone(microseconds: microseconds, picoseconds: picoseconds, zone: zone)
    case .intervalDayToSecond(let milliseconds): .intervalDayToSecond(milliseconds)
    case .intervalYearToMonth(let months): .intervalYearToMonth(months)
    case .array(let values): .array(values.map(\.unshared))
    case .map(let entries):
      .map(entries.map { MapEntry(key: $0.key.unshared, value: $0.value.unshared) })
    case .row(let values): .row(values.map(\.unshared))
    case .json(let text): .json(Text(bytes: text.bytes.copied))
    case .ipaddress(let bytes): .ipaddress(bytes.copied)
    case .uuid(let bytes): .uuid(bytes.copied)
    }
  }
}

extension [UInt8] {
  fileprivate var copied: [UInt8] { map(\.self) }
}

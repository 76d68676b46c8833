// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Writes values as bytes, much smaller than they are in memory.
///
/// A tag says the kind of a value; integers take as many bytes as they need, 7 bits each, the least
/// significant first. `RowReader` gives back exactly what was written.
package struct RowWriter: Sendable {
  package var bytes: [UInt8] = []

  package init() {}

  /// Writes behind what is written.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  enum Tag: UInt8 {
    case null, no, yes, bigint, real, double, decimal, varchar, varbinary, date, time, timestamp
    case timestampWithTimeZone, intervalDayToSecond, intervalYearToMonth, array, map, row, json
    case ipaddress, uuid
  }

  // MARK: Numbers

  package mutating func append(count: Int) {
    append(unsigned: UInt64(truncatingIfNeeded: count))
  }

  mutating func append(unsigned: UInt64) {
    var rest = unsigned
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Small numbers of both signs are short.
  package mutating func append(signed: Int64) {
    append(unsigned: UInt64(bitPattern: (signed << 1) ^ (signed >> 63)))
  }

  mutating func append(fixed: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: fixed >> shift))
    }
  }

  mutating func append(wide: UInt128) {
    append(unsigned: UInt64(truncatingIfNeeded: wide))
    append(unsigned: UInt64(truncatingIfNeeded: wide >> 64))
  }

  mutating func append(wide: Int128) {
    append(wide: UInt128(bitPattern: (wide << 1) ^ (wide >> 127)))
  }

  package mutating func append(flag: Bool) {
    bytes.append(flag ? 1 : 0)
  }

  mutating func append(list: [UInt8]) {
    append(list: list.span)
  }

  mutating func append(list: Span<UInt8>) {
    append(count: list.count)
    bytes.append(copying: list)
  }

  package mutating func append(_ position: RowPosition) {
    append(signed: Int64(position.unit))
    append(signed: position.sequence)
  }

  // MARK: Values

  package mutating func append(_ values: [Value]) {
    append(count: values.count)
    for value in values { append(value) }
  }

  package mutating func append(_ value: Value) {
    switch value {
    case .null: append(Tag.null)
    case .boolean(let truth): append(truth ? .yes : .no)
    case .bigint(let number): append(.bigint, number)
    case .real(let number):
      append(.real)
      append(unsigned: UInt64(number.bitPattern))
    case .double(let number):
      append(.double)
      append(fixed: number.bitPattern)
    case .decimal(let number):
      append(.decimal)
      append(wide: number)
    case .varchar(let text): append(.varchar, text.bytes)
    case .json(let text): append(.json, text.bytes)
    case .varbinary(let list): append(.varbinary, list)
    case .ipaddress(let list): append(.ipaddress, list)
    case .uuid(let list): append(.uuid, list)
    case .date(let day): append(.date, Int64(day))
    case .time(let picoseconds): append(.time, picoseconds)
    case .intervalDayToSecond(let milliseconds): append(.intervalDayToSecond, milliseconds)
    case .intervalYearToMonth(let months): append(.intervalYearToMonth, Int64(months))
    case .timestamp(let microseconds, let picoseconds):
      append(.timestamp, microseconds)
      append(signed: Int64(picoseconds))
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      append(.timestampWithTimeZone, microseconds)
      append(signed: Int64(picoseconds))
      append(list: Array(zone.name.utf8))
    case .array(let values):
      append(.array)
      append(values)
    case .row(let values):
      append(.row)
      append(values)
    case .map(let entries):
      append(.map)
      append(count: entries.count)
      for entry in entries {
        append(entry.key)
        append(entry.value)
      }
    }
  }

  /// Writes a varchar.
  mutating func append(text: Span<UInt8>) {
    append(.varchar)
    append(list: text)
  }

  private mutating func append(_ tag: Tag) {
    bytes.append(tag.rawValue)
  }

  private mutating func append(_ tag: Tag, _ number: Int64) {
    append(tag)
    append(signed: number)
  }

  private mutating func append(_ tag: Tag, _ list: [UInt8]) {
    append(tag)
    append(list: list)
  }

  // MARK: Keys

  /// Writes values so that equal ones, and only those, have equal bytes.
  package mutating func append(key values: [Value]) {
    for value in values { append(key: value) }
  }

  /// Writes a value as a key: zeros of both signs are one, and so are all NaNs, an instant in all
  /// zones, and a map in any order of its entries.
  mutating func append(key value: Value) {
    switch value {
    case .real(let number):
      append(.real(number.isNaN ? .nan : number == 0 ? 0 : number))
    case .double(let number):
      append(.double(number.isNaN ? .nan : number == 0 ? 0 : number))
    case .timestampWithTimeZone(let microseconds, let picoseconds, _):
      append(.timestampWithTimeZone, microseconds)
      append(signed: Int64(picoseconds))
    case .array(let values):
      append(.array)
      append(count: values.count)
      append(key: values)
    case .row(let values):
      append(.row)
      append(count: values.count)
      append(key: values)
    case .map(let entries):
      append(.map)
      append(count: entries.count)
      let written = entries.map { entry in
        var writer = RowWriter()
        writer.append(key: entry.key)
        writer.append(key: entry.value)
        return Text(bytes: writer.bytes)
      }
      for entry in written.sorted() { bytes.append(contentsOf: entry.bytes) }
    case .null, .boolean, .bigint, .decimal, .varchar, .varbinary, .date, .time, .timestamp,
      .intervalDayToSecond, .intervalYearToMonth, .json, .ipaddress, .uuid:
      append(value)
    }
  }
}

extension Value {
  /// About how many bytes the value takes in memory.
  var footprint: Int {
    switch self {
    case .null: 0
    case .boolean, .bigint, .real, .double, .date, .time, .timestamp, .intervalDayToSecond,
      .intervalYearToMonth:
      32
    case .decimal, .timestampWithTimeZone: 48
    case .varchar(let text), .json(let text): 72 + text.bytes.count
    case .varbinary(let list), .ipaddress(let list), .uuid(let list): 72 + list.count
    case .array(let values), .row(let values):
      values.reduce(72) { $0 + 8 + $1.footprint }
    case .map(let entries):
      entries.reduce(72) { $0 + 16 + $1.key.footprint + $1.value.footprint }
    }
  }
}

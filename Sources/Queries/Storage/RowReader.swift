// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Reads what `RowWriter` wrote, in the same order.
package struct RowReader: Sendable {
  let bytes: [UInt8]
  package private(set) var place: Int

  package init(_ bytes: [UInt8], from place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  // MARK: Numbers

  package mutating func count() -> Int {
    Int(truncatingIfNeeded: unsigned())
  }

  mutating func unsigned() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  package mutating func signed() -> Int64 {
    let number = unsigned()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func fixed() -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      number |= UInt64(bytes[place]) << shift
      place += 1
    }
    return number
  }

  mutating func wideUnsigned() -> UInt128 {
    let low = UInt128(unsigned())
    return low | UInt128(unsigned()) << 64
  }

  mutating func wide() -> Int128 {
    let number = wideUnsigned()
    return Int128(bitPattern: number >> 1) ^ -Int128(bitPattern: number & 1)
  }

  package mutating func flag() -> Bool {
    defer { place += 1 }
    return bytes[place] == 1
  }

  mutating func list() -> [UInt8] {
    Array(bytes[listRange()])
  }

  /// Passes over a list and says where its bytes are.
  mutating func listRange() -> Range<Int> {
    let count = count()
    defer { place += count }
    return place..<(place + count)
  }

  package mutating func position() -> RowPosition {
    let unit = Int(signed())
    return RowPosition(unit: unit, sequence: Int(signed()))
  }

  /// Passes over so many bytes.
  mutating func skip(_ count: Int) {
    place += count
  }

  // MARK: Values

  package mutating func values() -> [Value] {
    let count = count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(value()) }
    return values
  }

  var isAtVarchar: Bool { bytes[place] == RowWriter.Tag.varchar.rawValue }

  /// Where the bytes of a text lie, if the next value is one; else nothing is read.
  mutating func nextTextRange() -> Range<Int>? {
    let tag = bytes[place]
    guard tag == RowWriter.Tag.varchar.rawValue || tag == RowWriter.Tag.json.rawValue else {
      return nil
    }
    place += 1
    return listRange()
  }

  package mutating func value() -> Value {
    guard let tag = RowWriter.Tag(rawValue: bytes[place]) else {
      preconditionFailure("a row is read as it was written")
    }
    place += 1
    switch tag {
    case .null: return .null
    case .no: return .boolean(false)
    case .yes: return .boolean(true)
    case .bigint: return .bigint(signed())
    case .real: return .real(Float(bitPattern: UInt32(truncatingIfNeeded: unsigned())))
    case .double: return .double(Double(bitPattern: fixed()))
    case .decimal: return .decimal(wide())
    case .varchar: return .varchar(Text(bytes: list()))
    case .json: return .json(Text(bytes: list()))
    case .varbinary: return .varbinary(list())
    case .ipaddress: return .ipaddress(list())
    case .uuid: return .uuid(list())
    case .date: return .date(Int32(truncatingIfNeeded: signed()))
    case .time: return .time(signed())
    case .intervalDayToSecond: return .intervalDayToSecond(signed())
    case .intervalYearToMonth: return .intervalYearToMonth(Int32(truncatingIfNeeded: signed()))
    case .timestamp:
      let microseconds = signed()
      let picoseconds = Int32(truncatingIfNeeded: signed())
      return .timestamp(microseconds: microseconds, picoseconds: picoseconds)
    case .timestampWithTimeZone:
      let microseconds = signed()
      let picoseconds = Int32(truncatingIfNeeded: signed())
      let zone = TimeZoneKey(String(decoding: list(), as: UTF8.self))
      return .timestampWithTimeZone(
        microseconds: microseconds,
        picoseconds: picoseconds,
        zone: zone
      )
    case .array: return .array(values())
    case .row: return .row(values())
    case .map:
      let count = count()
      var entries: [MapEntry] = []
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let key = value()
        entries.append(MapEntry(key: key, value: value()))
      }
      return .map(entries)
    }
  }
}

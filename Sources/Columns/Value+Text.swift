// SPDX-License-Identifier: Apache-2.0

extension Value {
  /// The text Athena shows for the value, in its CSV files and on a page; nil for NULL.
  ///
  /// Booleans are `true` and `false`, doubles `1.0` and `1.0E10`, timestamps
  /// `2022-10-20 05:10:00.000` to the type's precision and with their zone, bytes pairs of
  /// hexadecimal digits, arrays `[a, b]`, maps `{k=v}`, rows `{name=v, field1=w}`. Inside these NULL
  /// is `null` and text stands without quotes.
  ///
  /// - Parameter type: the type of the value; it says the scale of a decimal, the precision of a
  ///   time and the names of a row's fields.
  /// - Returns: the text; NULL alone has none.
  public func text(as type: DataType) -> Text? {
    switch self {
    case .null: return nil
    case .varchar(let text), .json(let text): return text
    default:
      var bytes: [UInt8] = []
      appendText(as: type, to: &bytes)
      return Text(bytes: bytes)
    }
  }

  /// Appends the text of the value, `null` for NULL.
  package func appendText(as type: DataType, to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append("null")
    case .boolean(true): bytes.append("true")
    case .boolean(false): bytes.append("false")
    case .bigint(let number): bytes.append(number: number)
    case .real(let number): bytes.append(FloatingText.plain(number))
    case .double(let number): bytes.append(FloatingText.plain(number))
    case .decimal(let unscaled):
      DecimalNotation.append(unscaled, scale: type.decimalScale, to: &bytes)
    case .varchar(let text), .json(let text): bytes.append(contentsOf: text.bytes)
    case .varbinary(let content): append(hexadecimal: content, to: &bytes)
    case .date, .time, .timestamp, .timestampWithTimeZone, .intervalDayToSecond,
      .intervalYearToMonth:
      appendTimeText(precision: type.timePrecision, to: &bytes)
    case .array(let values): append(array: values, as: type, to: &bytes)
    case .map(let entries): append(map: entries, as: type, to: &bytes)
    case .row(let values): append(row: values, as: type, to: &bytes)
    case .ipaddress(let address): bytes.append(AddressText.ipAddress(address) ?? "")
    case .uuid(let uuid): bytes.append(AddressText.uuid(uuid) ?? "")
    }
  }

  private func appendTimeText(precision: Int, to bytes: inout [UInt8]) {
    switch self {
    case .date(let day): TimeText.append(CivilDate(epochDay: Int(day)), to: &bytes)
    case .time(let picoseconds):
      TimeText.append(picosecondOfDay: picoseconds, precision: precision, to: &bytes)
    case .timestamp(let microseconds, let picoseconds):
      TimeText.append(
        microseconds: microseconds,
        picoseconds: picoseconds,
        precision: precision,
        to: &bytes
      )
    case .timestampWithTimeZone(let microseconds, let picoseconds, let zone):
      TimeText.append(
        instant: microseconds,
        picoseconds: picoseconds,
        zone: zone,
        precision: precision,
        to: &bytes
      )
    case .intervalDayToSecond(let milliseconds):
      TimeText.append(intervalMilliseconds: milliseconds, to: &bytes)
    case .intervalYearToMonth(let months): TimeText.append(intervalMonths: months, to: &bytes)
    default: break
    }
  }

  private func append(hexadecimal content: [UInt8], to bytes: inout [UInt8]) {
    for (place, byte) in content.enumerated() {
      if place > 0 {
        bytes.append(0x20)
      }
      bytes.append(AddressText.hexDigits[Int(byte >> 4)])
      bytes.append(AddressText.hexDigits[Int(byte & 15)])
    }
  }

  private func append(array values: [Value], as type: DataType, to bytes: inout [UInt8]) {
    let elementType = if case .array(let element) = type { element } else { DataType.unknown }
    bytes.append(0x5B)
    for (place, value) in values.enumerated() {
      appendSeparator(at: place, to: &bytes)
      value.appendText(as: elementType, to: &bytes)
    }
    bytes.append(0x5D)
  }

  private func append(map entries: [MapEntry], as type: DataType, to bytes: inout [UInt8]) {
    let (keyType, valueType) =
      if case .map(let key, let value) = type { (key, value) } else {
        (DataType.unknown, DataType.unknown)
      }
    bytes.append(0x7B)
    for (place, entry) in entries.enumerated() {
      appendSeparator(at: place, to: &bytes)
      entry.key.appendText(as: keyType, to: &bytes)
      bytes.append(0x3D)
      entry.value.appendText(as: valueType, to: &bytes)
    }
    bytes.append(0x7D)
  }

  private func append(row values: [Value], as type: DataType, to bytes: inout [UInt8]) {
    let fields = if case .row(let fields) = type { fields } else { [RowField]() }
    bytes.append(0x7B)
    for (place, value) in values.enumerated() {
      appendSeparator(at: place, to: &bytes)
      let field = place < fields.count ? fields[place] : RowField(nil, .unknown)
      bytes.append(field.name ?? "field\(place)")
      bytes.append(0x3D)
      value.appendText(as: field.type, to: &bytes)
    }
    bytes.append(0x7D)
  }

  private func appendSeparator(at place: Int, to bytes: inout [UInt8]) {
    if place > 0 {
      bytes.append(", ")
    }
  }
}

extension DataType {
  /// The digits after a decimal's point; 0 for any other type.
  var decimalScale: Int {
    if case .decimal(_, let scale) = self { scale } else { 0 }
  }

  /// The digits of the second a time is shown with; 3 for a type that has none.
  var timePrecision: Int {
    switch self {
    case .time(let precision), .timestamp(let precision), .timestampWithTimeZone(let precision):
      precision
    default: 3
    }
  }
}

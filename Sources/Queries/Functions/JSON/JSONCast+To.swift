// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension JSONCast {
  /// Adds a value's JSON text.
  static func append(_ value: Value, type: DataType, to out: inout [UInt8]) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .boolean(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .bigint, .decimal: out.append(contentsOf: text(value, type))
    case .real(let number): append(number.isFinite, text(value, type), to: &out)
    case .double(let number): append(number.isFinite, text(value, type), to: &out)
    case .json(let text): out.append(contentsOf: text.bytes)
    case .varchar(let text): JSONWriter.append(string: text.bytes, to: &out)
    case .array(let elements): append(elements, of: type, to: &out)
    case .map(let entries): append(entries, of: type, to: &out)
    case .row(let fields): append(fields: fields, of: type, to: &out)
    case .varbinary, .date, .time, .timestamp, .timestampWithTimeZone, .intervalDayToSecond,
      .intervalYearToMonth, .ipaddress, .uuid:
      JSONWriter.append(string: text(value, type), to: &out)
    }
  }

  private static func text(_ value: Value, _ type: DataType) -> [UInt8] {
    value.text(as: type)?.bytes ?? []
  }

  /// Numbers JSON cannot hold (NaN, infinities) stand as strings.
  private static func append(_ isFinite: Bool, _ text: [UInt8], to out: inout [UInt8]) {
    if isFinite {
      out.append(contentsOf: text)
    } else {
      JSONWriter.append(string: text, to: &out)
    }
  }

  private static func append(_ elements: [Value], of type: DataType, to out: inout [UInt8]) {
    let elementType = if case .array(let element) = type { element } else { DataType.unknown }
    out.append(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { out.append(0x2C) }
      append(element, type: elementType, to: &out)
    }
    out.append(0x5D)
  }

  private static func append(_ entries: [MapEntry], of type: DataType, to out: inout [UInt8]) {
    let (keyType, valueType) =
      if case .map(let key, let value) = type { (key, value) } else {
        (DataType.string, DataType.unknown)
      }
    let members = entries.map { entry in
      (key: text(entry.key, keyType), value: entry.value)
    }
    out.append(0x7B)
    for (index, member) in members.sorted(by: { JSONNode.precedes($0.key, $1.key) }).enumerated() {
      if index > 0 { out.append(0x2C) }
      JSONWriter.append(string: member.key, to: &out)
      out.append(0x3A)
      append(member.value, type: valueType, to: &out)
    }
    out.append(0x7D)
  }

  /// A row is an object since Trino 357; a field without a name has the empty name.
  private static func append(fields: [Value], of type: DataType, to out: inout [UInt8]) {
    let types = if case .row(let fields) = type { fields } else { [RowField]() }
    out.append(0x7B)
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(0x2C) }
      let declared = index < types.count ? types[index] : RowField(nil, .unknown)
      JSONWriter.append(string: (declared.name ?? "").utf8, to: &out)
      out.append(0x3A)
      append(field, type: declared.type, to: &out)
    }
    out.append(0x7D)
  }
}

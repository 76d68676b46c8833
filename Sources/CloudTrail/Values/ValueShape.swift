// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A column's type, made ready for reading JSON into it as Hive's JSON SerDe does.
///
/// | JSON | into varchar | into row | into map | into array |
/// |---|---|---|---|---|
/// | absent, null | NULL | NULL | NULL | NULL |
/// | string | its text | NULL | NULL | NULL |
/// | number, true, false | as written | NULL | NULL | NULL |
/// | object | as written | by field | by key | NULL |
/// | array | as written | NULL | NULL | by element |
///
/// Field names match without regard to the case of ASCII letters; keys of maps keep theirs. A key
/// that stands twice counts as it stands last. Booleans, numbers, dates and timestamps are taken from
/// literals or from strings that spell one, and are NULL otherwise; a type that JSON has no spelling
/// for (an interval, an address) is NULL always.
package indirect enum ValueShape: Sendable {
  package struct Field: Sendable {
    /// In lower case; empty for an anonymous field.
    let name: [UInt8]
    let shape: ValueShape
  }

  case text(maximumLength: Int?)
  /// Filled up with spaces.
  case paddedText(length: Int)
  case boolean
  case integer(ClosedRange<Int64>)
  case real
  case double
  case decimal(precision: Int, scale: Int)
  case date
  case timestamp
  case json
  case row([Field])
  case array(ValueShape)
  case map(key: ValueShape, value: ValueShape)
  /// The text of one key of an object, JSON's null as the text `null`.
  case spelledMember([UInt8])
  /// An array whose only element is the object itself.
  case only(ValueShape)
  case absent

  package init(_ type: DataType) {
    switch type {
    case .varchar(let length): self = .text(maximumLength: length)
    case .char(let length): self = .paddedText(length: length)
    case .boolean: self = .boolean
    case .tinyint: self = .integer(-128...127)
    case .smallint: self = .integer(-32_768...32_767)
    case .integer: self = .integer(-2_147_483_648...2_147_483_647)
    case .bigint: self = .integer(.min ... .max)
    case .real: self = .real
    case .double: self = .double
    case .json: self = .json
    case .row(let fields):
      self = .row(
        fields.map { field in
          Field(
            name: Array((field.name ?? "").lowercased().utf8),
            shape: ValueShape(field.type)
          )
        }
      )
    case .array(let element): self = .array(ValueShape(element))
    case .map(let key, let value):
      self = .map(key: ValueShape(key), value: ValueShape(value))
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .unknown, .varbinary, .time, .timestampWithTimeZone, .intervalDayToSecond,
      .intervalYearToMonth, .ipaddress, .uuid, .function:
      self = .absent
    }
  }

  /// Reads one JSON value; NULL when it is not JSON or does not fit.
  ///
  /// - Complexity: O(length); recursion goes as deep as the type, never as deep as the text.
  package func value(of text: Span<UInt8>) -> Value {
    var cursor = JSONCursor()
    return read(text, &cursor) ?? .null
  }

  /// Reads the value at the cursor and moves behind it.
  ///
  /// - Returns: `nil` where the text is not JSON.
  private func read(_ text: Span<UInt8>, _ cursor: inout JSONCursor) -> Value? {
    cursor.skipSpace(text)
    let first = cursor.peek(text)
    switch self {
    case .row(let fields) where first == UInt8(ascii: "{"):
      return Self.readRow(fields, text, &cursor)
    case .map(let key, let value) where first == UInt8(ascii: "{"):
      return Self.readMap(key, value, text, &cursor)
    case .array(let element) where first == UInt8(ascii: "["):
      return Self.readArray(element, text, &cursor)
    case .spelledMember(let name) where first == UInt8(ascii: "{"):
      return Self.readSpelled(name, text, &cursor)
    case .only(let element):
      return element.read(text, &cursor).map { $0.isNull ? .null : .array([$0]) }
    case .row, .map, .array, .spelledMember, .absent:
      return cursor.value(text).map { _ in .null }
    case .json:
      guard let range = cursor.value(text) else { return nil }
      return .json(Text(bytes: Self.copy(text, range)))
    case .text, .paddedText, .boolean, .integer, .real, .double, .decimal, .date, .timestamp:
      guard first == UInt8(ascii: "\"") else {
        guard let range = cursor.value(text) else { return nil }
        return first == UInt8(ascii: "n") ? .null : scalar(Self.copy(text, range))
      }
      guard let string = cursor.string(text) else { return nil }
      return scalar(
        string.isEscaped
          ? JSONText.unescaped(text.extracting(string.content)) : Self.copy(text, string.content)
      )
    }
  }

  /// A scalar from its text; NULL if the text does not spell one.
  func scalar(_ bytes: [UInt8]) -> Value {
    switch self {
    case .text(let maximumLength):
      return .varchar(Text(bytes: maximumLength.map { Self.prefix(of: bytes, $0) } ?? bytes))
    case .paddedText(let length):
      let text = Self.prefix(of: bytes, length)
      let characterCount = text.reduce(0) { $1 & 0xc0 == 0x80 ? $0 : $0 + 1 }
      let padding = [UInt8](repeating: 0x20, count: max(0, length - characterCount))
      return .varchar(Text(bytes: text + padding))
    case .boolean:
      switch String(decoding: bytes, as: UTF8.self).lowercased() {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default: return .null
      }
    case .integer(let range):
      guard let number = Int64(String(decoding: bytes, as: UTF8.self)), range.contains(number)
      else { return .null }
      return .bigint(number)
    case .real: return Float(String(decoding: bytes, as: UTF8.self)).map { .real($0) } ?? .null
    case .double: return Double(String(decoding: bytes, as: UTF8.self)).map { .double($0) } ?? .null
    case .decimal(let precision, let scale):
      return ScalarText.decimal(bytes, precision: precision, scale: scale)
        .map { .decimal($0) } ?? .null
    case .date: return ScalarText.days(bytes).map { .date($0) } ?? .null
    case .timestamp:
      return ScalarText.microseconds(bytes)
        .map { .timestamp(microseconds: $0, picoseconds: 0) } ?? .null
    case .json, .row, .array, .map, .spelledMember, .only, .absent: return .null
    }
  }

  private static func readSpelled(
    _ name: [UInt8],
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor
  ) -> Value? {
    var found = Value.null
    let isWhole = readEntries(text, &cursor) { key, cursor in
      guard isSame(key, name) else { return cursor.value(text) != nil }
      cursor.skipSpace(text)
      let isNull = cursor.peek(text) == UInt8(ascii: "n")
      guard let value = ValueShape.text(maximumLength: nil).read(text, &cursor) else {
        return false
      }
      found = isNull ? .text("null") : value
      return true
    }
    return isWhole ? found : nil
  }

  private static func readRow(
    _ fields: [Field],
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor
  ) -> Value? {
    var values = [Value](repeating: .null, count: fields.count)
    let isWhole = readEntries(text, &cursor) { key, cursor in
      guard let index = fields.firstIndex(where: { isSame(key, $0.name) }) else {
        return cursor.value(text) != nil
      }
      guard let value = fields[index].shape.read(text, &cursor) else { return false }
      values[index] = value
      return true
    }
    return isWhole ? .row(values) : nil
  }

  private static func readMap(
    _ keyShape: ValueShape,
    _ valueShape: ValueShape,
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor
  ) -> Value? {
    var entries: [MapEntry] = []
    var places: [Value: Int] = [:]
    let isWhole = readEntries(text, &cursor) { bytes, cursor in
      let key = keyShape.scalar(bytes)
      guard let value = valueShape.read(text, &cursor) else { return false }
      if let place = places[key] {
        entries[place] = MapEntry(key: key, value: value)
      } else if !key.isNull {
        places[key] = entries.count
        entries.append(MapEntry(key: key, value: value))
      }
      return true
    }
    return isWhole ? .map(entries) : nil
  }

  private static func readArray(
    _ element: ValueShape,
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor
  ) -> Value? {
    cursor.place += 1
    var values: [Value] = []
    cursor.skipSpace(text)
    if cursor.skip(UInt8(ascii: "]"), text) { return .array([]) }
    while true {
      guard let value = element.read(text, &cursor) else { return nil }
      values.append(value)
      cursor.skipSpace(text)
      if cursor.skip(UInt8(ascii: "]"), text) { return .array(values) }
      guard cursor.skip(UInt8(ascii: ","), text) else { return nil }
    }
  }

  /// Moves over an object, calling `body` with each key while the cursor stands before its value.
  private static func readEntries(
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor,
    _ body: (_ key: [UInt8], _ cursor: inout JSONCursor) -> Bool
  ) -> Bool {
    cursor.place += 1
    cursor.skipSpace(text)
    if cursor.skip(UInt8(ascii: "}"), text) { return true }
    while true {
      cursor.skipSpace(text)
      guard let key = cursor.string(text) else { return false }
      cursor.skipSpace(text)
      guard cursor.skip(UInt8(ascii: ":"), text) else { return false }
      let name =
        key.isEscaped
        ? JSONText.unescaped(text.extracting(key.content)) : copy(text, key.content)
      guard body(name, &cursor) else { return false }
      cursor.skipSpace(text)
      if cursor.skip(UInt8(ascii: "}"), text) { return true }
      guard cursor.skip(UInt8(ascii: ","), text) else { return false }
    }
  }

  private static func copy(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(text[index]) }
    return bytes
  }

  /// Whether a key is a field's name, but for the case of ASCII letters.
  private static func isSame(_ key: [UInt8], _ name: [UInt8]) -> Bool {
    guard key.count == name.count else { return false }
    for index in key.indices {
      let byte = key[index]
      let folded = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      if folded != name[index] { return false }
    }
    return true
  }

  /// The first `count` characters of UTF-8 text.
  private static func prefix(of bytes: [UInt8], _ count: Int) -> [UInt8] {
    var characters = 0
    for (index, byte) in bytes.enumerated() where byte & 0xc0 != 0x80 {
      if characters == count { return Array(bytes[..<index]) }
      characters += 1
    }
    return bytes
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns
package import Queries

/// Prints a result as JSON, an object a row.
///
/// Numbers and booleans are JSON's own, NULL is `null`, arrays are arrays; a row or a map becomes an
/// object, a JSON value stands as it is, and everything else is the text Athena shows. Of columns
/// that share a name the second becomes `name_2`: an object has no key twice. Control characters and
/// marks of writing direction are escaped, so that a terminal never acts on a log's bytes.
package enum ResultJSON {
  package static func array(of result: QueryResult) -> [UInt8] {
    let keys = keys(of: result.columns)
    var output = Array("[".utf8)
    for (index, row) in result.rows.enumerated() {
      output += index == 0 ? Array("\n  ".utf8) : Array(",\n  ".utf8)
      append(row, result.columns, keys, to: &output)
    }
    output += result.rows.isEmpty ? Array("]\n".utf8) : Array("\n]\n".utf8)
    return output
  }

  package static func lines(of result: QueryResult) -> [UInt8] {
    let keys = keys(of: result.columns)
    var output: [UInt8] = []
    for row in result.rows {
      append(row, result.columns, keys, to: &output)
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// An array of texts that are JSON already.
  package static func array(ofObjects texts: [Text]) -> [UInt8] {
    var output: [UInt8] = []
    appendList(texts, "[", "]", to: &output) { text, output in
      output.append(UInt8(ascii: "\n"))
      append(json: text, to: &output)
    }
    return output + Array("\n".utf8)
  }

  /// A JSON text with everything escaped that a terminal would act on.
  package static func safe(_ text: Text) -> [UInt8] {
    var output: [UInt8] = []
    // Between its strings a JSON text has no control characters but line feeds.
    for line in text.bytes.split(separator: UInt8(ascii: "\n")) {
      append(json: Text(bytes: Array(line)), to: &output)
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// One key a column, none twice.
  private static func keys(of columns: [ResultColumn]) -> [String] {
    unique(columns.map(\.name))
  }

  private static func unique(_ names: [String]) -> [String] {
    let given = Set(names)
    var taken: Set<String> = []
    return names.map { name in
      var key = name
      var number = 2
      while !taken.insert(key).inserted {
        repeat {
          key = "\(name)_\(number)"
          number += 1
        } while given.contains(key)
      }
      return key
    }
  }

  private static func append(
    _ row: [Value],
    _ columns: [ResultColumn],
    _ keys: [String],
    to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "{"))
    for (index, value) in row.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(text: keys[index], to: &output)
      output.append(UInt8(ascii: ":"))
      append(value, columns[index].type, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func append(_ value: Value, _ type: DataType, to output: inout [UInt8]) {
    switch value {
    case .null: output += Array("null".utf8)
    case .boolean, .bigint, .decimal: output += value.text(as: type)?.bytes ?? []
    case .real(let number) where number.isFinite: output += value.text(as: type)?.bytes ?? []
    case .double(let number) where number.isFinite: output += value.text(as: type)?.bytes ?? []
    case .json(let text): append(json: text, to: &output)
    case .array(let elements):
      let element = if case .array(let element) = type { element } else { DataType.unknown }
      appendList(elements, "[", "]", to: &output) { append($0, element, to: &$1) }
    case .row(let values): append(row: values, type, to: &output)
    case .map(let entries): append(map: entries, type, to: &output)
    case .real, .double, .varchar, .varbinary, .date, .time, .timestamp, .timestampWithTimeZone,
      .intervalDayToSecond, .intervalYearToMonth, .ipaddress, .uuid:
      append(text: value.text(as: type)?.string ?? "", to: &output)
    }
  }

  private static func append(row values: [Value], _ type: DataType, to output: inout [UInt8]) {
    let fields = if case .row(let fields) = type { fields } else { [RowField]() }
    let names = values.indices.map { index in
      (index < fields.count ? fields[index].name : nil) ?? "field\(index)"
    }
    let members = zip(unique(names), zip(values, values.indices))
    appendList(Array(members), "{", "}", to: &output) { member, output in
      let (name, (value, index)) = member
      append(text: name, to: &output)
      output.append(UInt8(ascii: ":"))
      append(value, index < fields.count ? fields[index].type : .unknown, to: &output)
    }
  }

  private static func append(map entries: [MapEntry], _ type: DataType, to output: inout [UInt8]) {
    let (keyType, valueType) =
      if case .map(let key, let value) = type { (key, value) } else {
        (DataType.unknown, DataType.unknown)
      }
    let names = unique(entries.map { $0.key.text(as: keyType)?.string ?? "" })
    appendList(Array(zip(names, entries)), "{", "}", to: &output) { member, output in
      append(text: member.0, to: &output)
      output.append(UInt8(ascii: ":"))
      append(member.1.value, valueType, to: &output)
    }
  }

  private static func appendList<Element>(
    _ elements: [Element],
    _ opening: Unicode.Scalar,
    _ closing: Unicode.Scalar,
    to output: inout [UInt8],
    _ body: (Element, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: opening))
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      body(element, &output)
    }
    output.append(UInt8(ascii: closing))
  }

  /// A JSON value's own text; what a terminal would act on can only stand inside its strings.
  private static func append(json text: Text, to output: inout [UInt8]) {
    for scalar in text.string.unicodeScalars {
      if needsEscape(scalar) {
        append(escape: scalar, to: &output)
      } else {
        output += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private static func append(text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += Array("\\\"".utf8)
      case "\\": output += Array("\\\\".utf8)
      case "\n": output += Array("\\n".utf8)
      case "\r": output += Array("\\r".utf8)
      case "\t": output += Array("\\t".utf8)
      case let scalar where needsEscape(scalar): append(escape: scalar, to: &output)
      default: output += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// What a terminal acts on, or does not show: control characters, marks of writing direction.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// `\u001b`, as one or two UTF-16 units.
  private static func append(escape scalar: Unicode.Scalar, to output: inout [UInt8]) {
    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
      let digits = String(unit, radix: 16)
      output += Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - digits.count)
      output += Array(digits.utf8)
    }
  }
}

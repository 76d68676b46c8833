// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to varchar and char.
///
/// Text is cut to the length; any other value that is longer than the type is an error.
enum TextCast {
  /// The longest `char` that Athena has.
  static let maximumCharLength = 65_536

  static func makeVarchar(from source: DataType, length: Int?) -> Cast.Conversion? {
    switch source {
    case .varchar(let sourceLength):
      guard let length, sourceLength.map({ $0 > length }) ?? true else {
        return { (value) throws(QueryError) in value }
      }
      return { (value) throws(QueryError) in
        .varchar(try value.asText.prefix(codePoints: length))
      }
    case .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        return .varchar(length.map { text.prefix(codePoints: $0) } ?? text)
      }
    case .real:
      return { (value) throws(QueryError) in
        let real = try value.asReal
        return .varchar(
          try fit(
            Text(FloatingText.scientific(real)),
            length,
            shown: { FloatingText.plain(real) }
          )
        )
      }
    case .double:
      return { (value) throws(QueryError) in
        let double = try value.asDouble
        return .varchar(
          try fit(
            Text(FloatingText.scientific(double)),
            length,
            shown: { FloatingText.plain(double) }
          )
        )
      }
    case .boolean, .tinyint, .smallint, .integer, .bigint, .decimal, .date, .time, .timestamp,
      .timestampWithTimeZone, .intervalDayToSecond, .intervalYearToMonth, .ipaddress, .uuid:
      return { (value) throws(QueryError) in
        guard let text = value.text(as: source) else { return .null }
        return .varchar(try fit(text, length, shown: nil))
      }
    case .unknown, .varbinary, .array, .map, .row, .json, .function: return nil
    }
  }

  static func makeChar(from source: DataType, length: Int) -> Cast.Conversion? {
    guard (0...maximumCharLength).contains(length) else { return nil }
    switch source {
    case .varchar, .char:
      return { (value) throws(QueryError) in
        var bytes = try value.asText.prefix(codePoints: length).bytes
        let count = Text(bytes: bytes).codePointCount
        bytes.append(contentsOf: repeatElement(0x20, count: max(0, length - count)))
        return .varchar(Text(bytes: bytes))
      }
    default: return nil
    }
  }

  /// The text, unless it has no room; all of it is ASCII.
  private static func fit(
    _ text: Text,
    _ length: Int?,
    shown: (() -> String)?
  ) throws(QueryError) -> Text {
    guard let length, text.bytes.count > length else { return text }
    let value = shown.map { "\($0()) (\(text))" } ?? text.string
    throw .invalidCast("Value \(value) cannot be represented as varchar(\(length))")
  }
}

extension Text {
  /// How many code points there are; a byte that fits no sequence counts with the one before it.
  fileprivate var codePointCount: Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }

  /// The first code points, at most `count`.
  fileprivate func prefix(codePoints count: Int) -> Text {
    guard bytes.count > count else { return self }
    var seen = 0
    for (place, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if seen == count { return Text(bytes: Array(bytes[..<place])) }
      seen += 1
    }
    return self
  }
}

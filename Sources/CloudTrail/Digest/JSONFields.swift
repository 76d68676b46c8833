// SPDX-License-Identifier: Apache-2.0
import Columns

/// The members of small JSON documents, found without building a tree and without recursion.
///
/// For digests, keys and signatures: objects of strings, numbers and null, and arrays of them. A
/// range is a place in the text the fields were found in.
enum JSONFields {
  /// The members of the object at the start of a range; nil if there is none, it is not well-formed,
  /// or a name stands twice.
  static func members(_ text: Span<UInt8>, _ range: Range<Int>) -> [String: Range<Int>]? {
    var members: [String: Range<Int>] = [:]
    let isWhole = each(text, range, UInt8(ascii: "{"), UInt8(ascii: "}")) { cursor in
      guard let name = cursor.string(text) else { return false }
      cursor.skipSpace(text)
      guard cursor.skip(UInt8(ascii: ":"), text), let value = cursor.value(text) else {
        return false
      }
      let key = String(decoding: JSONText.unescaped(text.extracting(name.content)), as: UTF8.self)
      return members.updateValue(value, forKey: key) == nil
    }
    return isWhole ? members : nil
  }

  /// The elements of the array at the start of a range; nil if there is none or it is not well-formed.
  static func elements(_ text: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>]? {
    var elements: [Range<Int>] = []
    let isWhole = each(text, range, UInt8(ascii: "["), UInt8(ascii: "]")) { cursor in
      guard let value = cursor.value(text) else { return false }
      elements.append(value)
      return true
    }
    return isWhole ? elements : nil
  }

  /// The text of a string; nil for anything else.
  static func string(_ text: Span<UInt8>, _ range: Range<Int>?) -> Text? {
    guard let range else { return nil }
    var cursor = JSONCursor(place: range.lowerBound)
    guard let string = cursor.string(text), cursor.place == range.upperBound else { return nil }
    return Text(bytes: JSONText.unescaped(text.extracting(string.content)))
  }

  /// Whether there is nothing, or `null`.
  static func isNull(_ text: Span<UInt8>, _ range: Range<Int>?) -> Bool {
    guard let range else { return true }
    return scalar(text, range) == "null"
  }

  /// A string's text, or a number as it is written.
  static func scalar(_ text: Span<UInt8>, _ range: Range<Int>?) -> Text? {
    guard let range else { return nil }
    return string(text, range) ?? Text(bytes: range.map { text[$0] })
  }

  /// Walks over what stands between two brackets, parted by commas, to the end of the range.
  private static func each(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ open: UInt8,
    _ close: UInt8,
    _ body: (inout JSONCursor) -> Bool
  ) -> Bool {
    // White space behind the range is not its own.
    let text = text.extracting(..<range.upperBound)
    var cursor = JSONCursor(place: range.lowerBound)
    cursor.skipSpace(text)
    guard cursor.skip(open, text) else { return false }
    cursor.skipSpace(text)
    if !cursor.skip(close, text) {
      while true {
        cursor.skipSpace(text)
        guard body(&cursor) else { return false }
        cursor.skipSpace(text)
        if cursor.skip(close, text) { break }
        guard cursor.skip(UInt8(ascii: ","), text) else { return false }
      }
    }
    cursor.skipSpace(text)
    return cursor.place == range.upperBound
  }
}

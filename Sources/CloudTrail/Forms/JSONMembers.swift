// SPDX-License-Identifier: Apache-2.0

/// Moving over the parts of an object or array, one after the other.
///
/// A method that returns `nil` has come to the closing bracket, or to something that is not JSON.
extension JSONCursor {
  /// The next key and value of an object; the place stands behind the brace or a value.
  mutating func member(_ text: Span<UInt8>) -> (name: String, value: Range<Int>)? {
    skipSeparator(text)
    guard let name = string(text) else { return nil }
    skipSpace(text)
    guard skip(UInt8(ascii: ":"), text), let value = value(text) else { return nil }
    let bytes = text.extracting(name.content)
    let decoded = name.isEscaped ? JSONText.unescaped(bytes) : Self.array(bytes)
    return (String(decoding: decoded, as: UTF8.self), value)
  }

  /// The next element of an array; the place stands behind the bracket or an element.
  mutating func element(_ text: Span<UInt8>) -> Range<Int>? {
    skipSeparator(text)
    guard peek(text) != UInt8(ascii: "]") else { return nil }
    return value(text)
  }

  /// What the string value at a range stands for; `nil` for another value.
  static func string(_ text: Span<UInt8>, _ range: Range<Int>?) -> [UInt8]? {
    guard let range else { return nil }
    var cursor = JSONCursor(place: range.lowerBound)
    guard let (content, isEscaped) = cursor.string(text) else { return nil }
    let bytes = text.extracting(content)
    return isEscaped ? JSONText.unescaped(bytes) : array(bytes)
  }

  private mutating func skipSeparator(_ text: Span<UInt8>) {
    skipSpace(text)
    if skip(UInt8(ascii: ","), text) { skipSpace(text) }
  }

  private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
    var array: [UInt8] = []
    array.reserveCapacity(bytes.count)
    for index in bytes.indices { array.append(bytes[index]) }
    return array
  }
}

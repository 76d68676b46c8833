// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A JSON text that should be an array; every answer is nil or NULL when it is not, or is not JSON
/// as far as the answer needs it.
struct JSONArray {
  private let text: Text

  init(_ text: Text) {
    self.text = text
  }

  var count: Int? {
    var count = 0
    let isWhole = forEach { (reader, _, _) throws(JSONFailure) in
      try reader.skipValue(depth: 1)
      count += 1
      return true
    }
    return isWhole ? count : nil
  }

  /// The element at an index from 0; a negative one counts from the end.
  ///
  /// As documented for `json_array_get`, a string stands without its quotes, and `null` is nil.
  func element(at index: Int64) -> Text? {
    if index < 0 {
      guard let count else { return nil }
      let (position, overflow) = index.addingReportingOverflow(Int64(count))
      return overflow || position < 0 ? nil : element(at: position)
    }
    var found: Text?
    let isReadable = forEach { (reader, position, kind) throws(JSONFailure) in
      guard position == index else {
        try reader.skipValue(depth: 1)
        return true
      }
      switch kind {
      case .null: break
      case .string: found = Text(bytes: reader.decode(try reader.readString()))
      default:
        var out: [UInt8] = []
        try reader.copyValue(to: &out, depth: 1)
        found = Text(bytes: out)
      }
      return false
    }
    return isReadable ? found : nil
  }

  /// Whether one scalar matches; NULL for what is no array.
  ///
  /// The bytes of a string are its characters, of a number its text.
  func contains(_ matches: ([UInt8], JSONReader.Kind) -> Bool) -> Value {
    var found = false
    let isReadable = forEach { (reader, _, kind) throws(JSONFailure) in
      switch kind {
      case .string: found = matches(reader.decode(try reader.readString()), kind)
      case .number: found = matches(Array(reader.slice(try reader.readNumber())), kind)
      default:
        try reader.skipValue(depth: 1)
        found = matches([], kind)
      }
      return !found
    }
    return isReadable ? .boolean(found) : .null
  }

  /// Calls `body` at each element, which reads over it and tells whether to go on; false when the
  /// text is no array or not JSON.
  private func forEach(
    _ body: (inout JSONReader, Int64, JSONReader.Kind) throws(JSONFailure) -> Bool
  ) -> Bool {
    var reader = JSONReader(text)
    do throws(JSONFailure) {
      guard try reader.peek() == .array else { return false }
      var hasMore = try reader.enterArray()
      var position: Int64 = 0
      while hasMore {
        guard try body(&reader, position, try reader.peek()) else { return true }
        position += 1
        hasMore = try reader.nextElement()
      }
      return true
    } catch {
      return false
    }
  }
}

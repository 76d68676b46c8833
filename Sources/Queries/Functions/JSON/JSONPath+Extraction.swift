// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Extraction walks the text once and stops at the match.
///
/// What stands behind the match is never seen, be it rubbish; of equal names the first counts. A
/// text that is not JSON up to the match gives nothing, as a missing value does.
extension JSONPath {
  /// The text of a scalar; objects, arrays and `null` are nil.
  ///
  /// A string comes without its quotes and escapes, a number as it is written.
  func scalar(in text: Text) -> Text? {
    extract(from: text) { (reader) throws(JSONFailure) in
      switch try reader.peek() {
      case .string: return Text(bytes: reader.decode(try reader.readString()))
      case .number:
        let number = try reader.readNumber()
        if steps.isEmpty { try reader.checkEndOfRootScalar() }
        return Text(bytes: Array(reader.slice(number)))
      case .true:
        try reader.readLiteral("true")
        return "true"
      case .false:
        try reader.readLiteral("false")
        return "false"
      case .object, .array, .null: return nil
      }
    }
  }

  /// The compact JSON text of whatever the path leads to, JSON `null` included.
  func json(in text: Text) -> Text? {
    extract(from: text) { (reader) throws(JSONFailure) in
      var out: [UInt8] = []
      try reader.copyValue(to: &out, depth: steps.count)
      if steps.isEmpty, let first = out.first, first == 0x2D || first &- 0x30 <= 9 {
        try reader.checkEndOfRootScalar()
      }
      return Text(bytes: out)
    }
  }

  /// How many elements or members the value has; 0 for a scalar.
  func size(in text: Text) -> Int? {
    extract(from: text) { (reader) throws(JSONFailure) in
      var count = 0
      switch try reader.peek() {
      case .array:
        var hasMore = try reader.enterArray()
        while hasMore {
          try reader.skipValue(depth: steps.count + 1)
          count += 1
          hasMore = try reader.nextElement()
        }
      case .object:
        var hasMore = try reader.enterObject()
        while hasMore {
          _ = try reader.readKey()
          try reader.skipValue(depth: steps.count + 1)
          count += 1
          hasMore = try reader.nextMember()
        }
      case .string, .number, .true, .false, .null: break
      }
      return count
    }
  }

  private func extract<Result>(
    from text: Text,
    _ read: (inout JSONReader) throws(JSONFailure) -> Result?
  ) -> Result? {
    var reader = JSONReader(text)
    do throws(JSONFailure) {
      for (depth, step) in steps.enumerated() {
        guard try find(step, &reader, depth: depth) else { return nil }
      }
      return try read(&reader)
    } catch {
      return nil
    }
  }

  /// Moves to the value of one step; false when there is none.
  private func find(
    _ step: Step,
    _ reader: inout JSONReader,
    depth: Int
  ) throws(JSONFailure) -> Bool {
    switch try reader.peek() {
    case .object:
      guard try reader.enterObject() else { return false }
      repeat {
        let key = try reader.readKey()
        if matches(step.key, key, reader) { return true }
        try reader.skipValue(depth: depth + 1)
      } while try reader.nextMember()
      return false
    case .array:
      guard try reader.enterArray() else { return false }
      var index = 0
      repeat {
        if index == step.index { return true }
        try reader.skipValue(depth: depth + 1)
        index += 1
      } while try reader.nextElement()
      return false
    case .string, .number, .true, .false, .null:
      return false
    }
  }

  private func matches(_ key: [UInt8], _ span: JSONReader.StringSpan, _ reader: JSONReader) -> Bool
  {
    if span.hasEscapes { return reader.decode(span) == key }
    let count = span.end - span.start
    guard count == key.count else { return false }
    for index in 0..<count where reader.bytes[span.start + index] != key[index] { return false }
    return true
  }
}

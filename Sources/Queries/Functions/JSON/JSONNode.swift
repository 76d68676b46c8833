// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A JSON value as a tree; for what cannot be answered by walking the text once.
indirect enum JSONNode: Sendable {
  case null
  case boolean(Bool)
  /// The text of the number, unchanged.
  case number([UInt8])
  /// The characters, unescaped.
  case string([UInt8])
  case array([JSONNode])
  /// In the order of the text, with every duplicate.
  case object([Member])

  struct Member: Sendable {
    let key: [UInt8]
    let value: JSONNode
  }
}

extension JSONNode {
  /// Reads a whole text; anything behind the value is a failure.
  init(_ text: Text) throws(JSONFailure) {
    var reader = JSONReader(text)
    self = try JSONNode.read(&reader, depth: 0)
    guard reader.isAtEnd() else { throw reader.failure }
  }

  private static func read(_ reader: inout JSONReader, depth: Int) throws(JSONFailure) -> JSONNode {
    switch try reader.peek() {
    case .null:
      try reader.readLiteral("null")
      return .null
    case .true:
      try reader.readLiteral("true")
      return .boolean(true)
    case .false:
      try reader.readLiteral("false")
      return .boolean(false)
    case .number: return .number(Array(reader.slice(try reader.readNumber())))
    case .string: return .string(reader.decode(try reader.readString()))
    case .array:
      try reader.check(depth: depth)
      var elements: [JSONNode] = []
      var hasMore = try reader.enterArray()
      while hasMore {
        elements.append(try read(&reader, depth: depth + 1))
        hasMore = try reader.nextElement()
      }
      return .array(elements)
    case .object:
      try reader.check(depth: depth)
      var members: [Member] = []
      var hasMore = try reader.enterObject()
      while hasMore {
        let key = reader.decode(try reader.readKey())
        members.append(Member(key: key, value: try read(&reader, depth: depth + 1)))
        hasMore = try reader.nextMember()
      }
      return .object(members)
    }
  }

  /// Adds the value's compact text.
  func append(to out: inout [UInt8]) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .boolean(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let text): out.append(contentsOf: text)
    case .string(let bytes): JSONWriter.append(string: bytes, to: &out)
    case .array(let elements):
      out.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(0x2C) }
        element.append(to: &out)
      }
      out.append(0x5D)
    case .object(let members):
      out.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(0x2C) }
        JSONWriter.append(string: member.key, to: &out)
        out.append(0x3A)
        member.value.append(to: &out)
      }
      out.append(0x7D)
    }
  }

  /// The compact text.
  var text: Text {
    var out: [UInt8] = []
    append(to: &out)
    return Text(bytes: out)
  }

  /// The value with every object's members sorted by name and the last of equal names kept: the
  /// form that `json_parse` gives, so that equal documents are equal texts.
  var canonical: JSONNode {
    switch self {
    case .array(let elements): .array(elements.map(\.canonical))
    case .object(let members): .object(JSONNode.sorted(members))
    default: self
    }
  }

  private static func sorted(_ members: [Member]) -> [Member] {
    var latest: [[UInt8]: Int] = [:]
    for (index, member) in members.enumerated() { latest[member.key] = index }
    return latest.values
      .map { Member(key: members[$0].key, value: members[$0].value.canonical) }
      .sorted { JSONNode.precedes($0.key, $1.key) }
  }

  /// The order of names by UTF-16 units, as a Java map sorts them: code points beyond U+FFFF stand
  /// before U+E000.
  static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    for (first, second) in zip(left, right) where first != second {
      return rank(first) < rank(second)
    }
    return left.count < right.count
  }

  private static func rank(_ byte: UInt8) -> UInt16 {
    byte == 0xEE || byte == 0xEF ? UInt16(byte) + 0x100 : UInt16(byte)
  }
}

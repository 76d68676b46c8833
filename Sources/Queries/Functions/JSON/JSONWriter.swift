// SPDX-License-Identifier: Apache-2.0

/// Writes JSON text: compact, escaping only what JSON demands, as Trino prints its JSON type.
enum JSONWriter {
  /// Adds a string with its quotes.
  static func append(string bytes: some Sequence<UInt8>, to out: inout [UInt8]) {
    out.append(0x22)
    for byte in bytes {
      switch byte {
      case 0x22, 0x5C:
        out.append(0x5C)
        out.append(byte)
      case 0x08: append(escape: 0x62, to: &out)
      case 0x09: append(escape: 0x74, to: &out)
      case 0x0A: append(escape: 0x6E, to: &out)
      case 0x0C: append(escape: 0x66, to: &out)
      case 0x0D: append(escape: 0x72, to: &out)
      case 0..<0x20:
        out.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
        out.append(Hexadecimal.upper[Int(byte >> 4)])
        out.append(Hexadecimal.upper[Int(byte & 15)])
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }

  private static func append(escape: UInt8, to out: inout [UInt8]) {
    out.append(0x5C)
    out.append(escape)
  }
}

extension JSONReader {
  /// Reads one value and adds it compactly, members in their order and numbers as they stand.
  mutating func copyValue(to out: inout [UInt8], depth: Int = 0) throws(JSONFailure) {
    switch try peek() {
    case .string: copy(try readString(), to: &out)
    case .number: out.append(contentsOf: bytes[try readNumber()])
    case .true:
      try readLiteral("true")
      out.append(contentsOf: "true".utf8)
    case .false:
      try readLiteral("false")
      out.append(contentsOf: "false".utf8)
    case .null:
      try readLiteral("null")
      out.append(contentsOf: "null".utf8)
    case .array: try copyArray(to: &out, depth: depth)
    case .object: try copyObject(to: &out, depth: depth)
    }
  }

  private mutating func copyArray(to out: inout [UInt8], depth: Int) throws(JSONFailure) {
    try check(depth: depth)
    out.append(0x5B)
    var hasMore = try enterArray()
    while hasMore {
      try copyValue(to: &out, depth: depth + 1)
      hasMore = try nextElement()
      if hasMore { out.append(0x2C) }
    }
    out.append(0x5D)
  }

  private mutating func copyObject(to out: inout [UInt8], depth: Int) throws(JSONFailure) {
    try check(depth: depth)
    out.append(0x7B)
    var hasMore = try enterObject()
    while hasMore {
      copy(try readKey(), to: &out)
      out.append(0x3A)
      try copyValue(to: &out, depth: depth + 1)
      hasMore = try nextMember()
      if hasMore { out.append(0x2C) }
    }
    out.append(0x7D)
  }

  private func copy(_ span: StringSpan, to out: inout [UInt8]) {
    guard span.hasEscapes else {
      out.append(contentsOf: bytes[span.start - 1...span.end])
      return
    }
    JSONWriter.append(string: decode(span), to: &out)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Finds bytes in bytes.
enum ByteSearch {
  /// Where the needle first stands at or behind `start`; an empty one is found at once.
  static func first(_ needle: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
    guard let lead = needle.first else { return start <= bytes.count ? start : nil }
    guard needle.count <= bytes.count else { return nil }
    var index = start
    let last = bytes.count - needle.count
    while index <= last {
      if bytes[index] == lead, matches(needle, bytes, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Where the needle last stands, beginning at or before `end`.
  static func last(_ needle: [UInt8], in bytes: [UInt8], from end: Int) -> Int? {
    var index = min(end, bytes.count - needle.count)
    while index >= 0 {
      if matches(needle, bytes, at: index) { return index }
      index -= 1
    }
    return nil
  }

  private static func matches(_ needle: [UInt8], _ bytes: [UInt8], at index: Int) -> Bool {
    for offset in needle.indices where bytes[index + offset] != needle[offset] { return false }
    return true
  }

  /// The parts between the delimiters, at most `limit` of them: the last holds all that is left.
  ///
  /// - Precondition: the delimiter is not empty and the limit positive, as every caller has checked.
  static func split(_ bytes: [UInt8], by delimiter: [UInt8], limit: Int = .max) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var start = 0
    while start < bytes.count, parts.count < limit - 1,
      let end = first(delimiter, in: bytes, from: start)
    {
      parts.append(Array(bytes[start..<end]))
      start = end + delimiter.count
    }
    parts.append(Array(bytes[start...]))
    return parts
  }

  /// The bytes with every `search` replaced; an empty one is found before each code point and at the
  /// end.
  static func replace(
    _ search: [UInt8],
    by replacement: [UInt8],
    in bytes: [UInt8]
  ) throws(QueryError) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    guard !search.isEmpty else {
      try ResultLimit.check((bytes.count + 1).multipliedReportingOverflow(by: replacement.count))
      var index = 0
      while index < bytes.count {
        let end = index + CodePoints.length(in: bytes, at: index)
        out += replacement
        out += bytes[index..<end]
        index = end
      }
      return out + replacement
    }
    var start = 0
    while let end = first(search, in: bytes, from: start) {
      out += bytes[start..<end]
      out += replacement
      try ResultLimit.check((out.count, false))
      start = end + search.count
    }
    return out + bytes[start...]
  }
}

/// How large a function may make one value.
enum ResultLimit {
  static let byteCount = 64 << 20

  /// Stops a function before it makes a value of more bytes.
  static func check(_ count: (partialValue: Int, overflow: Bool)) throws(QueryError) {
    guard !count.overflow, count.partialValue <= byteCount else {
      throw QueryError(
        .exceededFunctionMemoryLimit,
        "the result is larger than \(byteCount >> 20) MiB"
      )
    }
  }
}

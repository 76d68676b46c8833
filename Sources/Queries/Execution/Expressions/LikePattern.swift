// SPDX-License-Identifier: Apache-2.0
import Columns

/// A LIKE pattern, made ready to be matched against many values.
///
/// `%` stands for any text, `_` for one code point. Matching works on the bytes of UTF-8, which
/// cannot match in the middle of a code point.
struct LikePattern {
  private enum Form {
    case equal([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case contains(TextSearch)
    case general([Segment])
  }

  /// What stands between two `%`: bytes, and nil for `_`.
  private typealias Segment = [UInt8?]

  private let form: Form

  /// Reads a pattern.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` when the escape is not one code point, or stands before
  ///   something else than `%`, `_` or itself.
  init(_ pattern: Text, escape: Text?) throws(QueryError) {
    let segments = try Self.segments(of: pattern.bytes, escape: try Self.escapeBytes(escape))
    let literals = segments.map { $0.compactMap(\.self) }
    guard zip(segments, literals).allSatisfy({ $0.count == $1.count }) else {
      form = .general(segments)
      return
    }
    switch literals.count {
    case 1: form = .equal(literals[0])
    case 2 where literals[1].isEmpty: form = .prefix(literals[0])
    case 2 where literals[0].isEmpty: form = .suffix(literals[1])
    case 3 where literals[0].isEmpty && literals[2].isEmpty:
      form = .contains(TextSearch(literals[1]))
    default: form = .general(segments)
    }
  }

  /// Whether the whole of the text matches.
  func matches(_ text: Text) -> Bool {
    matches(text.bytes.span)
  }

  /// Whether the whole of a text, given by its bytes, matches.
  func matches(_ bytes: Span<UInt8>) -> Bool {
    switch form {
    case .equal(let literal):
      bytes.count == literal.count && Self.stands(literal, in: bytes, at: 0)
    case .prefix(let literal): Self.stands(literal, in: bytes, at: 0)
    case .suffix(let literal): Self.stands(literal, in: bytes, at: bytes.count - literal.count)
    case .contains(let search): search.isFound(in: bytes)
    case .general(let segments): Self.match(segments, bytes)
    }
  }

  private static func escapeBytes(_ escape: Text?) throws(QueryError) -> [UInt8]? {
    guard let escape else { return nil }
    guard !escape.isEmpty, Self.codePointEnd(escape.bytes.span, from: 0) == escape.bytes.count
    else {
      throw QueryError(
        .invalidFunctionArgument,
        "the escape of LIKE must be one character, not '\(escape)'"
      )
    }
    return escape.bytes
  }

  private static func segments(
    of pattern: [UInt8],
    escape: [UInt8]?
  ) throws(QueryError) -> [Segment] {
    var segments: [Segment] = [[]]
    var index = 0
    while index < pattern.count {
      if let escape, pattern[index...].starts(with: escape) {
        index += escape.count
        let end = codePointEnd(pattern.span, from: index)
        let escaped = pattern[index..<end]
        guard
          escaped.elementsEqual([0x25]) || escaped.elementsEqual([0x5F])
            || escaped.elementsEqual(escape)
        else {
          throw QueryError(
            .invalidFunctionArgument,
            "the escape of LIKE must be followed by '%', '_' or itself"
          )
        }
        segments[segments.count - 1] += escaped.map(Optional.some)
        index = end
        continue
      }
      switch pattern[index] {
      case 0x25: segments.append([])
      case 0x5F: segments[segments.count - 1].append(nil)
      case let byte: segments[segments.count - 1].append(byte)
      }
      index += 1
    }
    return collapsed(segments)
  }

  /// `%%` is `%`: empty segments stay at the ends only.
  private static func collapsed(_ segments: [Segment]) -> [Segment] {
    segments.enumerated().filter { index, segment in
      index == 0 || index == segments.count - 1 || !segment.isEmpty
    }.map(\.element)
  }

  /// The first segment stands at the start, the last at the end, those between at their first
  /// places: leftmost is always good enough, since what follows has the more room.
  private static func match(_ segments: [Segment], _ bytes: Span<UInt8>) -> Bool {
    guard var position = end(of: segments[0], bytes, from: 0) else { return false }
    guard segments.count > 1 else { return position == bytes.count }
    for segment in segments[1..<(segments.count - 1)] {
      guard let next = firstEnd(of: segment, bytes, from: position) else { return false }
      position = next
    }
    return matchesEnd(segments[segments.count - 1], bytes, from: position)
  }

  private static func firstEnd(of segment: Segment, _ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while position <= bytes.count {
      if let end = end(of: segment, bytes, from: position) { return end }
      position = position < bytes.count ? codePointEnd(bytes, from: position) : position + 1
    }
    return nil
  }

  private static func matchesEnd(_ segment: Segment, _ bytes: Span<UInt8>, from start: Int) -> Bool
  {
    var position = start
    while position <= bytes.count {
      if end(of: segment, bytes, from: position) == bytes.count { return true }
      position = position < bytes.count ? codePointEnd(bytes, from: position) : position + 1
    }
    return false
  }

  /// Where the segment ends when it begins at a place, or nil.
  private static func end(of segment: Segment, _ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    for wanted in segment {
      guard position < bytes.count else { return nil }
      if let wanted {
        guard bytes[position] == wanted else { return nil }
        position += 1
      } else {
        position = codePointEnd(bytes, from: position)
      }
    }
    return position
  }

  private static func codePointEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return min(end, bytes.count)
  }

  /// Whether a literal stands at a place, which may lie outside of the text.
  private static func stands(_ literal: [UInt8], in bytes: Span<UInt8>, at place: Int) -> Bool {
    guard place >= 0, place + literal.count <= bytes.count else { return false }
    for index in literal.indices where bytes[place + index] != literal[index] { return false }
    return true
  }
}

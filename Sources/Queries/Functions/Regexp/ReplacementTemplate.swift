// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What `regexp_replace` puts in place of a match: text, `$1` and `${name}`; a backslash takes the
/// next character as it is.
struct ReplacementTemplate {
  private enum Piece {
    case text([UInt8])
    case group(Int)
  }

  private let pieces: [Piece]

  /// Reads a template for a pattern.
  ///
  /// Of several digits behind a dollar, as many are taken as still name a group.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a group that the pattern does not have.
  init(_ template: Text, for pattern: Pattern) throws(QueryError) {
    let bytes = template.bytes
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x24 || byte == 0x5C else {
        text.append(byte)
        continue
      }
      guard index < bytes.count else { throw Self.failure(template, "it ends in the middle") }
      if byte == 0x5C {
        text.append(bytes[index])
        index += 1
        continue
      }
      pieces.append(.text(text))
      text = []
      let group = try Self.group(template, &index, pattern)
      pieces.append(.group(group))
    }
    pieces.append(.text(text))
    self.pieces = pieces
  }

  private static func group(
    _ template: Text,
    _ index: inout Int,
    _ pattern: Pattern
  ) throws(QueryError) -> Int {
    let bytes = template.bytes
    if bytes[index] == 0x7B {
      let close = bytes[index...].firstIndex(of: 0x7D) ?? bytes.count
      let name = Array(bytes[(index + 1)..<close])
      guard close < bytes.count, let group = pattern.groupNames[name] else {
        throw failure(template, "there is no group '\(Text(bytes: name))'")
      }
      index = close + 1
      return group
    }
    guard bytes[index] &- 0x30 <= 9 else {
      throw failure(
        template,
        "'$' takes the number or ${name} of a group; write '\\$' for a dollar"
      )
    }
    var group = Int(bytes[index] - 0x30)
    guard group <= pattern.groupCount else {
      throw failure(template, "the pattern has \(pattern.groupCount) groups, not \(group)")
    }
    index += 1
    while index < bytes.count, bytes[index] &- 0x30 <= 9 {
      let next = group * 10 + Int(bytes[index] - 0x30)
      guard next <= pattern.groupCount else { break }
      group = next
      index += 1
    }
    return group
  }

  private static func failure(_ template: Text, _ reason: String) -> QueryError {
    .invalidArgument("illegal replacement \(template.quotedExcerpt): \(reason)")
  }

  /// Adds the template with the groups of a match filled in.
  func append(_ groups: [Range<Int>?], of subject: [UInt8], to out: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .text(let bytes): out += bytes
      case .group(let number):
        if number < groups.count, let range = groups[number] { out += subject[range] }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Removes code points from the ends of a text.
struct Trimming: Sendable {
  private let isTrimmed: @Sendable (UInt32) -> Bool

  /// White space as Java's `Character.isWhitespace` has it: no-break spaces stay.
  static let whitespace = Trimming { point in
    switch point {
    case 0x09...0x0D, 0x1C...0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x2028, 0x2029,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  private init(_ isTrimmed: @escaping @Sendable (UInt32) -> Bool) {
    self.isTrimmed = isTrimmed
  }

  /// Every code point of a text.
  init(characters bytes: [UInt8]) {
    let points = Set(CodePoints.decode(bytes))
    isTrimmed = { points.contains($0) }
  }

  func trim(_ bytes: [UInt8], leading: Bool, trailing: Bool) -> [UInt8] {
    guard needsTrim(bytes.first, leading) || needsTrim(bytes.last, trailing) else { return bytes }
    let points = CodePoints.decode(bytes)
    var start = 0
    var end = points.count
    if leading {
      while start < end, isTrimmed(points[start]) { start += 1 }
    }
    if trailing {
      while end > start, isTrimmed(points[end - 1]) { end -= 1 }
    }
    return start == 0 && end == points.count ? bytes : CodePoints.encode(points[start..<end])
  }

  /// Whether the code point at an end might go: told by its one byte, if it is ASCII.
  private func needsTrim(_ byte: UInt8?, _ isAsked: Bool) -> Bool {
    guard let byte, isAsked else { return false }
    return byte >= 0x80 || isTrimmed(UInt32(byte))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Text from outside, made fit for a terminal.
package enum TerminalText {
  /// Characters of more code points than this are spelt out: piles of accents.
  private static let mostMarks = 8

  /// The text with everything spelt out that would not show as itself; tabs become spaces.
  package static func safe(_ text: String) -> String {
    var result = ""
    for character in text {
      result += shown(character).text
    }
    return result
  }

  /// The text as `safe` gives it and the columns it takes, cut to a width with `…` at the cut.
  package static func shown(
    _ text: String,
    keeping width: Int,
    fromEnd: Bool
  ) -> (text: String, width: Int) {
    var parts: [(text: String, width: Int)] = []
    var total = 0
    var isCut = false
    let characters: any Sequence<Character> = fromEnd ? Array(text.reversed()) : Array(text)
    for character in characters {
      let part = shown(character)
      guard total + part.width < width else {
        isCut = true
        break
      }
      parts.append(part)
      total += part.width
    }
    if isCut {
      parts.append(("…", 1))
      total += 1
    }
    if fromEnd { parts.reverse() }
    return (parts.map(\.text).joined(), total)
  }

  private static func shown(_ character: Character) -> (text: String, width: Int) {
    if character == "\t" { return ("  ", 2) }
    let scalars = character.unicodeScalars
    guard scalars.count <= mostMarks, scalars.allSatisfy(isHarmless) else {
      let text = scalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
      return (text, text.count)
    }
    return (String(character), scalars.contains(where: isWide) ? 2 : 1)
  }

  /// Not a control character, not a mark of direction and not invisible.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }

  /// Whether a character takes two columns: the East Asian wide ranges, and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
      0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}

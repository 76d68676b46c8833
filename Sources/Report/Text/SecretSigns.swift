// SPDX-License-Identifier: Apache-2.0
import Columns

/// Finds the places of a text at which a secret can show: never wrong about no, and quick.
struct SecretSigns: Sendable {
  private static let marks = ByteSearch(UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "-"))

  /// Where the last four letters of telling names have their slots: nearly all other names are told by
  /// this.
  private let tails: [Bool]
  /// The bytes with which tokens begin.
  private let tokenLetters: [Bool]

  /// Takes the last four letters of telling names, as `tail` gives them.
  init(tails: [UInt32]) {
    var slots = [Bool](repeating: false, count: 4096)
    for tail in tails { slots[Self.slot(tail)] = true }
    self.tails = slots
    var letters = [Bool](repeating: false, count: 256)
    for beginning in SecretScanner.tokenBeginnings { letters[Int(beginning.0)] = true }
    tokenLetters = letters
  }

  /// The next place at which a secret can show, and moves the index there.
  func next(in text: Span<UInt8>, from index: inout Int) -> SecretScanner.Place? {
    while true {
      index = Self.marks.next(in: text, from: index)
      guard index < text.count else { return nil }
      switch text[index] {
      case UInt8(ascii: ":"):
        if mayBeMember(text, colon: index) { return .colon(index) }
      case UInt8(ascii: "="):
        if mayEndName(text, before: index) { return .sign(index) }
      default:
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: "-") { return .dash(index) }
      }
      index += 1
    }
  }

  /// Whether a token may begin at a place, or behind what stands before a value there.
  func mayBeToken(_ text: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < text.count, Self.isPadding(text[index]) { index += 1 }
    guard text.count - index >= SecretScanner.shortestToken else { return false }
    let first = text[index]
    guard tokenLetters[Int(first)] else { return false }
    let second = text[index + 1]
    return SecretScanner.tokenBeginnings.contains { $0.0 == first && $0.1 == second }
  }

  /// Whether a colon may stand between a telling name, or one that ends in `value`, and its value, or
  /// before a token.
  private func mayBeMember(_ text: Span<UInt8>, colon: Int) -> Bool {
    // Behind a name stands a quote: most colons are those of times and ARNs.
    guard colon > 0, Self.isPadding(text[colon - 1]) else { return false }
    var end = colon
    while end > 0, Self.isPadding(text[end - 1]) { end -= 1 }
    return mayEndName(text, before: end) || mayBeToken(text, from: colon + 1)
  }

  /// Whether the four letters before a place are the last ones of a telling name.
  private func mayEndName(_ text: Span<UInt8>, before end: Int) -> Bool {
    guard let tail = Self.tail(text, before: end) else { return false }
    return tails[Self.slot(tail)]
  }

  /// The four letters before a place, without `-` and `_`, in any case.
  static func tail(_ text: Span<UInt8>, before end: Int) -> UInt32? {
    var index = end
    var letters = 0
    var tail: UInt32 = 0
    while index > 0, letters < 4 {
      index -= 1
      let byte = text[index]
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { continue }
      tail = tail >> 8 | UInt32(byte | 0x20) << 24
      letters += 1
    }
    return letters == 4 ? tail : nil
  }

  private static func slot(_ tail: UInt32) -> Int {
    Int((tail &* 0x9E37_79B1) >> 20)
  }

  /// What may stand between a name and a colon, or a colon and a value.
  private static func isPadding(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == SecretScanner.quote || byte == UInt8(ascii: "\\")
  }
}

// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the characters of literals in this file by address.
// Invariant: a StaticString lives as long as the program.
// Bounds: the index stays below the literal's own count; the text is read through PaddedText.

/// Words and numbers in JSON text, by the grammar of RFC 8259.
extension PaddedText {
  /// The end of the text if a word or number runs into it; else `start`.
  func unendedWord(from start: Int) -> Int {
    var place = start
    while place < count,
      (0x61...0x7a).contains(self[place] | 0x20)
        || "+-.0123456789".utf8.contains(self[place])
    {
      place += 1
    }
    return place == count ? place : start
  }

  /// The place behind `true`, `false`, `null` or a number; `start` itself when there is none.
  func scalarEnd(from start: Int) -> Int {
    switch self[start] {
    case UInt8(ascii: "t"): word("true", at: start)
    case UInt8(ascii: "f"): word("false", at: start)
    case UInt8(ascii: "n"): word("null", at: start)
    default: numberEnd(from: start)
    }
  }

  @inline(__always)
  private func word(_ literal: StaticString, at start: Int) -> Int {
    let byteCount = literal.utf8CodeUnitCount
    for index in 0..<byteCount where unsafe self[start &+ index] != literal.utf8Start[index] {
      return start
    }
    return start &+ byteCount
  }

  /// `-`, digits, a fraction, an exponent, as RFC 8259 has them.
  private func numberEnd(from start: Int) -> Int {
    var place = start
    if self[place] == UInt8(ascii: "-") { place &+= 1 }
    let whole = place
    place = digitsEnd(from: place)
    guard place > whole, place == whole &+ 1 || self[whole] != UInt8(ascii: "0") else {
      return start
    }
    if self[place] == UInt8(ascii: ".") {
      let fraction = place &+ 1
      place = digitsEnd(from: fraction)
      if place == fraction { return start }
    }
    if self[place] | 0x20 == UInt8(ascii: "e") {
      var exponent = place &+ 1
      if self[exponent] == UInt8(ascii: "+") || self[exponent] == UInt8(ascii: "-") {
        exponent &+= 1
      }
      place = digitsEnd(from: exponent)
      if place == exponent { return start }
    }
    return place
  }

  private func digitsEnd(from start: Int) -> Int {
    var place = start
    while self[place] >= UInt8(ascii: "0"), self[place] <= UInt8(ascii: "9") { place &+= 1 }
    return place
  }
}

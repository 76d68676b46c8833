// SPDX-License-Identifier: Apache-2.0

/// The American Soundex code of a word: its first letter and three digits for its sound.
///
/// - Source: archives.gov/research/census/soundex; letters apart only by H or W count as one.
enum Soundex {
  /// The digits of the letters A to Z; 0 is for vowels, which part equal digits.
  private static let digits = Array("01230120022455012623010202".utf8)

  /// Gives the code; what are no letters is left out, and of nothing the code is empty.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a letter beyond A to Z.
  static func encode(_ bytes: [UInt8]) throws(QueryError) -> [UInt8] {
    var code: [UInt8] = []
    var previous: UInt8 = 0
    for letter in try letters(CaseMapping.upper(bytes)) {
      let digit = digits[Int(letter - 0x41)]
      if code.isEmpty {
        code.append(letter)
      } else if letter == 0x48 || letter == 0x57 {
        continue
      } else if digit != 0x30, digit != previous {
        code.append(digit)
        if code.count == 4 { return code }
      }
      previous = digit
    }
    while !code.isEmpty, code.count < 4 { code.append(0x30) }
    return code
  }

  private static func letters(_ bytes: [UInt8]) throws(QueryError) -> [UInt8] {
    var result: [UInt8] = []
    for point in CodePoints.decode(bytes) {
      guard let scalar = Unicode.Scalar(point), scalar.properties.isAlphabetic else { continue }
      guard (0x41...0x5A).contains(point) else {
        throw .invalidArgument("soundex takes the letters A to Z, not '\(scalar)'")
      }
      result.append(UInt8(point))
    }
    return result
  }
}

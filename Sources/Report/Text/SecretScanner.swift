// SPDX-License-Identifier: Apache-2.0

/// Looks around one place of a text for a secret.
struct SecretScanner {
  static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  /// Longer names are none of ours.
  private static let longestName = 80

  let bytes: [UInt8]

  /// Where a secret may show.
  enum Place {
    case start
    case colon(Int)
    case sign(Int)
    case dash(Int)
  }

  /// The secret that shows at a place.
  func secret(_ place: Place) -> Range<Int>? {
    switch place {
    case .start: token(at: bytes[0] == Self.quote ? 1 : 0)
    case .colon(let colon): member(colon: colon)
    case .sign(let sign): assignment(sign: sign)
    case .dash(let dash): privateKey(at: dash)
    }
  }

  // MARK: JSON

  /// The secret value of a member whose name stands before a colon.
  ///
  /// In JSON that is itself a string, quotes stand behind one, three, seven… backslashes.
  private func member(colon: Int) -> Range<Int>? {
    let nameEnd = skipBlanksBack(from: colon)
    guard let name = string(endingAt: nameEnd) else { return nil }
    let start = skipBlanks(from: colon + 1)
    let isSecret = SecretMask.isSecretName(bytes[name.content]) || isValueOfSecretName(name)
    guard isSecret else { return token(at: min(start + name.level + 1, bytes.count)) }
    if let value = string(at: start, level: name.level) {
      return isSecretValue(value) ? value : nil
    }
    guard start < bytes.count, Self.isDigit(bytes[start]) else { return nil }
    let end = bytes[start...].firstIndex { !Self.isDigit($0) } ?? bytes.count
    return start..<end
  }

  /// `{"name": "DB_PASSWORD", "value": "…"}`: whether a name ends in `value` and the string before it
  /// is a telling name.
  private func isValueOfSecretName(_ name: (content: Range<Int>, whole: Int, level: Int)) -> Bool {
    let content = bytes[name.content]
    guard content.count >= 5, content.suffix(5).elementsEqual("value".utf8, by: { $0 | 0x20 == $1 })
    else { return false }
    let comma = skipBlanksBack(from: name.whole)
    guard comma > 0, bytes[comma - 1] == UInt8(ascii: ","),
      let before = string(endingAt: skipBlanksBack(from: comma - 1))
    else { return false }
    return SecretMask.isSecretName(bytes[before.content])
  }

  /// A short string of name characters that ends, with its quote, before `end`.
  ///
  /// - Returns: what is between the quotes, where the whole begins, and the backslashes before a
  ///   quote.
  private func string(endingAt end: Int) -> (content: Range<Int>, whole: Int, level: Int)? {
    guard end > 0, bytes[end - 1] == Self.quote else { return nil }
    var contentEnd = end - 1
    while contentEnd > 0, bytes[contentEnd - 1] == Self.backslash { contentEnd -= 1 }
    let level = end - 1 - contentEnd
    var start = contentEnd
    while start > 0, contentEnd - start < Self.longestName, Self.isName(bytes[start - 1]) {
      start -= 1
    }
    guard start < contentEnd, start > level, bytes[start - 1] == Self.quote else { return nil }
    return (start..<contentEnd, start - 1 - level, level)
  }

  /// What is between the quotes of a string that begins here; text that was cut off ends it too.
  private func string(at start: Int, level: Int) -> Range<Int>? {
    let open = start + level
    guard open < bytes.count, bytes[open] == Self.quote,
      bytes[start..<open].allSatisfy({ $0 == Self.backslash })
    else { return nil }
    var run = 0
    for index in open + 1..<bytes.count {
      if bytes[index] == Self.quote, run % (2 * (level + 1)) == level {
        return open + 1..<index - level
      }
      run = bytes[index] == Self.backslash ? run + 1 : 0
    }
    return open + 1..<bytes.count
  }

  // MARK: Other text

  /// The secret value of `name=value`: a quoted one to its quote, another up to a delimiter.
  private func assignment(sign: Int) -> Range<Int>? {
    var start = sign
    while start > 0, sign - start < Self.longestName, Self.isName(bytes[start - 1]) { start -= 1 }
    guard start < sign, SecretMask.isSecretName(bytes[start..<sign]) else { return nil }
    var value = sign + 1
    guard value < bytes.count, !bytes[value...].starts(with: SecretMask.cover.utf8) else {
      return nil
    }
    let end: Int
    if bytes[value] == UInt8(ascii: "'") {
      value += 1
      end = bytes[value...].firstIndex(of: UInt8(ascii: "'")) ?? bytes.count
    } else {
      end = bytes[value...].firstIndex { Self.delimiters[Int($0)] } ?? bytes.count
    }
    return isSecretValue(value..<end) ? value..<end : nil
  }

  /// A private key from its first line to its last, however lines are broken.
  private func privateKey(at start: Int) -> Range<Int>? {
    let head = bytes[start...]
    guard head.starts(with: "-----BEGIN ".utf8) else { return nil }
    let mark = Array("PRIVATE KEY-----".utf8)
    let title = head.dropFirst(11).prefix(32)
    guard
      let key = title.indices.first(where: { bytes[$0...].starts(with: mark) }),
      bytes[start + 11..<key].allSatisfy({ Self.isName($0) || $0 == UInt8(ascii: " ") })
    else { return nil }
    var index = key + mark.count
    let end = Array("-----END ".utf8)
    while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
    while index < bytes.count, !bytes[index...].starts(with: mark) { index += 1 }
    return start..<min(index + mark.count, bytes.count)
  }

  /// A session token of AWS that begins here.
  ///
  /// - Source: the tokens of public records and of the documentation of `AssumeRole`.
  private func token(at start: Int) -> Range<Int>? {
    guard Self.tokenStarts.contains(where: { bytes[start...].starts(with: $0) }) else { return nil }
    let end = bytes[start...].firstIndex { !Self.isBase64($0) } ?? bytes.count
    return end - start >= Self.shortestToken ? start..<end : nil
  }

  static let shortestToken = 60

  /// The first two characters of tokens.
  static let tokenBeginnings: [(UInt8, UInt8)] = {
    var beginnings: [(UInt8, UInt8)] = []
    for start in tokenStarts where !beginnings.contains(where: { $0 == (start[0], start[1]) }) {
      beginnings.append((start[0], start[1]))
    }
    return beginnings
  }()

  // MARK: Values and bytes

  /// Whether a value tells something that is not hidden already.
  func isSecretValue(_ range: Range<Int>) -> Bool {
    let value = bytes[range]
    if value.allSatisfy({ $0 == UInt8(ascii: "*") }) { return false }
    return !Self.harmless.contains { value.elementsEqual($0, by: { $0 | 0x20 == $1 | 0x20 }) }
  }

  private static let harmless: [[UInt8]] = [
    "true", "false", "null", "HIDDEN_DUE_TO_SECURITY_REASONS", SecretMask.cover,
  ].map { Array($0.utf8) }

  private static let tokenStarts: [[UInt8]] = [
    "IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz", "FQoDYXdz", "AQoDYXdz", "AgoJb3JpZ2lu",
  ].map { Array($0.utf8) }

  private static let delimiters: [Bool] = (0..<256).map { byte in
    byte <= 0x20 || ",;&}])\"\\".utf8.contains(UInt8(byte))
  }

  private func skipBlanks(from index: Int) -> Int {
    bytes[index...].firstIndex { !Self.isBlank($0) } ?? bytes.count
  }

  private func skipBlanksBack(from index: Int) -> Int {
    var index = index
    while index > 0, Self.isBlank(bytes[index - 1]) { index -= 1 }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=")
  }
}

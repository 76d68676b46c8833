// SPDX-License-Identifier: Apache-2.0

/// Cuts SQL text into tokens.
///
/// It never fails: what cannot be a token becomes an invalid one, so that the parser reports the
/// first trouble in the order of the text.
package struct Lexer {
  private let bytes: [UInt8]
  private var position = 0

  /// All tokens of the text, an `end` token behind them.
  ///
  /// - Complexity: O(length of the text).
  package static func tokens(of sql: String) -> [Token] {
    var lexer = Lexer(bytes: Array(sql.utf8))
    var tokens: [Token] = []
    while let token = lexer.next(behind: tokens.last?.keyword) {
      tokens.append(token)
    }
    let end = tokens.last?.range.end ?? 0
    tokens.append(Token(.end, "", SourceRange(end, end)))
    return tokens
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark that an editor left.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  private mutating func next(behind keyword: Keyword?) -> Token? {
    if let unclosed = skipSpaceAndComments() { return unclosed }
    guard let byte = byte() else { return nil }
    if keyword == .from || keyword == .join, let store = eventDataStore() { return store }
    switch byte {
    case UInt8(ascii: "'"): return quoted(.string, by: byte, "string")
    case UInt8(ascii: "\""): return quoted(.quotedName, by: byte, "quoted name")
    case UInt8(ascii: "`"): return quoted(.backquotedName, by: byte, "back-quoted name")
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: ".") where isDigit(1): return number()
    case _ where isWordStart(byte): return word()
    default: return symbol() ?? stray()
    }
  }

  // MARK: Reading

  private func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private func isDigit(_ ahead: Int = 0) -> Bool {
    guard let byte = byte(ahead) else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private func isWordStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }

  /// CloudTrail Lake's name for a table, or what documentation puts for one; both without quotes.
  private mutating func eventDataStore() -> Token? {
    let start = position
    if let end = EventDataStore.placeholderEnd(in: bytes[start...]) {
      position = end
      return Token(.quotedName, text(start, end), SourceRange(start, end))
    }
    let end = start + EventDataStore.identifierLength
    guard end <= bytes.count, EventDataStore.isIdentifier(bytes[start..<end]) else { return nil }
    position = end
    guard byte().map(isWordStart) != true, !isDigit() else {
      position = start
      return nil
    }
    return Token(.quotedName, text(start, end), SourceRange(start, end))
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Moves over white space and comments; gives an invalid token for a comment without an end.
  private mutating func skipSpaceAndComments() -> Token? {
    while let byte = byte() {
      switch byte {
      case 0x20, 0x09...0x0d:
        position += 1
      case UInt8(ascii: "-") where self.byte(1) == byte:
        while let byte = self.byte(), byte != 0x0a, byte != 0x0d { position += 1 }
      case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"):
        let start = position
        position += 2
        while position < bytes.count, !isCommentEnd { position += 1 }
        guard position < bytes.count else {
          return Token(
            .invalid,
            "a comment that is never closed",
            hint: "expected '*/'",
            SourceRange(start, start + 2)
          )
        }
        position += 2
      default:
        return nil
      }
    }
    return nil
  }

  private var isCommentEnd: Bool {
    byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")
  }

  // MARK: Tokens

  private mutating func word() -> Token {
    let start = position
    while let byte = byte(), isWordStart(byte) || isDigit() { position += 1 }
    let text = text(start, position)
    if byte() == UInt8(ascii: "'"), text == "x" || text == "X" {
      return moved(quoted(.binary, by: UInt8(ascii: "'"), "binary literal"), to: start)
    }
    if byte() == UInt8(ascii: "&"), byte(1) == UInt8(ascii: "'"), text == "u" || text == "U" {
      position += 1
      return moved(quoted(.unicodeString, by: UInt8(ascii: "'"), "string"), to: start)
    }
    let keyword = Keyword.bySpelling[text.uppercased()]
    return Token(.word, text, keyword: keyword, SourceRange(start, position))
  }

  private func moved(_ token: Token, to start: Int) -> Token {
    Token(token.kind, token.text, hint: token.hint, SourceRange(start, token.range.end))
  }

  /// What stands between two quotes, a doubled quote standing for one.
  private mutating func quoted(_ kind: Token.Kind, by quote: UInt8, _ what: String) -> Token {
    let start = position
    position += 1
    var contents: [UInt8] = []
    while let byte = byte() {
      position += 1
      guard byte == quote else {
        contents.append(byte)
        continue
      }
      guard self.byte() == quote else {
        let text = String(decoding: contents, as: UTF8.self)
        return Token(kind, text, SourceRange(start, position))
      }
      contents.append(quote)
      position += 1
    }
    return Token(
      .invalid,
      "a \(what) that is never closed",
      hint: "expected \(Unicode.Scalar(quote)) at its end",
      SourceRange(start, start + 1)
    )
  }

  /// Digits with single underscores between them.
  private mutating func skipDigits() {
    while isDigit() || (byte() == UInt8(ascii: "_") && isDigit(1) && isDigit(-1)) { position += 1 }
  }

  private mutating func number() -> Token {
    let start = position
    var kind = Token.Kind.integer
    skipDigits()
    if byte() == UInt8(ascii: ".") {
      kind = .decimal
      position += 1
      skipDigits()
    }
    if let byte = byte(), byte | 0x20 == UInt8(ascii: "e") {
      let signed = self.byte(1) == UInt8(ascii: "+") || self.byte(1) == UInt8(ascii: "-")
      if isDigit(signed ? 2 : 1) {
        kind = .double
        position += signed ? 2 : 1
        while isDigit() { position += 1 }
      }
    }
    if let byte = byte(), isWordStart(byte) {
      while let byte = self.byte(), isWordStart(byte) || isDigit() { position += 1 }
      return Token(
        .invalid,
        "'\(text(start, position).prefix(40))', a name that begins with a digit",
        hint: "write it between double quotes",
        SourceRange(start, position)
      )
    }
    let digits = text(start, position).filter { $0 != "_" }
    return Token(kind, digits, SourceRange(start, position))
  }

  private mutating func symbol() -> Token? {
    guard let first = byte() else { return nil }
    let start = position
    let second = byte(1)
    var symbol: Symbol?
    var length = 2
    switch (first, second) {
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): symbol = .concat
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): symbol = .notEqual
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): symbol = .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): symbol = .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): symbol = .greaterOrEqual
    case (UInt8(ascii: "-"), UInt8(ascii: ">")): symbol = .arrow
    default:
      length = 1
      symbol = Symbol(rawValue: String(Unicode.Scalar(first)))
    }
    guard let symbol else { return nil }
    position += length
    return Token(.symbol(symbol), symbol.rawValue, SourceRange(start, position))
  }

  /// A character that begins no token.
  private mutating func stray() -> Token {
    let start = position
    position += 1
    // The rest of a character outside ASCII.
    while let byte = byte(), byte & 0xc0 == 0x80 { position += 1 }
    let character = text(start, position)
    let scalar = character.unicodeScalars.first ?? "\u{fffd}"
    let isPlain = scalar.value > 0x20 && scalar.value < 0x7f
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Token(
      .invalid,
      isPlain ? "'\(character)'" : "the character \(code)",
      hint: Self.hint(for: scalar),
      SourceRange(start, position)
    )
  }

  private static func hint(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{2018}", "\u{2019}", "\u{201a}", "\u{b4}":
      "a typographic quote; strings stand between ' and '"
    case "\u{201c}", "\u{201d}", "\u{201e}":
      "a typographic quote; names stand between \" and \", strings between ' and '"
    case "\u{a0}", "\u{202f}", "\u{200b}", "\u{feff}", "\u{2060}":
      "an invisible space; replace it with a plain one"
    case "\u{2013}", "\u{2014}", "\u{2212}": "a typographic dash; minus is '-'"
    case "&": "the conjunction is AND"
    case "|": "the disjunction is OR, concatenation is ||"
    case "!": "the negation is NOT, inequality is <>"
    case "~": "regular expressions are matched by regexp_like(text, pattern)"
    case "#": "comments begin with --"
    case "$", "@": "a name with '\(scalar)' in it stands between double quotes"
    case "\\": "a backslash stands only inside strings"
    case _ where scalar.properties.isAlphabetic:
      "a name outside ASCII stands between double quotes"
    default: nil
    }
  }
}

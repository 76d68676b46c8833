// SPDX-License-Identifier: Apache-2.0

/// One word, sign or literal of SQL text.
package struct Token: Sendable {
  package enum Kind: Hashable, Sendable {
    case word
    /// `"name"`.
    case quotedName
    /// A name between back-quotes, as Hive's DDL has them.
    case backquotedName
    case string
    /// `U&'…'`, its escapes not yet replaced.
    case unicodeString
    /// `X'…'`, its digits as typed.
    case binary
    case integer
    case decimal
    case double
    case symbol(Symbol)
    /// What no token can be; `text` says why.
    case invalid
    /// Stands behind the last token, at its end.
    case end
  }

  package let kind: Kind
  /// A word or number as typed, what stands between quotes, or what is wrong.
  let text: String
  let keyword: Keyword?
  /// How to mend an invalid token.
  let hint: String?
  package let range: SourceRange

  init(
    _ kind: Kind,
    _ text: String,
    keyword: Keyword? = nil,
    hint: String? = nil,
    _ range: SourceRange
  ) {
    self.kind = kind
    self.text = text
    self.keyword = keyword
    self.hint = hint
    self.range = range
  }
}

/// The signs of the grammar.
package enum Symbol: String, Sendable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case comma = ","
  case semicolon = ";"
  case dot = "."
  case colon = ":"
  case questionMark = "?"
  case plus = "+"
  case minus = "-"
  case asterisk = "*"
  case slash = "/"
  case percent = "%"
  case concat = "||"
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case arrow = "->"
}

extension Token {
  /// The token as an error message names it.
  var description: String {
    switch kind {
    case .word: "'\(text.shortened)'"
    case .quotedName: "\"\(text.shortened)\""
    case .backquotedName: "`\(text.shortened)`"
    case .string, .unicodeString: "the string '\(text.shortened)'"
    case .binary: "X'\(text.shortened)'"
    case .integer, .decimal, .double: "the number \(text.shortened)"
    case .symbol(let symbol): "'\(symbol.rawValue)'"
    case .invalid: text
    case .end: "the end of the statement"
    }
  }
}

extension String {
  /// At most 40 characters, so that a message stays one line.
  fileprivate var shortened: String {
    let head = prefix(40)
    return head.endIndex == endIndex ? self : head + "…"
  }
}

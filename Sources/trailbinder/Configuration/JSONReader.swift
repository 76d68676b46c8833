// SPDX-License-Identifier: Apache-2.0

/// Reads JSON as RFC 8259 defines it, strictly, and keeps the place of every value.
///
/// No comments, no trailing commas, no single quotes, no duplicate keys, no lone surrogates: a
/// configuration that one tool takes and another reads differently is worth an error. A byte-order
/// mark at the start is passed over, as the RFC allows.
///
/// - Complexity: O(n); nesting ends at `depthLimit`.
package struct JSONReader {
  /// Deeper than any configuration, and far from the end of the stack.
  package static let depthLimit = 64

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var column = 1

  /// Reads one JSON value that fills the whole text.
  package static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSONNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JSONProblem("expected UTF-8, found other bytes", at: firstBadPlace(bytes))
    }
    var reader = JSONReader(text)
    reader.skipWhitespace()
    let node = try reader.value(depth: 0)
    reader.skipWhitespace()
    guard reader.index == reader.scalars.count else {
      throw reader.problem("expected the end of the file")
    }
    return node
  }

  private init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONNode {
    let start = position
    guard depth < Self.depthLimit else {
      throw JSONProblem("nested deeper than \(Self.depthLimit) levels", at: start)
    }
    let value: JSONNode.Value =
      switch current {
      case "{": try object(depth: depth)
      case "[": try array(depth: depth)
      case "\"": .string(try string())
      case let scalar? where scalar == "-" || isDigit(scalar): .number(try number())
      case let scalar? where scalar.isASCII && scalar.properties.isAlphabetic: try word()
      default: throw problem("expected a value")
      }
    return JSONNode(value: value, position: start)
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSONNode.Value {
    let start = position
    var members: [JSONNode.Member] = []
    var lines: [String: Int] = [:]
    advance()
    skipWhitespace()
    if take("}") { return .object([]) }
    repeat {
      skipWhitespace()
      let place = position
      guard current == "\"" else {
        throw problem(
          current == "}" && !members.isEmpty
            ? "a comma too many: expected a key in double quotes"
            : "expected a key in double quotes"
        )
      }
      let key = try string()
      if let first = lines.updateValue(place.line, forKey: key) {
        throw JSONProblem("duplicate key '\(key)', first on line \(first)", at: place)
      }
      skipWhitespace()
      guard take(":") else { throw problem("expected ':' after key '\(key)'") }
      skipWhitespace()
      members.append(
        JSONNode.Member(key: key, position: place, node: try value(depth: depth + 1))
      )
      skipWhitespace()
    } while take(",")
    guard take("}") else { throw unclosed("object", "}", since: start) }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONProblem) -> JSONNode.Value {
    let start = position
    var elements: [JSONNode] = []
    advance()
    skipWhitespace()
    if take("]") { return .array([]) }
    repeat {
      skipWhitespace()
      if current == "]", !elements.isEmpty {
        throw problem("a comma too many: expected a value")
      }
      elements.append(try value(depth: depth + 1))
      skipWhitespace()
    } while take(",")
    guard take("]") else { throw unclosed("array", "]", since: start) }
    return .array(elements)
  }

  private mutating func word() throws(JSONProblem) -> JSONNode.Value {
    let start = position
    var text = ""
    while let scalar = current, scalar.properties.isAlphabetic || scalar == "_" {
      text.unicodeScalars.append(scalar)
      advance()
    }
    switch text {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default:
      throw JSONProblem(
        "expected a value, found '\(text)' (text stands in double quotes)",
        at: start
      )
    }
  }

  /// A number by the grammar: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func number() throws(JSONProblem) -> String {
    let start = index
    _ = take("-")
    if take("0") {
      if isDigit(current) { throw problem("a number has no leading zero") }
    } else {
      try digits()
    }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  private mutating func digits() throws(JSONProblem) {
    guard isDigit(current) else { throw problem("expected a digit") }
    while isDigit(current) { advance() }
  }

  // MARK: Strings

  private mutating func string() throws(JSONProblem) -> String {
    let start = position
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = current {
      switch scalar {
      case "\"":
        advance()
        return String(text)
      case "\\":
        text.append(try escape())
      case "\n":
        throw JSONProblem("a string ends on its own line: expected '\"'", at: start)
      case "\u{00}"..."\u{1F}":
        throw problem("control characters in a string are written as escapes")
      default:
        text.append(scalar)
        advance()
      }
    }
    throw JSONProblem("a string that does not end: expected '\"'", at: start)
  }

  private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    let start = position
    advance()
    let letter = current
    advance()
    switch letter {
    case "\"", "\\", "/": return letter ?? "\\"
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape(from: start)
    default:
      throw JSONProblem(
        "bad escape: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found "
          + "'\\\(letter.map { String($0) } ?? "")'",
        at: start
      )
    }
  }

  private mutating func unicodeEscape(
    from start: JSONPosition
  ) throws(JSONProblem) -> Unicode.Scalar {
    let unit = try fourHexDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let lone = JSONProblem(
      "half of a surrogate pair: expected \\uD800 to \\uDBFF and then \\uDC00 to \\uDFFF",
      at: start
    )
    guard (0xD800...0xDBFF).contains(unit), take("\\"), take("u") else { throw lone }
    let low = try fourHexDigits()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { throw lone }
    return scalar
  }

  private mutating func fourHexDigits() throws(JSONProblem) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap({ Character($0).hexDigitValue }), current?.isASCII == true
      else { throw problem("expected four hexadecimal digits after \\u") }
      unit = unit << 4 | UInt32(digit)
      advance()
    }
    return unit
  }

  // MARK: The cursor

  private var current: Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  private var position: JSONPosition { JSONPosition(line: line, column: column) }

  private mutating func advance() {
    guard index < scalars.count else { return }
    if scalars[index] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    index += 1
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  private mutating func skipWhitespace() {
    while let scalar = current,
      scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
    {
      advance()
    }
  }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return "0"..."9" ~= scalar
  }

  // MARK: Problems

  /// A problem here, with what was found.
  private func problem(_ message: String) -> JSONProblem {
    let found: String
    switch current {
    case nil: found = "the end of the file"
    case "/"? where next == "/" || next == "*":
      found = "'/\(next == "/" ? "/" : "*")' (JSON has no comments)"
    case "#"?: found = "'#' (JSON has no comments)"
    case "'"?: found = "''' (JSON has double quotes only)"
    case "\n"?: found = "the end of the line"
    case let scalar?: found = "'\(scalar)'"
    }
    return JSONProblem("\(message), found \(found)", at: position)
  }

  private var next: Unicode.Scalar? {
    index + 1 < scalars.count ? scalars[index + 1] : nil
  }

  private func unclosed(_ what: String, _ closing: String, since start: JSONPosition) -> JSONProblem
  {
    let opened = "to go on with or close the \(what) of line \(start.line)"
    return problem("expected ',' or '\(closing)' \(opened)")
  }

  /// The line and column of the first bytes that are not UTF-8.
  private static func firstBadPlace(_ bytes: [UInt8]) -> JSONPosition {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      line += scalar == "\n" ? 1 : 0
      column = scalar == "\n" ? 1 : column + 1
    }
    return JSONPosition(line: line, column: column)
  }
}

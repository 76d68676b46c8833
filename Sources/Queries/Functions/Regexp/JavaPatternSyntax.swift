// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Rewrites a pattern in Java's syntax, as Athena takes it, to one that means the same to PCRE2.
///
/// The two are one language for the greater part. Different are `\uXXXX`, the names of properties,
/// unions of character classes (`[a-d[m-p]]`), and what only one of them knows: what PCRE2 alone
/// knows is refused, so that a query that passes here passes in Athena.
struct JavaPatternSyntax {
  private let source: Text
  private let bytes: [UInt8]
  private var index = 0
  private var out: [UInt8] = []

  /// The pattern for PCRE2.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for what has no equal.
  static func translate(_ source: Text) throws(QueryError) -> [UInt8] {
    var syntax = JavaPatternSyntax(source)
    try syntax.run()
    return syntax.out
  }

  private init(_ source: Text) {
    self.source = source
    bytes = source.bytes
    out.reserveCapacity(bytes.count + 16)
  }

  private mutating func run() throws(QueryError) {
    while index < bytes.count {
      switch bytes[index] {
      case 0x5C: try copyEscape(inClass: false)
      case 0x5B: try copyClass()
      case 0x28 where peek(1) == 0x2A:
        throw failure("'(*' is no group")
      default: copy(1)
      }
    }
  }

  private func peek(_ ahead: Int) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  private mutating func copy(_ count: Int) {
    let end = min(index + count, bytes.count)
    out += bytes[index..<end]
    index = end
  }

  private func failure(_ reason: String, hint: String? = nil) -> QueryError {
    .invalidArgument("invalid regular expression \(source.quotedExcerpt): \(reason)", hint: hint)
  }

  // MARK: Escapes

  private mutating func copyEscape(inClass: Bool) throws(QueryError) {
    switch peek(1) {
    case .none: throw failure("it ends in a backslash")
    case 0x51: copyQuotation()
    case 0x75: try copyCodeUnit()
    case 0x70, 0x50: try copyProperty(inClass: inClass)
    case 0x4B, 0x43: throw failure("unknown escape \\\(peek(1) == 0x4B ? "K" : "C")")
    default: copy(2)
    }
  }

  /// `\Q…\E`: to the end when it is not closed.
  private mutating func copyQuotation() {
    let end = ByteSearch.first([0x5C, 0x45], in: bytes, from: index + 2).map { $0 + 2 }
    copy((end ?? bytes.count) - index)
  }

  /// `\uXXXX`.
  private mutating func copyCodeUnit() throws(QueryError) {
    let digits = bytes.dropFirst(index + 2).prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else {
      throw failure("'\\u' takes four hexadecimal digits")
    }
    out += Array("\\x{".utf8) + digits + [0x7D]
    index += 6
  }

  /// The classes of POSIX, which Java writes as properties: of ASCII alone.
  private static let posixNames = [
    "Alpha": "alpha", "Digit": "digit", "Alnum": "alnum", "Upper": "upper", "Lower": "lower",
    "Punct": "punct", "Graph": "graph", "Print": "print", "Blank": "blank", "Cntrl": "cntrl",
    "XDigit": "xdigit", "Space": "space", "ASCII": "ascii",
  ]

  /// `\p{name}`, `\P{name}` or `\pL`.
  private mutating func copyProperty(inClass: Bool) throws(QueryError) {
    guard peek(2) == 0x7B else {
      copy(3)
      return
    }
    guard let close = bytes[index...].firstIndex(of: 0x7D) else {
      throw failure("'\\p{' is not closed")
    }
    var name = String(decoding: bytes[(index + 3)..<close], as: UTF8.self)
    var isNegated = peek(1) == 0x50
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    if let posix = Self.posixNames[name] {
      let item = isNegated ? "[:^\(posix):]" : "[:\(posix):]"
      out += (inClass ? item : "[\(item)]").utf8
    } else if name.hasPrefix("In") || name.hasPrefix("java") {
      throw failure("the property '\(name)' is not known", hint: "name a script or a category")
    } else {
      let plain = name.hasPrefix("Is") ? String(name.dropFirst(2)) : name
      out += "\\\(isNegated ? "P" : "p"){\(plain)}".utf8
    }
    index = close + 1
  }

  // MARK: Character classes

  /// `[…]`; a class in a class is a union, which PCRE2 takes in one pair of brackets.
  private mutating func copyClass() throws(QueryError) {
    copy(1)
    if peek(0) == 0x5E { copy(1) }
    // A bracket that comes first stands for itself.
    if peek(0) == 0x5D { copy(1) }
    var depth = 1
    while depth > 0 {
      guard let byte = peek(0) else { throw failure("a '[' is not closed") }
      switch byte {
      case 0x5C: try copyEscape(inClass: true)
      case 0x5D:
        depth -= 1
        if depth == 0 { out.append(byte) }
        index += 1
      case 0x5B where peek(1) == 0x3A: try copyPosixName()
      case 0x5B:
        guard peek(1) != 0x5E else {
          throw failure("a negated class inside a class is not supported")
        }
        depth += 1
        index += 1
      case 0x26 where peek(1) == 0x26:
        throw failure(
          "the intersection '&&' of classes is not supported",
          hint: "write a lookahead: (?=[a-z])[^aeiou]"
        )
      default: copy(1)
      }
    }
  }

  /// `[:name:]` inside a class.
  private mutating func copyPosixName() throws(QueryError) {
    guard let end = ByteSearch.first([0x3A, 0x5D], in: bytes, from: index + 2) else {
      throw failure("a '[:' is not closed")
    }
    copy(end + 2 - index)
  }
}

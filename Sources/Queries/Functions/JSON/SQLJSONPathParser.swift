// SPDX-License-Identifier: Apache-2.0

/// Reads the text of a SQL/JSON path by recursive descent.
struct SQLJSONPathParser {
  struct Failure: Error {
    let offset: Int
    let expected: String
  }

  private typealias Expression = SQLJSONPath.Expression
  private typealias Predicate = SQLJSONPath.Predicate

  /// Nesting beyond this is a failure, so that no path can exhaust the stack.
  private static let maximumDepth = 100

  private let bytes: [UInt8]
  private let variables: [[UInt8]]
  private var offset = 0
  private var depth = 0
  /// Predicates tried so far: parentheses are read twice, nested ones would be so without end.
  private var attempts = 0

  init(_ bytes: [UInt8], variables: [[UInt8]]) {
    self.bytes = bytes
    self.variables = variables
  }

  mutating func parse() throws(Failure) -> (isStrict: Bool, root: SQLJSONPath.Expression) {
    let isStrict: Bool
    if matchWord("strict") {
      isStrict = true
    } else if matchWord("lax") {
      isStrict = false
    } else {
      throw failure("'lax' or 'strict'")
    }
    let root = try readSum()
    skipWhitespace()
    guard offset == bytes.count else { throw failure("the end of the path") }
    return (isStrict, root)
  }

  // MARK: Expressions

  private mutating func readSum() throws(Failure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw failure("a path that is less nested") }
    var left = try readProduct()
    while let sign = matchAny([0x2B, 0x2D]) {
      left = .arithmetic(left, sign, try readProduct())
    }
    return left
  }

  private mutating func readProduct() throws(Failure) -> Expression {
    var left = try readSigned()
    while let sign = matchAny([0x2A, 0x2F, 0x25]) {
      left = .arithmetic(left, sign, try readSigned())
    }
    return left
  }

  private mutating func readSigned() throws(Failure) -> Expression {
    var isNegative = false
    while let sign = matchAny([0x2B, 0x2D]) {
      if sign == 0x2D { isNegative.toggle() }
    }
    let operand = try readAccessors(of: try readPrimary())
    return isNegative ? .negated(operand) : operand
  }

  private mutating func readPrimary() throws(Failure) -> Expression {
    skipWhitespace()
    guard offset < bytes.count else { throw failure("a path") }
    switch bytes[offset] {
    case 0x24:
      offset += 1
      let start = offset
      while offset < bytes.count, isNameByte(bytes[offset]) { offset += 1 }
      guard offset > start else { return .context }
      let name = Array(bytes[start..<offset])
      guard variables.contains(name) else {
        let names = variables.map { "$" + String(decoding: $0, as: UTF8.self) }
        throw Failure(
          offset: start,
          expected: variables.isEmpty
            ? "'$' alone, since PASSING names no value,"
            : "a value that PASSING names (\(names.joined(separator: ", ")))"
        )
      }
      return .variable(name)
    case 0x40:
      offset += 1
      return .currentItem
    case 0x28:
      offset += 1
      let inner = try readSum()
      try expect(0x29, ")")
      return inner
    case 0x22: return .literal(.string(try readString()))
    case 0x30...0x39: return .literal(.number(try readNumber()))
    default: break
    }
    if matchWord("last") { return .last }
    if matchWord("true") { return .literal(.boolean(true)) }
    if matchWord("false") { return .literal(.boolean(false)) }
    if matchWord("null") { return .literal(.null) }
    throw failure("'$', '@' or a literal")
  }

  private mutating func readAccessors(of base: Expression) throws(Failure) -> Expression {
    var base = base
    var count = 0
    while true {
      count += 1
      guard count < 1000 else { throw failure("a shorter path") }
      if match("..") {
        base = .descendants(base, try readMemberName())
      } else if match(".") {
        base = try readMember(of: base)
      } else if match("[") {
        base = .elements(base, try readSubscripts())
      } else if match("?") {
        try expect(0x28, "(")
        base = .filter(base, try readDisjunction())
        try expect(0x29, ")")
      } else {
        return base
      }
    }
  }

  private mutating func readMember(of base: Expression) throws(Failure) -> Expression {
    if match("*") { return .member(base, nil) }
    let isQuoted = offset < bytes.count && bytes[offset] == 0x22
    let name = try readMemberName()
    guard !isQuoted, match("(") else { return .member(base, name) }
    guard let method = SQLJSONPath.Method(rawValue: String(decoding: name, as: UTF8.self)) else {
      throw failure(
        "one of the methods "
          + SQLJSONPath.Method.allCases.map { "\($0.rawValue)()" }.joined(separator: ", ")
      )
    }
    try expect(0x29, ")")
    return .method(base, method)
  }

  private mutating func readMemberName() throws(Failure) -> [UInt8] {
    skipWhitespace()
    if offset < bytes.count, bytes[offset] == 0x22 { return try readString() }
    let start = offset
    while offset < bytes.count, isNameByte(bytes[offset]) { offset += 1 }
    guard offset > start, bytes[start] &- 0x30 > 9 else {
      throw failure("a name, in double quotes when it is not all of letters, digits and '_'")
    }
    return Array(bytes[start..<offset])
  }

  private mutating func readSubscripts() throws(Failure) -> [SQLJSONPath.Subscript]? {
    if match("*") {
      try expect(0x5D, "]")
      return nil
    }
    var subscripts: [SQLJSONPath.Subscript] = []
    repeat {
      let from = try readSum()
      let to = matchWord("to") ? try readSum() : nil
      subscripts.append(SQLJSONPath.Subscript(from: from, to: to))
    } while match(",")
    try expect(0x5D, "]")
    return subscripts
  }

  // MARK: Predicates

  private mutating func readDisjunction() throws(Failure) -> Predicate {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw failure("a path that is less nested") }
    var left = try readConjunction()
    while match("||") { left = .or(left, try readConjunction()) }
    return left
  }

  private mutating func readConjunction() throws(Failure) -> Predicate {
    var left = try readPredicate()
    while match("&&") { left = .and(left, try readPredicate()) }
    return left
  }

  private mutating func readPredicate() throws(Failure) -> Predicate {
    attempts += 1
    guard attempts < 10_000 else { throw failure("a filter with fewer parentheses") }
    var isNegated = false
    while !lookingAt("!="), match("!") { isNegated.toggle() }
    let predicate = try readUnnegated()
    return isNegated ? .not(predicate) : predicate
  }

  private mutating func readUnnegated() throws(Failure) -> Predicate {
    if matchWord("exists") {
      try expect(0x28, "(")
      let path = try readSum()
      try expect(0x29, ")")
      return .exists(path)
    }
    let start = offset
    if match("(") {
      // A parenthesis opens a predicate or an operand: tried in this order.
      if let inner = try? readDisjunction(), match(")") {
        if matchWord("is") {
          guard matchWord("unknown") else { throw failure("'unknown'") }
          return .isUnknown(inner)
        }
        return inner
      }
      offset = start
    }
    return try readComparison()
  }

  private mutating func readComparison() throws(Failure) -> Predicate {
    let left = try readSum()
    if matchWord("starts") {
      guard matchWord("with") else { throw failure("'with'") }
      return .startsWith(left, try readSum())
    }
    let operators: [(String, SQLJSONPath.Comparison)] = [
      ("==", .equal), ("<>", .notEqual), ("!=", .notEqual), ("<=", .lessOrEqual),
      (">=", .greaterOrEqual), ("<", .less), (">", .greater),
    ]
    for (text, comparison) in operators where match(text) {
      return .compare(left, comparison, try readSum())
    }
    throw failure("a comparison: ==, !=, <, <=, >, >= or 'starts with'")
  }

  // MARK: Tokens

  private mutating func readString() throws(Failure) -> [UInt8] {
    guard offset < bytes.count, bytes[offset] == 0x22 else { throw failure("a string") }
    var out: [UInt8] = []
    var index = offset + 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x22 {
        offset = index
        return out
      }
      if byte == 0x5C, index < bytes.count {
        out.append(bytes[index])
        index += 1
      } else {
        out.append(byte)
      }
    }
    throw failure("a string that ends")
  }

  private mutating func readNumber() throws(Failure) -> [UInt8] {
    let start = offset
    while offset < bytes.count, bytes[offset] &- 0x30 <= 9 { offset += 1 }
    if offset + 1 < bytes.count, bytes[offset] == 0x2E, bytes[offset + 1] &- 0x30 <= 9 {
      offset += 1
      while offset < bytes.count, bytes[offset] &- 0x30 <= 9 { offset += 1 }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == 0x65 {
      offset += 1
      if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      let digits = offset
      while offset < bytes.count, bytes[offset] &- 0x30 <= 9 { offset += 1 }
      guard offset > digits else { throw failure("the digits of an exponent") }
    }
    return Array(bytes[start..<offset])
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25 || byte == 0x5F || byte >= 0x80
  }

  private mutating func skipWhitespace() {
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] &- 0x09 <= 4 { offset += 1 }
  }

  private mutating func lookingAt(_ text: String) -> Bool {
    skipWhitespace()
    return bytes[offset...].starts(with: text.utf8)
  }

  private mutating func match(_ text: String) -> Bool {
    guard lookingAt(text) else { return false }
    offset += text.utf8.count
    return true
  }

  private mutating func matchWord(_ word: String) -> Bool {
    guard lookingAt(word) else { return false }
    let end = offset + word.utf8.count
    guard end >= bytes.count || !isNameByte(bytes[end]) else { return false }
    offset = end
    return true
  }

  private mutating func matchAny(_ candidates: [UInt8]) -> UInt8? {
    skipWhitespace()
    guard offset < bytes.count, candidates.contains(bytes[offset]) else { return nil }
    offset += 1
    return bytes[offset - 1]
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(Failure) {
    guard matchAny([byte]) != nil else { throw failure("'\(name)'") }
  }

  private func failure(_ expected: String) -> Failure {
    Failure(offset: offset, expected: expected)
  }
}

// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Reads the text of a `Signature`.
///
/// ```
/// signature = "(" [ type { "," type } [ "..." ] ] ")" "->" type
/// type      = word { word } [ "(" argument { "," argument } ")" { word } ]
/// argument  = type | number
/// ```
struct SignatureParser {
  private enum Token: Equatable {
    case open, close, comma, arrow, dots
    case word(String)
  }

  private var tokens: [Token] = []
  private var position = 0
  /// Bare families met so far, to give each a name of its own.
  private var familyCount = 0

  /// The signature, or nil where the text does not follow the grammar.
  static func parse(_ signature: Signature) -> SignaturePattern? {
    var parser = SignatureParser(signature.text)
    return parser.signature()
  }

  /// Byte by byte: a run reads all signatures before anything else.
  private init(_ text: String) {
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let first = bytes[place]
      place += 1
      switch first {
      case UInt8(ascii: " "), UInt8(ascii: "\n"): break
      case UInt8(ascii: "("): tokens.append(.open)
      case UInt8(ascii: ")"): tokens.append(.close)
      case UInt8(ascii: ","): tokens.append(.comma)
      case UInt8(ascii: "-") where bytes[place...].starts(with: ">".utf8):
        tokens.append(.arrow)
        place += 1
      case UInt8(ascii: ".") where bytes[place...].starts(with: "..".utf8):
        tokens.append(.dots)
        place += 2
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        let start = place - 1
        while place < bytes.count, Self.isInWord(bytes[place]) { place += 1 }
        tokens.append(.word(String(decoding: bytes[start..<place], as: UTF8.self)))
      default:
        tokens = []
        return
      }
    }
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private mutating func accept(_ token: Token) -> Bool {
    guard position < tokens.count, tokens[position] == token else { return false }
    position += 1
    return true
  }

  private mutating func signature() -> SignaturePattern? {
    guard accept(.open) else { return nil }
    var parameters: [TypePattern] = []
    var isVariadic = false
    while !accept(.close) {
      if !parameters.isEmpty, !accept(.comma) { return nil }
      guard !isVariadic, let parameter = type() else { return nil }
      parameters.append(parameter)
      isVariadic = accept(.dots)
    }
    guard accept(.arrow), let result = type(), position == tokens.count else { return nil }
    return SignaturePattern(parameters: parameters, isVariadic: isVariadic, result: result)
  }

  private mutating func words() -> [String] {
    var words: [String] = []
    while let word = word() { words.append(word) }
    return words
  }

  private mutating func word() -> String? {
    guard position < tokens.count, case .word(let word) = tokens[position] else { return nil }
    position += 1
    return word
  }

  private mutating func type() -> TypePattern? {
    var words = words()
    guard let first = words.first else { return nil }
    // A type variable has capital letters alone.
    if words.count == 1, !first.utf8.contains(where: { $0 >= UInt8(ascii: "a") }) {
      return .variable(first, .any)
    }
    if accept(.open) {
      switch first {
      case "array", "map", "row", "function": return container(first)
      default: break
      }
      guard let arguments = arguments() else { return nil }
      words += self.words()
      return family(words, arguments)
    }
    return family(words, [])
  }

  private mutating func container(_ name: String) -> TypePattern? {
    var types: [TypePattern] = []
    repeat {
      guard let type = type() else { return nil }
      types.append(type)
    } while accept(.comma)
    guard accept(.close) else { return nil }
    switch (name, types.count) {
    case ("array", 1): return .array(types[0])
    case ("map", 2): return .map(types[0], types[1])
    case ("row", _): return .row(types)
    case ("function", 1...): return .function(types.dropLast(), types[types.count - 1])
    default: return nil
    }
  }

  /// The numbers or names in `decimal(p, s)`.
  private mutating func arguments() -> [String]? {
    var arguments: [String] = []
    repeat {
      guard let argument = word() else { return nil }
      arguments.append(argument)
    } while accept(.comma)
    return accept(.close) ? arguments : nil
  }

  private mutating func family(_ words: [String], _ arguments: [String]) -> TypePattern? {
    let name = words.joined(separator: " ")
    if let simple = TypeResolver.simple[name], arguments.isEmpty { return .exact(simple) }
    guard let family = TypeFamily(rawValue: name), family != .any else { return nil }
    if arguments.isEmpty {
      familyCount += 1
      return .variable("\(name) #\(familyCount)", family)
    }
    let numbers = arguments.compactMap { Int($0) }
    guard numbers.count == arguments.count else {
      return .variable("\(name)(\(arguments.joined(separator: ",")))", family)
    }
    return exact(family, numbers).map { .exact($0) }
  }

  private func exact(_ family: TypeFamily, _ numbers: [Int]) -> DataType? {
    switch (family, numbers.count) {
    case (.decimal, 2): .decimal(precision: numbers[0], scale: numbers[1])
    case (.varchar, 1): .varchar(length: numbers[0])
    case (.char, 1): .char(length: numbers[0])
    case (.time, 1): .time(precision: numbers[0])
    case (.timestamp, 1): .timestamp(precision: numbers[0])
    case (.timestampWithTimeZone, 1): .timestampWithTimeZone(precision: numbers[0])
    default: nil
    }
  }
}

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
  private var tokens: [Substring] = []
  private var position = 0
  /// Bare families met so far, to give each a name of its own.
  private var familyCount = 0

  /// The signature, or nil where the text does not follow the grammar.
  static func parse(_ signature: Signature) -> SignaturePattern? {
    var parser = SignatureParser(signature.text)
    return parser.signature()
  }

  private init(_ text: String) {
    var rest = text[...]
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("->") || rest.hasPrefix("...") {
        let length = rest.hasPrefix("->") ? 2 : 3
        tokens.append(rest.prefix(length))
        rest.removeFirst(length)
      } else if "(),".contains(character) {
        tokens.append(rest.prefix(1))
        rest.removeFirst()
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"(),.-".contains($0) }
        guard !word.isEmpty else {
          tokens = []
          return
        }
        tokens.append(word)
        rest = rest.dropFirst(word.count)
      }
    }
  }

  private mutating func accept(_ token: String) -> Bool {
    guard position < tokens.count, tokens[position] == token else { return false }
    position += 1
    return true
  }

  private mutating func signature() -> SignaturePattern? {
    guard accept("(") else { return nil }
    var parameters: [TypePattern] = []
    var isVariadic = false
    while !accept(")") {
      if !parameters.isEmpty, !accept(",") { return nil }
      guard !isVariadic, let parameter = type() else { return nil }
      parameters.append(parameter)
      isVariadic = accept("...")
    }
    guard accept("->"), let result = type(), position == tokens.count else { return nil }
    return SignaturePattern(parameters: parameters, isVariadic: isVariadic, result: result)
  }

  private mutating func words() -> [Substring] {
    var words: [Substring] = []
    while position < tokens.count, !["(", ")", ",", "...", "->"].contains(tokens[position]) {
      words.append(tokens[position])
      position += 1
    }
    return words
  }

  private mutating func type() -> TypePattern? {
    var words = words()
    guard let first = words.first else { return nil }
    if words.count == 1, first.allSatisfy({ $0.isUppercase || $0.isNumber }) {
      return .variable(String(first), .any)
    }
    if accept("(") {
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

  private mutating func container(_ name: Substring) -> TypePattern? {
    var types: [TypePattern] = []
    repeat {
      guard let type = type() else { return nil }
      types.append(type)
    } while accept(",")
    guard accept(")") else { return nil }
    switch (name, types.count) {
    case ("array", 1): return .array(types[0])
    case ("map", 2): return .map(types[0], types[1])
    case ("row", _): return .row(types)
    case ("function", 1...): return .function(types.dropLast(), types[types.count - 1])
    default: return nil
    }
  }

  /// The numbers or names in `decimal(p, s)`.
  private mutating func arguments() -> [Substring]? {
    var arguments: [Substring] = []
    repeat {
      guard position < tokens.count else { return nil }
      arguments.append(tokens[position])
      position += 1
    } while accept(",")
    return accept(")") ? arguments : nil
  }

  private mutating func family(_ words: [Substring], _ arguments: [Substring]) -> TypePattern? {
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

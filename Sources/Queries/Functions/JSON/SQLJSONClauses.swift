// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What a SQL/JSON query function says between its arguments, as SQL writes it: `with conditional
/// array wrapper`, `omit quotes`, `error on empty`, `empty array on error`, `default x6e6f on empty`.
///
/// `passing x61` and `default argument on empty` each take the next of the values behind the clauses.
struct SQLJSONClauses {
  enum Wrapper {
    case none, conditional, unconditional
  }

  /// What stands for an answer that is not there.
  enum Substitute {
    case error
    case value(Value)
    /// One of the values behind the clauses, by its place among them.
    case argument(Int)
  }

  private(set) var wrapper = Wrapper.none
  private(set) var omitsQuotes = false
  private(set) var onEmpty: Substitute?
  private(set) var onError: Substitute?
  /// The path's variables, each with the place of its value among those behind the clauses.
  private(set) var variables: [(name: [UInt8], argument: Int)] = []
  /// How many values the clauses have named so far.
  private var argumentCount = 0

  /// Reads the clauses, in any order and case.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for words that are no clause.
  init(_ text: Text) throws(QueryError) {
    var rest = text.string.lowercased().split { $0.isWhitespace }.map(String.init)[...]
    while !rest.isEmpty {
      guard
        readWrapper(&rest) || readQuotes(&rest) || readPassing(&rest) || readSubstitute(&rest)
      else {
        throw .invalidArgument(
          "unknown JSON clause '\(rest.joined(separator: " "))'",
          hint: "expected a wrapper, quotes, ON EMPTY or ON ERROR clause"
        )
      }
    }
  }

  private mutating func readWrapper(_ rest: inout ArraySlice<String>) -> Bool {
    let forms: [([String], Wrapper)] = [
      (["without"], .none), (["with", "conditional"], .conditional),
      (["with", "unconditional"], .unconditional), (["with"], .unconditional),
    ]
    for (words, wrapper) in forms where rest.starts(with: words) {
      var behind = rest.dropFirst(words.count)
      if behind.first == "array" { behind = behind.dropFirst() }
      guard behind.first == "wrapper" else { continue }
      self.wrapper = wrapper
      rest = behind.dropFirst()
      return true
    }
    return false
  }

  private mutating func readQuotes(_ rest: inout ArraySlice<String>) -> Bool {
    guard rest.starts(with: ["keep", "quotes"]) || rest.starts(with: ["omit", "quotes"]) else {
      return false
    }
    omitsQuotes = rest.first == "omit"
    rest = rest.dropFirst(2)
    if rest.starts(with: ["on", "scalar", "string"]) { rest = rest.dropFirst(3) }
    return true
  }

  private mutating func readPassing(_ rest: inout ArraySlice<String>) -> Bool {
    guard rest.first == "passing", let word = rest.dropFirst().first,
      let name = Self.text(of: word)
    else { return false }
    variables.append((name.bytes, argumentCount))
    argumentCount += 1
    rest = rest.dropFirst(2)
    return true
  }

  private static let substitutes: [([String], Substitute)] = [
    (["null"], .value(.null)), (["error"], .error), (["unknown"], .value(.null)),
    (["true"], .value(.boolean(true))), (["false"], .value(.boolean(false))),
    (["empty", "array"], .value(.text("[]"))), (["empty", "object"], .value(.text("{}"))),
  ]

  private mutating func readSubstitute(_ rest: inout ArraySlice<String>) -> Bool {
    if rest.starts(with: ["default", "argument"]) {
      argumentCount += 1
      return accept(.argument(argumentCount - 1), rest.dropFirst(2), &rest)
    }
    if rest.first == "default", let word = rest.dropFirst().first, let text = Self.text(of: word) {
      return accept(.value(.varchar(text)), rest.dropFirst(2), &rest)
    }
    for (words, substitute) in Self.substitutes where rest.starts(with: words) {
      if accept(substitute, rest.dropFirst(words.count), &rest) { return true }
    }
    return false
  }

  /// Takes the occasion behind a substitute.
  private mutating func accept(
    _ substitute: Substitute,
    _ behind: ArraySlice<String>,
    _ rest: inout ArraySlice<String>
  ) -> Bool {
    if behind.starts(with: ["on", "empty"]) {
      onEmpty = substitute
    } else if behind.starts(with: ["on", "error"]) {
      onError = substitute
    } else {
      return false
    }
    rest = behind.dropFirst(2)
    return true
  }

  /// The text of a default, which stands as `x` and its bytes in hexadecimal to be one word.
  private static func text(of word: String) -> Text? {
    var digits = word.utf8[...]
    guard digits.popFirst() == 0x78, digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    while let high = digits.popFirst(), let low = digits.popFirst() {
      guard let high = Hexadecimal.value(of: high), let low = Hexadecimal.value(of: low) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return Text(bytes: bytes)
  }
}

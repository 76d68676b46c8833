// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What a SQL/JSON query function says between its arguments: wrappers, quotes, ON EMPTY, ON ERROR.
struct SQLJSONClauses {
  enum Wrapper {
    case none, conditional, unconditional
  }

  /// What stands for an answer that is not there.
  enum Substitute {
    case error
    case value(Value)
  }

  private(set) var wrapper = Wrapper.none
  private(set) var omitsQuotes = false
  private(set) var onEmpty: Substitute?
  private(set) var onError: Substitute?

  /// Reads the clauses as SQL writes them, in any order and case.
  init(_ text: Text) throws(QueryError) {
    let words = text.string.lowercased().split { $0 == " " || $0.isNewline }.map(String.init)
    var rest = words[...]
    while !rest.isEmpty {
      guard readWrapper(&rest) || readQuotes(&rest) || readSubstitute(&rest) else {
        throw .invalidArgument(
          "unknown JSON clause '\(rest.joined(separator: " "))'",
          hint: "expected a wrapper, quotes, ON EMPTY or ON ERROR clause"
        )
      }
    }
  }

  private mutating func readWrapper(_ rest: inout ArraySlice<String>) -> Bool {
    let forms: [([String], Wrapper)] = [
      (["without", "array", "wrapper"], .none), (["without", "wrapper"], .none),
      (["with", "conditional", "array", "wrapper"], .conditional),
      (["with", "conditional", "wrapper"], .conditional),
      (["with", "unconditional", "array", "wrapper"], .unconditional),
      (["with", "unconditional", "wrapper"], .unconditional),
      (["with", "array", "wrapper"], .unconditional), (["with", "wrapper"], .unconditional),
    ]
    for (words, wrapper) in forms where rest.starts(with: words) {
      self.wrapper = wrapper
      rest = rest.dropFirst(words.count)
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

  private mutating func readSubstitute(_ rest: inout ArraySlice<String>) -> Bool {
    let forms: [([String], Substitute)] = [
      (["null"], .value(.null)), (["error"], .error), (["unknown"], .value(.null)),
      (["true"], .value(.boolean(true))), (["false"], .value(.boolean(false))),
      (["empty", "array"], .value(.text("[]"))), (["empty", "object"], .value(.text("{}"))),
    ]
    for (words, substitute) in forms where rest.starts(with: words) {
      let behind = rest.dropFirst(words.count)
      if behind.starts(with: ["on", "empty"]) {
        onEmpty = substitute
      } else if behind.starts(with: ["on", "error"]) {
        onError = substitute
      } else {
        continue
      }
      rest = behind.dropFirst(2)
      return true
    }
    return false
  }
}

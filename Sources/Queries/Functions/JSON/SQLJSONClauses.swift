// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What a SQL/JSON function says between its arguments: wrappers, quotes, ON EMPTY, ON ERROR, ON NULL.
///
/// A call hands the clauses on as one constant text of names and values, `on error=null;wrapper=
/// conditional`; the names and values are those of the parser's call options.
package struct SQLJSONClauses: Sendable {
  enum Wrapper: String {
    case without, conditional, unconditional
  }

  /// What stands for an answer that is not there.
  enum Substitute {
    case error
    /// The value behind DEFAULT.
    case `default`
    case value(Value)
  }

  private(set) var wrapper = Wrapper.without
  private(set) var omitsQuotes = false
  private(set) var onEmpty: Substitute?
  private(set) var onError: Substitute?
  /// What a constructor does with NULL; nil is what it does without the clause.
  private(set) var skipsNulls: Bool?
  private(set) var hasUniqueKeys = false

  /// The text of clauses, in an order of its own.
  package static func text(_ clauses: [String: String]) -> String {
    clauses.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }

  /// Reads what `text` gave.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a clause that is not known.
  init(_ text: Text) throws(QueryError) {
    for clause in text.string.split(separator: ";") {
      let sides = clause.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, set(sides[0], to: sides[1]) else {
        throw .invalidArgument("unknown JSON clause '\(clause)'")
      }
    }
  }

  private mutating func set(_ name: String, to value: String) -> Bool {
    switch (name, value) {
    case ("wrapper", _):
      guard let wrapper = Wrapper(rawValue: value) else { return false }
      self.wrapper = wrapper
    case ("quotes", "keep"), ("quotes", "omit"): omitsQuotes = value == "omit"
    case ("on empty", _):
      onEmpty = substitute(value)
      return onEmpty != nil
    case ("on error", _):
      onError = substitute(value)
      return onError != nil
    case ("on null", "null"), ("on null", "absent"): skipsNulls = value == "absent"
    case ("unique keys", "true"), ("unique keys", "false"): hasUniqueKeys = value == "true"
    default: return false
    }
    return true
  }

  private func substitute(_ value: String) -> Substitute? {
    switch value {
    case "error": .error
    case "default": .default
    case "null", "unknown": .value(.null)
    case "true": .value(.boolean(true))
    case "false": .value(.boolean(false))
    case "empty array": .value(.text("[]"))
    case "empty object": .value(.text("{}"))
    default: nil
    }
  }
}

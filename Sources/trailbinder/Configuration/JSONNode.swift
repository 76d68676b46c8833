// SPDX-License-Identifier: Apache-2.0

/// A JSON value that knows where it stands in its text.
package struct JSONNode: Equatable, Sendable {
  package enum Value: Equatable, Sendable {
    case null
    case boolean(Bool)
    /// As it is written: JSON sets no bounds to a number.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// In the order of the text; no key stands twice.
    case object([Member])
  }

  /// One key of an object with its value.
  package struct Member: Equatable, Sendable {
    package let key: String
    package let position: JSONPosition
    package let node: JSONNode
  }

  package let value: Value
  package let position: JSONPosition

  package init(value: Value, position: JSONPosition) {
    self.value = value
    self.position = position
  }

  /// The value of a key of an object; nil where it has none or is no object.
  package subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.node
  }

  /// What it is, with its article: `a string`.
  package var kind: String {
    switch value {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A place in a text, as editors count: lines and columns begin at 1, a column is a code point.
package struct JSONPosition: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Something wrong at one place of a JSON text.
package struct JSONProblem: Error, Equatable, Sendable {
  package let position: JSONPosition
  /// Lower case, without a full stop: what was found, what was expected.
  package let message: String

  package init(_ message: String, at position: JSONPosition) {
    self.position = position
    self.message = message
  }
}

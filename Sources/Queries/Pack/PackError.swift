// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with the files of a pack, in their order.
package struct PackError: Error, Equatable, Sendable {
  package var issues: [PackIssue]

  package init(_ issues: [PackIssue]) {
    self.issues = issues
  }
}

extension PackError: CustomStringConvertible {
  /// One line an issue.
  package var description: String {
    issues.map(\.description).joined(separator: "\n")
  }
}

/// One thing that is wrong with a query file, or with a query of the configuration.
package struct PackIssue: Equatable, Sendable {
  /// As the user would name it.
  package var file: String
  /// From 1; nil for trouble with the file as a whole.
  package var place: TextPlace?
  /// Lower case, without a full stop: what was found, what was expected.
  package var message: String
  /// The cure, as a sentence part.
  package var hint: String?

  package init(_ message: String, hint: String? = nil, file: String, at place: TextPlace? = nil) {
    self.file = file
    self.place = place
    self.message = message
    self.hint = hint
  }
}

extension PackIssue: CustomStringConvertible {
  /// As compilers print it, `iam/root.sql:2:4: error: unknown key 'titel', did you mean 'title'?`.
  package var description: String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let cure = hint.map { ", \($0)" } ?? ""
    return TerminalText.safe("\(file)\(position): error: \(message)\(cure)")
  }
}

/// A place in a text: lines from 1, columns in characters from 1.
package struct TextPlace: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

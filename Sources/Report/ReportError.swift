// SPDX-License-Identifier: Apache-2.0

/// Why no report could be made or published.
package struct ReportError: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// A template cannot be used.
    case template
    /// A page is not what the schema and the rules of our pages allow: nothing is published.
    case page
    /// A file or folder could not be read or written.
    case output
    /// Another run works on the same output folder.
    case locked
    /// The values handed in do not make a report.
    case input
    /// The task was cancelled.
    case interrupted
  }

  package var kind: Kind
  /// The file the error is about.
  package var path: String
  /// Counted from 1.
  package var line: Int?
  /// The element the fault was found at.
  package var element: String?
  /// Lower case, without a full stop: what was found, what was expected.
  package var message: String

  package init(
    _ kind: Kind,
    path: String,
    line: Int? = nil,
    element: String? = nil,
    _ message: String
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.element = element
    self.message = message
  }
}

extension ReportError {
  /// Ends the work on a report when its task was cancelled; looked at once a file.
  static func checkCancellation(at path: String) throws(ReportError) {
    guard Task.isCancelled else { return }
    throw ReportError(.interrupted, path: path, "interrupted")
  }
}

extension ReportError: CustomStringConvertible {
  /// The file, and the line where there is one.
  var place: String { line.map { "\(path):\($0)" } ?? path }

  /// As compilers print it: `query.mustache:12: error: unknown variable 'titel'`.
  package var description: String {
    let subject = element.map { "element '\($0)': " } ?? ""
    return "\(place): error: \(subject)\(message)"
  }
}

// SPDX-License-Identifier: Apache-2.0
import Queries
import Report

/// Why a command stops: what is printed, and the exit code.
struct Failure: Error, Equatable, Sendable {
  let status: ExitStatus
  let diagnostics: [Diagnostic]

  init(_ status: ExitStatus, _ diagnostics: [Diagnostic]) {
    self.status = status
    self.diagnostics = diagnostics
  }

  init(_ status: ExitStatus, _ message: String) {
    self.init(status, [Diagnostic(.error, message)])
  }

  /// The user stopped the run.
  static let interrupted = Failure(.failed, "interrupted")

  /// The messages in one line.
  var text: String {
    diagnostics.compactMap(\.lines.first).joined(separator: "; ")
  }

  /// Why no report could be made.
  ///
  /// Templates are part of what a user configures; everything else is a run that failed.
  init(_ error: ReportError) {
    guard error.kind != .interrupted else {
      self = .interrupted
      return
    }
    let place = error.line.map { "\(error.path):\($0)" } ?? error.path
    let subject = error.element.map { "element '\($0)': " } ?? ""
    self.init(
      error.kind == .template ? .misused : .failed,
      [Diagnostic(.error, subject + error.message, place: place)]
    )
  }
}

/// One message for the user, as compilers print it: `file:line:column: error: message`.
struct Diagnostic: Equatable, Sendable {
  enum Severity: String, Sendable {
    case error, warning, note
  }

  /// The message, and the lines that show the place.
  let lines: [String]

  /// A message in lower case without a full stop, and `file:line:column` or as much as there is.
  init(_ severity: Severity, _ message: String, place: String? = nil) {
    lines = [(place.map { $0 + ": " } ?? "") + severity.rawValue + ": " + message]
  }

  /// Something wrong with a query, with the place in its SQL marked.
  init(_ diagnostic: QueryDiagnostic) {
    lines =
      [diagnostic.message] + (diagnostic.excerpt.map { ["  " + $0.line, "  " + $0.marks] } ?? [])
  }
}

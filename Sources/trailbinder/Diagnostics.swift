// SPDX-License-Identifier: Apache-2.0
private import Queries

/// The one place that prints: results to standard output, everything else to standard error.
///
/// What is printed to people has its control characters escaped, since names of files and values of
/// logs stand in messages.
struct Diagnostics: Sendable {
  /// Whether progress is shown.
  let showsProgress: Bool
  /// Whether progress may move the cursor.
  let isTerminal: Bool

  init(quiet: Bool) {
    showsProgress = !quiet
    isTerminal = Terminal.isTerminal(Terminal.standardError)
  }

  /// Prints messages.
  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { report(diagnostic) }
  }

  func report(_ diagnostic: Diagnostic) {
    write(diagnostic.lines.map { TerminalText.safe($0) + "\n" }.joined())
  }

  /// A line about how far a run is.
  func progress(_ line: String) {
    guard showsProgress else { return }
    write(TerminalText.safe(line) + "\n")
  }

  /// A line that the next one takes the place of; only on a terminal.
  func transient(_ line: String) {
    guard showsProgress, isTerminal else { return }
    let width = Terminal.width(Terminal.standardError)
    write("\r\u{1B}[K" + TerminalText.shown(line, keeping: width, fromEnd: false).text)
  }

  /// Removes what `transient` left.
  func clearTransient() {
    guard showsProgress, isTerminal else { return }
    write("\r\u{1B}[K")
  }

  /// Several lines for the user on standard error, such as how a command is used.
  func message(_ lines: String) {
    write(Self.safeLines(lines) + (lines.hasSuffix("\n") ? "" : "\n"))
  }

  /// What a command was asked for, to standard output.
  func output(_ bytes: [UInt8]) throws(Failure) {
    do {
      try Files.write(bytes, descriptor: Terminal.standardOutput)
    } catch {
      throw Failure(.failed, "cannot write to standard output: \(error.reason)")
    }
  }

  /// Lines to standard output, as they may be shown.
  func output(_ lines: String) throws(Failure) {
    try output(Array((Self.safeLines(lines) + "\n").utf8))
  }

  /// Several lines, each fit for a terminal.
  static func safeLines(_ lines: String) -> String {
    lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.safe(String($0)) }
      .joined(separator: "\n")
  }

  /// To standard error; there is nowhere to complain when that fails.
  private func write(_ text: String) {
    try? Files.write(Array(text.utf8), descriptor: Terminal.standardError)
  }
}

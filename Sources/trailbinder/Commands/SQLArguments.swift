// SPDX-License-Identifier: Apache-2.0

/// Makes room for SQL that begins with a comment.
///
/// `trailbinder query "-- who deleted it?\nSELECT …"` looks to an argument parser like an option. An
/// argument that begins with `--` and holds white space before any option's `=` can be none of ours,
/// and is SQL: it is moved behind the terminator `--`, where every argument is taken as it is.
package enum SQLArguments {
  /// Commands that take SQL.
  private static let commands: Set<String> = ["query", "explain"]

  /// The arguments in an order that the parser understands; all others stay as they are.
  package static func reordered(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, commands.contains(command) else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    guard let index = arguments[..<end].firstIndex(where: isComment) else { return arguments }
    var result = arguments
    let sql = result.remove(at: index)
    if end == arguments.endIndex { result.append("--") }
    result.append(sql)
    return result
  }

  /// Whether an argument is a comment with SQL behind it, and not an option.
  private static func isComment(_ argument: String) -> Bool {
    guard argument.hasPrefix("--") else { return false }
    let name = argument.dropFirst(2).prefix { $0 != "=" }
    if name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") }), !name.isEmpty {
      // `--format=csv`, `--logs=/a b`: an option; `--x=1<line feed>SELECT 1`: a comment.
      return !isOption(String(name)) && argument.contains { $0.isNewline }
    }
    return argument.contains { $0.isWhitespace }
  }

  /// The options of `query` and `explain`.
  private static func isOption(_ name: String) -> Bool {
    [
      "file", "ddl", "logs", "format", "from", "to", "workers", "quiet", "help", "version",
    ].contains(name)
  }
}

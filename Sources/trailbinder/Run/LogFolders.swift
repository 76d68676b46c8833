// SPDX-License-Identifier: Apache-2.0
import Columns

/// Folders of logs as a user names them on the command line.
enum LogFolders {
  /// Names the program's standard input in place of a folder.
  static let standardInput = "-"

  /// The folders, each of which must be there; standard input can be named once.
  static func checked(_ paths: [String]) throws(Failure) -> [Text] {
    guard paths.count(where: { $0 == standardInput }) < 2 else {
      throw Failure(.misused, [Diagnostic(.error, "--logs: standard input is named twice")])
    }
    let missing = paths.filter { $0 != standardInput && Files.kind(of: $0) == nil }
    guard missing.isEmpty else {
      throw Failure(
        .misused,
        missing.map { Diagnostic(.error, "--logs: no folder or file '\($0)'") }
      )
    }
    return paths.map { Text($0) }
  }
}

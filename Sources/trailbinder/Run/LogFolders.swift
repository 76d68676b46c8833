// SPDX-License-Identifier: Apache-2.0
import Columns

/// Folders of logs as a user names them on the command line.
enum LogFolders {
  /// The folders, each of which must be there.
  static func checked(_ paths: [String]) throws(Failure) -> [Text] {
    let missing = paths.filter { Files.kind(of: $0) == nil }
    guard missing.isEmpty else {
      throw Failure(
        .misused,
        missing.map { Diagnostic(.error, "--logs: no folder or file '\($0)'") }
      )
    }
    return paths.map { Text($0) }
  }
}

// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A file that may hold records, as the listing of its tree found it.
package struct LogFile: Sendable, Equatable {
  /// The number of its root.
  package let root: Int
  /// Relative to the root; the root's own name when the root is a file.
  package let path: Text
  package let storedByteCount: Int
  package let account: String?
  package let region: String?
  /// The day it was delivered.
  package let day: Day?
  /// The root itself is this file, and may be a symbolic link to it.
  let isRoot: Bool
  /// Its name is one that a file of records may well have, or a user named the file itself.
  package let hasLogName: Bool
  /// It is what comes in on standard input.
  var isStandardInput = false
}

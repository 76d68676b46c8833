// SPDX-License-Identifier: Apache-2.0

/// How a command ended, for the shell: the whole table stands here and in docs/operations.md.
enum ExitStatus: Int32, Sendable {
  /// Everything that was asked for is done.
  case done = 0
  /// The run failed or was interrupted; nothing was published.
  case failed = 1
  /// The arguments, the configuration or the SQL are wrong; nothing was read.
  case misused = 2
  /// Done, but some input was damaged or unreadable, or a query failed over what it read.
  case incomplete = 3
}

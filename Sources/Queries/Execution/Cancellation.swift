// SPDX-License-Identifier: Apache-2.0

/// Lets long work of the finishing half stop when nobody waits for its answer any more.
enum Cancellation {
  /// Looks whether the task was cancelled.
  ///
  /// The error is never seen: the run as a whole ends with `CancellationError`.
  static func check() throws(QueryError) {
    if Task.isCancelled { throw QueryError(.genericInternalError, "the run was cancelled") }
  }
}

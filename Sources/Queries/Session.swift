// SPDX-License-Identifier: Apache-2.0

/// What a query may know besides its text and its tables.
package struct Session: Sendable {
  /// The instant that `now()` gives for a whole run.
  ///
  /// Microseconds since 1970-01-01 00:00:00 UTC.
  package let nowMicroseconds: Int64
  /// Rules of the optimizer that are switched off, by name, for tests.
  package let disabledRules: Set<String>

  package init(nowMicroseconds: Int64, disabledRules: Set<String> = []) {
    self.nowMicroseconds = nowMicroseconds
    self.disabledRules = disabledRules
  }
}

// SPDX-License-Identifier: Apache-2.0
import Columns

/// Why a file, or the rest of it, could not be used.
struct InputFailure: Error, Equatable {
  let kind: InputIssue.Kind
  /// As `InputIssue.reason`.
  let reason: String

  init(_ kind: InputIssue.Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

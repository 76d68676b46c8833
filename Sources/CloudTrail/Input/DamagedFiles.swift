// SPDX-License-Identifier: Apache-2.0

/// What becomes of the records in a damaged file that are whole.
package enum DamagedFiles: String, Sendable, CaseIterable {
  /// They count; the report names the file as damaged, and says how many they are.
  case salvage
  /// Nothing of the file counts.
  case skip
}

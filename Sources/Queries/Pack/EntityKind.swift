// SPDX-License-Identifier: Apache-2.0

/// What a report has a page of its own for: who acted, what was called, which key signed.
package enum EntityKind: String, Sendable, CaseIterable {
  case user
  case event
  case key
}

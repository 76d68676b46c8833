// SPDX-License-Identifier: Apache-2.0

/// What came of inflating a file whose text, or the beginning of it, is there.
struct Inflation {
  /// Stored bytes behind what was inflated.
  var trailingByteCount = 0
  /// Why the text is not all of it, or not known to be right.
  var damage: InputFailure?
}

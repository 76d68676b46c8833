// SPDX-License-Identifier: Apache-2.0

/// A set of pairs of small numbers.
///
/// Logs repeat themselves: pairs met lately are found in a few kilobytes, and most rows never reach the
/// table of all.
struct PairSet {
  private static let recentCount = 512
  /// No pair: numbers are smaller.
  private static let none = UInt64.max

  private var all = PairTable()
  /// Pairs met lately, each in the place that is its own among so many.
  private var recent = [UInt64](repeating: none, count: recentCount)

  var byteCount: Int { all.byteCount + recent.count * 8 }

  /// All pairs, in no order.
  var pairs: some Sequence<(first: UInt32, second: UInt32)> { all.pairs }

  /// Adds a pair; tells whether it is new.
  mutating func insert(_ first: UInt32, _ second: UInt32) -> Bool {
    let pair = UInt64(first) << 32 | UInt64(second)
    let place = Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 55)
    if recent[place] == pair { return false }
    recent[place] = pair
    let known = all.count
    return all.number(first, second) == known
  }
}

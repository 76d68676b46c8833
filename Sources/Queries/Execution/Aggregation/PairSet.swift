// SPDX-License-Identifier: Apache-2.0

/// A set of pairs of small numbers.
///
/// Open addressing with linear probing over a power of two of slots. Logs repeat themselves: pairs met
/// lately are found in a few kilobytes, and most rows never reach the table.
struct PairSet {
  private static let recentCount = 512
  /// No pair: numbers are smaller.
  private static let empty = UInt64.max

  /// Pairs, or `empty`.
  private var slots = [UInt64](repeating: empty, count: 64)
  /// Pairs met lately, by their hash.
  private var recent = [UInt64](repeating: empty, count: recentCount)
  /// How many pairs there are.
  private(set) var count = 0

  var byteCount: Int { (slots.count + recent.count) * 8 }

  /// Adds a pair; tells whether it is new.
  mutating func insert(_ first: UInt32, _ second: UInt32) -> Bool {
    let pair = UInt64(first) << 32 | UInt64(second)
    let hash = Self.hash(pair)
    if recent[hash & (Self.recentCount - 1)] == pair { return false }
    recent[hash & (Self.recentCount - 1)] = pair
    let mask = slots.count - 1
    var slot = (hash >> 9) & mask
    while slots[slot] != Self.empty {
      if slots[slot] == pair { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = pair
    count += 1
    if count * 2 > mask { grow() }
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: Self.empty, count: old.count * 4)
    let mask = slots.count - 1
    for pair in old where pair != Self.empty {
      var slot = (Self.hash(pair) >> 9) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = pair
    }
  }

  /// Two rounds of multiplication, positive.
  private static func hash(_ pair: UInt64) -> Int {
    var bits = pair &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 32)) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: (bits ^ (bits >> 29)) >> 1)
  }
}

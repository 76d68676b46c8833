// SPDX-License-Identifier: Apache-2.0

/// Gives pairs of small numbers small numbers of their own, in the order in which they come.
///
/// Open addressing with linear probing over a power of two of slots; the chain of two tables
/// numbers triples, and so on.
struct PairTable: Sendable {
  /// A pair beside its number: one line of the cache holds both.
  private struct Slot {
    static let empty = Slot(pair: .max, number: 0)

    /// All ones where the slot is empty: numbers are smaller.
    var pair: UInt64
    var number: UInt32
  }

  private var slots = [Slot](repeating: .empty, count: 64)
  /// How many pairs have a number.
  private(set) var count = 0

  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }

  /// All pairs, in no order.
  var pairs: some Sequence<(first: UInt32, second: UInt32)> {
    slots.lazy.filter { $0.pair != .max }.map { slot in
      (UInt32(truncatingIfNeeded: slot.pair >> 32), UInt32(truncatingIfNeeded: slot.pair))
    }
  }

  /// The number of a pair; a new one is the count before.
  mutating func number(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let pair = UInt64(first) << 32 | UInt64(second)
    let place = place(of: pair)
    if slots[place].pair == pair { return slots[place].number }
    let number = UInt32(count)
    slots[place] = Slot(pair: pair, number: number)
    count += 1
    if count * 2 >= slots.count { grow() }
    return number
  }

  /// Where a pair is, or would be.
  private func place(of pair: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Self.hash(pair) & mask
    while slots[place].pair != pair, slots[place].pair != .max { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: .empty, count: 4 * old.count)
    for slot in old where slot.pair != .max { slots[place(of: slot.pair)] = slot }
  }

  /// The finalizer of SplitMix64.
  private static func hash(_ pair: UInt64) -> Int {
    var bits = pair
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: bits ^ (bits >> 31))
  }
}

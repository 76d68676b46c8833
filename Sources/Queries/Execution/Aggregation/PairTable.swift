// SPDX-License-Identifier: Apache-2.0

/// Gives pairs of small numbers small numbers of their own, in the order in which they come.
///
/// Open addressing with linear probing over a power of two of slots; the chain of two tables
/// numbers triples, and so on.
struct PairTable: Sendable {
  /// Pair and number; a number of `UInt32.max` marks an empty slot.
  private var keys: [UInt64]
  private var numbers: [UInt32]
  private var mask: Int
  /// How many pairs have a number.
  private(set) var count = 0

  init() {
    keys = Array(repeating: 0, count: 64)
    numbers = Array(repeating: UInt32.max, count: 64)
    mask = 63
  }

  var byteCount: Int { keys.count * 12 }

  /// All pairs, in no order.
  var pairs: some Sequence<(first: UInt32, second: UInt32)> {
    zip(keys, numbers).lazy.filter { $1 != .max }.map { key, _ in
      (UInt32(truncatingIfNeeded: key >> 32), UInt32(truncatingIfNeeded: key))
    }
  }

  /// The number of a pair; a new one is the count before.
  mutating func number(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let key = UInt64(first) << 32 | UInt64(second)
    var slot = Self.hash(key) & mask
    while numbers[slot] != .max {
      if keys[slot] == key { return numbers[slot] }
      slot = (slot + 1) & mask
    }
    let number = UInt32(count)
    keys[slot] = key
    numbers[slot] = number
    count += 1
    if count * 2 > mask { grow() }
    return number
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldNumbers = numbers
    let slotCount = (mask + 1) * 4
    keys = Array(repeating: 0, count: slotCount)
    numbers = Array(repeating: UInt32.max, count: slotCount)
    mask = slotCount - 1
    for old in oldKeys.indices where oldNumbers[old] != .max {
      var slot = Self.hash(oldKeys[old]) & mask
      while numbers[slot] != .max { slot = (slot + 1) & mask }
      keys[slot] = oldKeys[old]
      numbers[slot] = oldNumbers[old]
    }
  }

  /// The finalizer of SplitMix64.
  private static func hash(_ key: UInt64) -> Int {
    var bits = key
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: bits ^ (bits >> 31))
  }
}

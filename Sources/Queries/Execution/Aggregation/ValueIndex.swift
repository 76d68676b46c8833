// SPDX-License-Identifier: Apache-2.0
import Columns

/// Finds the numbers of values: those at which equal ones stand in an array.
///
/// Open addressing with linear probing over a power of two of slots.
struct ValueIndex: Sendable {
  /// The hash above, the number plus one below; 0 is free.
  private var slots: [UInt64] = []
  /// How many values can be found.
  private(set) var count = 0

  var byteCount: Int { slots.count * 8 }

  /// Makes room for so many values.
  mutating func reserve(_ count: Int) {
    var needed = 64
    while needed < 2 * count { needed *= 2 }
    if needed > slots.count { resize(to: needed) }
  }

  /// The number of the value that is equal to one; where there is none, it has the next from now on.
  ///
  /// - Complexity: O(bytes of the value) on average.
  mutating func number(of value: Value, in values: [Value], orAdd next: UInt32) -> UInt32 {
    if 2 * count >= slots.count { resize(to: max(64, 2 * slots.count)) }
    let hash = value.quickHash >> 32
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 {
      let slot = slots[place]
      let number = UInt32(truncatingIfNeeded: slot) - 1
      if slot >> 32 == hash, values[Int(number)] == value { return number }
      place = (place + 1) & mask
    }
    slots[place] = hash << 32 | UInt64(next + 1)
    count += 1
    return next
  }

  private mutating func resize(to slotCount: Int) {
    let old = slots
    slots = Array(repeating: 0, count: slotCount)
    let mask = slotCount - 1
    for slot in old where slot != 0 {
      var place = Int(slot >> 32) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = slot
    }
  }
}

extension Value {
  /// A hash that agrees with `==`; for text, of which nearly all keys are, a quick one.
  fileprivate var quickHash: UInt64 {
    switch self {
    case .varchar(let text): ByteHash.hash(text.bytes.span)
    case .bigint(let number): ByteHash.hash(UInt64(bitPattern: number))
    default: ByteHash.hash(UInt64(bitPattern: Int64(hashValue)))
    }
  }
}

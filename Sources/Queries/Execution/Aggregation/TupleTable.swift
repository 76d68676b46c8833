// SPDX-License-Identifier: Apache-2.0

/// Gives tuples of small numbers small numbers of their own, in the order in which they come.
///
/// Open addressing with linear probing over a power of two of slots.
struct TupleTable: Sendable {
  private static let empty = UInt32.max

  let width: Int
  /// How many tuples have a number.
  private(set) var count = 0
  /// The tuples by number, `width` each.
  private(set) var members: [UInt32] = []
  /// Numbers, or `empty`.
  private var slots: [UInt32]
  /// Of tuples of two.
  private var pairs = PairTable()

  var byteCount: Int { (members.count + slots.count) * 4 + pairs.byteCount }

  init(width: Int) {
    precondition(width > 0, "a tuple has members")
    self.width = width
    slots = Array(repeating: Self.empty, count: 64)
  }

  /// The numbers of many tuples that stand one after the other; a new one is the count before.
  ///
  /// - Complexity: O(1) a tuple on average; one like that before it costs a comparison.
  mutating func numbers(of tuples: [UInt32]) -> [UInt32] {
    if width == 2 { return pairNumbers(of: tuples) }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(tuples.count / width)
    var last: UInt32 = 0
    for start in stride(from: 0, to: tuples.count, by: width) {
      if start == 0 || !repeats(tuples, at: start) { last = number(tuples, at: start) }
      numbers.append(last)
    }
    return numbers
  }

  /// As `numbers(of:)`, for tuples of two: most are.
  private mutating func pairNumbers(of tuples: [UInt32]) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: tuples.count / 2)
    var places = numbers.mutableSpan
    var last: (first: UInt32, second: UInt32, number: UInt32)?
    for index in places.indices {
      let (first, second) = (tuples[2 * index], tuples[2 * index + 1])
      if let last, last.first == first, last.second == second {
        places[index] = last.number
        continue
      }
      let number = pairs.number(first, second)
      if Int(number) == count {
        members.append(first)
        members.append(second)
        count += 1
      }
      last = (first, second, number)
      places[index] = number
    }
    return numbers
  }

  /// Whether a tuple is the same as the one before it.
  private func repeats(_ tuples: [UInt32], at start: Int) -> Bool {
    for place in start..<(start + width) where tuples[place] != tuples[place - width] {
      return false
    }
    return true
  }

  private mutating func number(_ tuples: [UInt32], at start: Int) -> UInt32 {
    let mask = slots.count - 1
    var slot = hash(tuples, at: start) & mask
    while slots[slot] != Self.empty {
      if isSame(tuples, at: start, as: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let number = UInt32(truncatingIfNeeded: count)
    slots[slot] = number
    members.append(contentsOf: tuples[start..<(start + width)])
    count += 1
    if count * 2 > mask { grow() }
    return number
  }

  private func isSame(_ tuples: [UInt32], at start: Int, as number: UInt32) -> Bool {
    let first = Int(number) * width
    for place in 0..<width where tuples[start + place] != members[first + place] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: Self.empty, count: slots.count * 4)
    let mask = slots.count - 1
    for number in 0..<count {
      var slot = hash(members, at: number * width) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: number)
    }
  }

  /// Each member is mixed in by a multiplication whose upper half is folded onto the lower one.
  private func hash(_ tuples: [UInt32], at start: Int) -> Int {
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
    for place in start..<(start + width) {
      let product = (hash ^ UInt64(tuples[place])).multipliedFullWidth(by: 0xbf58_476d_1ce4_e5b9)
      hash = product.high ^ product.low
    }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}

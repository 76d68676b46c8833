// SPDX-License-Identifier: Apache-2.0
// UNSAFE: a hash table over byte strings in raw memory, a plain struct so that looking up a value in
// the row loop touches no reference count.
// Invariant: whoever made an interner calls `deallocate` once; copies are not used side by side.
// Bounds: keys are read in words of eight bytes, up to seven bytes past their end: a caller's bytes
// have padding behind them, and the arena keeps `slack` bytes free. Codes are below `count`.
internal import Columns

/// Gives equal byte strings equal codes: 1, 2, 3 … in the order of first sight.
///
/// - Complexity: O(length) for a look-up; nothing is allocated unless the string is new.
@safe
struct ByteInterner {
  private struct Entry {
    var offset: Int
    var byteCount: Int
  }

  private static let slack = 8
  private static let firstSlotCount = 1 << 9
  private static let firstByteCount = 1 << 14

  /// The upper half of the hash above, the code below; 0 is free.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  /// By code less one; half as many as slots.
  private var entries: UnsafeMutablePointer<Entry>
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity: Int
  /// Bytes held.
  private(set) var byteCount = 0
  /// Strings held.
  private(set) var count = 0
  /// What was looked up the last time: records come in runs by one caller.
  private var last: UInt32 = 0
  private var lastEntry = Entry(offset: 0, byteCount: -1)

  init() {
    unsafe slots = .allocate(capacity: Self.firstSlotCount)
    unsafe slots.initialize(repeating: 0, count: Self.firstSlotCount)
    mask = Self.firstSlotCount - 1
    unsafe entries = .allocate(capacity: Self.firstSlotCount / 2)
    unsafe arena = .allocate(capacity: Self.firstByteCount)
    arenaCapacity = Self.firstByteCount
  }

  func deallocate() {
    unsafe slots.deallocate()
    unsafe entries.deallocate()
    unsafe arena.deallocate()
  }

  /// Forgets all strings and gives back what memory they had.
  mutating func removeAll() {
    deallocate()
    self = ByteInterner()
  }

  /// The bytes of a code.
  func bytes(of code: UInt32) -> [UInt8] {
    precondition(code >= 1 && code <= count, "a code of this interner")
    let entry = unsafe entries[Int(code) - 1]
    return unsafe Array(
      UnsafeBufferPointer(start: arena + entry.offset, count: entry.byteCount)
    )
  }

  /// The code of a byte string; a new one if it was not seen before.
  ///
  /// The bytes are readable for seven more than `length`.
  @inline(__always)
  mutating func code(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    if length == lastEntry.byteCount, unsafe Self.isSame(arena + lastEntry.offset, bytes, length) {
      return last
    }
    let hash = unsafe Self.hash(bytes, length)
    let tag = hash & 0xffff_ffff_0000_0000
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = unsafe slots[place]
      if slot == 0 { return unsafe insert(bytes, length, tag: tag, at: place) }
      if slot & 0xffff_ffff_0000_0000 == tag {
        let code = Int(truncatingIfNeeded: slot & 0xffff_ffff)
        let entry = unsafe entries[code &- 1]
        if entry.byteCount == length, unsafe Self.isSame(arena + entry.offset, bytes, length) {
          last = UInt32(truncatingIfNeeded: code)
          lastEntry = entry
          return last
        }
      }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func insert(
    _ bytes: UnsafePointer<UInt8>,
    _ length: Int,
    tag: UInt64,
    at place: Int
  ) -> UInt32 {
    if byteCount + length + Self.slack > arenaCapacity { growArena(by: length) }
    unsafe (arena + byteCount).update(from: bytes, count: length)
    unsafe (entries + count).initialize(to: Entry(offset: byteCount, byteCount: length))
    byteCount += length
    count += 1
    unsafe slots[place] = tag | UInt64(count)
    let code = UInt32(truncatingIfNeeded: count)
    if 2 * count > mask { growSlots() }
    return code
  }

  private mutating func growArena(by length: Int) {
    let capacity = 2 * arenaCapacity + length + Self.slack
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.update(from: arena, count: byteCount)
    unsafe arena.deallocate()
    unsafe arena = larger
    arenaCapacity = capacity
  }

  private mutating func growSlots() {
    let slotCount = 2 * (mask + 1)
    unsafe slots.deallocate()
    unsafe slots = .allocate(capacity: slotCount)
    unsafe slots.initialize(repeating: 0, count: slotCount)
    mask = slotCount - 1
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: slotCount / 2)
    unsafe larger.update(from: entries, count: count)
    unsafe entries.deallocate()
    unsafe entries = larger
    for index in 0..<count {
      let entry = unsafe entries[index]
      let hash = unsafe Self.hash(arena + entry.offset, entry.byteCount)
      var place = Int(truncatingIfNeeded: hash) & mask
      while unsafe slots[place] != 0 { place = (place &+ 1) & mask }
      unsafe slots[place] = hash & 0xffff_ffff_0000_0000 | UInt64(index + 1)
    }
  }

  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    unsafe UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The first `length` bytes, fewer than eight, as a word.
  @inline(__always)
  private static func shortWord(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let mask = (1 as UInt64) &<< (UInt64(truncatingIfNeeded: length) &* 8) &- 1
    return unsafe word(bytes, 0).littleEndian & mask
  }

  private static func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    unsafe ByteHash.hash(UnsafeBufferPointer(start: bytes, count: length).span)
  }

  @inline(__always)
  private static func isSame(
    _ a: UnsafePointer<UInt8>,
    _ b: UnsafePointer<UInt8>,
    _ length: Int
  ) -> Bool {
    guard length >= 8 else { return unsafe shortWord(a, length) == shortWord(b, length) }
    var place = 0
    while place &+ 8 <= length {
      if unsafe word(a, place) != word(b, place) { return false }
      place &+= 8
    }
    return unsafe word(a, length &- 8) == word(b, length &- 8)
  }
}

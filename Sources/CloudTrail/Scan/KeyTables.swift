// SPDX-License-Identifier: Apache-2.0
// UNSAFE: plain structs in raw memory, so that the loop over a record's keys meets no reference
// count, no bounds check and no exclusivity check.
// Invariant: one worker owns a KeyTables; every block is allocated in `init`, keeps its size, and is
// freed in `deinit`. KeyPointers are used only while their KeyTables is alive.
// Bounds: table, slot and prediction numbers are made here and nowhere else, each below the count
// its block was allocated for; the row has one slot more, for values nobody wants.

/// Where the value of a key goes.
struct KeyTarget {
  /// A place in the row; the last one is for values nobody wants.
  var slot: Int32
  /// The level of keys below, or -1.
  var table: Int32
}

/// A key as it was written in some record, with the separator before it and the colon behind it, and
/// which keys came next.
struct KeyPrediction {
  /// The bits of the 32 bytes of its text that must agree; a bit above them never does.
  var need: UInt64
  /// The key met behind this one the last time, and another before it.
  var next: UInt32
  var other: UInt32
  /// The bytes of `,"name":`.
  var byteCount: Int32
  /// The level it stands in.
  var level: Int32
  var target: KeyTarget
}

/// One level of a trie, laid out for look-ups.
struct KeyLevel {
  /// Where its hash slots begin, and their number less one.
  var start: Int
  var mask: Int
  /// What lies below it in the row.
  var firstSlot: Int
  var slotCount: Int
}

/// One hash slot; `byteCount` -1 marks a free one.
struct KeySlot {
  var nameOffset = 0
  var byteCount = -1
  var target = KeyTarget(slot: 0, table: -1)
}

/// Everything the scanner's inner loop touches, by address.
@safe
struct KeyPointers {
  let row: UnsafeMutablePointer<UInt64>
  let levels: UnsafeMutablePointer<KeyLevel>
  let slots: UnsafeMutablePointer<KeySlot>
  let names: UnsafeMutablePointer<UInt8>
  let predictions: UnsafeMutablePointer<KeyPrediction>
  /// 32 bytes for each prediction.
  let predictedText: UnsafeMutablePointer<UInt8>
  /// Finds a prediction by its text: numbers of predictions, 0 where there is none.
  let predictionIndex: UnsafeMutablePointer<UInt32>
  let predictionCount: UnsafeMutablePointer<Int>
  let predictionCapacity: Int
  let levelCount: Int
  let slotCount: Int
}

/// The keys to look for and the keys met so far, in the memory of one worker.
@safe
final class KeyTables {
  /// Keys remembered as they were written; what comes beyond is looked up every time.
  static let predictionLimit = 512
  /// Twice as many, so that a search ends soon.
  static let indexCount = 1024
  /// Longer keys are not predicted: 32 bytes are compared at once.
  static let longestPrediction = 32

  let pointers: KeyPointers

  init(_ trie: KeyTrie) {
    let tables = trie.tables
    let slotCount = trie.paths.count
    let hashCounts = tables.map { Self.hashCount(for: $0.keys.count) }
    let nameByteCount = tables.reduce(0) { $0 + $1.keys.reduce(0) { $0 + $1.name.count } }
    let predictionCapacity = 2 * tables.count + Self.predictionLimit
    unsafe pointers = KeyPointers(
      row: .allocate(capacity: slotCount + 1),
      levels: .allocate(capacity: tables.count),
      slots: .allocate(capacity: hashCounts.reduce(0, +)),
      names: .allocate(capacity: max(nameByteCount, 1)),
      predictions: .allocate(capacity: predictionCapacity),
      predictedText: .allocate(capacity: 32 * predictionCapacity),
      predictionIndex: .allocate(capacity: Self.indexCount),
      predictionCount: .allocate(capacity: 1),
      predictionCapacity: predictionCapacity,
      levelCount: tables.count,
      slotCount: slotCount
    )
    unsafe pointers.row.initialize(repeating: 0, count: slotCount + 1)
    unsafe pointers.slots.initialize(repeating: KeySlot(), count: hashCounts.reduce(0, +))
    unsafe pointers.predictedText.initialize(repeating: 0, count: 32 * predictionCapacity)
    unsafe pointers.predictionIndex.initialize(repeating: 0, count: Self.indexCount)
    layOut(tables, hashCounts: hashCounts)
    startPredictions(levelCount: tables.count)
  }

  deinit {
    unsafe pointers.row.deallocate()
    unsafe pointers.levels.deallocate()
    unsafe pointers.slots.deallocate()
    unsafe pointers.names.deallocate()
    unsafe pointers.predictions.deallocate()
    unsafe pointers.predictedText.deallocate()
    unsafe pointers.predictionIndex.deallocate()
    unsafe pointers.predictionCount.deallocate()
  }

  /// A power of two with room to spare.
  private static func hashCount(for keyCount: Int) -> Int {
    var count = 8
    while count < 4 * keyCount { count *= 2 }
    return count
  }

  private func layOut(_ tables: [KeyTrie.Table], hashCounts: [Int]) {
    var start = 0
    var nameOffset = 0
    for (number, table) in tables.enumerated() {
      let mask = hashCounts[number] - 1
      unsafe (pointers.levels + number).initialize(
        to: KeyLevel(
          start: start,
          mask: mask,
          firstSlot: table.slots.lowerBound,
          slotCount: table.slots.count
        )
      )
      for key in table.keys {
        for (index, byte) in key.name.enumerated() {
          unsafe (pointers.names + nameOffset + index).initialize(to: byte)
        }
        var place = unsafe KeyPointers.hash(pointers.names + nameOffset, key.name.count) & mask
        while unsafe pointers.slots[start + place].byteCount >= 0 { place = (place + 1) & mask }
        unsafe pointers.slots[start + place] = KeySlot(
          nameOffset: nameOffset,
          byteCount: key.name.count,
          target: KeyTarget(
            slot: Int32(key.slot ?? pointers.slotCount),
            table: Int32(key.table ?? -1)
          )
        )
        nameOffset += key.name.count
      }
      start += mask + 1
    }
  }

  /// Gives each level two predictions that are never met themselves: the place its objects begin
  /// from, and one for keys that are not remembered, behind which no first key may be expected.
  private func startPredictions(levelCount: Int) {
    for number in 0..<2 * levelCount {
      unsafe (pointers.predictions + number).initialize(
        to: KeyPrediction(
          need: 1 << 32,
          next: UInt32(number),
          other: UInt32(number),
          byteCount: 0,
          level: Int32(number % levelCount),
          target: KeyTarget(slot: 0, table: -1)
        )
      )
    }
    unsafe pointers.predictionCount.initialize(to: 2 * levelCount)
  }
}

extension KeyPointers {
  /// The prediction behind a key that is not remembered.
  func lost(_ level: Int) -> Int { levelCount &+ level }

  /// A hash of a key that does not tell upper from lower case.
  @inline(__always)
  static func hash(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
    guard count > 0 else { return 0 }
    let first = unsafe Int(name[0] | 0x20)
    let middle = unsafe Int(name[count &>> 1] | 0x20)
    let last = unsafe Int(name[count &- 1] | 0x20)
    return count &* 7 &+ first &* 5 &+ middle &* 3 &+ last
  }

  /// Where the value of a key goes, by its name in any case.
  func target(of name: UnsafePointer<UInt8>?, _ count: Int, level: Int) -> KeyTarget {
    let nowhere = KeyTarget(slot: Int32(truncatingIfNeeded: slotCount), table: -1)
    guard let name = unsafe name else { return nowhere }
    let mask = unsafe levels[level].mask
    let start = unsafe levels[level].start
    var place = unsafe Self.hash(name, count) & mask
    while unsafe slots[start &+ place].byteCount >= 0 {
      let slot = unsafe slots[start &+ place]
      if slot.byteCount == count, unsafe isSame(name, names + slot.nameOffset, count) {
        return slot.target
      }
      place = (place &+ 1) & mask
    }
    return nowhere
  }

  /// Finds or adds the prediction for a key and notes that it stood behind another.
  ///
  /// `key` is what was written from the separator to the colon, at most 32 bytes, and `name` the name
  /// in it. `previous` is the prediction the key was not found with, and becomes the key's own.
  ///
  /// - Returns: where the key's value goes.
  @inline(never)
  func learn(
    _ key: UnsafePointer<UInt8>,
    _ byteCount: Int,
    name: UnsafePointer<UInt8>,
    _ nameCount: Int,
    level: Int,
    _ previous: inout Int
  ) -> KeyTarget {
    let hash = unsafe Self.hash(name, nameCount) &+ byteCount &+ level &* 31
    var place = hash & (KeyTables.indexCount - 1)
    var number = unsafe Int(predictionIndex[place])
    while number != 0 {
      if unsafe predictions[number].level == level,
        unsafe predictions[number].byteCount == byteCount,
        unsafe isEqual(key, predictedText + 32 * number, byteCount)
      {
        break
      }
      place = (place &+ 1) & (KeyTables.indexCount - 1)
      number = unsafe Int(predictionIndex[place])
    }
    if number == 0 {
      let target = unsafe target(of: name, nameCount, level: level)
      guard unsafe predictionCount.pointee < predictionCapacity else {
        previous = lost(level)
        return target
      }
      number = unsafe predictionCount.pointee
      unsafe predictionCount.pointee += 1
      unsafe (predictedText + 32 * number).update(from: key, count: byteCount)
      unsafe (predictions + number).initialize(
        to: KeyPrediction(
          need: (1 << UInt64(byteCount)) - 1,
          next: UInt32(lost(level)),
          other: UInt32(lost(level)),
          byteCount: Int32(byteCount),
          level: Int32(level),
          target: target
        )
      )
      unsafe predictionIndex[place] = UInt32(number)
    }
    unsafe predictions[previous].other = predictions[previous].next
    unsafe predictions[previous].next = UInt32(number)
    previous = number
    return unsafe predictions[number].target
  }

  /// Whether a key in any case is a name in lower case.
  private func isSame(
    _ key: UnsafePointer<UInt8>,
    _ name: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    for index in 0..<count {
      let byte = unsafe key[index]
      let folded = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      if unsafe folded != name[index] { return false }
    }
    return true
  }

  private func isEqual(
    _ a: UnsafePointer<UInt8>,
    _ b: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    for index in 0..<count where unsafe a[index] != b[index] { return false }
    return true
  }
}

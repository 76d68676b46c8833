// SPDX-License-Identifier: Apache-2.0
// UNSAFE: writes the spans of a record into the row of its KeyTables, by address.
// Invariant: the KeyTables and the owner of the text outlive the scanner.
// Bounds: slots and levels come from KeyTables; the text is read through PaddedText, and every place
// found is compared with the text's end before it is believed.

/// Finds the wanted values of one record after another, and nothing else.
///
/// The scanner is lazy: what no path leads into is skipped, a string to its closing quote, an object
/// or array to its closing bracket. What it does look at must be JSON. So a record that is passed
/// has balanced brackets, well-formed keys, and well-formed values at every level that was entered.
///
/// **Key prediction.** Records repeat their keys in nearly the same order. Behind each key the two
/// last met after it are remembered as they were written; comparing 32 bytes with them costs less
/// than finding the key's end and looking it up, and settles separator and colon as well.
///
/// **Repeated keys.** Keys are compared without regard to the case of ASCII letters. When a key, in
/// whatever case, stands twice in an object, the last one counts, as in Hive's JSON SerDe; if its
/// value is null, the column is NULL.
///
/// **Depth.** Input cannot make the scanner recurse deeper than the wanted paths are long.
struct RecordScanner {
  let text: PaddedText
  private let keys: KeyPointers
  /// Set when a place of -1 is returned.
  private(set) var failure = ScanFailure(offset: 0, expected: .value)

  init(_ text: PaddedText, tables: KeyTables) {
    self.text = text
    keys = tables.pointers
  }

  /// A wanted value of the record last scanned.
  @inline(__always)
  func span(_ slot: Int) -> ValueSpan { unsafe ValueSpan(word: keys.row[slot]) }

  /// Scans the object that begins at `start`; `recordSlot` is the slot of the whole record, if any.
  ///
  /// - Returns: the place behind it, or -1.
  mutating func record(at start: Int, recordSlot: Int?) -> Int {
    unsafe keys.row.update(repeating: 0, count: keys.slotCount)
    guard text[start] == UInt8(ascii: "{") else { return fail(.record, at: start) }
    let end = object(at: start, level: 0)
    if let recordSlot, end >= 0 {
      unsafe keys.row[recordSlot] =
        ValueSpan(offset: start, end: end, flags: ValueSpan.rawFlag).word
    }
    return end
  }

  /// The first place at or behind `place` that holds no white space.
  @inline(__always)
  func skipSpace(_ place: Int) -> Int {
    // The padding is no white space, so this ends.
    text[place] > 0x20 ? place : Self.skipSpaces(text, place)
  }

  @inline(never)
  private static func skipSpaces(_ text: PaddedText, _ start: Int) -> Int {
    var place = start
    while true {
      switch text[place] {
      case 0x20, 0x09, 0x0a, 0x0d: place &+= 1
      default: return place
      }
    }
  }

  /// Scans the object whose brace is at `start`.
  ///
  /// Each turn begins before a separator: the opening brace, or the comma behind a value. What is
  /// predicted is the separator with the key and the colon behind it, all in one comparison.
  ///
  /// - Returns: the place behind it, or -1.
  @inline(never)
  private mutating func object(at start: Int, level: Int) -> Int {
    let text = self.text
    let keys = self.keys
    var place = start
    var previous = level
    while true {
      let target: KeyTarget
      let next = unsafe Int(keys.predictions[previous].next)
      if unsafe text.matches(
        keys.predictedText + next &* 32,
        at: place,
        need: keys.predictions[next].need
      ) {
        unsafe target = keys.predictions[next].target
        unsafe place &+= Int(keys.predictions[next].byteCount)
        previous = next
      } else {
        if text[place] == UInt8(ascii: "}") { return place &+ 1 }
        let found = otherKey(at: place, isFirst: place == start, level: level, &previous)
        if found.isEnd { return found.place }
        target = found.target
        place = found.place
      }
      place = value(at: place, target: target)
      if place < 0 { return -1 }
    }
  }

  /// What `otherKey` came upon.
  private struct FoundKey {
    var target = KeyTarget(slot: 0, table: -1)
    /// Behind the colon; behind the object, or -1, when there is no key.
    var place: Int
    var isEnd = false
  }

  /// Reads a separator and a key that are not those expected first, or the end of the object.
  @inline(never)
  private mutating func otherKey(
    at start: Int,
    isFirst: Bool,
    level: Int,
    _ previous: inout Int
  ) -> FoundKey {
    let other = unsafe Int(keys.predictions[previous].other)
    guard
      unsafe text.matches(
        keys.predictedText + other &* 32,
        at: start,
        need: keys.predictions[other].need
      )
    else { return unforeseenKey(at: start, isFirst: isFirst, level: level, &previous) }
    unsafe keys.predictions[previous].other = keys.predictions[previous].next
    unsafe keys.predictions[previous].next = UInt32(other)
    previous = other
    return unsafe FoundKey(
      target: keys.predictions[other].target,
      place: start &+ Int(keys.predictions[other].byteCount)
    )
  }

  /// Reads a separator and a key byte by byte, or the end of the object.
  private mutating func unforeseenKey(
    at start: Int,
    isFirst: Bool,
    level: Int,
    _ previous: inout Int
  ) -> FoundKey {
    var place = skipSpace(start)
    if text[place] == UInt8(ascii: "}") { return FoundKey(place: place &+ 1, isEnd: true) }
    guard isFirst || text[place] == UInt8(ascii: ",") else { return noKey(.separator, place) }
    place = skipSpace(place &+ 1)
    if isFirst, text[place] == UInt8(ascii: "}") {
      return FoundKey(place: place &+ 1, isEnd: true)
    }
    guard place < text.count, text[place] == UInt8(ascii: "\"") else { return noKey(.key, place) }
    let nameStart = place &+ 1
    var flags: UInt64 = 0
    let nameEnd = text.stringEnd(from: nameStart, escaped: &flags)
    guard nameEnd < text.count else { return noKey(.stringEnd, place) }
    place = skipSpace(nameEnd &+ 1)
    guard text[place] == UInt8(ascii: ":") else { return noKey(.colon, place) }
    let target = lookUp(
      ValueSpan(offset: nameStart, end: nameEnd, flags: flags),
      from: start,
      to: place &+ 1,
      level: level,
      &previous
    )
    return FoundKey(target: target, place: place &+ 1)
  }

  private mutating func noKey(_ expected: ScanFailure.Expectation, _ place: Int) -> FoundKey {
    FoundKey(place: fail(expected, at: place), isEnd: true)
  }

  /// Where the value of a key goes; the bytes from its separator to its colon are remembered.
  private func lookUp(
    _ name: ValueSpan,
    from start: Int,
    to end: Int,
    level: Int,
    _ previous: inout Int
  ) -> KeyTarget {
    let bytes = unsafe text.pointer(at: name.offset)
    if !name.isEscaped, end &- start <= KeyTables.longestPrediction {
      return unsafe keys.learn(
        text.pointer(at: start),
        end &- start,
        name: bytes,
        name.byteCount,
        level: level,
        &previous
      )
    }
    previous = keys.lost(level)
    if name.isEscaped {
      let unescaped = text.text(of: name)
      return unsafe unescaped.withUnsafeBufferPointer { bytes in
        unsafe keys.target(of: bytes.baseAddress, bytes.count, level: level)
      }
    }
    return unsafe keys.target(of: bytes, name.byteCount, level: level)
  }

  @inline(__always)
  private mutating func value(at colonEnd: Int, target: KeyTarget) -> Int {
    let start = skipSpace(colonEnd)
    let first = text[start]
    if first == UInt8(ascii: "\"") {
      var flags: UInt64 = 0
      let end = text.stringEnd(from: start &+ 1, escaped: &flags)
      guard end < text.count else {
        return fail(start < text.count ? .stringEnd : .value, at: start)
      }
      store(ValueSpan(offset: start &+ 1, end: end, flags: flags).word, target)
      return end &+ 1
    }
    // { and [ differ in bit 5.
    if first | 0x20 == UInt8(ascii: "{") {
      if target.table >= 0 && first == UInt8(ascii: "{") {
        return wantedObject(at: start, target: target)
      }
      guard let end = text.nestedEnd(from: start) else { return fail(.nestedEnd, at: start) }
      store(ValueSpan(offset: start, end: end, flags: ValueSpan.rawFlag).word, target)
      return end
    }
    return literal(at: start, target: target)
  }

  /// Keeps a value that is not an object with wanted keys.
  @inline(__always)
  private func store(_ word: UInt64, _ target: KeyTarget) {
    unsafe keys.row[Int(target.slot)] = word
    if target.table >= 0 { forget(level: Int(target.table)) }
  }

  /// Clears what an earlier value of the same key has left below it.
  private func forget(level: Int) {
    unsafe (keys.row + keys.levels[level].firstSlot).update(
      repeating: 0,
      count: keys.levels[level].slotCount
    )
  }

  @inline(never)
  private mutating func wantedObject(at start: Int, target: KeyTarget) -> Int {
    forget(level: Int(target.table))
    let end = object(at: start, level: Int(target.table))
    if end >= 0 {
      unsafe keys.row[Int(target.slot)] =
        ValueSpan(offset: start, end: end, flags: ValueSpan.rawFlag).word
    }
    return end
  }

  @inline(never)
  private mutating func literal(at start: Int, target: KeyTarget) -> Int {
    let end = text.scalarEnd(from: start)
    guard end > start, end <= text.count else {
      return fail(.value, at: text.unendedWord(from: start))
    }
    let word =
      text[start] == UInt8(ascii: "n")
      ? 0 : ValueSpan(offset: start, end: end, flags: ValueSpan.rawFlag).word
    store(word, target)
    return end
  }

  /// The end of any value, without keeping it; for what stands beside the records.
  mutating func skipValue(at start: Int) -> Int {
    value(at: start, target: KeyTarget(slot: Int32(keys.slotCount), table: -1))
  }

  /// The end of the string whose opening quote is at `start`, or -1.
  mutating func skipString(at start: Int) -> Int {
    var flags: UInt64 = 0
    let end = text.stringEnd(from: start &+ 1, escaped: &flags)
    return end < text.count ? end &+ 1 : fail(.stringEnd, at: start)
  }

  @inline(never)
  private mutating func fail(_ expected: ScanFailure.Expectation, at offset: Int) -> Int {
    failure = ScanFailure(offset: min(offset, text.count), expected: expected)
    return -1
  }
}

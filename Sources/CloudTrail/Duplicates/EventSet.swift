// SPDX-License-Identifier: Apache-2.0
import Columns

/// Identifiers of events that were met: an exact set.
///
/// Keys lie in one table with open addressing, two words each. Whoever writes the logs chooses them,
/// so that the hash is seeded: keys that collide on purpose cannot be made without the seed.
struct EventSet {
  private static let firstWordCount = 16

  /// Two words a place, a power of two of places; zeros are free.
  private var words: [UInt64]
  private var keyCount = 0
  /// What is no UUID in lower case.
  private var others: Set<Text> = []
  private var otherByteCount = 0
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    words = Array(repeating: 0, count: Self.firstWordCount)
  }

  /// Whether no key was added.
  var isEmpty: Bool { keyCount == 0 }

  /// The memory it takes, about.
  var byteCount: Int { words.count * 8 + otherByteCount }

  /// Adds a key.
  ///
  /// - Returns: whether it is new.
  @inline(__always)
  mutating func insert(_ key: EventKey) -> Bool {
    // At most two thirds are filled.
    if 3 * keyCount >= words.count { grow(to: 2 * words.count) }
    let mask = words.count / 2 - 1
    var place = hash(key) & mask
    while true {
      let high = words[2 &* place]
      let low = words[2 &* place &+ 1]
      if high == key.high && low == key.low { return false }
      if high | low == 0 {
        words[2 &* place] = key.high
        words[2 &* place &+ 1] = key.low
        keyCount &+= 1
        return true
      }
      place = (place &+ 1) & mask
    }
  }

  /// Adds an identifier that is no key.
  ///
  /// - Returns: whether it is new.
  mutating func insert(_ text: Text) -> Bool {
    guard others.insert(text).inserted else { return false }
    otherByteCount += text.bytes.count + 64
    return true
  }

  func contains(_ key: EventKey) -> Bool {
    let mask = words.count / 2 - 1
    var place = hash(key) & mask
    while words[2 * place] | words[2 * place + 1] != 0 {
      if words[2 * place] == key.high && words[2 * place + 1] == key.low { return true }
      place = (place + 1) & mask
    }
    return false
  }

  func contains(_ text: Text) -> Bool { others.contains(text) }

  @inline(__always)
  private func hash(_ key: EventKey) -> Int {
    let product = (key.high ^ seed).multipliedFullWidth(by: key.low ^ 0x9e37_79b9_7f4a_7c15)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  /// Makes room for so many keys at once, where the table would be made anew time and again.
  mutating func reserve(_ count: Int) {
    let wordCount = Self.wordCount(for: count)
    if wordCount > words.count { grow(to: wordCount) }
  }

  private static func wordCount(for keyCount: Int) -> Int {
    var wordCount = firstWordCount
    while 3 * keyCount >= wordCount { wordCount *= 2 }
    return wordCount
  }

  @inline(never)
  private mutating func grow(to wordCount: Int) {
    let old = words
    words = Array(repeating: 0, count: wordCount)
    keyCount = 0
    for place in stride(from: 0, to: old.count, by: 2) where old[place] | old[place + 1] != 0 {
      _ = insert(EventKey(high: old[place], low: old[place + 1]))
    }
  }
}

extension EventSet {
  /// For a file: the number of keys, the keys, then the others with their lengths before them.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 16 * keyCount + otherByteCount)
    Self.append(UInt64(keyCount), to: &bytes)
    for place in stride(from: 0, to: words.count, by: 2)
    where words[place] | words[place + 1] != 0 {
      Self.append(words[place], to: &bytes)
      Self.append(words[place + 1], to: &bytes)
    }
    for text in others {
      Self.append(UInt64(text.bytes.count), to: &bytes)
      bytes += text.bytes
    }
    return bytes
  }

  /// Reads what `stored` gave.
  init(stored bytes: [UInt8], seed: UInt64) {
    self.init(seed: seed)
    let count = Int(Self.word(bytes, at: 0))
    words = Array(repeating: 0, count: Self.wordCount(for: count))
    for place in stride(from: 8, to: 8 + 16 * count, by: 16) {
      _ = insert(
        EventKey(high: Self.word(bytes, at: place), low: Self.word(bytes, at: place + 8))
      )
    }
    var place = 8 + 16 * count
    while place < bytes.count {
      let end = place + 8 + Int(Self.word(bytes, at: place))
      _ = insert(Text(bytes: Array(bytes[(place + 8)..<end])))
      place = end
    }
  }

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }
}

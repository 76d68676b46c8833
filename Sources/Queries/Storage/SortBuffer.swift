// SPDX-License-Identifier: Apache-2.0
import Columns

/// The entries of a sorter that are in memory: in the order in which they came, then sorted.
///
/// What is moved about is where each begins, never the entry. An entry is asked for after `sort`.
struct SortBuffer: Sendable {
  /// Where an entry begins, and what is known of its order.
  private struct Start: Sendable {
    let word: SortWord
    let block: UInt32
    let offset: UInt32
  }

  private static let blockByteCount = 1 << 18
  /// So many words are made of an entry before entries themselves are compared.
  private static let mostWords = 4

  private let order: RowOrder
  private let share: MemoryShare
  /// The blocks that are full.
  private var blocks: [[UInt8]] = []
  /// The block that is being filled.
  private var open = RowWriter()
  private var starts: [Start] = []
  private var blockedByteCount = 0
  /// What the share was told last.
  private var notedByteCount = 0

  init(_ order: RowOrder, _ share: MemoryShare) {
    self.order = order
    self.share = share
  }

  var count: Int { starts.count }

  /// An entry by its place in the order.
  subscript(number: Int) -> SortEntry {
    entry(starts[number])
  }

  func word(of number: Int) -> SortWord { starts[number].word }

  /// Adds an entry; tells whether the memory for it is there.
  mutating func append(
    prefix: Span<UInt8>,
    keys: [UInt8],
    _ place: SortPlace,
    payload: Span<UInt8>
  ) -> Bool {
    let needed = prefix.count + keys.count + payload.count + 48
    if !open.bytes.isEmpty, open.bytes.count + needed > Self.blockByteCount {
      endBlock()
      // Most sorts are small; the blocks of large ones are made in full.
      open.bytes.reserveCapacity(Self.blockByteCount)
    }
    starts.append(
      Start(
        word: SortWord(prefix: prefix, keys: RowReader(keys), place, order),
        block: UInt32(blocks.count),
        offset: UInt32(open.bytes.count)
      )
    )
    open.append(prefix: prefix, keys: keys.span, place, payload: payload)
    let startByteCount = starts.count * MemoryLayout<Start>.stride
    let held = blockedByteCount + open.bytes.count + startByteCount
    // Others note what they hold in the same place: not for every row.
    guard held - notedByteCount >= share.budget.pageByteCount / 16 else { return true }
    notedByteCount = held
    return share.hold(held)
  }

  private mutating func endBlock() {
    blockedByteCount += open.bytes.count
    blocks.append(open.bytes)
    open = RowWriter()
  }

  /// Puts the entries in order.
  mutating func sort() {
    if !open.bytes.isEmpty { endBlock() }
    var sorted = starts
    starts = []
    sorted.sort { $0.word < $1.word }
    Self.forEachTie(in: 0..<sorted.count, { sorted[$0].word }) { settle(&sorted, $0, behind: 1) }
    starts = sorted
  }

  /// Puts entries in order of which so many words are equal.
  private func settle(_ starts: inout [Start], _ range: Range<Int>, behind wordCount: Int) {
    let first = entry(starts[range.lowerBound])
    let rest = first.word(order, behind: wordCount - 1).rest
    // More words pay where many entries are told apart by them; each is read from the first key on.
    let isWorthWhile = range.count >= 8 && wordCount <= Self.mostWords
    if !isWorthWhile || first.hasPrefix || order.keyCount == 0 || rest == .values {
      return starts[range].sort { order.precedes(entry($0), entry($1)) }
    }
    if rest == .none {
      var placed = starts[range].map { (place: entry($0).place, start: $0) }
      placed.sort { $0.place < $1.place }
      return starts.replaceSubrange(range, with: placed.map(\.start))
    }
    var deeper = starts[range].map { start in
      (word: entry(start).word(order, behind: wordCount).word, start: start)
    }
    deeper.sort { $0.word < $1.word }
    starts.replaceSubrange(range, with: deeper.map(\.start))
    Self.forEachTie(in: range, { deeper[$0 - range.lowerBound].word }) { tie in
      settle(&starts, tie, behind: wordCount + 1)
    }
  }

  /// Hands over the ranges of more than one place in which words are equal.
  private static func forEachTie(
    in range: Range<Int>,
    _ word: (Int) -> SortWord,
    _ body: (Range<Int>) -> Void
  ) {
    var first = range.lowerBound
    while first < range.upperBound {
      var end = first + 1
      while end < range.upperBound, word(end) == word(first) { end += 1 }
      if end - first > 1 { body(first..<end) }
      first = end
    }
  }

  private func entry(_ start: Start) -> SortEntry {
    SortEntry(blocks[Int(start.block)], at: Int(start.offset))
  }

  /// The blocks of all entries, and in which of them an entry lies.
  var pages: [RowPage] { blocks.map { RowPage($0, heldBy: share) } }

  func block(of number: Int) -> Int { Int(starts[number].block) }

  /// How many bytes the entries have together.
  var byteCount: Int { blocks.reduce(0) { $0 + $1.count } }

  mutating func removeAll() {
    blocks = []
    open = RowWriter()
    starts = []
    blockedByteCount = 0
    notedByteCount = 0
    _ = share.hold(0)
  }
}

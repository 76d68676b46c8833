// SPDX-License-Identifier: Apache-2.0
import Columns

/// The entries of a sorter that are in memory: in the order in which they came, then sorted.
///
/// What is moved about is where each begins, never the entry.
struct SortBuffer: Sendable {
  /// Where an entry begins, and what is known of its order.
  private struct Start: Sendable {
    let word: SortWord
    let block: UInt32
    let offset: UInt32
  }

  private static let blockByteCount = 1 << 18

  private let order: RowOrder
  private let share: MemoryShare
  private var blocks: [[UInt8]] = []
  private var starts: [Start] = []
  private var blockedByteCount = 0

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
    let last = blocks.last?.count ?? 0
    let needed = last + prefix.count + keys.count + payload.count + 48
    if blocks.isEmpty || (last > 0 && needed > Self.blockByteCount) {
      blockedByteCount += last
      // Most sorts are small; the blocks of large ones are made in full.
      var block: [UInt8] = []
      if !blocks.isEmpty { block.reserveCapacity(Self.blockByteCount) }
      blocks.append(block)
    }
    let number = blocks.count - 1
    var writer = RowWriter(bytes: blocks[number])
    blocks[number] = []
    starts.append(
      Start(
        word: SortWord(prefix: prefix, keys: RowReader(keys), place, order),
        block: UInt32(number),
        offset: UInt32(writer.bytes.count)
      )
    )
    writer.append(prefix: prefix, keys: keys.span, place, payload: payload)
    blocks[number] = writer.bytes
    let startByteCount = starts.count * MemoryLayout<Start>.stride
    return share.hold(blockedByteCount + blocks[number].count + startByteCount)
  }

  /// Puts the entries in order.
  mutating func sort() {
    var sorted = starts
    starts = []
    sorted.sort { $0.word < $1.word }
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, sorted[end].word == sorted[first].word { end += 1 }
      if end - first > 1 {
        sorted[first..<end].sort { order.precedes(entry($0), entry($1)) }
      }
      first = end
    }
    starts = sorted
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
    starts = []
    blockedByteCount = 0
    _ = share.hold(0)
  }
}

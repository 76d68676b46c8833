// SPDX-License-Identifier: Apache-2.0
import Columns

/// Where a row stands among rows with equal keys.
struct SortPlace: Comparable, Sendable {
  let major: Int
  let minor: Int

  init(_ major: Int, _ minor: Int = 0) {
    self.major = major
    self.minor = minor
  }

  init(_ position: RowPosition) {
    self.init(Int(position.unit), Int(position.sequence))
  }

  static func < (left: SortPlace, right: SortPlace) -> Bool {
    left.major != right.major ? left.major < right.major : left.minor < right.minor
  }
}

/// A row on its way through a sorter.
struct SortEntry: Sendable {
  /// What is compared first, byte by byte.
  let prefix: Text
  /// What is compared next, in the order of the sorter.
  let keys: [Value]
  /// What is compared last; of two rows no two are the same in all.
  let place: SortPlace
  /// What is sorted.
  let payload: [UInt8]

  init(prefix: Text = Text(bytes: []), keys: [Value], place: SortPlace, payload: [UInt8]) {
    self.prefix = prefix
    self.keys = keys
    self.place = place
    self.payload = payload
  }

  /// A row that is sorted by its place alone.
  init(_ place: SortPlace, _ payload: [UInt8]) {
    self.init(keys: [], place: place, payload: payload)
  }

  /// About how many bytes it takes in memory.
  var footprint: Int {
    keys.reduce(224 + prefix.bytes.count + payload.count) { $0 + 8 + $1.footprint }
  }
}

/// Sorts any number of rows: in memory as long as the budget allows it, beyond that by runs that are
/// sorted, written, and merged.
struct RowSorter: Sendable {
  /// So many runs are merged at a time.
  private static let fanIn = 64

  private let order: RowOrder
  private let share: MemoryShare
  private var entries: [SortEntry] = []
  private var byteCount = 0
  private var runs: [RowTable] = []

  init(order: RowOrder = RowOrder([]), _ budget: MemoryBudget) {
    self.order = order
    share = MemoryShare(budget)
  }

  mutating func add(_ entry: SortEntry) throws(QueryError) {
    entries.append(entry)
    byteCount += entry.footprint
    if !share.hold(byteCount) { try writeRun() }
  }

  /// Takes what another sorter of the same order was given.
  mutating func add(_ other: RowSorter) throws(QueryError) {
    runs += other.runs
    for entry in other.entries { try add(entry) }
    try mergeRuns()
  }

  /// Hands over all rows in their order.
  mutating func finish(
    _ body: (SortEntry) throws(QueryError) -> Void
  ) throws(QueryError) {
    let order = order
    sortEntries()
    guard !runs.isEmpty else {
      for entry in entries { try body(entry) }
      return
    }
    var merge = try RunMerge(runs, entries, order)
    while let entry = try merge.next() { try body(entry) }
  }

  /// Sorts what is in memory: small numbers are moved about, and each row once.
  private mutating func sortEntries() {
    guard entries.count > 1 else { return }
    let order = order
    let rows = entries
    var ranks = SortWords(of: rows, order).words.enumerated().map { index, word in
      SortRank(word: word, index: index)
    }
    ranks.sort()
    var start = 0
    while start < ranks.count {
      let end = ranks[start...].firstIndex { $0.word != ranks[start].word } ?? ranks.count
      if end - start > 1 {
        ranks[start..<end].sort { order.precedes(rows[$0.index], rows[$1.index]) }
      }
      start = end
    }
    entries = ranks.map { rows[$0.index] }
  }

  private mutating func writeRun() throws(QueryError) {
    try Cancellation.check()
    sortEntries()
    var builder = RowTableBuilder(width: 0, share.budget)
    for entry in entries { try builder.append { $0.append(entry) } }
    entries = []
    byteCount = 0
    _ = share.hold(0)
    runs.append(try builder.finish())
    try mergeRuns()
  }

  /// Keeps the number of runs small, so that few pages have to be in memory to merge them.
  private mutating func mergeRuns() throws(QueryError) {
    guard runs.count >= Self.fanIn else { return }
    var builder = RowTableBuilder(width: 0, share.budget)
    var merge = try RunMerge(runs, [], order)
    while let entry = try merge.next() { try builder.append { $0.append(entry) } }
    runs = [try builder.finish()]
  }
}

/// A row in memory and the number that stands for it.
private struct SortRank: Comparable {
  let word: UInt128
  let index: Int

  static func < (left: SortRank, right: SortRank) -> Bool { left.word < right.word }
}

/// Merges sorted runs by a heap of their next entries.
private struct RunMerge {
  private struct Head {
    let entry: SortEntry
    let run: Int
  }

  private let order: RowOrder
  private var cursors: [RowCursor]
  private var resident: ArraySlice<SortEntry>
  private var heap: [Head] = []

  init(
    _ runs: [RowTable],
    _ entries: [SortEntry],
    _ order: RowOrder
  ) throws(QueryError) {
    self.order = order
    cursors = runs.map { $0.makeCursor() }
    resident = entries[...]
    for run in 0...runs.count {
      if let entry = try pull(run) { push(Head(entry: entry, run: run)) }
    }
  }

  mutating func next() throws(QueryError) -> SortEntry? {
    guard let least = heap.first else { return nil }
    if let entry = try pull(least.run) {
      heap[0] = Head(entry: entry, run: least.run)
    } else if let last = heap.popLast(), !heap.isEmpty {
      heap[0] = last
    }
    sink()
    return least.entry
  }

  /// The next entry of a run; the entries in memory are the last run.
  private mutating func pull(_ run: Int) throws(QueryError) -> SortEntry? {
    if run == cursors.count { return resident.popFirst() }
    return try cursors[run].next { $0.entry() }
  }

  private mutating func push(_ head: Head) {
    heap.append(head)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard order.precedes(heap[child].entry, heap[parent].entry) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, order.precedes(heap[child + 1].entry, heap[child].entry) {
        child += 1
      }
      guard order.precedes(heap[child].entry, heap[parent].entry) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}

extension RowOrder {
  fileprivate func precedes(_ left: SortEntry, _ right: SortEntry) -> Bool {
    let prefixes = Text.compare(left.prefix, right.prefix)
    if prefixes != 0 { return prefixes < 0 }
    let keys = compare(left.keys, right.keys)
    return keys == 0 ? left.place < right.place : keys < 0
  }
}

extension RowWriter {
  fileprivate mutating func append(_ entry: SortEntry) {
    append(list: entry.prefix.bytes)
    append(entry.keys)
    append(signed: Int64(entry.place.major))
    append(signed: Int64(entry.place.minor))
    append(list: entry.payload)
  }
}

extension RowReader {
  fileprivate mutating func entry() -> SortEntry {
    let prefix = Text(bytes: list())
    let keys = values()
    let major = Int(signed())
    let place = SortPlace(major, Int(signed()))
    return SortEntry(prefix: prefix, keys: keys, place: place, payload: list())
  }
}

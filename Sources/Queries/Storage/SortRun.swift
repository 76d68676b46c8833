// SPDX-License-Identifier: Apache-2.0

/// Sorted entries that had to leave the memory, page by page.
///
/// They are read once: the room of a page is given back as soon as it was read, and what is written of a
/// merge takes the room of what was merged.
struct SortRun: Sendable {
  /// The pages to come, the next one last.
  private var pages: [RowPage]
  /// The page that is being read, and where its next entry begins.
  private var bytes: [UInt8] = []
  private var place = 0

  fileprivate init(_ pages: [RowPage]) {
    self.pages = pages.reversed()
  }

  /// The next entry; nil behind the last.
  mutating func next() throws(QueryError) -> SortEntry? {
    if place == bytes.count {
      guard let page = pages.popLast() else { return nil }
      bytes = try page.bytes()
      place = 0
    }
    let entry = SortEntry(bytes, at: place)
    place = entry.end
    return entry
  }
}

/// Writes entries to the disk in the order in which they are given.
struct SortRunWriter {
  private let budget: MemoryBudget
  private var pages: [RowPage] = []
  /// The page that is being filled.
  private var bytes: [UInt8] = []

  init(_ budget: MemoryBudget) {
    self.budget = budget
    bytes.reserveCapacity(budget.pageByteCount)
  }

  mutating func append(_ entry: SortEntry) throws(QueryError) {
    if !bytes.isEmpty, bytes.count + entry.byteCount > budget.pageByteCount { try endPage() }
    entry.append(to: &bytes)
  }

  mutating func finish() throws(QueryError) -> SortRun {
    if !bytes.isEmpty { try endPage() }
    return SortRun(pages)
  }

  private mutating func endPage() throws(QueryError) {
    pages.append(try RowPage(bytes, budget, onDisk: true))
    bytes.removeAll(keepingCapacity: true)
  }
}

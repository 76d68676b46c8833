// SPDX-License-Identifier: Apache-2.0
import Columns

/// Sorts any number of rows: in memory as long as the budget allows it, beyond that by runs that are
/// sorted, written to the disk, and merged.
///
/// Few rows a run, and many runs, come of little memory. As many runs as are merged at a time become one of
/// the next level: a row is written once a level, and levels grow with the logarithm of the runs.
struct RowSorter: Sendable {
  /// So many runs of a level are merged at a time.
  private static let fanIn = 64
  /// A row of this size is worth a reference.
  private static let largeRowByteCount = 256

  private let order: RowOrder
  private let budget: MemoryBudget
  private var buffer: SortBuffer
  /// What other sorters gathered and have sorted.
  private var others: [SortBuffer] = []
  /// By level.
  private var runs: [[SortRun]] = []
  /// How many rows were given.
  private(set) var count = 0

  init(order: RowOrder = RowOrder([]), _ budget: MemoryBudget) {
    self.order = order
    self.budget = budget
    buffer = SortBuffer(order, MemoryShare(budget, holdsRows: true))
  }

  // MARK: Gathering

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - prefix: rows with equal prefixes come together, in whatever order of the prefixes.
  ///   - keys: what is compared next, in the order of the sorter.
  ///   - place: what is compared last; of two rows no two are the same in all.
  ///   - payload: what is sorted.
  /// - Throws: that the disk is full.
  mutating func add(
    prefix: [UInt8] = [],
    keys: [Value] = [],
    _ place: SortPlace,
    _ payload: [UInt8]
  ) throws(QueryError) {
    var writer = RowWriter()
    for key in keys { writer.append(key) }
    try add(prefix: prefix, writtenKeys: writer.bytes, place, payload)
  }

  /// Adds a row whose keys are written already, one behind the other.
  mutating func add(
    prefix: [UInt8] = [],
    writtenKeys: [UInt8],
    _ place: SortPlace,
    _ payload: [UInt8]
  ) throws(QueryError) {
    count += 1
    let fits = buffer.append(
      prefix: prefix.span,
      keys: writtenKeys,
      place,
      payload: payload.span
    )
    if !fits { try writeRun() }
  }

  /// Sorts what is in memory, so that less is left to do at the end.
  mutating func sort() {
    buffer.sort()
  }

  /// Takes what another sorter of the same order was given and has sorted.
  mutating func add(sorted other: RowSorter) throws(QueryError) {
    count += other.count
    for (level, theirs) in other.runs.enumerated() {
      for run in theirs { try add(run, level) }
    }
    others += ([other.buffer] + other.others).filter { $0.count > 0 }
  }

  private mutating func writeRun() throws(QueryError) {
    try Cancellation.check()
    buffer.sort()
    var writer = SortRunWriter(budget)
    for number in 0..<buffer.count { try writer.append(buffer[number]) }
    buffer.removeAll()
    try add(try writer.finish(), 0)
  }

  /// Adds a run to a level; a level that is full becomes one run of the next.
  private mutating func add(_ run: SortRun, _ level: Int) throws(QueryError) {
    while runs.count <= level { runs.append([]) }
    runs[level].append(run)
    guard runs[level].count == Self.fanIn else { return }
    var merge = try SortMerge(exchange(&runs[level], with: []), [], order)
    var writer = SortRunWriter(budget)
    while let head = try merge.next() { try writer.append(head.entry) }
    try add(try writer.finish(), level + 1)
  }

  // MARK: Reading

  /// Sorts what is in memory and hands over all rows in their order; what was on the disk is given up.
  mutating func finish(
    _ body: (SortEntry) throws(QueryError) -> Void
  ) throws(QueryError) {
    buffer.sort()
    try forEach(body)
  }

  /// Hands over all rows of a sorted sorter in their order.
  private mutating func forEach(_ body: (SortEntry) throws(QueryError) -> Void) throws(QueryError) {
    if runs.isEmpty, others.isEmpty {
      for number in 0..<buffer.count { try body(buffer[number]) }
      return
    }
    let left = Array(exchange(&runs, with: []).joined())
    var merge = try SortMerge(left, [buffer] + others, order)
    while let head = try merge.next() { try body(head.entry) }
  }

  /// Sorts what is in memory and makes a table of the payloads.
  mutating func table(width: Int) throws(QueryError) -> RowTable {
    buffer.sort()
    return try sortedTable(width: width)
  }

  /// The payloads of a sorted sorter as the rows of a table.
  ///
  /// Where all is in memory, large rows stay where they are.
  mutating func sortedTable(width: Int) throws(QueryError) -> RowTable {
    let buffers = [buffer] + others
    let count = buffers.reduce(0) { $0 + $1.count }
    let byteCount = buffers.reduce(0) { $0 + $1.byteCount }
    if runs.isEmpty, byteCount > count * Self.largeRowByteCount {
      return try sharingTable(buffers, width: width)
    }
    var builder = RowTableBuilder(width: width, budget)
    try forEach { entry throws(QueryError) in try builder.appendWritten(entry.payload.span) }
    return try builder.finish()
  }

  /// A table over the entries as they lie in memory.
  private func sharingTable(
    _ buffers: [SortBuffer],
    width: Int
  ) throws(QueryError) -> RowTable {
    var table = RowTable(width: width)
    let pages = buffers.map { buffer in buffer.pages.map { table.add($0) } }
    var merge = try SortMerge([], buffers, order)
    while let head = try merge.next() {
      let row = head.entry.row
      table.append(
        page: pages[head.source][buffers[head.source].block(of: head.number)],
        start: row.lowerBound,
        byteCount: row.count,
        rowCount: 1
      )
    }
    return table
  }
}

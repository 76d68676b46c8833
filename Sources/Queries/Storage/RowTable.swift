// SPDX-License-Identifier: Apache-2.0
import Columns

/// Rows in their order, held compactly in pages: what sinks leave, what the finishing half works on,
/// and the answer of a query.
///
/// A value that is cheap to copy, cut and join: pages are shared.
struct RowTable: Sendable {
  /// Neighbouring rows of one page.
  private struct Extent: Sendable {
    /// Its number among the pages.
    let page: PageNumber
    /// In the page.
    var start: Int
    var byteCount: Int
    var rowCount: Int
  }

  /// What a page is known by in a table: extents do not hold it themselves, so that they are plain bytes.
  struct PageNumber: Equatable, Sendable {
    fileprivate let value: Int
  }

  let width: Int
  private var pages: [RowPage] = []
  private var extents: [Extent] = []
  /// For each extent the number of rows up to its end.
  private var ends: [Int] = []

  init(width: Int) {
    self.width = width
  }

  var rowCount: Int { ends.last ?? 0 }

  /// About how many bytes the rows would take in memory, with a table of keys over them.
  var footprint: Int {
    extents.reduce(rowCount * (224 + 64 * width)) { $0 + $1.byteCount }
  }

  /// Makes a page known, of which rows are to be added.
  mutating func add(_ page: RowPage) -> PageNumber {
    if pages.last !== page { pages.append(page) }
    return PageNumber(value: pages.count - 1)
  }

  /// Adds rows of a page, which stand behind each other in it; neighbours become one extent unless
  /// they are to be kept apart.
  mutating func append(
    page: PageNumber,
    start: Int,
    byteCount: Int,
    rowCount: Int,
    isApart: Bool = false
  ) {
    guard rowCount > 0 else { return }
    if !isApart, let last = extents.last, last.page == page,
      last.start + last.byteCount == start
    {
      extents[extents.count - 1].byteCount += byteCount
      extents[extents.count - 1].rowCount += rowCount
      ends[ends.count - 1] += rowCount
      return
    }
    extents.append(Extent(page: page, start: start, byteCount: byteCount, rowCount: rowCount))
    ends.append(self.rowCount + rowCount)
  }

  /// Adds the rows of another table of the same width.
  mutating func append(_ other: RowTable, isApart: Bool = false) {
    let numbers = other.pages.map { add($0) }
    for extent in other.extents {
      append(
        page: numbers[extent.page.value],
        start: extent.start,
        byteCount: extent.byteCount,
        rowCount: extent.rowCount,
        isApart: isApart
      )
    }
  }

  // MARK: Reading

  /// The values of one row.
  ///
  /// - Complexity: O(bytes of its extent): for many rows in their order there are better ways.
  func row(_ number: Int) throws(QueryError) -> [Value] {
    try rows(CollectionOfOne(number))[0]
  }

  /// The values of rows with ascending numbers.
  ///
  /// - Complexity: each page that holds one of them is read once.
  func rows(_ numbers: some Sequence<Int>) throws(QueryError) -> [[Value]] {
    var rows: [[Value]] = []
    var reader = RowReader([])
    /// The rows the reader has not passed.
    var ahead = 0..<0
    for number in numbers {
      if !ahead.contains(number) {
        let index = extentIndex(ofRow: number)
        reader = try self.reader(ofExtent: index)
        ahead = (ends[index] - extents[index].rowCount)..<ends[index]
      }
      reader.skipRows(number - ahead.lowerBound)
      rows.append(reader.row(width: width))
      ahead = (number + 1)..<ahead.upperBound
    }
    return rows
  }

  /// Reads the rows one after another.
  func makeCursor() -> RowCursor {
    RowCursor(self, extents: 0..<extents.count)
  }

  /// Reads the rows of some extents.
  func makeCursor(_ extents: Range<Int>) -> RowCursor {
    RowCursor(self, extents: extents)
  }

  /// Neighbouring extents of about so many bytes together.
  func pieces(byteCount: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    var gathered = 0
    for (index, extent) in extents.enumerated() {
      gathered += extent.byteCount
      if gathered >= byteCount || index == extents.count - 1 {
        pieces.append(start..<(index + 1))
        start = index + 1
        gathered = 0
      }
    }
    return pieces
  }

  /// Hands over all rows in pieces that fit in memory, with the number of the first row of each.
  func forEachChunk(
    _ body: (_ chunk: ValueTable, _ first: Int) throws(QueryError) -> Void
  ) throws(QueryError) {
    for piece in pieces(byteCount: 1 << 16) {
      let first = ends[piece.lowerBound] - extents[piece.lowerBound].rowCount
      let count = ends[piece.upperBound - 1] - first
      var columns = [[Value]](repeating: [], count: width)
      for column in columns.indices { columns[column].reserveCapacity(count) }
      for index in piece {
        var reader = try reader(ofExtent: index)
        for _ in 0..<extents[index].rowCount {
          _ = reader.count()
          for column in columns.indices { columns[column].append(reader.value()) }
        }
      }
      try body(ValueTable(rowCount: count, columns: columns), first)
    }
  }

  /// All rows, in memory.
  func values() throws(QueryError) -> ValueTable {
    var table = ValueTable(width: width)
    try forEachChunk { chunk, _ in table.append(chunk) }
    return table
  }

  /// The rows of a range.
  func slice(_ range: Range<Int>) throws(QueryError) -> RowTable {
    if range == 0..<rowCount { return self }
    var table = RowTable(width: width)
    guard !range.isEmpty else { return table }
    for index in extentIndex(ofRow: range.lowerBound)...extentIndex(ofRow: range.upperBound - 1) {
      let extent = extents[index]
      let first = ends[index] - extent.rowCount
      let kept = max(range.lowerBound, first) - first..<min(range.upperBound, ends[index]) - first
      let page = table.add(pages[extent.page.value])
      if kept.count == extent.rowCount {
        table.append(
          page: page,
          start: extent.start,
          byteCount: extent.byteCount,
          rowCount: extent.rowCount
        )
        continue
      }
      var reader = try reader(ofExtent: index)
      let origin = reader.place
      reader.skipRows(kept.lowerBound)
      let start = reader.place
      reader.skipRows(kept.count)
      table.append(
        page: page,
        start: extent.start + start - origin,
        byteCount: reader.place - start,
        rowCount: kept.count
      )
    }
    return table
  }

  fileprivate func reader(ofExtent index: Int) throws(QueryError) -> RowReader {
    let extent = extents[index]
    return try pages[extent.page.value].reader(from: extent.start, count: extent.byteCount)
  }

  fileprivate func rowCount(ofExtent index: Int) -> Int { extents[index].rowCount }

  /// The extent a row stands in.
  private func extentIndex(ofRow number: Int) -> Int {
    precondition((0..<rowCount).contains(number), "there is such a row")
    var low = 0
    var high = ends.count - 1
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > number { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Reads the rows of a table one after another.
struct RowCursor {
  private let table: RowTable
  private var next: Int
  private let end: Int
  private var left = 0
  private var reader = RowReader([])

  fileprivate init(_ table: RowTable, extents: Range<Int>) {
    self.table = table
    next = extents.lowerBound
    end = extents.upperBound
  }

  /// A reader that stands at the first value of the next row; nil behind the last row.
  ///
  /// What the body leaves unread is passed over.
  mutating func next<Answer>(
    _ body: (inout RowReader) -> Answer
  ) throws(QueryError) -> Answer? {
    guard let end = try begin() else { return nil }
    let answer = body(&reader)
    reader.skip(end - reader.place)
    return answer
  }

  /// Moves to the first value of the next row, and tells where its last ends; nil behind the last row.
  private mutating func begin() throws(QueryError) -> Int? {
    while left == 0 {
      guard next < end else { return nil }
      reader = try table.reader(ofExtent: next)
      left = table.rowCount(ofExtent: next)
      next += 1
    }
    left -= 1
    let count = reader.count()
    return reader.place + count
  }

  /// The values of the next row; nil behind the last.
  mutating func nextRow() throws(QueryError) -> [Value]? {
    let width = table.width
    return try next { reader in reader.row(of: width) }
  }
}

extension RowReader {
  fileprivate mutating func skipRows(_ count: Int) {
    for _ in 0..<count {
      let byteCount = self.count()
      skip(byteCount)
    }
  }

  /// A row with its length before it.
  fileprivate mutating func row(width: Int) -> [Value] {
    _ = count()
    return row(of: width)
  }

  /// So many values.
  fileprivate mutating func row(of width: Int) -> [Value] {
    var row: [Value] = []
    row.reserveCapacity(width)
    for _ in 0..<width { row.append(value()) }
    return row
  }
}
